import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { isWaitingLate, statusSentence } from '#domain/words/status.ts';
import { capital } from '#domain/words/language.ts';
import { waitingForOpener } from '#domain/words/opener.ts';
import { liveTime } from '#domain/words/time.ts';
import { formAddress } from '../../form/address.ts';
import { STATUS } from '../../lib/case-status.ts';
import type { IconName } from '../../lib/icons.ts';
import { SHORT_LIST } from '../../lib/short-list.ts';
import {
  type DeskFilter,
  type DeskItem,
  deskSize,
  EVERYTHING,
  filterDesk,
  finder,
  isFiltering,
} from '../desk-filter.ts';
import {
  applicationsOf,
  countdown,
  type DeskLine,
  deskOf,
  type DeskReading,
  type EndedCase,
  lineSentence,
  procedureOfPull,
  shapeOf,
  runningLines,
  usedShare,
  waitingLines,
  waitsForViewer,
  isRefused,
  isSubmitted,
} from '../desk-list.ts';
import { deskPlaceOf, listAddress } from '../places.ts';
import { type ListedPull, statusOf } from '../queries.ts';
import { draftName } from '../title-words.ts';
import { announce, Heading, Icon, SignedIn, Tag, Title, useNow, usePlace, Words } from './common.tsx';
import { askToDecide } from './case.tsx';
import { Filters } from './filters.tsx';
import { jumpTo } from './in-short.tsx';
import { lazy } from './lazy.tsx';
import { Dial } from './route.tsx';
import { useLoad } from './use-load.tsx';

const AgendaFold = lazy(async () => (await import('./agenda-fold.tsx')).AgendaFold);

const ListRest = lazy(async () => (await import('./list-rest.tsx')).ListRest);
const NotificationSwitch = lazy(async () => (await import('./notices.tsx')).NotificationSwitch);
// Not everybody writes requests, and so has drafts.
const DraftsHere = lazy(async () => (await import('./drafts-here.tsx')).DraftsHere);

/**
 * Shows what waits for the reader, the most urgent case first, and the reader's requests. Nobody acts on this page.
 * @param asked filter in the address
 */
export function ListPage({ asked }: { asked: DeskFilter }) {
  const { say, watch } = usePlace();
  const [latest, setLatest] = useState<DeskReading>();
  useEffect(() => watch.heard(() => setLatest(watch.latest())), [watch]);
  const { fault } = useLoad(async () => void (await watch.read()), [watch], undefined, 'listFault');
  return (
    <>
      {latest ? (
        <Lists latest={latest} asked={asked} />
      ) : (
        <>
          <Heading>{say('title')}</Heading>
          {fault ?? <p role="status">{say('loading')}</p>}
        </>
      )}
    </>
  );
}

/** Checks whether the reader may correct ended cases (R49), and so sees a part of Kelola. */
const isCorrector = ({ office }: DeskReading, { roles }: ReturnType<typeof deskOf>): boolean =>
  [...office.procedures.values()].some(({ corrections }) => roles.some(({ id }) => id === corrections?.by));

/**
 * Returns the reading that is shown. While somebody reads the list, no line is added, removed or moved, so that
 * nobody touches a wrong line; a button shows the new list. This is so wherever pointer and focus are, because they do
 * not show which line a finger is about to touch. While the window is hidden, the list is updated at once.
 */
function useShown(latest: DeskReading, now: string): { shown: DeskReading; isBehind: boolean; show: () => void } {
  const [shown, setShown] = useState(latest);
  const isBehind = shown !== latest && shapeOf(shown, now) !== shapeOf(latest, now);
  const show = (): void => setShown(latest);
  useEffect(() => {
    const unseen = (): void => void (document.visibilityState === 'hidden' && show());
    if (!isBehind) show();
    unseen();
    document.addEventListener('visibilitychange', unseen);
    return () => document.removeEventListener('visibilitychange', unseen);
  }, [latest, isBehind]);
  return { shown, isBehind, show };
}

/** Keeps the filter of the list: in the address for a reload, and in the watch for the way back from a case. */
function useFilter(asked: DeskFilter): [DeskFilter, (filter: DeskFilter) => void] {
  const { watch } = usePlace();
  const [filter, setFilter] = useState(() => (isFiltering(asked) ? asked : watch.filter));
  useEffect(() => {
    watch.filter = filter;
    // The address may already name another page, although the event of this change has not arrived yet.
    if (deskPlaceOf(location.hash).kind !== 'list') return;
    if (isFiltering(filter) || location.hash !== '') history.replaceState(null, '', listAddress(filter));
  }, [filter]);
  const choose = (next: DeskFilter): void => {
    // Another filter begins with the first page of each group.
    watch.pages = {};
    setFilter(next);
  };
  return [filter, choose];
}

function Lists({ latest, asked }: { latest: DeskReading; asked: DeskFilter }) {
  const { forge, say, language, settings, ahead } = usePlace();
  const now = useNow(forge);
  const { shown: reading, isBehind, show } = useShown(latest, now);
  const [filter, setFilter] = useFilter(asked);
  const whole = useMemo(() => deskOf(reading, now), [reading, now]);
  const desk = filterDesk(whole, filter);
  const mine = useMemo(() => applicationsOf(reading), [reading]);
  useLateNews(whole.late);
  const next = waitingLines(whole)
    .slice(0, 2)
    .map(({ number }) => number);
  // Before the parts of this page that nobody needs for opening a case.
  useLayoutEffect(() => void ahead.read(next, askToDecide), [ahead, next.join(), latest.head]);
  const { viewer, office } = reading;
  const own = Object.values(mine).reduce((sum, each) => sum + each.length, 0);
  const roles = whole.roles.map(({ name }) => name[language]).join(', ');
  const sopOf = (pull: ListedPull): string | undefined => procedureOfPull(office, pull)?.name[language];
  const inList = {
    now,
    found: finder(filter),
    zone: office.zone,
    isOfRoles: whole.roles.length > 1,
    isOfSops: office.procedures.size > 1,
    sopOf,
  };
  const count = deskSize(whole);
  const running = useMemo(() => runningLines(reading), [reading]);
  const isOfficial = whole.roles.length > 0;
  const waits = count - whole.sent.length;
  return (
    <div class="with-side">
      <Side
        isOfficial={isOfficial}
        maintains={reading.maintains || isCorrector(reading, whole)}
        counts={{ waits, consulted: whole.consulted.length, running: running.length, own }}
      />
      <div class="desk-list">
        <Heading called={say('title')}>
          {isOfficial ? say(waits > 0 ? 'waitsForYou' : 'nothingForYou', { n: waits }) : say('title')}
        </Heading>
        <SignedIn viewer={viewer} roles={roles} />
        {isBehind && <ShowNew shown={reading} latest={latest} show={show} unfiltered={() => setFilter(EVERYTHING)} />}
        <Filters {...{ whole, own, filter }} choose={setFilter} />
        {isOfficial && (
          <section aria-labelledby="menunggu">
            <h2 id="menunggu" class="unseen" tabIndex={-1}>
              {say('tasks')}
            </h2>
            {count + whole.consulted.length === 0 && !isFiltering(filter) && <p class="empty">{say('nothing')}</p>}
            <Group title={say('late')} items={desk.late} {...inList} is="late" />
            <Group title={say('today')} items={desk.today} {...inList} is="act" />
            <Group title={say('next')} items={desk.next} {...inList} is="act" />
            <Group title={say('sent')} items={desk.sent} {...inList} is="sent" />
            <Group title={say('consulted')} id="koordinasi" items={desk.consulted} {...inList} />
          </section>
        )}
        {desk.informed.length > 0 && (
          <section aria-labelledby="untuk-diketahui">
            <h2 id="untuk-diketahui" class="unseen">
              {say('informed')}
            </h2>
            <Group title={say('informed')} items={desk.informed} {...inList} />
          </section>
        )}
        <section aria-labelledby="permohonan">
          <h2 id="permohonan" tabIndex={-1}>
            {say('applications')}
          </h2>
          {own === 0 && <p class="empty">{say('noApplications')}</p>}
          <Group title={say('withYou')} items={[...mine.returned, ...mine.refused]} {...inList} />
          <Group title={say('sent')} items={mine.submitted} {...inList} />
          <Group title={say('running')} items={mine.running} {...inList} />
          <Group title={say('drafts')} items={mine.drafts} {...inList} />
          <Group title={say('ended')} items={mine.ended} {...inList} />
          <DraftsHere account={viewer.databaseId} />
          <p>
            <a class="button second" href="#/baru">
              {say('newRequest')}
            </a>
          </p>
          <p class="meta">
            <a href={formAddress(settings)} target="_blank" rel="noopener">
              {say('otherForm')} {say('newTab')}
            </a>
          </p>
        </section>
        <ListRest running={isOfficial ? running : []} procedures={[...office.procedures.values()]} />
        {isOfficial && <AgendaFold index={reading.index} />}
        {/* Loaded late, so it stands where it moves nothing. */}
        <NotificationSwitch viewer={viewer} />
      </div>
    </div>
  );
}

interface SideProps {
  readonly isOfficial: boolean;
  readonly maintains: boolean;
  readonly counts: Readonly<Record<'waits' | 'consulted' | 'running' | 'own', number>>;
}

/** Shows the parts of the list: at the side of a wide screen, in one row on a small screen. */
function Side({ isOfficial, maintains, counts }: SideProps) {
  const { say, settings, language } = usePlace();
  const part = (id: string, text: string, icon: IconName, n: number) =>
    n > 0 && (
      <li>
        <button type="button" aria-current={id === 'menunggu' || undefined} onClick={() => jumpTo(id)}>
          <Icon name={icon} />
          {text} <span class="count">{n}</span>
        </button>
      </li>
    );
  return (
    <nav class="side not-on-paper" aria-label={say('title')}>
      <ul>
        {isOfficial && part('menunggu', say('mine'), 'letter', counts.waits)}
        {isOfficial && part('koordinasi', say('coordination'), 'people', counts.consulted)}
        {isOfficial && part('semua-berjalan', say('allRunning'), 'clock', counts.running)}
        {isOfficial && (
          <li>
            <a href={`${settings.base}${language === 'en' ? '/en' : ''}/arsip/`}>
              <Icon name="check" />
              {say('archived')}
            </a>
          </li>
        )}
        {part('permohonan', say('applications'), 'pen', counts.own)}
        {maintains && (
          <li>
            <a href="#/kelola">
              <Icon name="manage" />
              {say('manage')}
            </a>
          </li>
        )}
      </ul>
    </nav>
  );
}

interface ShowNewProps {
  readonly shown: DeskReading;
  readonly latest: DeskReading;
  readonly show: () => void;
  readonly unfiltered: () => void;
}

/**
 * Shows a button that updates the list and moves to the first new line. The button is above the page, so that nothing
 * moves.
 */
function ShowNew({ shown, latest, show, unfiltered }: ShowNewProps) {
  const { forge, say, watch } = usePlace();
  const now = useNow(forge);
  const before = new Set(waitsForViewer(shown, now).lines.map(({ visit }) => visit));
  const news = waitsForViewer(latest, now).lines.filter(({ visit }) => !before.has(visit));
  const press = (): void => {
    if (news.length > 0) unfiltered();
    // Groups show their first pages, and one of them the page with the first new line.
    watch.pages = { wanted: news[0]?.number };
    show();
    // The button disappears, so the focus moves to the first new line.
    requestAnimationFrame(() => {
      const line = news.map(({ number }) => document.querySelector(`#baris-${number}`)).find(Boolean);
      line?.closest('details')?.setAttribute('open', '');
      (line?.querySelector('a') ?? document.querySelector<HTMLElement>('h1'))?.focus();
    });
  };
  return (
    <p class="show-new not-on-paper">
      <button type="button" onClick={press}>
        {news.length > 0 ? say('showNew', { n: news.length }) : say('showChanged')}
      </button>
    </p>
  );
}

/** Announces once that a case has become late while the page was open. */
function useLateNews(late: readonly DeskLine[]): void {
  const { say } = usePlace();
  const known = useRef<Set<number>>(undefined);
  useEffect(() => {
    const before = known.current;
    known.current = new Set(late.map(({ number }) => number));
    if (!before) return;
    for (const { number, id } of late) if (!before.has(number)) announce(say('lateNow', { c: id }));
  }, [late]);
}

interface InList {
  readonly now: string;
  /** IANA name of the office's zone. */
  readonly zone: string;
  /** Whether the viewer holds several roles, so that each line names the role in which the viewer would act. */
  readonly isOfRoles: boolean;
  /** Whether the office has several procedures, so that each line names its procedure. */
  readonly isOfSops: boolean;
  /** Checks whether the words of the filter find a line. */
  readonly found: (item: DeskItem) => boolean;
  /** Returns the name of the procedure of a draft. */
  readonly sopOf: (pull: ListedPull) => string | undefined;
  /** What the lines wait for: an act of the viewer, or the process’s reply to one; undefined for other lines. */
  readonly is?: 'late' | 'act' | 'sent';
}

/** Lines on one page of a group. A page of this length is read without losing one's place. */
const ON_A_PAGE = 20;

type GroupProps = InList & {
  readonly title?: string;
  /** Name of the group's place in the page. */
  readonly id?: string;
  readonly items: readonly DeskItem[];
};

/** Shows a group of the list. A long group is shown page by page; the desk remembers the page by the group's title. */
function Group({ title = '', id, items: all, ...inList }: GroupProps) {
  const { say, watch } = usePlace();
  const [, drawAgain] = useState({});
  const group = useRef<HTMLUListElement>(null);
  const items = all.filter(inList.found);
  if (items.length === 0) return null;
  const wanted = items.findIndex((item) => 'visit' in item && item.number === watch.pages.wanted);
  const asked = watch.pages[title] ?? Math.floor(Math.max(0, wanted) / ON_A_PAGE);
  const page = Math.min(asked, Math.ceil(items.length / ON_A_PAGE) - 1);
  const from = page * ON_A_PAGE;
  const lines = items
    .slice(from, from + ON_A_PAGE)
    .map((item) => <AnyLine key={'pull' in item ? item.pull.number : item.number} item={item} {...inList} />);
  const turnTo = (to: number): void => {
    watch.pages = { ...watch.pages, [title]: to };
    drawAgain({});
    requestAnimationFrame(() => group.current?.querySelector('a')?.focus());
  };
  return (
    <>
      {title && (
        <h3
          class={inList.is === 'late' ? 'group is-late' : 'group'}
          id={id}
          tabIndex={id === undefined ? undefined : -1}
        >
          {title} <span class="count">({items.length})</span>
        </h3>
      )}
      <ul class="case-list" ref={group}>
        {lines.slice(0, SHORT_LIST)}
      </ul>
      {lines.length > SHORT_LIST && (
        <details open={matchMedia('(min-width: 64rem)').matches}>
          <summary>{say('showAll', { n: lines.length })}</summary>
          <ul class="case-list">{lines.slice(SHORT_LIST)}</ul>
        </details>
      )}
      {items.length > ON_A_PAGE && (
        <p class="gestures not-on-paper">
          {[page - 1, page + 1].map((to) => (
            <button key={to} type="button" disabled={!items[to * ON_A_PAGE]} onClick={() => turnTo(to)}>
              {say(to < page ? 'previous' : 'next')} <span class="unseen">({title})</span>
            </button>
          ))}
          {`${from + 1}–${from + lines.length} / ${items.length}`}
        </p>
      )}
    </>
  );
}

function AnyLine({ item, ...inList }: InList & { item: DeskItem }) {
  if ('visit' in item) return inList.is ? <ActCard line={item} {...inList} /> : <CaseLine line={item} {...inList} />;
  if (!('pull' in item)) return <PullLine pull={item} {...inList} />;
  const { pull, ended } = item;
  return <EndedLine number={pull.number} one={ended} now={inList.now} />;
}

interface ListLineProps {
  readonly number: number;
  /** Number of the case, or what else names the line. */
  readonly name: ComponentChildren;
  readonly title: string | undefined;
  readonly sentence: ComponentChildren;
  /** Address that the line links to; by default the page of the case. */
  readonly address?: string;
  /** State of the case, next to its name. */
  readonly children?: ComponentChildren;
}

function ListLine({ number, name, title, sentence, address = `#/${number}`, children }: ListLineProps) {
  return (
    <li class="desk-line" id={`baris-${number}`}>
      <div class="case-head">
        <h4>
          <a href={address}>{name}</a>
        </h4>
        {children}
      </div>
      <Title text={title} />
      {sentence}
    </li>
  );
}

/** Shows a case that waits for the viewer, or whose act of the viewer was sent: one card for one act. */
function ActCard({ line, now, is, isOfRoles, isOfSops }: InList & { line: DeskLine }) {
  const { language, say, watch } = usePlace();
  const { number, id, title, sender, waiting, zone, procedure, role } = line;
  const left = countdown(waiting, zone, now);
  const isSent = is === 'sent';
  const isLate = isWaitingLate(waiting, now);
  const due = waiting.deadline?.due;
  const where = [
    id,
    sender,
    isOfRoles && role && say('asRole', { r: role.name[language] }),
    isOfSops && procedure?.name[language],
  ];
  return (
    <li class="desk-line act-card" id={`baris-${number}`}>
      <Dial is={isSent ? 'sent' : isLate ? 'late' : 'run'} share={isSent ? undefined : usedShare(waiting, now)} />
      <div>
        {waiting.short && <p class="do">{capital(waiting.short[language])}</p>}
        <h4>
          <a href={`#/${number}`}>
            <span class="what">
              <Words>{title ?? id}</Words>
            </span>{' '}
            {title !== undefined && <span class="unseen">({id})</span>}
          </a>
        </h4>
        <p class="meta">
          <span class="unseen">{lineSentence(line, now)[language]}</span> {where.filter(Boolean).join(' · ')}
        </p>
        <p class="tags">
          {watch.isFresh(number) && <strong class="changed">{say('fresh')}</strong>}
          {waiting.visit !== undefined && waiting.visit > 1 && (
            <strong class="tag tone-wait">
              <Icon name="back" />
              {say('round', { n: waiting.visit })}
            </strong>
          )}
        </p>
      </div>
      <p class={isLate && !isSent ? 'clock is-late' : 'clock'}>
        {isSent ? (
          <b>{say('sentShort')}</b>
        ) : (
          left && (
            <b class="left" role="timer">
              {capital(left.text[language])}
            </b>
          )
        )}
        {due !== undefined && <span>{say('due', { t: liveTime(due, zone, now)[language] })}</span>}
        {due === undefined && <span>{say('noLimit')}</span>}
      </p>
      <Icon name="next" />
    </li>
  );
}

function CaseLine({ line, now, isOfRoles, isOfSops }: InList & { line: DeskLine }) {
  const { language, say, watch } = usePlace();
  const { number, id, title, sender, waiting, zone, procedure, role } = line;
  const left = countdown(waiting, zone, now);
  const late = isWaitingLate(waiting, now);
  const tone = late ? 'late' : waiting.withApplicant ? 'wait' : 'run';
  const isTheirs = waiting.withApplicant && !late && !line.isOwn;
  const current = late ? 'late' : waiting.withApplicant ? 'withYou' : 'running';
  const label = isTheirs ? waitingForOpener(waiting.opener)[language] : say(current);
  const where = [
    sender,
    isOfRoles && role && say('asRole', { r: role.name[language] }),
    isOfSops && procedure?.name[language],
  ];
  const sentence = (
    <>
      <p class="sentence">{lineSentence(line, now)[language]}</p>
      {where.some(Boolean) && <p class="meta">{where.filter(Boolean).join(' · ')}</p>}
    </>
  );
  return (
    <ListLine number={number} name={id} title={title} sentence={sentence}>
      {watch.isFresh(number) && <strong class="changed">{say('fresh')}</strong>}
      <Tag tone={tone}>{label}</Tag>
      {left && (
        <span class={left.late ? 'left is-late' : 'left'} role="timer">
          {left.text[language]}
        </span>
      )}
    </ListLine>
  );
}

function EndedLine({ number, one, now }: { number: number; one: EndedCase; now: string }) {
  const { language, say } = usePlace();
  const { id, title, end, situation, zone } = one;
  const sentence = statusSentence(situation, { zone, now, times: 'live' })[language];
  return (
    <ListLine
      number={number}
      name={id}
      title={title}
      sentence={
        <>
          <p class="sentence">{sentence}</p>
          <p>
            <a href={`#/${number}/salin`}>
              {say('copy')} <span class="unseen">({id})</span>
            </a>
          </p>
        </>
      }
    >
      {end && <Tag tone={STATUS[end].tone}>{STATUS[end].label[language]}</Tag>}
    </ListLine>
  );
}

function PullLine({ pull, zone, isOfSops, sopOf }: InList & { pull: ListedPull }) {
  const { say, language } = usePlace();
  const { number } = pull;
  const status = statusOf(pull)?.description;
  const where = [say('draftNumber', { n: number }), isOfSops && sopOf(pull)].filter(Boolean);
  const sentence = (
    <>
      {status && (
        <p class="sentence" lang="id">
          {status}
        </p>
      )}
      <p class="meta">{where.join(' · ')}</p>
    </>
  );
  // A draft that is still being written opens in the form.
  const isWritten = !isSubmitted(pull) || isRefused(pull);
  return (
    <ListLine
      number={number}
      name={<Words>{draftName(pull, zone)[language]}</Words>}
      title={undefined}
      sentence={sentence}
      {...(isWritten && { address: `#/${number}/ubah` })}
    />
  );
}
