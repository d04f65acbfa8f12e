import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve as resolvePath } from 'node:path';
import { parse } from 'yaml';
import { runChild, runNode } from './child.ts';
import { type Contexts, evaluate, isMet, resolve, textOf, textsOf, type Value } from './expressions.ts';
import { KNOWN_ACTIONS } from './known-actions.ts';
import { installPackages } from './packages.ts';
import type { JobResult, JobWork, Running, StepResult } from './running.ts';
import { withFiles } from './step-files.ts';
import { Unevaluated } from './unevaluated.ts';
import type { StepSpec } from './workflow-file.ts';

/**
 * Runs the steps of a job one after the other, as GitHub does.
 * @throws Unevaluated for a feature that is unknown here
 */
export async function runJob(work: JobWork): Promise<JobResult> {
  const running: Running = { ...work, workspace: join(work.folder, 'workspace'), temp: join(work.folder, 'temp') };
  await mkdir(running.workspace, { recursive: true });
  await mkdir(running.temp, { recursive: true });
  const results: StepResult[] = [];
  const steps: Record<string, Value> = {};
  let failed = false;
  for (const [n, step] of work.steps.entries()) {
    const contexts = contextsOf(running, steps, failed);
    const result = isMet(step.condition, contexts)
      ? await runStep(step, running, contexts, n)
      : { label: step.label, conclusion: 'skipped' as const, log: '', outputs: {}, summary: '' };
    results.push(result);
    const { conclusion, outputs } = result;
    if (step.id !== undefined) steps[step.id] = { outputs: { ...outputs }, outcome: conclusion, conclusion };
    failed ||= conclusion === 'failure';
  }
  const contexts = contextsOf(running, steps, failed);
  const address = work.address === undefined || failed ? undefined : textOf(resolve(work.address, contexts));
  const outputs = textsOf(work.outputs, contexts);
  return { conclusion: failed ? 'failure' : 'success', steps: results, outputs, address };
}

function contextsOf(running: Running, steps: Record<string, Value>, failed: boolean): Contexts {
  const runner = {
    os: 'Linux',
    arch: 'X64',
    name: 'runner',
    temp: running.temp,
    tool_cache: running.temp,
    debug: '',
    environment: 'github-hosted',
  };
  return {
    named: {
      ...running.named,
      env: running.env,
      runner,
      steps,
      job: { status: failed ? 'failure' : 'success' },
    },
    course: { failed, cancelled: false },
  };
}

async function runStep(step: StepSpec, running: Running, contexts: Contexts, n: number): Promise<StepResult> {
  const env = { ...running.env, ...textsOf(step.env, contexts) };
  const here: Contexts = { ...contexts, named: { ...contexts.named, env } };
  if (step.uses === undefined) return runScript(step, running, here, env, n);
  if (step.uses.startsWith('./')) return runLocalAction(step, step.uses, running, here, env, n);
  const [name = ''] = step.uses.split('@');
  const known = KNOWN_ACTIONS[name];
  if (known === undefined) throw new Unevaluated(step.label, `the action ${step.uses}`);
  const { failed, log, outputs = {} } = await known(textsOf(step.with, here), running, here);
  return { label: step.label, conclusion: failed ? 'failure' : 'success', log, outputs, summary: '' };
}

async function runScript(
  step: StepSpec,
  running: Running,
  contexts: Contexts,
  env: Record<string, string>,
  n: number,
): Promise<StepResult> {
  if (step.run === undefined) throw new Unevaluated(step.label, 'a step that neither runs nor uses');
  if (step.shell !== undefined && step.shell !== 'bash') throw new Unevaluated(step.label, `shell ${step.shell}`);
  const script = join(running.temp, `script-${n}.sh`);
  const text = textOf(resolve(step.run, contexts));
  const log = await installPackages(text, running.workspace);
  if (log !== undefined) return { label: step.label, conclusion: 'success', log, outputs: {}, summary: '' };
  await writeFile(script, text);
  const cwd = resolvePath(running.workspace, textOf(resolve(step.workingDirectory, contexts)));
  const flags = step.shell === 'bash' ? ['--noprofile', '--norc', '-eo', 'pipefail'] : ['-e'];
  const result = await withFiles(running.temp, n, (files) =>
    runChild('bash', [...flags, script], cwd, { ...base(running), ...env, ...files }),
  );
  return { label: step.label, ...result };
}

interface ActionFile {
  readonly inputs?: Readonly<Record<string, { readonly default?: unknown; readonly required?: boolean } | null>>;
  readonly runs: { readonly using: string; readonly main?: string; readonly pre?: string; readonly post?: string };
}

async function runLocalAction(
  step: StepSpec,
  uses: string,
  running: Running,
  contexts: Contexts,
  env: Record<string, string>,
  n: number,
): Promise<StepResult> {
  const folder = resolvePath(running.workspace, uses);
  const file = ['action.yml', 'action.yaml'].map((name) => join(folder, name)).find((path) => existsSync(path));
  if (file === undefined) {
    return {
      label: step.label,
      conclusion: 'failure',
      log: `Can't find 'action.yml' under ${uses}`,
      outputs: {},
      summary: '',
    };
  }
  const { inputs = {}, runs } = parse(await readFile(file, 'utf8')) as ActionFile;
  if (runs.using !== 'node24' || runs.main === undefined || runs.pre !== undefined || runs.post !== undefined) {
    throw new Unevaluated(uses, `an action that uses ${runs.using}, or with pre or post`);
  }
  const main = resolvePath(folder, runs.main);
  const given = textsOf(step.with, contexts);
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(inputs, name))
      throw new Unevaluated(step.label, `the input ${name}, which the action does not know`);
  }
  const values = Object.entries(inputs).map(([name, input]) => {
    const fallback = input?.default === undefined ? '' : withExpressions(String(input.default), contexts);
    return [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, given[name] ?? fallback];
  });
  const result = await withFiles(running.temp, n, (files) =>
    runNode(running.machine, main, running.workspace, {
      ...base(running),
      GITHUB_ACTION_PATH: dirname(main),
      ...env,
      ...files,
      ...Object.fromEntries(values),
    }),
  );
  return { label: step.label, ...result };
}

/** Returns the default of an action’s input, which may have expressions. */
function withExpressions(text: string, contexts: Contexts): string {
  return text.replace(/\$\{\{(.*?)\}\}/g, (_, expression: string) => textOf(evaluate(expression.trim(), contexts)));
}

function base({ environment, workspace, temp }: Running): Record<string, string> {
  return {
    ...environment,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: workspace,
    HOME: temp,
    RUNNER_TEMP: temp,
    RUNNER_TOOL_CACHE: temp,
    RUNNER_OS: 'Linux',
    RUNNER_ARCH: 'X64',
    RUNNER_NAME: 'runner',
    RUNNER_ENVIRONMENT: 'github-hosted',
  };
}
