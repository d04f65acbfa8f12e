/** Decap's widget for a request. It shows the desk's form: the fields, the saving of drafts, and the errors. */
import { render } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { FIELD } from '#public/form/configuration.ts';
import base from '../styles/base.css?inline';
import parts from '../styles/case.css?inline';
import desk from '../styles/desk.css?inline';
import forced from '../styles/forced.css?inline';
import pages from '../styles/pages.css?inline';
import request from '../styles/request.css?inline';
import { SessionEnded } from '../desk/forge.ts';
import type { RequestPlace } from '../desk/places.ts';
import { type Draft, draftsOf, isUnsaved } from '../desk/request/drafts.ts';
import type { Settings } from '../desk/settings.ts';
import { type DeskPlace, type HeldRequest, PlaceContext } from '../desk/view/common.tsx';
import { sayIn } from '../desk/words.ts';
import { RequestPage } from '../desk/view/request/request-page.tsx';
import { SendFaultNote } from '../desk/view/request/sign-in-here.tsx';
import { branchOf } from './address.ts';
import { pullAt } from './backend.ts';
import { type ControlSpec, decap, type Immutable } from './cms.ts';
import { hold, currentSession, renewSession, type Session, signOut } from './session.ts';
import { sayForm } from '../request/words.ts';
import { WORDS } from './words.ts';

/**
 * The desk's styles, inside a shadow root, so that they do not mix with Decap's. At the desk the form is a whole page.
 * Here it has half of the width, and its link back and its line about the person are hidden, because Decap shows both.
 */
const LOOK = `${[base, parts, pages, desk, request, forced].join('\n').replace(/(?<![-\w.:)])(?::root|body)(?=\s*[{,])/g, ':host')}
:host { background: none }
.back, .signed-in { display: none }`;

interface Methods {
  host: HTMLElement | null;
  inside: HTMLElement | undefined;
  /** The draft that was last announced to Decap; `changes` counts the announcements. */
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
    // The form is drawn once, because nothing that Decap changes concerns it.
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
        // After a save the form is drawn a moment later than the draft changes, so the stored draft is newer.
        const { typedAt } = draftsOf(currentSession()?.viewer.databaseId ?? 0).of(draft.key) ?? draft;
        // After the first save Decap opens the request again from its branch.
        if (typedAt === undefined || (isNew && draft.number !== undefined)) return;
        const data = this.props.getEntry().get('data') as Immutable;
        const before = data.get(FIELD) as Immutable | undefined;
        // Decap makes the address of a new request from its name. A listed request keeps its title.
        const named = isNew || !before ? data.clear().set('nama', nama) : before;
        // Decap compares each value with the last saved one, so every announced value must be different.
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

/**
 * Returns the request that Decap has opened. A new request begins with the draft under this SOP that was typed last and
 * that only this device has.
 * @returns undefined if the request is not the person's own
 */
function placeOf(entry: Immutable, { viewer }: Session): RequestPlace | undefined {
  const procedure = String(entry.get('collection'));
  if (entry.get('newRecord') !== true) {
    const pull = pullAt(procedure, String(entry.get('slug')));
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
  /** How often the request was read again. Each time the page is made anew. */
  const [times, setTimes] = useState(0);
  const { language, kind, auth } = settings;
  const desk = useMemo<DeskPlace>(
    () => ({
      settings,
      language,
      forge: session.forge,
      watch: session.watch,
      ahead: session.ahead,
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
      // Decap controls the address, so the form does not go elsewhere. After a submission the request is read again.
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

/** Opens links to the desk in another tab, because this tab must not contain a token of the desk. */
function toDesk(event: Event, { base: site, language }: Settings): void {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href^="#/"]') : null;
  if (!link) return;
  event.preventDefault();
  const desk = `${site}${language === 'en' ? '/en' : ''}/meja/${link.getAttribute('href')}`;
  window.open(desk, '_blank', 'noopener');
}
