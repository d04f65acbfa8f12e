import { createHash } from 'node:crypto';
import { untilMoved } from '#domain/case/act/close.ts';
import { senderOf, titleOf } from '#domain/case/course/title.ts';
import { headsNeeded, type Judgement } from '#domain/case/judge.ts';
import type { Effect } from '#domain/case/plan/effects.ts';
import type { Landing } from '#domain/case/plan/landing.ts';
import {
  type CountingCommit,
  isCase,
  type JudgedCase,
  judgedHead,
  MOST_DISMISSALS,
  plan,
  wantedStatus,
} from '#domain/case/plan/plan.ts';
import { listingsNeeded } from '#domain/case/push/foreign-push.ts';
import { countingPush, pushedCommit } from '#domain/case/push/pushes.ts';
import { caseClosures } from '#domain/case/room/booking.ts';
import type { Config } from '#domain/case/state/config.ts';
import { sameFiles } from '#domain/case/state/content.ts';
import { endOfSecond } from '#domain/case/state/facts.ts';
import type { PullView } from '#domain/case/state/pull.ts';
import type { CaseState } from '#domain/case/state/state.ts';
import { type Rules, rulesAt, type World } from '#domain/case/state/world.ts';
import { refusedKey } from '#domain/case/submission/submission.ts';
import { OVERLAP, type Tail, tailAfter } from '#domain/case/tail.ts';
import { OtherFormat } from '#domain/journal/format.ts';
import {
  type CachedMetadata,
  indexAfter,
  parseIndex,
  type RegisterIndex,
  withEnding,
} from '#domain/journal/index-file.ts';
import { type Journal, openJournal, seal } from '#domain/journal/journal.ts';
import type { CaseNews } from '#domain/journal/news.ts';
import { INDEX_PATH } from '#domain/journal/paths.ts';
import { formatProblem, TextError } from '#domain/problem.ts';
import { given } from '#domain/request/given.ts';
import { heldAt, holdingsOf } from '#domain/room/bookings.ts';
import type { CaseClosure } from '#domain/room/closures.ts';
import { roleNames } from '#domain/words/case-situation.ts';
import { noticeKey, noticeMarker, STICKY } from '#domain/words/comment-marks.ts';
import { readConfigOnce } from '#engine/config/read-once.ts';
import type { Addition, CaseView } from '#engine/forge/forge.ts';
import { pinnedRules } from './configuration.ts';
import type { Deps } from './deps.ts';
import { currentLog, type CurrentLog } from './extend-log.ts';
import { type Judged, judgeReading } from './judge-reading.ts';
import { contentsOf, landingFor } from './landing.ts';
import { shownCase } from './merge-message.ts';
import { textsFor } from './texts.ts';

/** Everything that a run over one case is going to write: first on the register, then on the forge. */
export interface Run {
  readonly number: number;
  readonly judgement: Judgement;
  readonly journal: Journal;
  /** The signed documents that the new entries name; they are written in the same commit (R47). */
  readonly documents: readonly Addition[];
  /** Whether a further act waits for its documents to be read, or the case has moved to a successor. */
  readonly isMore: boolean;
  /** The data for messages about the new entries; `undefined` if there are no new entries. */
  readonly news: CaseNews | undefined;
  /** The log to which the new entries are added, and their ids (R36); `undefined` if there are no new entries. */
  readonly logged: { readonly log: CurrentLog; readonly ids: readonly string[] } | undefined;
  readonly index: RegisterIndex;
  readonly effects: readonly Effect[];
  /** The cached metadata of the case after the effects are applied. */
  readonly seen: CachedMetadata;
  /** The reason why main cannot receive the case (R34). Everything else is written, and the next run looks again. */
  readonly runError: string | undefined;
}

/** The register's index cannot be read. Nothing is decided until it is restored (R31). */
export class UnreadableIndex extends TextError {
  override readonly name = 'UnreadableIndex';
}

/** The configuration on the base branch is not sound, so nothing is decided (R7, R31). */
export class UnsoundConfig extends Error {
  override readonly name = 'UnsoundConfig';
}

/**
 * A mark that never equals the mark on the forge. The run stores this mark in the index if it leaves something for the
 * next run. It also stores this mark together with new entries, if no new status will show that all their effects are
 * on the forge. The next scheduled run therefore looks at the case, writes what is missing, and stores the forge's mark
 * (R28).
 */
const NOT_YET = '';

interface Known {
  readonly config: Config;
  readonly index: RegisterIndex;
  readonly journal: Journal;
}

/**
 * Judges a case from what was read, and plans the effects (R28, R30). Writes nothing.
 * @param cannotReopen whether the forge refused to reopen the pull request
 * @param written number of the entries that the run has written already
 * @throws UnsoundConfig, UnreadableIndex, RegisterError, Undecidable or ForgeError if nothing can be decided (R31)
 */
export async function decide(deps: Deps, view: CaseView, cannotReopen: boolean, written: number): Promise<Run> {
  const { pull } = view;
  const config = soundConfig(view);
  const index = readIndex(view.register.index);
  const before = openJournal(pull.number, view.register.journal);
  const world = await worldOf(deps, view, { config, index, journal: before }, cannotReopen);
  const isRequest = !pull.foreign && (before.state || isCase(pull));
  const { judgement, documents }: Judged = isRequest
    ? await judgeReading(deps.forge, world, before.state, index.cases)
    : { judgement: { entries: [], state: undefined, refusedDraft: undefined }, documents: [] };
  // If the pull request was cut off, the rest is written on the successor.
  const isMore = judgement.unread !== undefined || judgement.entries.some(({ kind }) => kind === 'moved');
  const rules = world.pinned ?? (judgement.state && rulesAt(config, judgement.state.opens));
  const log = judgement.entries.length > 0 ? await currentLog(deps, view.register, index) : undefined;
  const journal = log ? seal(before, judgement.entries, disclosureOf(config, rules), deps.salt, log.edge.size) : before;
  const counts = await countsOf(deps, view, world, journal, judgement.state);
  const landing = await landingFor(deps, view, world, { judgement, journal });
  const judged = judgedCaseOf(deps, view, world, { judgement, journal, rules, landing, counts, written });
  const merged = rules && shownCase(journal.parts, rules, roleNames(config.roles));
  const texts = textsFor(judged, rules, { merged, site: deps.siteUrl });
  const effects = plan(judged, texts);
  const shown = judgement.state && shownStatus(wantedStatus(judged, texts));
  const named = (name: typeof titleOf): string | undefined =>
    judgement.state && rules && name(judgement.state, rules.procedure.value, rules.schema.value);
  // If something is left for the next run, the stored mark must make that run look at the case. So it is before a
  // successor is open, because nothing else is written then.
  const isCut = effects.some((effect) => effect.do === 'open-successor');
  const dismissed = effects.filter((effect) => effect.do === 'dismiss').length;
  const isWhole = !isMore && !isCut && dismissed < MOST_DISMISSALS;
  const tail = view.isLong && isWhole ? nextTail(view, judgement, effects, OVERLAP + deps.settle) : view.tail;
  const seen = {
    mark: isWhole ? view.mark : NOT_YET,
    config: config.revision,
    ...given({ told: shown, title: named(titleOf), sender: named(senderOf), tail, pull: pull.successor }),
    ...given({ revision: judgement.state?.opens.procedure.blob }),
  };
  return {
    number: pull.number,
    judgement,
    journal,
    documents,
    isMore,
    news:
      judgement.entries.length > 0 && rules
        ? { journal, added: judgement.entries.length, now: world.now, config, rules }
        : undefined,
    logged: log && { log, ids: journal.lines.slice(before.lines.length).map(({ id }) => id) },
    index: indexed(index, view, judgement, effects, seen),
    effects,
    seen,
    runError: landing?.kind === 'differs' ? formatProblem(landing.problem, 'en') : undefined,
  };
}

function soundConfig(view: CaseView): Config {
  const reading = readConfigOnce(view.config);
  if ('problems' in reading)
    throw new UnsoundConfig(reading.problems.map((problem) => formatProblem(problem, 'en')).join('\n'));
  return reading.config;
}

/**
 * Parses the register's index.
 * @throws UnreadableIndex if the index cannot be read, or if another version wrote it in another format (R29)
 */
export function readIndex(text: string | undefined): RegisterIndex {
  try {
    return parseIndex(text);
  } catch (error) {
    if (error instanceof OtherFormat) throw new UnreadableIndex(error.text);
    const cause = error instanceof Error ? error.message : String(error);
    throw new UnreadableIndex({
      id: `Ringkasan register (${INDEX_PATH}) tidak terbaca: ${cause}. Pulihkan dari komit sebelumnya pada cabang register.`,
      en: `The register's index (${INDEX_PATH}) cannot be read: ${cause}. Restore it from the previous commit on the branch register.`,
    });
  }
}

/** Collects everything that the judge needs, with the contents of the commits that the judge looks at. */
async function worldOf(
  deps: Deps,
  view: CaseView,
  { config, index, journal }: Known,
  cannotReopen: boolean,
): Promise<World> {
  const { pull } = view;
  const pinned = journal.state && (await pinnedRules(deps.forge, config, journal.state.opens));
  const { hasComment } = ownComments(view);
  const base: Omit<World, 'contents'> = {
    documents: new Map(),
    config,
    pinned,
    opening: { number: pull.number, branch: pull.branch, opener: pull.opener, draft: pull.draft, base: pull.base },
    facts: untilMoved(view.facts, journal.state),
    others: {
      ...holdingsOf(index),
      agenda: index.agenda,
      openCases: openCasesOf(index, config, pull.opener.id, pull.number),
    },
    now: deps.now(),
    settle: deps.settle,
    answered: (fact) => hasComment(refusedKey(fact)),
    cannotReopen,
  };
  if (pull.foreign) return { ...base, contents: new Map() };
  const files = await deps.forge.changedFiles(pull, listingsNeeded(base, journal.state));
  const heads = headsNeeded(base, journal.state);
  if (heads.length === 0) return { ...base, files, contents: new Map() };
  const openDocuments = Object.entries(index.cases).flatMap(([other, { path }]) =>
    Number(other) === pull.number ? [] : [path],
  );
  return { ...base, files, contents: await contentsOf(deps, view, base, journal.state, heads, openDocuments) };
}

function openCasesOf(index: RegisterIndex, config: Config, applicant: number, except: number): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [number, each] of Object.entries(index.cases)) {
    if (each.applicant !== applicant || each.onBehalf || Number(number) === except) continue;
    const procedure = [...config.procedures.values()].find(({ path }) => path === each.procedure);
    if (procedure) counts[procedure.value.id] = (counts[procedure.value.id] ?? 0) + 1;
  }
  return counts;
}

/**
 * Sorts the process's own comments (R30). The first line of a comment says what the comment is, unless somebody else
 * changed the comment. A changed checklist is found by the stored id, or else by its first line, or else as the first
 * changed comment.
 */
function ownComments({ pull, tail }: CaseView): Pick<JudgedCase, 'sticky' | 'hasComment' | 'defaced'> {
  const intact = pull.ownComments.filter(({ isDefaced }) => !isDefaced);
  const defaced = pull.ownComments.filter(({ isDefaced }) => isDefaced);
  const isSticky = ({ body }: { body: string }): boolean => body.startsWith(STICKY);
  const sticky =
    intact.find(isSticky) ?? defaced.find(({ id }) => id === tail?.sticky) ?? defaced.find(isSticky) ?? defaced[0];
  return {
    sticky,
    defaced: defaced.filter(({ id }) => id !== sticky?.id),
    hasComment: (key) =>
      intact.some(({ body }) => body.startsWith(noticeMarker(key))) ||
      (tail?.notices?.includes(key) ?? false) ||
      entryOf(key) < (tail?.noticed ?? 0),
  };
}

/** Returns the number of the entry that a notice is about; infinite if the notice is about no entry. */
const entryOf = (key: string): number => Number(/^[a-z-]+:(\d+)$/.exec(key)?.[1] ?? Number.POSITIVE_INFINITY);

/** The largest number of keys that are stored, of notices about no entry or about an entry from `noticed` on. */
const KEPT_NOTICES = 30;

/**
 * Computes the place from which the next run reads. The result also has what that run must know about the process's
 * comments from before that place.
 */
function nextTail(view: CaseView, { state }: Judgement, effects: readonly Effect[], overlap: number): Tail | undefined {
  const next = tailAfter(view.facts, state, view.tail, overlap);
  if (!next || !state) return next;
  const missing = effects.flatMap((effect) => (effect.do === 'comment' ? (noticeKey(effect.body) ?? []) : []));
  const noticed = Math.min(state.seq + 1, ...missing.map(entryOf));
  const { sticky } = ownComments(view);
  const written = view.pull.ownComments.flatMap(({ isDefaced, body }) => (isDefaced ? [] : (noticeKey(body) ?? [])));
  const notices = [...new Set([...(view.tail?.notices ?? []), ...written])].slice(-KEPT_NOTICES);
  return { ...next, noticed, ...(sticky ? { sticky: sticky.id } : {}), ...(notices.length > 0 ? { notices } : {}) };
}

/** Returns the schemas, and whether requests have a nature. Both decide what the public sees of an entry (R11). */
function disclosureOf(config: Config, rules: Rules | undefined): Parameters<typeof seal>[2] {
  return {
    request: rules?.schema.value,
    result: (step: string) => {
      const path = rules?.procedure.value.steps.find(({ id }) => id === step)?.requires?.result;
      return path === undefined ? undefined : config.schemas.get(path)?.value;
    },
    hasNature: rules?.procedure.value.request.pointers.nature !== undefined,
  };
}

function placeOf({ lines }: Journal): JudgedCase['place'] {
  const { id, leaf } = lines.at(-1) ?? {};
  return id === undefined || leaf === undefined ? undefined : { id, leaf };
}

/**
 * Finds the valid commit if the branch of the case must show it (R1, R34, R48). The branch must show it while officials
 * are on turn, while the pull request of an open case is closed or cut off, and for a completed case until main has its
 * files. If the head is another commit, the files of the head are read.
 */
async function countsOf(
  { forge }: Deps,
  { pull }: CaseView,
  world: World,
  { entries }: Journal,
  state: CaseState | undefined,
): Promise<CountingCommit | undefined> {
  const { files, end } = state ?? {};
  if (!state || !files || (end && end.kind !== 'completed')) return undefined;
  const isCutOff = pull.cutOff !== undefined;
  if (pull.state === 'merged' && !isCutOff) return undefined;
  if (!end && !isCutOff && state.visit.withApplicant && pull.state === 'open') return undefined;
  // After the act that ended the case, no push counts any more (R18).
  const { facts, now } = world;
  const oid = end
    ? judgedHead({ journal: entries, pull, facts }, state)
    : (countingPush(world, state, endOfSecond(now))?.head ?? pushedCommit(facts, state.head));
  if (oid === pull.head) return { oid, files, isShown: true };
  const shown = world.files?.get(pull.head) ?? (await forge.changedFiles(pull, [pull.head])).get(pull.head) ?? [];
  return { oid, files, isShown: sameFiles(shown, files) };
}

function judgedCaseOf(
  { siteUrl }: Deps,
  view: CaseView,
  { config, others, now }: World,
  judged: {
    readonly judgement: Judgement;
    readonly journal: Journal;
    readonly rules: Rules | undefined;
    readonly landing: Landing | undefined;
    readonly counts: CountingCommit | undefined;
    readonly written: number;
  },
): JudgedCase {
  const { judgement, journal, rules, landing, counts, written } = judged;
  const { state, refusedDraft, refusedComments = [] } = judgement;
  return {
    pull: view.pull,
    facts: view.facts,
    journal: journal.entries,
    written: written + judgement.entries.length,
    place: placeOf(journal),
    state,
    refusedDraft,
    refusedComments,
    config,
    procedure: rules?.procedure.value,
    main: view.main,
    landing,
    counts,
    bookings: heldAt(others, now),
    closures: state && rules ? closuresAhead(config, rules, state, now) : [],
    zone: rules?.procedure.value.zone ?? config.zone,
    now,
    url: state && siteUrl ? `${siteUrl}/berkas/${state.opens.case}/` : undefined,
    ...ownComments(view),
  };
}

/** Returns the closures of rooms that affect a case, without closures that are over. */
const closuresAhead = ({ rooms }: World['config'], rules: Rules, state: CaseState, now: string): CaseClosure[] =>
  caseClosures(rooms, rules.procedure.value, state.request, state).filter(({ end }) => end > now);

/** Returns the index after the judgement. The index stays the same if the judgement adds no entry. */
function indexed(
  index: RegisterIndex,
  { pull, process }: CaseView,
  { entries, state }: Judgement,
  effects: readonly Effect[],
  seen: CachedMetadata,
): RegisterIndex {
  if (!state || entries.length === 0) return index;
  // A new status is written last. Once the forge has it, all other effects are written too. No second commit is needed.
  const writesStatus = effects.some((effect) => effect.do === 'status' && effect.oid === pull.head);
  const after = indexAfter(index, state, writesStatus ? seen : { ...seen, mark: NOT_YET });
  return { ...withEnding(after, pull.number, state.end !== undefined), process };
}

/** Computes a short digest of a status; `undefined` if there is no status. */
export function shownStatus(status: PullView['status']): string | undefined {
  if (!status) return undefined;
  const { state, description, url = '' } = status;
  return createHash('sha256').update([state, description, url].join('\n')).digest('hex').slice(0, 16);
}
