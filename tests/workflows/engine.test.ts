import { describe, expect, test } from 'vitest';
import { Groups, type Holder } from './support/concurrency.ts';
import { type Contexts, evaluate, isMet } from './support/expressions.ts';
import { passes } from './support/patterns.ts';
import { payloadFaults } from './support/payload-schema.ts';
import { excess, permissionsOf, RESTRICTED, readOnly, WRITE_ALL } from './support/permissions.ts';
import { Unevaluated } from './support/unevaluated.ts';
import { InvalidWorkflow, readWorkflow } from './support/workflow-file.ts';

const file = (text: string) => readWorkflow('.github/workflows/a.yml', text);
const job = (more: string, on = 'push') =>
  file(`on: ${on}\njobs:\n  a:\n    runs-on: ubuntu-latest\n${more}    steps:\n      - run: "true"\n`);
const contexts = (named: Contexts['named'], failed = false): Contexts => ({
  named,
  course: { failed, cancelled: false },
});

describe('workflow features that the harness does not evaluate are errors', () => {
  test.each([
    ['an event that nothing here makes', 'on: gollum\njobs: {a: {runs-on: x, steps: [{run: "true"}]}}'],
    ['a matrix', 'on: push\njobs: {a: {runs-on: x, strategy: {matrix: {n: [1]}}, steps: [{run: "true"}]}}'],
    ['a container', 'on: push\njobs: {a: {runs-on: x, container: node, steps: [{run: "true"}]}}'],
    [
      'a step that continues after an error',
      'on: push\njobs: {a: {runs-on: x, steps: [{run: "true", continue-on-error: true}]}}',
    ],
  ])('the harness refuses %s', async (_, text) => {
    await expect(file(text)).rejects.toThrow(Unevaluated);
  });

  test('the harness refuses a missing member of github, needs or steps', () => {
    for (const expression of ['github.actr', 'needs.build.outputs.x', 'steps.one.outputs.x']) {
      expect(() => evaluate(expression, contexts({ github: {}, needs: {}, steps: {} }))).toThrow(Unevaluated);
    }
    expect(() => evaluate("hashFiles('a')", contexts({}))).toThrow('Unrecognized function');
    expect(() => evaluate('secrets.X', contexts({ github: {} }))).toThrow('Unrecognized named-value');
  });

  test('the harness refuses what GitHub itself refuses', async () => {
    await expect(file('on: push\njobs: {a: {runs-on: x, stepz: []}}')).rejects.toThrow(InvalidWorkflow);
    // GitHub defines where a context may be named.
    await expect(job('    if: secrets.KEY\n')).rejects.toThrow(InvalidWorkflow);
  });
});

describe('GitHub’s rules', () => {
  test('a condition without a status function is met only if all earlier steps succeeded', async () => {
    const [first] = (await job('    if: github.actor == 1\n')).jobs;
    expect(first?.condition).toContain('success()');
    expect(isMet('success()', contexts({}, true))).toBe(false);
    expect(isMet('always()', contexts({}, true))).toBe(true);
    expect(isMet("vars.x != '' && 'a' == 'A'", contexts({ vars: { x: '1' } }))).toBe(true);
    expect(evaluate('vars.missing', contexts({ vars: {} }))).toBe(null);
  });

  test.each([
    ['requests/2026/a/request.yaml', ['requests/**'], true],
    ['scripts/entry/cli/main.ts', ['requests/**'], false],
    ['main', ['main'], true],
    ['cms/requests/a', ['cms/*'], false],
    ['cms/requests/a', ['cms/**', '!cms/requests/**'], false],
    ['docs/a.md', ['**/*.md'], true],
    ['a.md', ['**/*.md'], true],
    ['a.mdx', ['*.md'], false],
  ])('the name %s passes the filter %j: %s', (name, patterns, expected) => {
    expect(passes(name, patterns)).toBe(expected);
  });

  test('a mapping of permissions gives nothing else, a fork only reads, and a called job gets no more than its caller', async () => {
    const of = async (text: string) => permissionsOf((await job(`    permissions: ${text}\n`)).jobs[0]?.permissions);
    expect(await of('{}')).toEqual({});
    expect(await of('{contents: write, issues: none}')).toEqual({ contents: 'write' });
    expect(await of('write-all')).toEqual(WRITE_ALL);
    expect(permissionsOf((await job('')).permissions)).toBeUndefined();
    expect(RESTRICTED).toEqual({ contents: 'read', packages: 'read' });
    expect(readOnly({ contents: 'write', 'id-token': 'write' })).toEqual({ contents: 'read' });
    expect(excess({ contents: 'write' }, { contents: 'read' })).toBe('contents: write');
    expect(excess({ contents: 'read' }, { contents: 'write', pages: 'write' })).toBeUndefined();
  });

  test('in a concurrency group one run works and one waits; a newer run cancels the waiting one or, if it asks for that, both', () => {
    const groups = new Groups();
    const story: string[] = [];
    const holder = (name: string): Holder => {
      const self: Holder = {
        admit: () => story.push(`${name} runs`),
        cancel: () => {
          story.push(`${name} cancelled`);
          groups.leave(self);
        },
      };
      return self;
    };
    const [a, b, c, d] = [holder('a'), holder('b'), holder('c'), holder('d')];
    groups.enter('Group', a, false);
    groups.enter('group', b, false);
    groups.enter('group', c, false);
    groups.leave(a);
    groups.enter('group', d, true);
    expect(story).toEqual(['a runs', 'b cancelled', 'c runs', 'c cancelled', 'd runs']);
  });

  test('a payload that is not as GitHub describes it is found', () => {
    expect(payloadFaults('pull_request_review', { action: 'submitted' }).join()).toContain(
      "required property 'review'",
    );
    expect(() => payloadFaults('pull_request', { action: 'invented' })).toThrow('GitHub describes no webhook');
  });
});
