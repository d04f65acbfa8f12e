import { UsageError } from '#domain/user-error.ts';

/** The lines of workflow files that an office may choose, with the program's own values. */
export const CHOICES = {
  /** The machine that runs the jobs: by default one of GitHub's. */
  'runs-on': 'ubuntu-latest',
  /** The zone in which the hours of schedules are written. */
  timezone: 'Asia/Jakarta',
} as const;

export type ChoiceKey = keyof typeof CHOICES;

const lineOf = (key: ChoiceKey): RegExp => new RegExp(`^( +${key}:[ \\t]+)([^\\s#].*?)([ \\t]*(?:#.*)?)$`, 'gm');
const LABEL = /^(?!(?:true|false|null|yes|off)$)[A-Za-z][\w.-]{2,99}$/;

/** Returns the values that a workflow file has on all lines with a key. */
export const valuesOf = (workflow: string, key: ChoiceKey): string[] =>
  Array.from(workflow.matchAll(lineOf(key)), ([, , value = '']) => value);

/** Returns a workflow file that has one value on all lines with a key. Nothing else of the file changes. */
export const withValue = (workflow: string, key: ChoiceKey, value: string): string =>
  workflow.replace(lineOf(key), (_line, before: string, _value, after: string) => `${before}${value}${after}`);

/**
 * Reads the label of a runner.
 * @throws UsageError for a text that is no label, or means something else in YAML
 */
export function readRunner(label: string): string {
  if (LABEL.test(label)) return label;
  throw new UsageError({
    id: `--runner: diharapkan label mesin, seperti ${CHOICES['runs-on']} atau kantor; diterima "${label.slice(0, 60)}".`,
    en: `--runner: expected the label of a runner, such as ${CHOICES['runs-on']} or office; received "${label.slice(0, 60)}".`,
  });
}
