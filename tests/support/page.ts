/** A pull request’s page as a forge shows it, on which the effects of a plan are applied. */
import type { Effect } from '#domain/case/plan/effects.ts';
import { plan, type JudgedCase, type Texts } from '#domain/case/plan/plan.ts';
import type { PullView } from '#domain/case/state/pull.ts';
import { type History, pinnedTo, type Run, run } from './world.ts';

const STICKY = '<!-- sticky -->';
const marker = (key: string): string => `<!-- ${key} -->`;

/** The commit of main. */
const MAIN_HEAD = 'f'.repeat(40);

export class Page {
  pull: PullView;
  readonly #history: History;
  #comments = 0;

  constructor(history: History, changes: Partial<PullView> = {}) {
    this.#history = history;
    const { number, branch, opener } = history;
    this.pull = {
      number,
      nodeId: 'node',
      title: 'Permohonan',
      url: '',
      branch,
      head: '',
      branchHead: '',
      base: 'main',
      baseHead: MAIN_HEAD,
      baseExists: true,
      main: MAIN_HEAD,
      foreign: false,
      draft: false,
      state: 'open',
      opener,
      createdAt: '2026-12-01T00:50:00Z',
      updatedAt: '2026-12-01T00:50:00Z',
      labels: [],
      requested: [],
      status: undefined,
      reviews: [],
      ownComments: [],
      files: [{ path: 'requests/2026/contoh/request.yaml', status: 'added' }],
      fileCount: 1,
      ...changes,
    };
  }

  /** Shows the pushes and reviews of the history up to an instant. `changes` sets other parts of the pull request. */
  show(now: string, changes: Partial<PullView> = {}): this {
    const facts = this.#history.seenAt(now);
    const dismissed = new Set(this.pull.reviews.filter((review) => review.dismissed).map(({ id }) => id));
    const head = facts.findLast((fact) => fact.kind === 'push')?.head ?? '';
    this.pull = {
      ...this.pull,
      head,
      branchHead: head,
      reviews: facts.flatMap((fact) =>
        fact.kind === 'review' ? [{ id: fact.order, verdict: fact.verdict, dismissed: dismissed.has(fact.order) }] : [],
      ),
      ...changes,
    };
    return this;
  }

  /**
   * Returns what a run at an instant would change.
   * @param informs the steps that inform somebody
   * @param consults the steps that consult somebody
   */
  plan(
    now: string,
    judged: Run = run(this.#history, [], now),
    informs: readonly string[] = [],
    consults: readonly string[] = [],
  ): Effect[] {
    const { journal, state, refusedDraft } = judged;
    const procedure = state && pinnedTo(this.#history.config, state).procedure.value;
    const judgedCase: JudgedCase = {
      pull: this.pull,
      facts: this.#history.seenAt(now),
      journal,
      place: undefined,
      state,
      refusedDraft,
      refusedComments: judged.refusedComments ?? [],
      written: judged.entries.length,
      config: this.#history.config,
      procedure: procedure && {
        ...procedure,
        steps: procedure.steps.map(({ informs: _informed, consults: _asked, ...step }) => ({
          ...step,
          ...(informs.includes(step.id) ? { informs: [{ role: 'kabid-ikp' }] } : {}),
          ...(consults.includes(step.id) ? { consults: [{ role: 'kabid-ikp' }] } : {}),
        })),
      },
      main: MAIN_HEAD,
      counts: undefined,
      landing: state?.end?.kind === 'completed' ? { kind: 'clear', files: state.files ?? [] } : undefined,
      bookings: [],
      closures: [],
      zone: 'Asia/Pontianak',
      now,
      url: state && `https://situs.example/berkas/${state.opens.case}/`,
      hasComment: (key) => this.pull.ownComments.some(({ body }) => body.startsWith(marker(key))),
      sticky: this.pull.ownComments.find(({ body }) => body.startsWith(STICKY)),
      defaced: this.pull.ownComments.filter(({ isDefaced, body }) => isDefaced && !body.startsWith(STICKY)),
    };
    const texts: Texts = {
      description: state?.end ? state.end.kind : (state?.visit.step ?? 'konsep'),
      sticky: `${STICKY} ${journal.length}`,
      notice: ({ kind, key }) => `${marker(key)} ${kind}`,
      dismissal: ({ reason }) => String(reason),
      notSubmitted: 'not-submitted',
      defaced: 'defaced',
      mergeMessage: 'Selesai',
      moved: { body: 'lanjutan', comment: 'berlanjut' },
    };
    return plan(judgedCase, texts);
  }

  /**
   * Applies a plan, in its order, as a forge does.
   * @throws if a forge would refuse
   */
  applyEffects(effects: readonly Effect[]): this {
    for (const effect of effects) this.pull = { ...this.pull, ...this.#after(effect) };
    return this;
  }

  #after(effect: Effect): Partial<PullView> {
    const { pull } = this;
    switch (effect.do) {
      case 'status': {
        const { state, description, url } = effect;
        return effect.oid === pull.head ? { status: { state, description, url } } : {};
      }
      case 'labels':
        return { labels: effect.labels };
      case 'comment':
        this.#comments += 1;
        return { ownComments: [...pull.ownComments, { id: this.#comments, body: effect.body }] };
      case 'edit-comment':
        return { ownComments: pull.ownComments.map((each) => (each.id === effect.id ? effect : each)) };
      case 'request-reviews':
        return { requested: [...pull.requested.filter((each) => !effect.remove.includes(each)), ...effect.add] };
      case 'dismiss':
        return {
          reviews: pull.reviews.map((each) => (each.id === effect.review ? { ...each, dismissed: true } : each)),
        };
      case 'ready':
        return { draft: false };
      case 'set-back':
        if (effect.from !== pull.head) throw new Error('The branch has moved.');
        return { head: effect.oid ?? pull.head };
      case 'restore-branch':
        if (effect.exists !== (pull.branchHead !== undefined)) throw new Error('The branch is there, or is not.');
        return { branchHead: effect.oid, head: effect.oid };
      case 'open-successor':
        return { branchHead: effect.oid, head: effect.oid, state: 'open', successor: effect.old + 1 };
      case 'reopen':
        if (pull.branchHead === undefined) throw new Error('Without its branch a pull request cannot be reopened.');
        return { state: 'open' };
      case 'merge':
        if (pull.state !== 'open' || pull.base !== 'main' || pull.head !== (effect.oid ?? pull.head))
          throw new Error('It cannot be merged.');
        return { state: 'merged' };
      case 'base':
        return { base: 'main', baseExists: true };
      case 'close':
        return { state: 'closed' };
    }
  }

  /** The texts of the notices that were written so far. The checklist is no notice. */
  get notices(): string[] {
    return this.pull.ownComments
      .map(({ body }) => body)
      .filter((body) => !body.startsWith(STICKY))
      .map((body) => body.replace(/^<!-- | -->.*/g, ''));
  }
}
