import type { Procedure, Target } from '#domain/generated/procedure.ts';
import type { Language, Text } from '#domain/problem.ts';
import { rolesOf, rowOf } from '#domain/procedure/steps.ts';
import { list } from '#domain/words/language.ts';
import type { FlowRow } from '#public/export/flow.ts';

/** What the drawing of a row says, for those who do not see it: who acts, and where each answer leads. */
export function rowText(
  { step, number }: FlowRow,
  procedure: Procedure,
  roleName: (id: string) => Text,
  language: Language,
): string {
  if (rowOf(step) !== number) return '';
  const several = typeof step.actor !== 'string' && !('all' in step.actor);
  const who = list(
    rolesOf(step.actor).map((role) => roleName(role)[language]),
    several ? 'or' : 'and',
    language,
  );
  const { approve, changes, timeout } = step.outcomes;
  const forward = list([...new Set(approve.map((each) => leads(each, procedure, language)))], 'or', language);
  const words = SAY[language];
  return [
    `${words.actor}: ${who}.`,
    `${changes ? words.yes : words.next}: ${forward}.`,
    ...(changes ? [`${words.no}: ${leads(changes, procedure, language)}.`] : []),
    ...(timeout ? [`${words.time}: ${leads(timeout, procedure, language)}.`] : []),
  ].join(' ');
}

const SAY = {
  id: {
    actor: 'Pelaksana',
    yes: 'Ya',
    no: 'Tidak',
    next: 'Lalu',
    time: 'Bila waktu habis',
    row: 'ke baris',
    back: 'kembali ke pemohon, baris',
    completed: 'selesai',
    failed: 'gagal',
  },
  en: {
    actor: 'Done by',
    yes: 'Yes',
    no: 'No',
    next: 'Then',
    time: 'When time runs out',
    row: 'to row',
    back: 'back to the applicant, row',
    completed: 'completed',
    failed: 'failed',
  },
} as const;

function leads({ to, end }: Target, { steps }: Procedure, language: Language): string {
  const words = SAY[language];
  if (end) return words[end];
  const step = steps.find(({ id }) => id === to);
  if (!step) return '';
  return `${step.kind === 'revise' ? words.back : words.row} ${rowOf(step)}`;
}
