/** The desk's form for a request as a widget of Decap's: the fields, what is kept of them, and what is wrong with them. */
import { render } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { FIELD } from '#public/form/configuration.ts';
import base from '../styles/base.css?inline';
import parts from '../styles/case.css?inline';
import desk from '../styles/desk.css?inline';
import { SessionEnded } from '../desk/forge.ts';
import type { RequestPlace } from '../desk/places.ts';
import { type Draft, draftsOf, isUnsaved } from '../desk/request/drafts.ts';
import type { Settings } from '../desk/settings.ts';
import { type DeskPlace, type HeldRequest, PlaceContext, sayIn } from '../desk/view/common.tsx';
import { RequestPage } from '../desk/view/request/request-page.tsx';
import { SendFaultNote } from '../desk/view/request/sign-in-here.tsx';
import { branchOf } from './address.ts';
import { pullOn } from './backend.ts';
import { type ControlSpec, decap, type Immutable } from './cms.ts';
import { hold, currentSession, renewSession, type Session, signOut } from './session.ts';
import { sayForm } from '../request/words.ts';
import { WORDS } from './words.ts';

/**
 * The desk's look, apart from Decap's, which has one theme, a light one. The form is its own whole page at the desk; here Decap has
 * the way back, the person's menu and half of the width.
 */
const LOOK = `${[base, parts, desk].join('\n').replace(/(?<![-\w.:)])(?::root|body)(?=\s*[{,])/g, ':host')}
.back, .signed-in { display: none }
.writing { display: block }`;

interface Methods {
  host: HTMLElement | null;
  inside: HTMLElement | undefined;
  /** The draft as Decap last heard of it, and how often. */
  known: Draft | undefined;
  changes: number;
  componentDidMount(): void;
  componentWillUnmount(): void;
  shouldComponentUpdate(): boolean;
  isValid(): boolean;
  changed(open: HeldRequest): void;
}

export function requestControl(settings: Settings): object {
  const { h, createClass } = decap();
  const spec: ControlSpec<Methods> = {
    host: null,
    inside: undefined,
    known: undefined,
    changes: 0,
    componentDidMount() {
      const [entry, session] = [this.props.getEntry(), currentSession()];
      const root = this.host?.attachShadow({ mode: 'open' });
      if (!root || !session) return;
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(LOOK);
      root.adoptedStyleSheets = [sheet];
      root.addEventListener('click', (event) => toDesk(event, settings));
      this.inside = root.appendChild(document.createElement('div'));
      const place = placeOf(entry, session);
      const held = (open: HeldRequest | undefined): void => {
        if (open) this.changed(open);
        else hold(undefined);
      };
      render(<RequestInDecap settings={settings} begun={session} place={place} hold={held} />, this.inside);
    },
    componentWillUnmount() {
      if (this.inside) render(null, this.inside);
    },
    // Decap has nothing to tell the form: it is drawn once.
    shouldComponentUpdate: () => false,
    isValid: () => true,
    changed(open) {
      const { draft, folder } = open;
      const [, year = '', nama = ''] = folder.split('/');
      const close = (): void => {
        hold(undefined);
        this.host?.toggleAttribute('inert', true);
      };
      const branch = draft.branch ?? branchOf(draft.procedure, `${year}/${nama}/request`);
      const isNew = this.props.getEntry().get('newRecord') === true;
      const announce = (): void => {
        // After a save the form is drawn a moment later than the draft is as it is now.
        const { typedAt } = draftsOf(currentSession()?.viewer.databaseId ?? 0).of(draft.key) ?? draft;
        // A new request that is saved is opened from its own place next.
        if (typedAt === undefined || (isNew && draft.number !== undefined)) return;
        const data = this.props.getEntry().get('data') as Immutable;
        const before = data.get(FIELD) as Immutable | undefined;
        // Decap files a new request by its name, and lists it by its title.
        const named = isNew || !before ? data.clear().set('nama', nama) : before;
        // Decap compares with what it saved last: no two changes are alike.
        this.props.onChange(named.set('sejak', `${typedAt} ${(this.changes += 1)}`));
      };
      hold({ ...open, branch, close, announce });
      if (draft !== this.known) announce();
      this.known = draft;
    },
    render() {
      const { classNameWrapper } = this.props;
      const ref = (element: HTMLElement | null): void => void (this.host = element);
      return h('div', { className: classNameWrapper, ref });
    },
  };
  return createClass(spec);
}

/** Which request Decap has opened: of a new one, what was typed last on this device and is saved nowhere else. None: not the person's. */
function placeOf(entry: Immutable, { viewer }: Session): RequestPlace | undefined {
  const procedure = String(entry.get('collection'));
  if (entry.get('newRecord') !== true) {
    const pull = pullOn(branchOf(procedure, String(entry.get('slug'))));
    return pull && { kind: 'revise', number: pull.number };
  }
  const [latest] = draftsOf(viewer.databaseId)
    .all()
    .filter((draft) => draft.procedure === procedure && draft.number === undefined && isUnsaved(draft))
    .sort((a, b) => (b.typedAt ?? '').localeCompare(a.typedAt ?? ''));
  return latest ? { kind: 'draft', key: latest.key } : { kind: 'new', procedure };
}

interface Props {
  readonly settings: Settings;
  readonly begun: Session;
  readonly place: RequestPlace | undefined;
  readonly hold: NonNullable<DeskPlace['hold']>;
}

function RequestInDecap({ settings, begun, place, hold: held }: Props) {
  const [session, setSession] = useState(begun);
  const [hasEnded, setEnded] = useState(false);
  /** Grows with each time that the request is read anew. */
  const [times, setTimes] = useState(0);
  const { language, kind, auth } = settings;
  const desk = useMemo<DeskPlace>(
    () => ({
      settings,
      language,
      forge: session.forge,
      watch: session.watch,
      say: sayIn(language),
      failed: (error) => (error instanceof SessionEnded ? setEnded(true) : console.error(error)),
      signOut: () => {
        signOut({ kind, origin: auth.origin });
        location.reload();
      },
      renew: async (token, account) => {
        const renewed = await renewSession(settings, token, account);
        if (renewed) setSession(renewed);
        setEnded(false);
        return renewed !== undefined;
      },
      // Decap has the address. What was submitted is shown as it is now.
      go: (_address, how) => how ?? setTimes((before) => before + 1),
      hold: held,
    }),
    [session],
  );
  return (
    <PlaceContext.Provider value={desk}>
      {hasEnded ? (
        <SendFaultNote fault={{ kind: 'ended' }} account={session.viewer.databaseId} />
      ) : place ? (
        <RequestPage key={times} place={place} />
      ) : (
        <p class="notice">{sayForm(WORDS.notListed, language)}</p>
      )}
    </PlaceContext.Provider>
  );
}

/** Addresses of the desk that the form shows lead there, in a tab of their own: no token of the desk is in this one. */
function toDesk(event: Event, { base: site, language }: Settings): void {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href^="#/"]') : null;
  if (!link) return;
  event.preventDefault();
  const desk = `${site}${language === 'en' ? '/en' : ''}/meja/${link.getAttribute('href')}`;
  window.open(desk, '_blank', 'noopener');
}
