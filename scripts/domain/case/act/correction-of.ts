import type { Problem, Text } from '#domain/problem.ts';
import { isDecisive } from '#domain/procedure/decisive-fields.ts';
import { isPublicAt } from '#domain/request/annotations.ts';
import { correctionIn, type FieldCorrection } from '#domain/request/correction-block.ts';
import { given } from '#domain/request/given.ts';
import { unknownRooms } from '#domain/request/named-rooms.ts';
import { valueAt } from '#domain/request/pointer.ts';
import { validate } from '#domain/request/schema.ts';
import type { Config } from '../state/config.ts';
import { type RefusedComment, withValueAt } from '../state/corrections.ts';
import { doneBy, sourceOf, type Unnumbered } from '../state/entry.ts';
import { compareFacts, type ReviewFact } from '../state/facts.ts';
import { whoIn } from '../state/roles.ts';
import type { CaseState } from '../state/state.ts';
import { isApplicant, type Rules, type World } from '../state/world.ts';
import { correctedDocument, correctorOf, hasPublicFields } from './correctable.ts';

/** Checks whether a comment-only review is meant as a correction by somebody who may correct cases of its procedure. */
export const isCorrection = (
  world: World,
  { procedure }: Rules,
  { actor, at, body, editedByOther }: ReviewFact,
): boolean =>
  actor.kind === 'user' &&
  !editedByOther &&
  correctorOf(world.config, procedure.value, actor.id, at) !== undefined &&
  correctionIn(body) !== undefined;

/**
 * Judges a comment-only review on an ended case as a correction (R49). It may be made by a holder of the role that main's
 * procedure names, who is no applicant of the case.
 * @returns undefined if the review is no correction, or its author may not correct; such a review decides nothing
 * @throws Undecidable if a schema is missing (R31)
 */
export function judgeCorrection(
  world: World,
  rules: Rules,
  state: CaseState,
  fact: ReviewFact,
): Unnumbered | RefusedComment | undefined {
  // A comment of before the end stays a comment.
  if (!state.end || fact.at <= state.end.at || !isCorrection(world, rules, fact)) return undefined;
  if (isApplicant(state, fact.actor)) return undefined;
  const as = correctorOf(world.config, rules.procedure.value, fact.actor.id, fact.at);
  const wanted = correctionIn(fact.body);
  if (!wanted) return undefined;
  if ('problems' in wanted) return { fact, problems: wanted.problems };
  const entry: Unnumbered = {
    ...doneBy(state, fact),
    ...{ kind: 'corrected', who: whoIn(fact.actor, as), source: sourceOf(fact), note: wanted.note },
  };
  if ('isRoom' in wanted)
    return state.booking ? { ...entry, releases: true } : { fact, problems: [problem('no-room-held', '', NO_ROOM)] };
  // Corrections that were made later do not count, so that a refused correction stays refused.
  const corrections = state.corrections.filter(
    ({ at, order }) => compareFacts({ at, order, kind: 'review' }, fact) < 0,
  );
  const corrected = correctedBy(world, rules, { ...state, corrections }, wanted);
  return 'problems' in corrected ? { fact, ...corrected } : { ...entry, corrected };
}

/**
 * Returns what a correction changes, or the problems that make it impossible.
 * @throws Undecidable if the schema of a result is missing (R31)
 */
export function correctedBy(
  { config }: { readonly config: Pick<Config, 'schemas' | 'rooms'> },
  rules: Rules,
  state: CaseState,
  { field, value, of }: FieldCorrection,
): NonNullable<Unnumbered['corrected']> | { problems: Problem[] } {
  const refused = (code: string, text: { message: Text; fix: Text }) => ({ problems: [problem(code, field, text)] });
  const { document, schema } = correctedDocument(config, rules, state, of);
  const before = valueAt(document, field);
  const isPublic = schema !== undefined && isPublicAt(schema, field) && hasPublicFields(rules, state);
  if (!schema || !isPublic || typeof before === 'object' || before === undefined)
    return refused('not-public', NOT_PUBLIC);
  if (isDecisive(rules.procedure.value, of?.step, field)) return refused('decisive-field', DECISIVE);
  if (before === value) return refused('same-value', SAME);
  const after = withValueAt(document, field, value);
  const file = 'pembetulan';
  const rooms = unknownRooms(schema, after, config.rooms, { file });
  const problems = [...validate(schema, after, file), ...rooms].filter(
    ({ path }) => path === field || field.startsWith(`${path}/`),
  );
  if (problems.length > 0) return { problems };
  return { ...given({ step: of?.step, visit: of?.visit }), field, before: before as string, after: value };
}

const problem = (code: string, path: string, { message, fix }: { message: Text; fix: Text }): Problem => ({
  ...{ file: 'pembetulan', path, code, message, fix },
});

const NOT_PUBLIC = {
  message: {
    id: 'Isian ini tidak ada, tidak terbuka bagi umum, atau bukan satu nilai',
    en: 'This field is not there, is not public, or is not a single value',
  },
  fix: {
    id: 'Hanya isian terbuka yang dapat dibetulkan; nama isian disebut oleh npx disposisi explain',
    en: 'Only public fields can be corrected; disposisi explain prints the names of fields',
  },
};
const DECISIVE = {
  message: {
    id: 'Isian ini ikut menentukan keputusan, sehingga tidak dapat dibetulkan sesudah berkas selesai',
    en: 'Something was decided by this field, so it cannot be corrected after the end of the case',
  },
  fix: { id: 'Ajukan permohonan baru bila perlu', en: 'Submit a new request if it is needed' },
};
const SAME = {
  message: { id: 'Isian ini sudah bernilai demikian', en: 'The field has this value already' },
  fix: { id: 'Tulis nilai yang berbeda', en: 'Write another value' },
};
const NO_ROOM = {
  message: { id: 'Berkas ini tidak memesan ruang', en: 'This case holds no room' },
  fix: { id: 'Tidak ada yang perlu dilepas', en: 'There is nothing to give back' },
};
