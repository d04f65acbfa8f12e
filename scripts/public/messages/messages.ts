/** The messages of a case besides the forge's own mail. The functions are pure, and use only public data (R11). */
import { courseOf, type CurrentCourse } from '#domain/case/course/course.ts';
import { consultedRoles, holdersAsked, type Party, rolesAmong, sameParty } from '#domain/case/state/parties.ts';
import { holdersOf } from '#domain/case/state/roles.ts';
import { applyingAccounts } from '#domain/case/state/world.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Message } from '#domain/generated/message.ts';
import type { PublicCase } from '#domain/generated/public-case.ts';
import type { CaseNews } from '#domain/journal/news.ts';
import type { Text } from '#domain/problem.ts';
import { rowOf, stepOf } from '#domain/procedure/steps.ts';
import { caseTitle, titlePointer } from '#domain/request/title.ts';
import { roleNames, noDecisionWords, whoActs } from '#domain/words/case-situation.ts';
import { both } from '#domain/words/language.ts';
import { noticeSentence } from '#domain/words/notice.ts';
import { heldRole } from '#domain/words/parties.ts';
import { isEnding, type Waiting } from '#domain/words/situation.ts';
import { statusSentence } from '#domain/words/status.ts';
import { spanWords } from '#domain/words/span-words.ts';
import { exportCase } from '#public/export/export-register.ts';
import { publicSituation } from '#public/export/situation.ts';

/**
 * `turn`: somebody may act now. `consulted`: somebody is to be asked, and decides nothing. `returned`: the applicant
 * must correct the request. `overdue`: also the message at the level that notifies the superior (R22).
 */
type MessageKind = 'turn' | 'consulted' | 'extended' | 'silence' | 'reminder' | 'overdue' | 'returned' | 'ended';

/** A message before it has words: kind, entry and receivers. */
interface PlannedMessage {
  readonly kind: MessageKind;
  readonly entry: Entry;
  /** `applicant` means nobody but the applicant. */
  readonly to: readonly Party[] | 'applicant';
}

/**
 * Returns the messages about the entries that one commit added to a journal. A message describes the case after that
 * commit. So nobody is notified of a turn that is already over, or of the time of a visit that has ended (R22).
 */
export function messagesOf(news: CaseNews, site: string): Message[] {
  const { journal, config, rules } = news;
  const procedure = rules.procedure.value;
  const pinned = new Map([[rules.procedure.blob, procedure]]);
  const one = exportCase(journal.number, journal.lines, { config, pinned });
  if (!one || !journal.state) return [];
  const words = wordsFor(one, news);
  return planned(news).flatMap((message) => {
    const to = receivers(message, news);
    // A message also goes to a role that nobody holds, since a gateway may have an address for the role.
    if (to.accounts.length === 0 && (to.roles ?? []).length === 0) return [];
    const { entry } = message;
    const kind = one.narrowed && message.kind === 'returned' ? 'turn' : message.kind;
    const { row, visit, due } = one.visits.at(-1) ?? { row: 1, visit: 1 };
    const title = caseTitle(one.request, titlePointer(rules.schema.value), one.narrowed);
    return {
      type: `case.${kind}`,
      timestamp: entry.at,
      data: {
        ...{ case: one.id, number: one.number, seq: entry.seq, entry: idOf(news, entry), row, visit },
        ...(due === undefined || kind === 'ended' ? {} : { due }),
        ...(title === undefined ? {} : { title }),
        text: words(message),
        page: both((language) => `${site}${language === 'en' ? '/en' : ''}/berkas/${one.id}/`),
        desk: both((language) => `${site}${language === 'en' ? '/en' : ''}/meja/#/${one.number}`),
        to: one.narrowed ? { accounts: to.accounts } : to,
      },
    };
  });
}

/**
 * Returns a stable id without a full stop, as Standard Webhooks requires. It contains the entry's hash, not its number,
 * since after a restore of an older backup number 12 may be another entry.
 */
export const messageId = ({ type, data }: Message): string => `${data.entry.slice(0, 32)}-${type.slice(5)}`;

const idOf = ({ journal }: CaseNews, { seq }: Entry): string => journal.lines[seq - 1]?.id ?? '';

function planned(news: CaseNews): PlannedMessage[] {
  const { journal, added, rules } = news;
  const fresh = journal.entries.slice(-added);
  const ending = fresh.findLast(({ end }) => end !== undefined);
  const course = courseOf(journal.entries, rules.procedure.value);
  if (course.is === 'ended') return ending ? [{ kind: 'ended', entry: ending, to: 'applicant' }] : [];
  return [
    ...turns(news, course, fresh),
    ...extensions(fresh),
    ...noDecisions(fresh),
    ...consultations(news, course, fresh),
    ...levels(course, fresh),
  ];
}

/** Returns the message to the applicant that the case takes longer, and why (R44). */
function extensions(fresh: readonly Entry[]): PlannedMessage[] {
  const entry = fresh.findLast(({ extended }) => extended !== undefined);
  return entry ? [{ kind: 'extended', entry, to: 'applicant' }] : [];
}

/** Returns the messages to the applicant that no decision was made in time, and what they may do now (R44). */
const noDecisions = (fresh: readonly Entry[]): PlannedMessage[] =>
  fresh.flatMap((entry) => (entry.silence ? [{ kind: 'silence', entry, to: 'applicant' } as const] : []));

/** Returns the message to the people who are to be asked in the new step (R30). */
function consultations({ rules }: CaseNews, course: CurrentCourse, fresh: readonly Entry[]): PlannedMessage[] {
  const opening = fresh.findLast(({ next }) => next !== undefined);
  const step = rules.procedure.value.steps.find(({ id }) => id === course.step);
  const to = step ? consultedRoles(step) : [];
  return opening && to.length > 0 ? [{ kind: 'consulted', entry: opening, to: rolesAsked(to) }] : [];
}

/** Returns the message to the people who may act now, in a new visit or after one of several people acted (R5). */
function turns(news: CaseNews, course: CurrentCourse, fresh: readonly Entry[]): PlannedMessage[] {
  const opening = fresh.findLast(({ next }) => next !== undefined);
  const refused = fresh.findLast(({ kind }) => kind === 'submission-refused');
  if (course.withApplicant) {
    const entry = refused ?? opening;
    const isForwarded = !refused && opening?.gesture === 'approve' && !opening.because;
    return entry ? [{ kind: isForwarded ? 'turn' : 'returned', entry, to: 'applicant' }] : [];
  }
  const before = opening ? [] : onTurnBefore(news);
  const to = onTurn(course, news).filter((party) => !before.some((each) => sameParty(each, party)));
  const entry = opening ?? fresh.findLast(({ kind, extended }) => kind === 'accepted' && !extended);
  return entry && to.length > 0 ? [{ kind: 'turn', entry, to }] : [];
}

function onTurn({ progress }: CurrentCourse, { journal }: Pick<CaseNews, 'journal'>): readonly Party[] {
  return progress?.next ?? rolesAsked(journal.state?.visit.roles ?? []);
}

const rolesAsked = (roles: readonly string[]): Party[] => roles.map((role) => ({ role }));

function onTurnBefore(news: CaseNews): readonly Party[] {
  const { journal, added, rules } = news;
  const course = courseOf(journal.entries.slice(0, -added), rules.procedure.value);
  return course.is === 'current' ? onTurn(course, news) : [];
}

/** Returns the messages of the highest new escalation level of the current visit and of each running span (R22). */
function levels(course: CurrentCourse, fresh: readonly Entry[]): PlannedMessage[] {
  const { step, visit, spans = [] } = course;
  const own = fresh.findLast(({ kind, span }) => kind === 'rung' && span === undefined);
  const running = spans.filter(({ left }) => left === undefined);
  const ofSpans = running.flatMap(({ id }) => fresh.findLast(({ kind, span }) => kind === 'rung' && span === id) ?? []);
  const isOpen = own?.step === step && own?.visit === visit;
  return [...(own && isOpen ? [own] : []), ...ofSpans].flatMap((entry) => levelMessages(course, entry));
}

function levelMessages({ withApplicant, progress }: CurrentCourse, entry: Entry): PlannedMessage[] {
  if (!entry.rung) return [];
  const { action, roles } = entry.rung;
  const kind = action === 'remind' ? 'reminder' : 'overdue';
  if (withApplicant) return action === 'superior' ? [] : [{ kind, entry, to: 'applicant' }];
  return [{ kind, entry, to: reminded(roles, action, progress?.parties ?? []) }];
}

/**
 * Returns whom an escalation level notifies. If the case named people (R42), they are notified instead of all holders.
 * The level of the superior always notifies the superior's role.
 */
const reminded = (roles: readonly string[], action: string, parties: readonly Party[]): readonly Party[] =>
  action !== 'superior' && parties.some(({ account }) => account) ? parties : rolesAsked(roles);

function receivers({ to }: PlannedMessage, { journal, config, rules, now }: CaseNews): Message['data']['to'] {
  const applicants = journal.state ? applyingAccounts(journal.state) : [];
  if (to === 'applicant') return { accounts: applicants };
  const { zone } = rules.procedure.value;
  // The day of the message decides, not that of the entry, so that nobody is notified after their last day in office.
  const holding = (role: string) => holdersOf(config.roles, role, now, zone);
  const holders = to.flatMap((party) => holdersAsked(party, holding).map(({ account }) => account));
  // An applicant does not decide on their own request (R16).
  return { accounts: [...new Set(holders)].filter((account) => !applicants.includes(account)), roles: rolesAmong(to) };
}

/** Returns the sentences of a case that everybody may read. They come from the public case alone. */
function wordsFor(one: PublicCase, { config, rules }: CaseNews): (message: PlannedMessage) => Text {
  const procedure = rules.procedure.value;
  const names = roleNames(config.roles);
  const reading = { zone: procedure.zone, times: 'absolute' } as const;
  const situation = publicSituation(one, { procedure, roleName: names });
  const waiting = situation.kind === 'waiting' ? situation : undefined;
  return ({ kind, entry }) => {
    const { rung } = entry;
    if (entry.silence && one.narrowed) return statusSentence(situation, reading);
    if (entry.silence) return noticeSentence({ kind: 'silence', noDecision: noDecisionWords(entry.silence) }, reading);
    if (rung && waiting && one.narrowed) return statusSentence(restrictedLevel(waiting, kind), reading);
    const span = spanWords(procedure, entry.span);
    const running = waiting?.spans?.find(({ name }) => name === span);
    const deadline = entry.span === undefined ? waiting?.deadline : running?.deadline;
    if (rung && waiting && deadline) {
      const reported =
        rung.roles.length > 0
          ? rung.roles.map(names)
          : [whoActs(procedure, stepOf(procedure, entry.step ?? ''), names)];
      const { share, action } = rung;
      const said = { share, action, notified: reported, deadline, at: entry.at, ...(span ? { span } : {}) };
      return noticeSentence({ kind: 'rung', level: said, waiting }, reading);
    }
    if (kind === 'consulted' && !one.narrowed) {
      const step = stepOf(procedure, entry.next?.step ?? '');
      const roles = consultedRoles(step).map((role) => ({ name: names(role), isVacant: false }));
      const said = { by: whoActs(procedure, step, names), roles, short: step.short, row: rowOf(step) };
      return noticeSentence({ kind: 'consulted', ...said }, reading);
    }
    if (kind === 'extended' && entry.extended && !one.narrowed) {
      const row = rowOf(stepOf(procedure, entry.step ?? ''));
      const { adds, deadline } = entry.extended;
      const by = heldRole(names)(entry.who?.role ?? '', entry.who?.acting);
      return noticeSentence({ kind: 'extended', by, row, adds, deadline }, reading);
    }
    if (isEnding(situation)) return noticeSentence({ kind: 'ended', ending: situation }, reading);
    return statusSentence(situation, reading);
  };
}

/** Sets whether the deadline has passed. A restricted case shows its deadline, but no other escalation level. */
const restrictedLevel = (waiting: Waiting, kind: MessageKind): Waiting => ({ ...waiting, overdue: kind === 'overdue' });
