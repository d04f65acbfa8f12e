import { expect, test } from 'vitest';
import { runSteps } from './run-steps.ts';

const step = (name: string, code: number) => ({
  name,
  command: [process.execPath, '-e', `console.error('said by ${name}'); process.exitCode = ${code}`] as const,
  remedy: `how to fix ${name}`,
});

test('a failed step is reported with its output and its remedy, a good step in one line, and one failed step fails the run', async () => {
  const said: string[] = [];
  expect(await runSteps([step('one', 0), step('two', 1), step('three', 0)], (text) => said.push(text))).toBe(false);
  const all = said.join('\n');
  expect(all).toMatch(/^ok {5}one +[\d.]+ s$/m);
  expect(all).toMatch(/^ok {5}three +[\d.]+ s$/m);
  expect(all).toMatch(/^FAILED two +[\d.]+ s\n {4}said by two\n {2}→ how to fix two\n/m);
  expect(all).not.toContain('said by one');
  expect(await runSteps([step('one', 0)], () => undefined)).toBe(true);
});
