import type { Language, Problem, Text } from '#domain/problem.ts';
import { TEXT } from './text.ts';

/** Returns a line for each problem, with the label of its field. Equal lines become one line that says how many. */
export function problemLines(problems: readonly Pick<Problem, 'label' | 'message'>[], language: Language): string[] {
  const counts = new Map<string, number>();
  const about = (label: Text | undefined): string => (label ? `${label[language]}: ` : '');
  for (const { label, message } of problems) {
    const line = `${about(label)}${message[language]}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts].map(([line, n]) =>
    n === 1 ? line : `${line} (${TEXT.times[language].replace('{n}', String(n))})`,
  );
}
