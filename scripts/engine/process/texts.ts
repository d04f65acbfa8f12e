import { clashProblems, closureProblems } from '#domain/case/room/booking.ts';
import { SUCCESSOR } from '#domain/case/plan/effects.ts';
import { courseOf } from '#domain/case/course/course.ts';
import { consultedRoles, holdersAsked, type Party, recordedConsults } from '#domain/case/state/parties.ts';
import { namedLogin } from '#domain/case/people/named-account.ts';
import { type NamedParty, namedParties } from '#domain/case/people/named.ts';
import { isToApplicant, resultPassed } from '#domain/case/state/informed-records.ts';
import { offersRecorded } from '#domain/case/act/offers.ts';
import { isCase, type PlannedNotice, type JudgedCase, type Texts, whoMayAct } from '#domain/case/plan/plan.ts';
import { prefill } from '#domain/case/room/prefill.ts';
import { holdersOf } from '#domain/case/state/roles.ts';
import type { CaseState } from '#domain/case/state/state.ts';
import type { Rules } from '#domain/case/state/world.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Procedure, Step } from '#domain/generated/procedure.ts';
import { mergeMessage, type ShownCase } from './merge-message.ts';
import type { Problem, Text } from '#domain/problem.ts';
import { rowOf, stepOf } from '#domain/procedure/steps.ts';
import { labelAt } from '#domain/request/annotations.ts';
import { given } from '#domain/request/given.ts';
import { resultBlock } from '#domain/request/result.ts';
import { dueOf, roleNames, noDecisionWords, situationOf, whoActs } from '#domain/words/case-situation.ts';
import { openerNeeds } from '#domain/words/party-rules.ts';
import { BLOCK_LIMIT, stickyComment } from '#domain/words/comment.ts';
import { draftReply } from '#domain/words/draft-answer.ts';
import { same } from '#domain/words/language.ts';
import {
  DEFACED,
  DRAFT_DISMISSAL,
  dismissal,
  movedWords,
  noticeComment,
  type Notice as Words,
  type OfferSaid,
} from '#domain/words/notice.ts';
import { heldRole } from '#domain/words/parties.ts';
import { refusalSentence } from '#domain/words/refusal.ts';
import type { Ending, Waiting } from '#domain/words/situation.ts';
import {
  DRAFT_DESCRIPTION,
  FOREIGN_DESCRIPTION,
  NO_CASE_DESCRIPTION,
  problemsDescription,
  statusDescription,
} from '#domain/words/status-description.ts';
import { refusalInComment, type Sources, stickyOf } from '#domain/words/sticky-input.ts';
import { spanWords } from '#domain/words/span-words.ts';

/**
 * Makes the texts for everything that the planner decides to write about one case (R30).
 * @param shown what the merge says of the case, and the root of the public site
 */
export function textsFor(
  judged: JudgedCase,
  rules: Rules | undefined,
  shown: { readonly merged: ShownCase | undefined; readonly site: string | undefined },
): Texts {
  const { state, refusedDraft, pull } = judged;
  if (state && rules)
    return { ...caseTexts(judged, state, rules, shown), notSubmitted: DRAFT_DISMISSAL, defaced: DEFACED };
  const description = refusedDraft
    ? problemsDescription(refusedDraft.problems)
    : isCase(pull)
      ? DRAFT_DESCRIPTION
      : NO_CASE_DESCRIPTION;
  const zone = judged.zone;
  const problems = refusedDraft?.problems ?? [];
  return {
    description: pull.foreign && isCase(pull) ? FOREIGN_DESCRIPTION : description,
    sticky: draftReply(problems, zone),
    notice: (notice) =>
      noticeComment({ kind: 'submission-refused', problems }, { key: notice.key, logins: [pull.opener.login], zone }),
    dismissal: () => DRAFT_DISMISSAL,
    notSubmitted: DRAFT_DISMISSAL,
    defaced: DEFACED,
    mergeMessage: pull.title,
    moved: { body: '', comment: '' },
  };
}

function caseTexts(
  judged: JudgedCase,
  state: CaseState,
  rules: Rules,
  { merged, site }: Parameters<typeof textsFor>[2],
): Omit<Texts, 'notSubmitted' | 'defaced'> {
  const { config, journal, url } = judged;
  const procedure = rules.procedure.value;
  const sources: Sources = {
    procedure,
    roles: config.roles,
    roomName: (id) => config.rooms.find((room) => room.id === id)?.name ?? same(id),
    resultBlock: blockFor(judged, state, procedure),
    obstacles: [
      ...clashProblems(judged.bookings, procedure, { request: state.request }, state.opens.case),
      ...closureProblems(judged.closures, procedure),
    ],
    link: url,
    place: judged.place,
  };
  const situation = situationOf(courseOf(journal, procedure), procedure, roleNames(config.roles));
  const reading = { zone: procedure.zone };
  return {
    description: statusDescription(
      judged.landing?.kind === 'differs' ? { kind: 'error', cause: obstacle(judged.landing.problem) } : situation,
      reading,
    ),
    sticky: stickyComment(stickyOf(state, journal, sources), reading),
    notice: (notice) => noticeOf(notice, judged, state, rules),
    // The text says whose turn it is now, even if the act was refused in an earlier visit.
    dismissal: (entry) =>
      dismissal(
        refusalSentence(
          { ...entry, reason: entry.reason ?? 'stale' },
          refusalInComment(state.end ? undefined : state.visit.step, sources, state.visit.assigned),
        ),
        entry.problems,
        procedure.zone,
      ),
    mergeMessage: merged ? mergeMessage(merged, procedure.title.id, site) : state.opens.case,
    moved: movedWords(state.opens.case, judged.pull.cutOff ?? judged.pull.number, SUCCESSOR),
  };
}

/** Says why main cannot receive the case (R34). */
const obstacle = ({ file, message }: Problem): Text => ({
  id: `${message.id} (${file})`,
  en: `${message.en} (${file})`,
});

function blockFor({ config }: JudgedCase, state: CaseState, procedure: Procedure): string | undefined {
  if (state.end || state.visit.withApplicant) return undefined;
  const step = stepOf(procedure, state.visit.step);
  const path = step.requires?.result;
  const schema = path === undefined ? undefined : config.schemas.get(path)?.value;
  // The comment names the holder on the day on which the visit began, so that it changes only when the case changes.
  const holder = (role: string) => holdersOf(config.roles, role, state.visit.begins, procedure.zone)[0]?.name;
  return schema && resultBlock(schema, prefill(procedure, step, schema, state, holder), BLOCK_LIMIT);
}

function noticeOf(notice: PlannedNotice, judged: JudgedCase, state: CaseState, rules: Rules): string {
  const procedure = rules.procedure.value;
  const { zone } = procedure;
  const say = (words: Words, logins: readonly string[]) => noticeComment(words, { key: notice.key, logins, zone });
  const applicants = applicantLogins(judged);
  if (notice.kind === 'refused-draft')
    return say({ kind: 'submission-refused', problems: notice.draft.problems }, applicants);
  if (notice.kind === 'refused-comment') {
    const { fact, problems } = notice.correction;
    return say({ kind: 'comment-refused', problems }, [fact.actor.login]);
  }
  if (notice.kind === 'room-closed') {
    const { closure } = notice;
    const name = judged.config.rooms.find(({ id }) => id === closure.room)?.name ?? same(closure.room);
    return say({ kind: 'room-closed', ...closure, name }, [...closureLogins(judged, state), ...applicants]);
  }
  const { entry } = notice;
  const situation = situationOf(courseOf(judged.journal, procedure), procedure, roleNames(judged.config.roles));
  switch (notice.kind) {
    case 'refused':
      return say({ kind: 'submission-refused', problems: entry.problems ?? [] }, applicants);
    case 'ended':
      return say({ kind: 'ended', ending: situation as Ending }, applicants);
    case 'informed':
      return say(informed(entry, judged, procedure), informedLogins(entry, judged, procedure));
    case 'answered':
      return say(answered(entry, judged, procedure), answeredTo(entry, judged, state));
    case 'corrected':
      return say(correction(entry, judged, rules), applicants);
    case 'filed':
      return say({ kind: 'filed', by: roleOfActor(entry, judged), title: entry.filed?.title ?? same('') }, applicants);
    case 'extended':
      return say(extension(entry, judged, procedure), applicants);
    case 'moved': {
      const { who, source } = entry;
      return say({ kind: 'moved', by: who?.login ?? '', isMerged: source !== undefined }, applicants);
    }
    case 'foreign-push':
      return say({ kind: 'foreign-push', by: entry.who?.login ?? '' }, applicants);
    case 'silence':
      return say({ kind: 'silence', noDecision: noDecisionWords(entry.silence ?? NOTHING) }, applicants);
    case 'consulted': {
      const step = stepOf(procedure, entry.next?.step ?? '');
      const asked = consultedRoles(step).map((role) => ({ role, logins: loginsOf({ role }, judged) }));
      const names = roleNames(judged.config.roles);
      return say(
        {
          ...{ kind: 'consulted', by: whoActs(procedure, step, names), short: step.short, row: rowOf(step) },
          roles: asked.map(({ role, logins }) => ({ name: names(role), isVacant: logins.length === 0 })),
        },
        asked.flatMap(({ logins }) => logins),
      );
    }
    case 'ask-refused':
      return say({ kind: 'ask-refused', problems: entry.problems ?? [] }, applicants);
    case 'postponed': {
      const { note } = entry;
      const waiting = waitingOf(situation);
      return say({ kind: 'turn', waiting, ...(note && { note }) }, postponedLogins(entry, judged, state, procedure));
    }
    case 'turn': {
      const needs = openerNeeds(stepOf(procedure, state.visit.step), rules.schema.value);
      const from = procedure.steps.find(({ id }) => id === entry.step);
      const offers = from?.offers && entry.next ? offersSaid(entry, from, judged, procedure) : [];
      const { note, problems } = entry;
      const extra = given({ needs, offers: offers.length > 0 ? offers : undefined, note, problems });
      return say({ kind: 'turn', waiting: waitingOf(situation), ...extra }, applicants);
    }
    case 'rung': {
      const level = entry.rung ?? { share: 1, action: 'overdue' as const, roles: [] };
      const names = roleNames(judged.config.roles);
      const { action, roles } = level;
      // If the case assigned people, only they are notified (R42), except at the level that notifies superiors. An
      // applicant has no superior.
      const isToSuperior = action === 'superior' && !state.visit.withApplicant;
      const parties = isToSuperior ? roles.map((role) => ({ role })) : onTurn(state);
      const timed = entry.span === undefined ? state.visit : state.spans.find(({ id }) => id === entry.span);
      const deadline = dueOf(timed?.deadline ?? { due: entry.at, clock: 'continuous' });
      const span = spanWords(procedure, entry.span);
      const notified = {
        share: level.share,
        action: level.action,
        notified: level.roles.map(names),
        deadline,
        at: entry.at,
      };
      return say(
        {
          kind: 'rung',
          level: { ...notified, ...(span ? { span } : {}) },
          waiting: waitingOf(situation),
        },
        parties.flatMap((party) => loginsOf(party, judged)),
      );
    }
  }
}

/** Lists the accounts that may act now. In an ended case, lists the account that booked the room (R51). */
function closureLogins({ config, procedure, journal, now, zone }: JudgedCase, state: CaseState): string[] {
  if (!state.end)
    return whoMayAct(procedure, state, (role) => holdersOf(config.roles, role, now, zone)).map(({ login }) => login);
  return [journal.findLast(({ booking }) => booking)?.who?.login ?? []].flat();
}

/** Lists the offers of an act (R24): the room or place, and until when the room is reserved. */
function offersSaid(entry: Entry, step: Step, { journal, config }: JudgedCase, procedure: Procedure): OfferSaid[] {
  return offersRecorded(procedure, step, resultPassed(journal, entry)).map(({ start, end, room, place }) => {
    const held = entry.offered?.find((each) => each.room === room && each.start === start && each.end === end);
    const named = config.rooms.find(({ id }) => id === room)?.name;
    return { start, end, place: named ?? same(place ?? room ?? '–'), ...(held ? { until: held.until } : {}) };
  });
}

/** Lists the opener and, if the request names it, the account of the person for whom the request was entered (R41). */
const applicantLogins = ({ state, procedure }: JudgedCase): string[] =>
  [
    state?.opens.applicant.login ?? [],
    (procedure && state?.onBehalf?.account !== undefined && namedLogin(procedure, state.request)) || [],
  ].flat();

const NOTHING = { words: same('') };

function waitingOf(situation: ReturnType<typeof situationOf>): Waiting {
  if (situation.kind !== 'waiting') throw new Error(`A case that is "${situation.kind}" waits for nobody.`);
  return situation;
}

/** Lists the accounts of a party: those that have its role now. The applicants have the role `applicant` (R17). */
function loginsOf(party: Party, judged: JudgedCase): string[] {
  const { config, now, zone } = judged;
  if (party.role === 'applicant') return applicantLogins(judged);
  return holdersAsked(party, (role) => holdersOf(config.roles, role, now, zone)).map(({ login }) => login);
}

/** Returns the people on turn: those whom the case assigned (R42) or, if it assigned nobody, roles. */
const onTurn = ({ visit: { assigned, roles = [] } }: CaseState): readonly Party[] =>
  assigned ?? roles.map((role) => ({ role }));

/** Names the role in which an act was done, also of an acting official (R17). */
const roleOfActor = ({ who }: Entry, { config }: JudgedCase): Text =>
  heldRole(roleNames(config.roles))(who?.role ?? '', who?.acting);

function informed(entry: Entry, judged: JudgedCase, procedure: Procedure): Words {
  const step = stepOf(procedure, entry.step ?? '');
  const named = namedBy(entry, judged, procedure).map(({ name, account }) => ({
    name,
    isNotified: account !== undefined,
  }));
  return {
    kind: 'informed',
    by: roleOfActor(entry, judged),
    short: step.short,
    row: rowOf(step),
    ...given({
      note: entry.note,
      named: named.length > 0 ? named : undefined,
      // Nobody answers after the end (R52).
      answers: entry.end ? undefined : entry.informed && `${entry.step}#${entry.visit}`,
    }),
  };
}

/** Makes the words of an answer. A person without a role is named by the login. */
function answered(entry: Entry, judged: JudgedCase, procedure: Procedure): Words {
  const { step: id = '', note = '' } = entry;
  const step = stepOf(procedure, id);
  const by = entry.who?.role === undefined ? same(entry.who?.login ?? '') : roleOfActor(entry, judged);
  return { kind: 'answered', by, short: step.short, row: rowOf(step), note };
}

/** Lists the account that made the record to which the answer refers, and the accounts that are on turn now. */
const answeredTo = ({ step, visit }: Entry, judged: JudgedCase, state: CaseState): string[] => [
  ...judged.journal.flatMap((each) =>
    each.step === step && each.visit === visit && each.kind === 'accepted' ? (each.who?.login ?? []) : [],
  ),
  ...(state.end ? [] : onTurn(state).flatMap((party) => loginsOf(party, judged))),
];

/** Makes the words of a correction (R49). Without a field, the case gave its room back. */
function correction(entry: Entry, judged: JudgedCase, { procedure, schema }: Rules): Words {
  const { note = '', corrected } = entry;
  const { config } = judged;
  const by = roleOfActor(entry, judged);
  if (!corrected) return { kind: 'corrected', by, note };
  const step = corrected.step === undefined ? undefined : stepOf(procedure.value, corrected.step);
  const of = step ? config.schemas.get(step.requires?.result ?? '')?.value : schema.value;
  const label = (of && labelAt(of, corrected.field)) ?? same(corrected.field);
  return { kind: 'corrected', by, note, field: { label, before: corrected.before, after: corrected.after } };
}

function extension(entry: Entry, judged: JudgedCase, procedure: Procedure): Words {
  const { adds, deadline } = entry.extended ?? { adds: '', deadline: { due: entry.at, clock: 'continuous' as const } };
  return {
    kind: 'extended',
    by: roleOfActor(entry, judged),
    row: rowOf(stepOf(procedure, entry.step ?? '')),
    ...{ adds, deadline },
    ...(entry.note === undefined ? {} : { note: entry.note }),
  };
}

/** Lists the people whom an entry names, by the roles on the day of the act. */
const namedBy = (entry: Entry, { config, journal }: JudgedCase, procedure: Procedure): NamedParty[] =>
  namedParties(
    stepOf(procedure, entry.step ?? ''),
    resultPassed(journal, entry),
    { roles: config.roles, at: entry.at, zone: procedure.zone },
    entry.informed?.accounts,
  );

/**
 * Lists the accounts that act at the step to which the case goes back, and the accounts that are informed by the step
 * which the case leaves (R53).
 */
function postponedLogins(entry: Entry, judged: JudgedCase, state: CaseState, procedure: Procedure): string[] {
  const informed = (stepOf(procedure, entry.step ?? '').informs ?? []).flatMap((party) =>
    'role' in party && party.role !== 'applicant' ? [{ role: party.role }] : [],
  );
  return [...onTurn(state), ...informed].flatMap((party) => loginsOf(party, judged));
}

function informedLogins(entry: Entry, judged: JudgedCase, procedure: Procedure): string[] {
  const step = stepOf(procedure, entry.step ?? '');
  const roles = [
    ...(step.informs ?? []).flatMap((party) => ('role' in party ? [party.role] : [])),
    ...recordedConsults(step).map(({ role }) => role),
  ];
  return [
    ...roles.flatMap((role) => (role === 'applicant' && isToApplicant(entry) ? [] : loginsOf({ role }, judged))),
    ...namedBy(entry, judged, procedure).flatMap(({ account }) => account?.login ?? []),
  ];
}
