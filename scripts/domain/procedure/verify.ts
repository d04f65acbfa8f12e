import type { Procedure } from '#domain/generated/procedure.ts';
import type { Problem } from '#domain/problem.ts';
import type { Lines } from '#domain/request/yaml.ts';
import { procedureFinding, type ProcedureFinding, type ProcedureRule, repeated, type Subject } from './finding.ts';

import * as actors from './rules-actors.ts';
import * as fields from './rules-fields.ts';
import * as flow from './rules-flow.ts';
import * as kinds from './rules-kinds.ts';
import * as order from './rules-order.ts';
import * as parties from './rules-parties.ts';
import * as results from './rules-results.ts';

/** The rules of R7, in the order in which a person would fix the findings. */
export const RULES: readonly ProcedureRule[] = [
  order.stepIdsAreUnique,
  order.submissionComesFirst,
  order.rowsAreInOrder,
  order.everyRowIsServed,
  order.everyRowHasItsText,
  order.durationsArePositive,
  order.clocksRun,
  order.namedClocksExist,
  order.namedCalendarsExist,
  order.sharesAreNoPercentages,
  order.escalationRises,
  flow.outcomesHaveTargets,
  flow.nothingReturnsToSubmission,
  flow.onlyLastOutcomeHasNoCondition,
  flow.conditionsCompareOnce,
  flow.timeoutsHaveALimit,
  flow.extensionsHaveALimit,
  flow.whatContinuesHasALimit,
  flow.onlyStepsKeepABooking,
  flow.everyStepIsReached,
  flow.everyStepCanEnd,
  order.spanIdsAreUnique,
  order.spansNameSteps,
  order.lapsesHaveATime,
  kinds.receiptReturnsToApplicant,
  kinds.applicantOnlyWrites,
  kinds.onlyReviewsDecide,
  kinds.onlyRevisionsHaveSections,
  kinds.onlyRevisionsRequireFields,
  kinds.postponementsLeadBack,
  actors.rolesAreDefined,
  actors.actorsHaveOneColumn,
  actors.quorumsCanBeMet,
  actors.resultsHaveOneAuthor,
  actors.fourEyesNameReviews,
  actors.closersAct,
  parties.assignmentsNamePeople,
  parties.accountsAreNamed,
  parties.recordedActsHaveDateAndWay,
  parties.onBehalfIsDefined,
  parties.correctorIsDefined,
  fields.schemasExist,
  fields.requestNamesItsProcedure,
  fields.pointersNameFields,
  fields.resultsAreBrought,
  fields.conditionsNameRooms,
  fields.slotsHaveTheirPlace,
  fields.originsAreText,
  results.namedFieldsExist,
  results.boundFieldsAreTimes,
  results.recordsAreRequired,
  results.informedListsNamePeople,
  results.releasesHaveABooking,
  results.offersAreSlots,
  results.offersAreAnswered,
];

export interface ProcedureFile {
  readonly file: string;
  readonly procedure: Procedure;
  readonly lines?: Lines | undefined;
}

/**
 * Verifies a procedure whose shape is valid, before it is used (R7).
 * @param world parts of the office that the procedure may name
 */
export function verify({ file, procedure, lines }: ProcedureFile, world: Omit<Subject, 'procedure'>): Problem[] {
  const found = RULES.flatMap((rule) => rule({ procedure, ...world }));
  return withoutConsequences(found).map((each) => locate(each, file, lines));
}

/**
 * Verifies what a single procedure does not show. Ids and the prefixes of case ids are unique (R13). Every
 * procedure that a lapse (R44) or an origin (R45) names exists, and can have the ends that the origin names.
 * @param areAllRead false if the office has more procedures, whose files cannot be read; only ids and prefixes are
 *   then checked
 */
export function verifyTogether(sources: readonly ProcedureFile[], areAllRead = true): Problem[] {
  // Nobody knows the id of a procedure whose file cannot be read, so names of other procedures cannot be checked.
  if (!areAllRead) return duplicates(sources);
  const all = sources.map(({ procedure }) => procedure);
  const ofOthers = sources.flatMap(({ file, procedure, lines }) =>
    withoutConsequences([...order.openedProceduresExist(procedure, all), ...fields.originFindings(procedure, all)]).map(
      (found) => locate(found, file, lines),
    ),
  );
  return [...duplicates(sources), ...ofOthers];
}

function duplicates(sources: readonly ProcedureFile[]): Problem[] {
  return (['id', 'short'] as const).flatMap((key) =>
    repeated(sources, ({ procedure }) => procedure[key]).map(({ file, procedure, lines }) => {
      const same = sources.find((other) => other.procedure[key] === procedure[key]);
      const line = same?.lines?.get(`/${key}`);
      const other = `${same?.file}${line === undefined ? '' : `:${line}`}`;
      const message = {
        id: `Dipakai dua SOP, di sini dan di ${other}`,
        en: `Two SOPs use this, here and ${other}`,
      };
      // The files do not show which of the two is older.
      const fix = { id: 'Ubah pada SOP yang baru', en: 'Change it in the newer SOP' };
      return locate(procedureFinding(`/${key}`, 'duplicate', { message, received: procedure[key], fix }), file, lines);
    }),
  );
}

/** Adds file and line to a finding. If the part at its path has no line, the nearest part above it gives the line. */
export function locate(found: Omit<Problem, 'file' | 'line'>, file: string, lines: Lines | undefined): Problem {
  for (let path = found.path; ; path = path.slice(0, path.lastIndexOf('/'))) {
    const line = lines?.get(path);
    if (line !== undefined) return { file, line, ...found };
    if (path === '') return { file, ...found };
  }
}

/** The codes of findings that another finding may cause, by the code of the cause. They wait until it is fixed. */
const FOLLOWING: Readonly<Record<string, readonly string[]>> = {
  'unknown-step': ['unreachable', 'endless', 'receipt-return'],
  'no-target': ['unreachable', 'endless'],
  'submit-first': ['unreachable', 'endless', 'returns-to-submit', 'receipt-return'],
  'unknown-role': ['no-column', 'quorum'],
  'row-order': ['row-missing'],
  percentage: ['share-order'],
};

/** The codes of unknown names that may occur in many places. Only the first is reported, with the number of others. */
const NAMED: ReadonlySet<string> = new Set([
  ...['unknown-step', 'unknown-role', 'unknown-schema', 'unknown-clock', 'unknown-procedure'],
]);

/** Leaves out findings that another finding may cause, and joins findings about the same unknown name into one. */
export function withoutConsequences(findings: readonly ProcedureFinding[]): ProcedureFinding[] {
  const following = new Set(findings.flatMap(({ code }) => FOLLOWING[code] ?? []));
  const own = findings.filter(({ code }) => !following.has(code));
  const sameAs = (one: ProcedureFinding) => (other: ProcedureFinding) =>
    NAMED.has(one.code) && other.code === one.code && other.received === one.received;
  return own.flatMap((found, i) => {
    const others = own.filter(sameAs(found));
    if (others.length < 2) return [found];
    return own.findIndex(sameAs(found)) === i ? [alsoElsewhere(found, others.length - 1)] : [];
  });
}

const alsoElsewhere = (found: ProcedureFinding, more: number): ProcedureFinding => ({
  ...found,
  message: {
    id: `${found.message.id}; juga di ${more} tempat lain`,
    en: `${found.message.en}; in ${more} other ${more === 1 ? 'place' : 'places'} too`,
  },
});
