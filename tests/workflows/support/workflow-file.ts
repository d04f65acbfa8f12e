import {
  convertWorkflowTemplate,
  isBasicExpression,
  isMapping,
  isScalar,
  isSequence,
  isString,
  NoOperationTraceWriter,
  parseWorkflow,
} from '@actions/workflow-parser';
import type { EventsConfig } from '@actions/workflow-parser/model/workflow-template';
import type { MappingToken, TemplateToken } from '@actions/workflow-parser/templates/tokens/index';
import { Unevaluated } from './unevaluated.ts';

/** A workflow file, as GitHub’s own parser reads it. */
export interface WorkflowFile {
  readonly path: string;
  readonly name: string;
  readonly on: EventsConfig;
  readonly permissions: TemplateToken | undefined;
  readonly concurrency: TemplateToken | undefined;
  readonly env: TemplateToken | undefined;
  readonly jobs: readonly JobSpec[];
  /** The values of `on.workflow_call.outputs`. */
  readonly outputs: ReadonlyMap<string, TemplateToken>;
}

export interface JobSpec {
  readonly id: string;
  /** The condition, with `success()` if the file names no status function, as GitHub adds it. */
  readonly condition: string;
  readonly needs: readonly string[];
  readonly permissions: TemplateToken | undefined;
  readonly concurrency: TemplateToken | undefined;
  readonly environment: TemplateToken | undefined;
  readonly env: TemplateToken | undefined;
  readonly outputs: TemplateToken | undefined;
  /** The called workflow’s path, for a job that calls one. */
  readonly calls: string | undefined;
  readonly with: TemplateToken | undefined;
  readonly secrets: TemplateToken | undefined;
  readonly steps: readonly StepSpec[];
}

export interface StepSpec {
  /** The step’s id as written, or undefined. */
  readonly id: string | undefined;
  readonly label: string;
  readonly condition: string;
  readonly uses: string | undefined;
  readonly run: TemplateToken | undefined;
  readonly shell: string | undefined;
  readonly with: TemplateToken | undefined;
  readonly env: TemplateToken | undefined;
  readonly workingDirectory: TemplateToken | undefined;
}

/** A file that GitHub refuses. It starts nothing, and is shown as a failed run. */
export class InvalidWorkflow extends Error {}

/** The events that this harness makes. A workflow for another event never runs here, and so proves nothing. */
const EVENTS = new Set([
  'issue_comment',
  'pull_request',
  'pull_request_review',
  'pull_request_target',
  'push',
  'repository_dispatch',
  'schedule',
  'status',
  'workflow_call',
  'workflow_dispatch',
  'workflow_run',
]);

const TOP = ['name', 'run-name', 'on', 'permissions', 'concurrency', 'env', 'jobs'];
const JOB = [
  'name',
  'if',
  'needs',
  'permissions',
  'concurrency',
  'environment',
  'env',
  'outputs',
  'uses',
  'with',
  'secrets',
  'steps',
  'runs-on',
  'timeout-minutes',
];
const STEP = ['id', 'name', 'if', 'uses', 'run', 'shell', 'with', 'env', 'working-directory', 'timeout-minutes'];

/**
 * Reads a workflow file.
 * @throws InvalidWorkflow if GitHub refuses the file; Unevaluated if GitHub knows something in it that this harness
 * does not
 */
export async function readWorkflow(path: string, content: string): Promise<WorkflowFile> {
  const { context, value } = parseWorkflow({ name: path, content }, new NoOperationTraceWriter());
  const wrong = (): string =>
    context.errors
      .getErrors()
      .map(({ message }) => message)
      .join('; ');
  if (value === undefined || context.errors.count > 0) throw new InvalidWorkflow(`${path}: ${wrong()}`);
  const template = await convertWorkflowTemplate(context, value);
  if (context.errors.count > 0) throw new InvalidWorkflow(`${path}: ${wrong()}`);
  const top = membersOf(value, path, TOP);
  for (const event of Object.keys(template.events)) {
    if (!EVENTS.has(event)) throw new Unevaluated(path, `on: ${event}`);
  }
  const jobs = mapping(top.get('jobs'), path);
  return {
    path,
    name: textOf(top.get('name')) ?? path,
    on: template.events,
    permissions: top.get('permissions'),
    concurrency: top.get('concurrency'),
    env: top.get('env'),
    outputs: callOutputs(top.get('on')),
    jobs: template.jobs.map((job) => {
      const at = `${path} ${job.id.value}`;
      const members = membersOf(mapping(jobs.find(job.id.value), at), at, JOB);
      const steps = members.get('steps');
      return {
        id: job.id.value,
        condition: job.if.expression,
        needs: (job.needs ?? []).map(({ value: id }) => id),
        permissions: members.get('permissions'),
        concurrency: members.get('concurrency'),
        environment: members.get('environment'),
        env: members.get('env'),
        outputs: members.get('outputs'),
        calls: textOf(members.get('uses')),
        with: members.get('with'),
        secrets: members.get('secrets'),
        steps:
          steps === undefined || !isSequence(steps)
            ? []
            : [...steps].map((step, n) => stepOf(step, `${at} step ${n + 1}`)),
      };
    }),
  };
}

function stepOf(token: TemplateToken, at: string): StepSpec {
  const members = membersOf(token, at, STEP);
  const condition = members.get('if');
  const uses = textOf(members.get('uses'));
  const run = members.get('run');
  return {
    id: textOf(members.get('id')),
    label: textOf(members.get('name')) ?? uses ?? run?.toString().split('\n', 1)[0] ?? at,
    condition: condition === undefined ? 'success()' : conditionOf(condition, at),
    uses,
    run,
    shell: textOf(members.get('shell')),
    with: members.get('with'),
    env: members.get('env'),
    workingDirectory: members.get('working-directory'),
  };
}

/**
 * Reads a step’s `if`, which the parser gives as text or expression. A condition without a status function means
 * `success() && …`.
 */
function conditionOf(token: TemplateToken, at: string): string {
  const text = isBasicExpression(token) ? token.expression : isScalar(token) ? token.toString() : undefined;
  if (text === undefined) throw new Unevaluated(at, 'if');
  return /\b(success|failure|always|cancelled)\s*\(/i.test(text) ? text : `success() && (${text})`;
}

function callOutputs(on: TemplateToken | undefined): ReadonlyMap<string, TemplateToken> {
  const call = on !== undefined && isMapping(on) ? on.find('workflow_call') : undefined;
  const outputs = call !== undefined && isMapping(call) ? call.find('outputs') : undefined;
  const found = new Map<string, TemplateToken>();
  if (outputs === undefined || !isMapping(outputs)) return found;
  for (const { key, value } of outputs) {
    const output = isMapping(value) ? value.find('value') : undefined;
    if (output !== undefined) found.set(key.toString(), output);
  }
  return found;
}

function membersOf(token: TemplateToken, at: string, known: readonly string[]): Map<string, TemplateToken> {
  const members = new Map([...mapping(token, at)].map(({ key, value }) => [key.toString(), value]));
  for (const key of members.keys()) if (!known.includes(key)) throw new Unevaluated(at, key);
  return members;
}

function mapping(token: TemplateToken | undefined, at: string): MappingToken {
  if (token === undefined || !isMapping(token)) throw new Unevaluated(at, 'a mapping is needed');
  return token;
}

function textOf(token: TemplateToken | undefined): string | undefined {
  if (token === undefined) return undefined;
  return isString(token) ? token.value : token.toString();
}
