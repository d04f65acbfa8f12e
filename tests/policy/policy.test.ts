import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CHOICES } from '#entry/setup/workflow-choices.ts';
import { IS_SHIPPED } from '../support/shipped.ts';
import { trackedNames } from '../support/tracked.ts';
import { CODE_RULES } from './rules/code.ts';
import { RIGHTS_RULES } from './rules/rights.ts';
import { RUN_RULES } from './rules/runs.ts';
import { SUPPLY_RULES } from './rules/supply.ts';
import { readWorkflow } from './workflow.ts';

const RULES = [...CODE_RULES, ...RIGHTS_RULES, ...SUPPLY_RULES, ...RUN_RULES];
const WORKFLOWS = new URL('../../.github/workflows/', import.meta.url);
const SAMPLES = new URL('samples/', import.meta.url);

const read = (folder: URL, file: string) => readWorkflow(file, readFileSync(new URL(file, folder), 'utf8'));
const workflows = trackedNames('.github/workflows');
const samples = trackedNames('tests/policy/samples');
const linesOf = (found: readonly { readonly line: number }[]) =>
  [...new Set(found.map(({ line }) => line))].sort((a, b) => a - b);

describe.each(workflows)('the workflow %s', (file) => {
  test.each(RULES)('$says', ({ find }) => {
    expect(find(read(WORKFLOWS, file))).toEqual([]);
  });
});

describe('each rule finds what it forbids', () => {
  test.each(samples)('the rule %s finds the marked lines of its sample', (file) => {
    const rule = RULES.find(({ id }) => id === file.split('.')[0]);
    const workflow = read(SAMPLES, file);
    // A sample marks each line that must be found: `# … expect` on the line, or `# expect below` on the line above.
    const expected = workflow.lines.flatMap((line, index) =>
      /#.*\bexpect$/.test(line) ? [index + 1] : /# expect below$/.test(line) ? [index + 2] : [],
    );
    expect(linesOf(rule?.find(workflow) ?? [])).toEqual(expected);
    expect(expected).not.toEqual([]);
  });

  test('every rule has a sample', () => {
    const sampled = new Set(samples.map((file) => file.split('.')[0]));
    expect(RULES.map(({ id }) => id).filter((id) => !sampled.has(id))).toEqual([]);
  });
});

describe('the workflows together', () => {
  const all = workflows.map((file) => read(WORKFLOWS, file));

  test.skipIf(!IS_SHIPPED)(
    'unless an office chooses another, jobs run on machines of GitHub that are discarded afterwards',
    () => {
      const machines = all.flatMap(({ jobs }) => jobs.flatMap(([, job]) => job['runs-on'] ?? []));
      expect(new Set(machines)).toEqual(new Set([CHOICES['runs-on']]));
    },
  );

  test('one action has the same commit and version everywhere', () => {
    const pins = all.flatMap(({ lines }) =>
      lines.flatMap((line) => /uses: ([\w./-]+)@(.+)$/.exec(line)?.slice(1, 3) ?? []),
    );
    const known = new Map<string, Set<string>>();
    for (let at = 0; at < pins.length; at += 2)
      known.set(pins[at] ?? '', (known.get(pins[at] ?? '') ?? new Set()).add(pins[at + 1] ?? ''));
    expect([...known].filter(([, versions]) => versions.size !== 1)).toEqual([]);
  });

  test('security 1: only one workflow runs with rights on an event that anybody can cause', () => {
    const dangerous = all.filter(({ triggers }) =>
      triggers.some((name) => /_target$|^workflow_run$|^issue/.test(name)),
    );
    expect(dangerous.map(({ file }) => file)).toEqual(['reconcile.yml']);
  });

  test('security 9: three workflows read a secret, and no other workflow does', () => {
    const asking = all.flatMap(({ file, texts }) =>
      texts.some(({ text }) => text.includes('secrets.')) ? [file] : [],
    );
    expect(asking).toEqual(['deadlines.yml', 'publish.yml', 'reconcile.yml']);
  });
});
