import type { Delivery } from '../../support/forge-webhooks.ts';
import { Groups, groupOf, type Holder } from './concurrency.ts';
import { contextsOf, inputsOf, scopeContexts } from './contexts.ts';
import { executeJob } from './execute-job.ts';
import { isMet, textsOf } from './expressions.ts';
import { at, type Happening, type Payload } from './origin.ts';
import { Repository } from './repository.ts';
import { rightsOf } from './rights.ts';
import { runPayload } from './run-payload.ts';
import { type Conclusion, type Job, neededBy, type Run, type Scope, together } from './run.ts';
import type { Machine, Settings } from './settings.ts';
import { isOfToken, startedBy } from './started-by.ts';
import { Unevaluated } from './unevaluated.ts';
import { InvalidWorkflow, type WorkflowFile } from './workflow-file.ts';

/** GitHub ends a chain of `workflow_run` after this many runs. */
const LONGEST_CHAIN = 3;

export interface DrainOptions {
  /**
   * Is a job only decided? Then its steps are not run, and it succeeds without outputs. While the promise is pending,
   * the job counts as running.
   */
  readonly decideOnly?: (job: Job) => boolean | Promise<boolean>;
}

/**
 * GitHub Actions over the embedded forge. It decides by the repository’s own workflow files which jobs an event starts
 * and with which rights, and runs them. Events are received as they come, and are handled by `drain`.
 */
export class Actions {
  readonly runs: Run[] = [];
  /** The events that started nothing because a job’s own token had caused them. */
  readonly ignored: Happening[] = [];
  readonly #machine: Machine;
  readonly #repository: Repository;
  readonly #received: Happening[] = [];
  readonly #groups = new Groups();
  readonly #numbers = new Map<string, number>();
  settings: Settings;

  constructor(machine: Machine, repository: string, settings: Settings) {
    this.#machine = machine;
    this.#repository = new Repository(repository);
    this.settings = settings;
  }

  /** Receives a webhook of the forge. */
  receive({ event, payload: sent }: Delivery): void {
    // The payload is serialised, as over the network.
    const payload = JSON.parse(JSON.stringify(sent)) as Payload;
    const actor = { id: Number(at(payload, 'sender.id')), login: at(payload, 'sender.login') };
    this.#received.push({ event, payload, actor, depth: 0 });
    // GitHub makes both events of the same webhook.
    if (event === 'pull_request') this.#received.push({ event: 'pull_request_target', payload, actor, depth: 0 });
    this.#wake();
  }

  /**
   * Receives the event of the first schedule of a workflow on main.
   * @throws if the file has no schedule
   */
  async cron(path: string, repository: unknown, actor: Happening['actor']): Promise<void> {
    const file = await this.#repository.workflow(await this.#repository.head('refs/heads/main'), path);
    const [first] = file.on.schedule ?? [];
    if (first === undefined) throw new Error(`${path} has no schedule`);
    const payload = { schedule: first.cron, workflow: path, repository };
    this.#received.push({ event: 'schedule', payload, actor, depth: 0 });
  }

  /**
   * Drops all events that were received and not yet handled, as if GitHub had never delivered them.
   * @returns the number of dropped events
   */
  lose(): number {
    return this.#received.splice(0).length;
  }

  /**
   * Works until nothing is left to do. Jobs that may run at the same time do so.
   * @returns the runs that began
   */
  async drain(options: DrainOptions = {}): Promise<readonly Run[]> {
    const first = this.runs.length;
    const working = new Set<Promise<void>>();
    for (;;) {
      const news = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      await this.#begin();
      for (const job of await this.#admit()) {
        job.state = 'running';
        const work = this.#execute(job, options).finally(() => working.delete(work));
        working.add(work);
      }
      // A run that ended may have started another.
      if (this.#received.length > 0) continue;
      if (working.size === 0) return this.runs.slice(first);
      await Promise.race([...working, news]);
    }
  }

  #wake: () => void = () => undefined;

  /** Makes runs of the received events. */
  async #begin(): Promise<void> {
    for (let happening = this.#received.shift(); happening; happening = this.#received.shift()) {
      await this.#decide(happening);
    }
  }

  async #decide(happening: Happening): Promise<void> {
    if (isOfToken(happening)) {
      this.ignored.push(happening);
      return;
    }
    for (const { file, origin } of await startedBy(happening, this.#repository)) {
      const number = (this.#numbers.get(file.path) ?? 0) + 1;
      this.#numbers.set(file.path, number);
      const run: Run = {
        id: 1_000_000 + this.runs.length + 1,
        number,
        file,
        happening,
        origin,
        artifacts: new Map(),
        createdAt: this.#machine.now(),
        jobs: [],
        state: 'queued',
        conclusion: undefined,
        why: undefined,
      };
      this.runs.push(run);
      this.#open(run);
    }
  }

  #open(run: Run): void {
    const { origin, file } = run;
    const secrets = origin.fork && run.happening.event !== 'pull_request_target' ? {} : this.settings.secrets;
    const scope: Scope = {
      file,
      inputs: inputsOf(run),
      secrets,
      passed: undefined,
      given: undefined,
      caller: undefined,
    };
    run.jobs.push(...this.#jobsOf(run, scope, ''));
    const group = groupOf(file.concurrency, scopeContexts(run, scope, this.#machine, this.settings));
    if (group === undefined) {
      run.state = 'running';
      return;
    }
    run.state = 'pending';
    this.#groups.enter(group.name, this.#holderOf(run), group.cancelInProgress);
  }

  readonly #holders = new Map<Run | Job, Holder>();

  #holderOf(run: Run): Holder {
    const holder: Holder = {
      admit: () => {
        run.state = 'running';
      },
      cancel: (why) => {
        for (const job of run.jobs) if (job.state !== 'done') this.#end(job, 'cancelled', why);
        run.why = why;
      },
    };
    this.#holders.set(run, holder);
    return holder;
  }

  #jobsOf(run: Run, scope: Scope, prefix: string): Job[] {
    return scope.file.jobs.map((spec) => ({
      name: `${prefix}${spec.id}`,
      spec,
      scope,
      run,
      state: 'waiting',
      conclusion: undefined,
      why: undefined,
      permissions: {},
      environment: undefined,
      secrets: {},
      steps: [],
      outputs: {},
      address: undefined,
      executed: false,
    }));
  }

  /**
   * Moves every job on as far as possible without running it.
   * @returns the jobs that may run, oldest first
   */
  async #admit(): Promise<Job[]> {
    for (let moved = true; moved;) {
      moved = false;
      for (let next = this.#admitted.shift(); next; next = this.#admitted.shift()) await this.#start(next);
      for (const run of this.runs) {
        if (run.state !== 'running' && !(run.state === 'pending' && run.jobs.every(({ state }) => state === 'done')))
          continue;
        for (const job of [...run.jobs]) moved = (await this.#advance(job)) || moved;
        if (run.jobs.every(({ state }) => state === 'done')) {
          this.#finish(run);
          moved = true;
        }
      }
    }
    return this.runs.flatMap(({ jobs }) => jobs.filter(({ state }) => state === 'ready'));
  }

  /** @returns whether anything has changed */
  async #advance(job: Job): Promise<boolean> {
    if (job.state === 'calling') return this.#returnFrom(job);
    if (job.state !== 'waiting' || !neededBy(job).every(({ state }) => state === 'done')) return false;
    const contexts = contextsOf(job, this.#machine, this.settings);
    const group = groupOf(job.spec.concurrency, contexts);
    if (group === undefined) {
      await this.#start(job);
      return true;
    }
    // The job enters its group before its condition is evaluated. So even a skipped job can remove a waiting one.
    job.state = 'pending';
    const holder: Holder = {
      admit: () => {
        this.#admitted.push(job);
      },
      cancel: (why) => this.#end(job, 'cancelled', why),
    };
    this.#holders.set(job, holder);
    this.#groups.enter(group.name, holder, group.cancelInProgress);
    return true;
  }

  readonly #admitted: Job[] = [];

  async #start(job: Job): Promise<void> {
    if (job.state === 'done') return;
    const contexts = contextsOf(job, this.#machine, this.settings);
    if (!isMet(job.spec.condition, contexts)) return this.#end(job, 'skipped', undefined);
    const { spec } = job;
    const rights = rightsOf(job, contexts, this.settings);
    if ('refused' in rights) return this.#end(job, 'failure', rights.refused);
    job.permissions = rights.permissions;
    job.environment = rights.environment;
    job.secrets = rights.secrets;
    if (spec.calls === undefined) {
      job.state = 'ready';
      return;
    }
    await this.#call(job, spec.calls);
  }

  /** Begins the jobs of a called workflow, which is read from the caller’s own commit. */
  async #call(job: Job, path: string): Promise<void> {
    const { run, scope, spec } = job;
    if (!path.startsWith('./')) throw new Unevaluated(job.name, `a call of ${path}`);
    const file: WorkflowFile = await this.#repository.workflow(run.origin.sha, path.slice(2));
    if (file.on.workflow_call === undefined) throw new InvalidWorkflow(`${path} cannot be called`);
    const isInherited = spec.secrets?.toString() === 'inherit';
    const { named, course } = contextsOf(job, this.#machine, this.settings);
    const contexts = { named, course };
    // The calling job can have no environment, so it passes no value of the environment’s secrets, only their names.
    const given = isInherited ? {} : textsOf(spec.secrets, { named: { ...named, secrets: job.secrets }, course });
    for (const name of Object.keys(given))
      if (!(name in (file.on.workflow_call.secrets ?? {}))) throw new InvalidWorkflow(`${path} takes no ${name}`);
    const inputs = { ...textsOf(spec.with, contexts) };
    const called: Scope = {
      file,
      inputs,
      secrets: isInherited ? scope.secrets : given,
      passed: isInherited ? scope.passed : new Set(Object.keys(given)),
      given: job.permissions,
      caller: job,
    };
    job.state = 'calling';
    run.jobs.push(...this.#jobsOf(run, called, `${job.name} / `));
  }

  #returnFrom(job: Job): boolean {
    const called = job.run.jobs.filter(({ scope }) => scope.caller === job);
    if (!called.every(({ state }) => state === 'done')) return false;
    if ((called[0]?.scope.file.outputs.size ?? 0) > 0) throw new Unevaluated(job.name, 'outputs of a called workflow');
    job.executed = called.some(({ executed }) => executed);
    this.#end(job, together(called), undefined);
    return true;
  }

  async #execute(job: Job, { decideOnly }: DrainOptions): Promise<void> {
    if (await decideOnly?.(job)) return this.#end(job, 'success', 'decided, not run');
    const result = await executeJob(job, this.#machine, this.settings);
    job.steps = result.steps;
    job.outputs = result.outputs;
    job.address = result.address;
    job.executed = true;
    this.#end(job, result.conclusion, undefined);
  }

  #end(job: Job, conclusion: Conclusion, why: string | undefined): void {
    // The run was cancelled while the job ran.
    if (job.state === 'done') return;
    job.state = 'done';
    job.conclusion = conclusion;
    job.why = why;
    const holder = this.#holders.get(job);
    if (holder !== undefined) this.#groups.leave(holder);
  }

  #finish(run: Run): void {
    run.state = 'done';
    run.conclusion = together(run.jobs);
    const holder = this.#holders.get(run);
    if (holder !== undefined) this.#groups.leave(holder);
    if (run.happening.depth >= LONGEST_CHAIN) return;
    const { actor, depth } = run.happening;
    const isChained = run.happening.event === 'workflow_run';
    this.#received.push({
      event: 'workflow_run',
      payload: runPayload(run, this.#machine),
      actor,
      depth: isChained ? depth + 1 : 1,
    });
  }
}
