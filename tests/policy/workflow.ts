import { isMap, isNode, LineCounter, parseDocument } from 'yaml';

/** A step of a job, with the fields that the rules read. */
export interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, unknown>>;
}

export interface Job {
  readonly if?: string;
  readonly uses?: string;
  readonly secrets?: unknown;
  readonly steps?: readonly Step[];
  readonly environment?: unknown;
  readonly permissions?: unknown;
  readonly concurrency?: unknown;
  readonly 'runs-on'?: unknown;
  readonly 'timeout-minutes'?: unknown;
}

type Path = readonly (string | number)[];

/** A workflow file: its content, and the lines of its parts. */
export interface Workflow {
  readonly file: string;
  readonly lines: readonly string[];
  readonly triggers: readonly string[];
  readonly root: Readonly<Record<string, unknown>>;
  readonly jobs: readonly (readonly [id: string, job: Job])[];
  /** Returns the line, counted from one, at which a path begins, or the nearest above it. */
  readonly lineOf: (path: Path) => number;
  /** Every text in the file, with its path. */
  readonly texts: readonly { readonly path: Path; readonly text: string }[];
}

/** A finding of a rule: the line, and why it matters. */
export interface Finding {
  readonly line: number;
  readonly why: string;
}

/** A rule about one workflow file. */
export interface Rule {
  /** The name of the rule’s sample, `samples/<id>.yml`. */
  readonly id: string;
  /** The demand of the rule, and its row in the threat table of docs/SECURITY.md. */
  readonly says: string;
  readonly find: (workflow: Workflow) => Finding[];
}

/**
 * Reads a workflow file.
 * @throws if it is not YAML
 */
export function readWorkflow(file: string, text: string): Workflow {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  if (document.errors.length > 0) throw new Error(`${file}: ${document.errors[0]?.message}`);
  const root = document.toJS() as Record<string, unknown>;
  const lineOf = (path: Path): number => {
    for (let end = path.length; end > 0; end -= 1) {
      const parent = document.getIn(path.slice(0, end - 1), true);
      const pair = isMap(parent) ? parent.items.find(({ key }) => String(key) === path[end - 1]) : undefined;
      const node = pair ? pair.key : document.getIn(path.slice(0, end), true);
      if (isNode(node) && node.range) return counter.linePos(node.range[0]).line;
    }
    return 1;
  };
  const on = root['on'];
  const triggers = typeof on === 'string' ? [on] : Array.isArray(on) ? on.map(String) : Object.keys(on ?? {});
  return {
    file,
    lines: text.split('\n'),
    triggers,
    root,
    jobs: Object.entries((root['jobs'] ?? {}) as Record<string, Job>),
    lineOf,
    texts: textsIn(root, []),
  };
}

function textsIn(value: unknown, path: Path): { path: Path; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    textsIn(each, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** Returns the steps of every job, with their paths. */
export const stepsOf = ({ jobs }: Workflow): { job: Job; id: string; step: Step; path: Path }[] =>
  jobs.flatMap(([id, job]) =>
    (job.steps ?? []).map((step, index) => ({ job, id, step, path: ['jobs', id, 'steps', index] })),
  );

/** Returns whether runs of a workflow can have the base repository’s rights and an event with texts of other people. */
export const hasDangerousTrigger = ({ triggers }: Workflow): boolean =>
  triggers.some((name) => ['pull_request_target', 'workflow_run', 'issue_comment', 'status'].includes(name));

/** Returns the scopes of a `permissions` mapping. */
export const scopesOf = (permissions: unknown): [string, string][] =>
  typeof permissions === 'object' && permissions !== null ? Object.entries(permissions as Record<string, string>) : [];

/** Returns whether a job has a secret, an environment, or the right to write. */
export const isPrivileged = (job: Job): boolean =>
  job.environment !== undefined ||
  JSON.stringify(job).includes('secrets.') ||
  scopesOf(job.permissions).some(([, level]) => level === 'write') ||
  typeof job.permissions === 'string';

/** Returns the name of a job’s environment, which stands alone or in a mapping. */
export const environmentOf = ({ environment }: Job): unknown =>
  typeof environment === 'object' && environment !== null
    ? (environment as Readonly<Record<string, unknown>>)['name']
    : environment;

export const isCheckout = ({ uses }: Step): boolean => /^actions\/checkout(@|$)/.test(uses ?? '');
