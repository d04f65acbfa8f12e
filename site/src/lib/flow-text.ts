import type { Condition, Procedure, Step, Target } from '#domain/generated/procedure.ts';
import type { Language, Text } from '#domain/problem.ts';
import { compareRows } from '#domain/procedure/rows.ts';
import { rowOf, rowsOf } from '#domain/procedure/steps.ts';
import { endWords, lapseRule, timeRules } from '#domain/words/step-words.ts';
import { capital, list, same } from '#domain/words/language.ts';
import { namesFor, openerWords } from '#domain/words/opener.ts';
import { actingNames } from '#domain/words/parties.ts';
import { partyRules } from '#domain/words/party-rules.ts';
import type { FlowRow } from '#public/site/flow/flow.ts';
import { decides, type Way, waysOf } from '#public/site/flow/flow-ways.ts';
import type { FormNames } from '#public/export/names.ts';

interface Naming {
  readonly roleName: (id: string) => Text;
  readonly form: (path: string | undefined) => FormNames;
  readonly procedure: (id: string) => Procedure | undefined;
}

/**
 * Describes the drawing of a row for people who do not see the drawing. For each step of the row, the sentences say
 * who acts, which rules apply, and where each way leads. For a row without its own act, one sentence names the rows of
 * the act.
 */
export function rowTexts(row: FlowRow, procedure: Procedure, naming: Naming, language: Language): string[] {
  const { steps, isFurther } = row;
  if (isFurther) return [`${SAY.sameAct[language]} ${rowsText(steps[0], language)}.`];
  return steps.flatMap((step) => {
    const [who = '', ...ways] = stepTexts(step, procedure, naming, language);
    return [steps.length > 1 ? `${capital(step.short[language])}. ${who}` : who, ...ways];
  });
}

/**
 * Checks whether the description of a row must be visible to everybody, because the drawing alone is not enough (R46).
 * It must be visible if a decision has numbered ways, if the row has several steps besides corrections, or if the row
 * has no act of its own. It must also be visible if a step has rules about its parties, or rules about time besides its
 * printed time (R44).
 */
export const isShownInWords = ({ steps, isFurther }: FlowRow, procedure: Procedure): boolean =>
  isFurther ||
  steps.some(
    (step) => step.lapse || timeRules(procedure, step).length > 0 || partyRules(procedure, step, same).length > 0,
  ) ||
  steps.filter(({ kind }) => kind !== 'revise').length > 1 ||
  steps.some((step) => waysOf(step).some(({ answer }) => typeof answer === 'number'));

function stepTexts(step: Step, procedure: Procedure, naming: Naming, language: Language): string[] {
  const several = typeof step.actor !== 'string' && !('all' in step.actor);
  const who = list(
    actingNames(step, namesFor(procedure, naming.roleName)).map((name) => name[language]),
    several ? 'or' : 'and',
    language,
  );
  const called = (way: Way): string => {
    const { answer, because } = way;
    const why = because && list([...new Set(because.map((each) => each[language]))], 'or', language);
    if (answer === 'no')
      return why === undefined ? SAY.no[language] : `${SAY.no[language]} (${SAY.also[language]} ${why})`;
    if (answer === 'time') return SAY.time[language];
    if (answer === 'yes') return decides(step) ? SAY.yes[language] : SAY.next[language];
    return `${answer} (${why ?? whenText(way, step, procedure, naming, language)})`;
  };
  return [
    `${SAY.actor[language]}: ${who}.`,
    ...(rowsOf(step).length > 1 ? [`${SAY.oneAct[language]} ${rowsText(step, language)}.`] : []),
    ...partyRules(procedure, step, naming.roleName).map((rule) => rule[language]),
    ...timeRules(procedure, step).map((rule) => rule[language]),
    ...lapseRule(step, (id) => naming.procedure(id)?.title).map((rule) => rule[language]),
    ...waysOf(step).map((way) => `${called(way)}: ${leads(step, way.target, procedure, language)}.`),
  ];
}

const SAY = {
  actor: { id: 'Pelaksana', en: 'Done by' },
  yes: { id: 'Ya', en: 'Yes' },
  no: { id: 'Tidak', en: 'No' },
  also: { id: 'juga bila', en: 'also if' },
  next: { id: 'Lalu', en: 'Then' },
  time: { id: 'Bila waktu habis', en: 'When time runs out' },
  row: { id: 'ke baris', en: 'to row' },
  rows: { id: 'ke baris', en: 'to rows' },
  back: { id: 'kembali ke', en: 'back to' },
  on: { id: 'ke', en: 'to' },
  its: { id: 'baris', en: 'row' },
  oneAct: { id: 'Satu tindakan untuk baris', en: 'One act for rows' },
  sameAct: { id: 'Dilayani oleh satu tindakan untuk baris', en: 'Served by one act for rows' },
  when: { id: 'bila', en: 'if' },
  otherwise: { id: 'selain itu', en: 'otherwise' },
  holds: { id: 'bila syaratnya terpenuhi', en: 'if its condition is met' },
  atLeast: { id: 'paling sedikit', en: 'at least' },
  atMost: { id: 'paling banyak', en: 'at most' },
  filled: { id: 'diisi', en: 'is filled in' },
  empty: { id: 'tidak diisi', en: 'is left empty' },
} as const satisfies Record<string, Text>;

const rowsText = (step: Step, language: Language): string => list(rowsOf(step).map(String), 'and', language);

function leads(from: Step, target: Target, procedure: Procedure, language: Language): string {
  const { steps } = procedure;
  const { to, end } = target;
  if (end) return endWords(target)[language];
  const step = steps.find(({ id }) => id === to);
  if (!step) return '';
  const sharing = steps.filter(
    (each) => each.kind === step.kind && rowsOf(each).some((row) => rowsOf(step).includes(row)),
  );
  const which = sharing.length > 1 ? ` (${step.short[language]})` : '';
  const rows = rowsText(step, language);
  if (step.kind === 'revise') {
    const isBack = compareRows(rowOf(step), rowOf(from)) <= 0;
    return `${isBack ? SAY.back[language] : SAY.on[language]} ${openerWords(procedure)[language]}, ${SAY.its[language]} ${rows}${which}`;
  }
  return `${rowsOf(step).length > 1 ? SAY.rows[language] : SAY.row[language]} ${rows}${which}`;
}

/** Describes the condition of a way. A field that has no public name is not named. */
function whenText({ when }: Way, step: Step, procedure: Procedure, { form }: Naming, language: Language): string {
  const said = when.map((each) => {
    if (!each) return SAY.otherwise[language];
    const source = each.result === undefined ? undefined : procedure.steps.find(({ id }) => id === each.result);
    const path = each.result === undefined ? procedure.request.schema : (source ?? step).requires?.result;
    const field = form(path)[each.field];
    return field ? `${SAY.when[language]} ${conditionText(each, field, language)}` : SAY.holds[language];
  });
  return list([...new Set(said)], 'or', language);
}

function conditionText(condition: Condition, { label, values }: FormNames[string], language: Language): string {
  const { exists, equals, in: among, atLeast, atMost } = condition;
  const name = label[language];
  const value = (each: unknown): string => values?.[String(each)]?.[language] ?? String(each);
  if (exists !== undefined) return `${name} ${exists ? SAY.filled[language] : SAY.empty[language]}`;
  if (equals !== undefined) return `${name}: ${value(equals)}`;
  if (among !== undefined) return `${name}: ${list(among.map(value), 'or', language)}`;
  return atLeast === undefined
    ? `${name} ${SAY.atMost[language]} ${atMost}`
    : `${name} ${SAY.atLeast[language]} ${atLeast}`;
}
