import { given } from '#domain/request/given.ts';
import { courseOf } from '#domain/case/course/course.ts';
import type { CaseState } from '#domain/case/state/state.ts';
import type { Party } from '#domain/case/state/parties.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Procedure, Step } from '#domain/generated/procedure.ts';
import type { Roles } from '#domain/generated/roles.ts';
import type { Problem, Text } from '#domain/problem.ts';
import { rowOf, stepOf, type Taken } from '#domain/procedure/steps.ts';
import { roleNames, situationOf, whoActs } from './case-situation.ts';
import { checklistOf } from './checklist.ts';
import type { RowNeeds, ShownRefusal, Sticky } from './comment.ts';
import { both, list } from './language.ts';
import { MARKDOWN } from './markdown.ts';
import { namesFor } from './opener.ts';
import { originSentence } from './origin-words.ts';
import { closeRule } from './party-rules.ts';
import { problemList } from './problem-list.ts';
import { withoutStepWords } from './step-words.ts';
import { type RefusalReading, refusalReading, refusalSentence } from './refusal.ts';

export interface Sources {
  readonly procedure: Procedure;
  readonly roles: Roles;
  readonly roomName: (id: string) => Text;
  /** The result block of the current step, if the step requires a result. */
  readonly resultBlock?: string | undefined;
  /** The present clashes of the request with other cases (R25), and the closures of its room (R51). */
  readonly obstacles?: readonly Problem[] | undefined;
  readonly link?: string | undefined;
  /** The place of the latest entry in the log (R37). */
  readonly place?: Sticky['place'] | undefined;
}

/** The codes of warnings about the room that a request asks for. */
const OBSTACLES = ['room-taken', 'room-closure'];

export function stickyOf(state: CaseState, journal: readonly Entry[], sources: Sources): Sticky {
  const { procedure, roles, resultBlock, link, place } = sources;
  const names = namesFor(procedure, roleNames(roles));
  const acting = !state.end && !state.visit.withApplicant;
  // Warnings about the room from the submission may no longer be true. The present obstacles replace them.
  const lasting = journal.findLast(({ kind }) => kind === 'submitted')?.warnings ?? [];
  const warnings = [...lasting.filter(({ code }) => !OBSTACLES.includes(code)), ...(sources.obstacles ?? [])];
  const needs = acting ? needsOf(procedure, stepOf(procedure, state.visit.step), names, resultBlock) : undefined;
  return {
    caseId: state.opens.case,
    ...(state.agenda ? { agenda: state.agenda } : {}),
    situation: situationOf(courseOf(journal, procedure), procedure, names),
    ...(state.origin ? { origin: originSentence(state.origin, procedure.zone, MARKDOWN) } : {}),
    rows: checklistOf(state, journal, procedure, names),
    ...(needs ? { needs } : {}),
    refusals: state.end ? [] : refusalsOf(state, journal, sources),
    ...(acting && warnings.length > 0 ? { warnings: problemList(warnings, procedure.zone) } : {}),
    ...given({ link, place }),
  };
}

/** @param stepId the step in which the act was tried, or the current step; undefined once the case has ended */
export function refusalInComment(
  stepId: string | undefined,
  { procedure, roles, roomName }: Sources,
  assigned?: readonly Party[],
): RefusalReading {
  const step = procedure.steps.find(({ id }) => id === stepId);
  return refusalReading(procedure, step, { roleName: roleNames(roles), roomName, marks: MARKDOWN }, assigned);
}

/** Returns the refused acts of the current visit, without acts that only repeat an earlier act (R2). */
function refusalsOf(state: CaseState, journal: readonly Entry[], sources: Sources): ShownRefusal[] {
  const { step, visit } = state.visit;
  const reading = refusalInComment(step, sources);
  return journal.flatMap((entry) => {
    const { kind, reason, at, who } = entry;
    const here = entry.step === step && entry.visit === visit;
    if (kind !== 'refused' || !here || !reason || reason === 'already-acted') return [];
    return [{ at, account: who?.login ?? '–', sentence: refusalSentence({ ...entry, reason }, reading) }];
  });
}

export function needsOf(
  procedure: Procedure,
  step: Step,
  names: (id: string) => Text,
  resultBlock: string | undefined,
): RowNeeds {
  const { completeness, output, requires = {}, outcomes } = step;
  const leads = (targets: readonly Taken[]): Text => {
    const each = targets.map((target) => leadsTo(procedure, step, target, names));
    return both((language) => list([...new Set(each.map((text) => text[language]))], 'or', language));
  };
  // An outcome with a reason is no approval (R6).
  const reasoned = outcomes.approve.filter(({ because, adds }) => because && adds === undefined);
  const plain = outcomes.approve.filter((each) => !reasoned.includes(each));
  const closing = closeRule(step, names);
  return {
    completeness,
    output,
    ...given({ note: requires.note, document: requires.document }),
    ...(requires.result !== undefined && resultBlock !== undefined ? { resultBlock } : {}),
    ...(requires.books ? { booksRoom: true } : {}),
    ...(plain.length > 0 ? { forward: leads(plain) } : {}),
    ...(reasoned.length > 0 ? { otherwise: leads(reasoned) } : {}),
    ...(outcomes.changes ? { back: leadsTo(procedure, step, outcomes.changes, names) } : {}),
    ...(closing ? { closing } : {}),
  };
}

function leadsTo(procedure: Procedure, from: Step, target: Taken, names: (id: string) => Text): Text {
  const { to, because } = target;
  const why = (language: 'id' | 'en'): string => (because ? `: ${because[language]}` : '');
  if (to === undefined)
    return both((language) => `${withoutStepWords(procedure, from, target)[language]}${why(language)}`);
  const step = stepOf(procedure, to);
  const who = whoActs(procedure, step, names);
  const row = rowOf(step);
  return { id: `${who.id} (langkah ${row}${why('id')})`, en: `${who.en} (step ${row}${why('en')})` };
}
