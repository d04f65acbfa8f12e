import { localDate, yearOf } from '#domain/clock/wall.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Problem } from '#domain/problem.ts';
import { chooseOutcome, firstStep, receiptStep, returnStep, stepOf, type Taken } from '#domain/procedure/steps.ts';
import { isRestrictedNature } from '#domain/request/public.ts';
import { checkSemantics } from '#domain/request/semantics.ts';
import { heldAt } from '#domain/room/bookings.ts';
import { takeAccount } from '../people/named-account.ts';
import { onBehalfOf, onBehalfProblems } from '../people/recorded-act.ts';
import { foreignProblems } from '../push/foreign-push.ts';
import { countingPush } from '../push/pushes.ts';
import { caseClosures, clashProblems, closureProblems, givesBookingBack, slotOf } from '../room/booking.ts';
import { type Content, requestFilesOf, sameFiles } from '../state/content.ts';
import { doneBy, headOf, latestResults, sourceOf, type Unnumbered } from '../state/entry.ts';
import { endOfSecond, type Fact, type LabelFact, type Position, type PushFact } from '../state/facts.ts';
import { MAIN_BRANCH } from '../state/pull.ts';
import type { CaseState } from '../state/state.ts';
import {
  baseAt,
  contentAt,
  instantAt,
  type OriginCase,
  type Rules,
  rulesFor,
  textAt,
  Undecidable,
  type World,
} from '../state/world.ts';
import { assignmentProblems } from '../time/assignment.ts';
import { beginVisit, nextVisit } from '../time/visit.ts';
import { isConfined, askedForAnotherTime, type TimeAsked } from './confined.ts';
import { stepsVoided } from './postponement.ts';
import {
  lackingFields,
  lackingNote,
  openerNote,
  otherBase,
  otherProcedure,
  tooManyOpen,
  unknownProcedure,
} from './submission-problems.ts';
import { takeOrigin } from './take-origin.ts';

/** A refused submission of a request that is no case yet. Comment and status report it, but no entry (R12, R13). */
export interface RefusedDraft {
  readonly fact: PushFact | LabelFact;
  /** The problems. Empty if the draft would be valid now, but stays refused since an earlier run refused it (R13). */
  readonly problems: readonly Problem[];
}

/** Returns the key of the comment about a refused draft. */
export const refusedKey = ({ kind, at, order }: Position): string =>
  `refused:${kind}.${at.replace(/\D/g, '')}.${order}`;

interface Examined {
  readonly problems: Problem[];
  readonly warnings: Problem[];
  readonly origin?: OriginCase | undefined;
  readonly onBehalf?: Entry['onBehalf'] | undefined;
}

function examine(world: World, rules: Rules | undefined, content: Content, at: string, before?: CaseState): Examined {
  if (!rules || !content.request || content.problems.length > 0)
    return { problems: [...content.problems], warnings: [] };
  // The content was validated by the schema of the other procedure that it names, so further checks make no sense.
  if (before && content.request['sop'] !== rules.procedure.value.id)
    return { problems: [otherProcedure(content, rules)], warnings: [] };
  const { request } = rules.procedure.value;
  // A later correction that keeps the time is accepted even if the start has passed in the meantime.
  const { start, end } = request.pointers;
  const sameTime =
    before && [start, end].every((at) => instantAt(before.request, at) === instantAt(content.request, at));
  const file = content.document?.path ?? '';
  const naming = { step: undefined, file, schema: rules.schema.value, applicants: [world.opening.opener.id] };
  const then = { roles: world.config.roles, at, zone: rules.procedure.value.zone };
  const found = checkSemantics(content.request, request, world.config.rooms, {
    ...(sameTime ? {} : { submittedAt: at }),
    today: localDate(at, rules.procedure.value.zone),
    file,
    schema: rules.schema.value,
    attachments: content.attachments.map(({ path }) => path),
  });
  const { problems: ofOrigin, ...taken } = takeOrigin(world, rules, content, at, before);
  const named = takeAccount(world, rules, content, at, before);
  return {
    ...taken,
    ...onBehalfOf(rules, content.request, named.account),
    problems: [
      ...found.problems,
      ...ofOrigin,
      ...named.problems,
      ...onBehalfProblems(world, rules, content.request, { file, at, before }),
      ...assignmentProblems(rules.procedure.value, content.request, then, naming),
    ],
    warnings: [
      ...found.warnings,
      ...clashProblems(
        heldAt(world.others, at),
        rules.procedure.value,
        { ...content, path: file },
        before?.opens.case ?? '',
      ),
      ...closureProblems(
        caseClosures(world.config.rooms, rules.procedure.value, content.request, before),
        rules.procedure.value,
        file,
      ),
    ],
  };
}

/** Returns the entry that opens the case, or the refused draft with its problems (R12, R13). */
export function firstSubmission(world: World, fact: PushFact | LabelFact): Unnumbered | RefusedDraft {
  const push = currentPushOf(world, undefined, fact);
  const content = contentAt(world, push.head);
  const rules = rulesFor(world.config, content.request);
  const { problems, warnings, ...taken } = examine(world, rules, content, fact.at);
  problems.push(...foreignProblems(world, undefined, fact));
  const limit = rules?.procedure.value.request.openCases;
  if (baseAt(world, fact) !== MAIN_BRANCH) problems.push(otherBase(baseAt(world, fact)));
  // Requests for others are not counted, since officials at a front desk enter many of them.
  const isTheirOwn = rules === undefined || onBehalfOf(rules, content.request).onBehalf === undefined;
  if (rules && isTheirOwn && limit !== undefined && (world.others.openCases[rules.procedure.value.id] ?? 0) >= limit)
    problems.push(tooManyOpen(content, limit));
  if (!rules || !content.request || !content.document || problems.length > 0)
    return { fact, problems: problems.length > 0 ? problems : [unknownProcedure(content)] };
  const procedure = rules.procedure.value;
  const { number, branch, opener } = world.opening;
  const year = yearOf(fact.at, procedure.zone);
  const step = firstStep(procedure);
  const target = chooseOutcome(step, { request: content.request, results: {} });
  return {
    kind: 'submitted',
    at: fact.at,
    step: step.id,
    visit: 1,
    gesture: 'submit',
    ...submittedFields(world, rules, fact, push, content, { warnings, ...taken }),
    opens: {
      case: `${procedure.short}-${year}-${number}`,
      number,
      branch,
      path: content.document.path,
      procedure: { path: rules.procedure.path, blob: rules.procedure.blob },
      schema: { path: rules.schema.path, blob: rules.schema.blob },
      applicant: { id: opener.id, login: opener.login },
    },
    because: target.because,
    next: beginVisit(procedure, stepOf(procedure, target.to ?? ''), world.config, {
      at: fact.at,
      visits: { [step.id]: 1 },
      paused: {},
      request: content.request,
      results: {},
    }),
  };
}

/** Returns the entry of a later submission, which is accepted or refused (R13, R18). */
export function resubmission(world: World, rules: Rules, state: CaseState, fact: PushFact | LabelFact): Unnumbered {
  const procedure = rules.procedure.value;
  const push = currentPushOf(world, state, fact);
  const content =
    push.order <= state.head.push && state.digest === state.requestDigest
      ? unchanged(state)
      : contentAt(world, push.head);
  const step = stepOf(procedure, state.visit.step);
  const { problems, warnings, origin, onBehalf } = examine(world, rules, content, fact.at, state);
  const note = step.requires?.note ? openerNote(world, state, fact) : '';
  if (content.request)
    problems.push(
      ...lackingFields(step, content.request, content.document?.path ?? '', rules.schema.value),
      ...lackingNote(step, note),
    );
  problems.push(...foreignProblems(world, state, fact));
  const base = { ...doneBy(state, fact), gesture: 'submit' as const };
  if (!content.request || problems.length > 0) {
    return { kind: 'submission-refused', ...base, source: sourceOf(fact), digest: content.digest, problems };
  }
  // A revision with another case of origin is never confined, whatever the sections are (R45).
  const confined = isConfined(step, procedure, state, content) && origin?.case === state.origin?.case;
  const results = confined ? latestResults(state) : {};
  const target: Taken = confined
    ? chooseOutcome(step, { request: content.request, results })
    : { to: receiptStep(procedure).id };
  const next = stepOf(procedure, target.to ?? '');
  return {
    kind: 'submitted',
    ...base,
    ...submittedFields(world, rules, fact, push, content, { warnings, origin, onBehalf }),
    note: note || undefined,
    supersedes: !confined || undefined,
    releases: (state.booking && givesBookingBack(procedure, next, target)) || undefined,
    continues: target.continues,
    because: target.because,
    next: nextVisit(world, rules, state, next, fact.at, { request: content.request, results }),
  };
}

/**
 * Returns the entry of a push by which the opener asks for another time (R53). The case goes back to the step that the
 * procedure names, acts of earlier steps stay valid, and the room stays booked. If the push is refused, request, acts,
 * room and turn stay as they are.
 */
function postponement(
  world: World,
  rules: Rules,
  state: CaseState,
  fact: PushFact,
  content: Content,
  { postpone, against }: TimeAsked,
): Unnumbered {
  const procedure = rules.procedure.value;
  const { problems, warnings, origin, onBehalf } =
    against.length > 0
      ? { problems: against, warnings: [], origin: undefined, onBehalf: undefined }
      : examine(world, rules, content, fact.at, state);
  if (problems.length > 0)
    return { kind: 'submission-refused', ...doneBy(state, fact), digest: content.digest, problems };
  const postpones = stepsVoided(procedure.steps, postpone.to, state);
  const note = openerNote(world, state, fact);
  return {
    kind: 'superseded',
    ...doneBy(state, fact),
    head: headOf(fact),
    digest: content.digest,
    postpones,
    ...contentKept(procedure, content),
    origin,
    onBehalf,
    warnings: someOf(warnings),
    note: note || undefined,
    next: nextVisit(world, rules, state, stepOf(procedure, postpone.to), fact.at, {
      request: content.request,
      results: latestResults({ acts: state.acts.filter(({ step }) => !postpones.includes(step)) }),
    }),
  };
}

/**
 * Returns the entry of a push while officials are on turn (R18). A change supersedes all acts, and the case returns to
 * receipt, or to the applicant if the request is now invalid. For a push that only asks for another time, R53 applies.
 * @returns undefined if the content is the one that acts attest
 */
export function supersession(world: World, rules: Rules, state: CaseState, fact: PushFact): Unnumbered | undefined {
  const known = state.digests[fact.head];
  if (known === state.digest) return undefined;
  const content = contentAt(world, fact.head);
  if (isAttested(state, content)) return undefined;
  const step = stepOf(rules.procedure.value, state.visit.step);
  const asked = askedForAnotherTime(step, rules, state, content, fact.at);
  const entry = asked
    ? postponement(world, rules, state, fact, content, asked)
    : superseded(world, rules, state, fact, content);
  return { ...entry, source: sourceOf(fact) };
}

/**
 * Returns the entry for content that was never submitted, when time ends the applicant's turn. Such content counts as
 * changed at that instant (R6, R18).
 * @param at instant at which the turn ended
 * @param submitted number of the last push that an earlier entry names
 * @returns undefined if the content was submitted
 */
export function leftUnsubmitted(
  world: World,
  rules: Rules,
  state: CaseState,
  at: string,
  submitted: number,
): Unnumbered | undefined {
  const push = countingPush(world, state, endOfSecond(at));
  const isSubmitted = state.digest === state.requestDigest;
  if (!push || (push.order <= submitted && isSubmitted)) return undefined;
  const content = contentAt(world, push.head);
  return isAttested(state, content) && isSubmitted
    ? undefined
    : superseded(world, rules, state, { ...push, at }, content);
}

/** Checks whether content is the content that acts attest (R18). The digest must be equal, and the files the same. */
const isAttested = (state: CaseState, { digest, document, attachments }: Content): boolean =>
  digest === state.digest && document !== undefined && sameFiles(state.files, requestFilesOf(document, attachments));

function superseded(world: World, rules: Rules, state: CaseState, fact: PushFact, content: Content): Unnumbered {
  const procedure = rules.procedure.value;
  const { problems, origin, onBehalf } = examine(world, rules, content, fact.at, state);
  const valid = content.request !== undefined && problems.length === 0;
  const nature = textAt(content.request, procedure.request.pointers.nature);
  return {
    kind: 'superseded',
    ...doneBy(state, fact),
    head: headOf(fact),
    digest: content.digest,
    supersedes: true,
    releases: state.booking && true,
    ...(valid
      ? {
          ...contentKept(procedure, content),
          origin,
          // The person is journaled even if unchanged. Otherwise the public could see that the account changed (R11).
          onBehalf,
        }
      : { problems }),
    // A push never lifts a restriction; only a submission can (R11).
    nature: nature !== undefined && isRestrictedNature(nature) ? nature : undefined,
    next: nextVisit(world, rules, state, valid ? receiptStep(procedure) : returnStep(procedure), fact.at, {
      request: content.request,
      results: {},
    }),
  };
}

function submittedFields(
  world: World,
  rules: Rules,
  fact: Fact,
  push: PushFact,
  content: Content,
  { warnings, origin, onBehalf }: Omit<Examined, 'problems'>,
): Omit<Unnumbered, 'kind' | 'at'> {
  const procedure = rules.procedure.value;
  const nature = textAt(content.request, procedure.request.pointers.nature);
  return {
    who: { id: world.opening.opener.id, login: world.opening.opener.login },
    source: sourceOf(fact),
    head: headOf(push),
    digest: content.digest,
    ...contentKept(procedure, content),
    onBehalf,
    nature,
    origin,
    warnings: someOf(warnings),
  };
}

const someOf = (warnings: Problem[]): Problem[] | undefined => (warnings.length > 0 ? warnings : undefined);

const contentKept = (
  procedure: Procedure,
  { request, attachments, document }: Content,
): Pick<Unnumbered, 'request' | 'attachments' | 'document' | 'slot'> => ({
  request: { ...request },
  attachments: [...attachments],
  document,
  slot: slotOf(procedure, request),
});

function currentPushOf(world: World, state: CaseState | undefined, fact: Fact): PushFact {
  const push = countingPush(world, state, fact);
  if (!push) throw new Undecidable(`The forge's activity log shows no push before ${fact.at}.`);
  return push;
}

function unchanged(state: CaseState): Content {
  const { digest, document, request, attachments } = state;
  return { digest, document, request, attachments, problems: [] };
}
