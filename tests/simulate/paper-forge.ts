/**
 * A forge in memory: pull requests, comments and a register, without a network. It replies to the engine as a real
 * forge does, only faster. A call can be made to fail before the forge has done the work, or after.
 */
import { type Content, type FileId, requestFilesOf } from '#domain/case/state/content.ts';
import type { Effect } from '#domain/case/plan/effects.ts';
import { type Account, compareFacts, type Fact } from '#domain/case/state/facts.ts';
import type { PullView } from '#domain/case/state/pull.ts';
import { INDEX_PATH, journalNumber, journalPath } from '#domain/journal/paths.ts';
import { sha256 } from '#domain/request/digest.ts';
import type { NamedDocument } from '#domain/request/signed-line.ts';
import { configRevision } from '#engine/config/revision.ts';
import { ForgeError } from '#engine/forge/errors.ts';
import type { Addition, CaseView, EffectRefusal, FileView, Forge, ReadSigned, SchemaFor } from '#engine/forge/forge.ts';
import type { Random } from '../naive-judge/random.ts';

/** Everything about one pull request. */
export interface PaperPull {
  readonly number: number;
  readonly branch: string;
  readonly opener: Account;
  readonly path: string;
  readonly createdAt: string;
  readonly facts: Fact[];
  readonly contents: Map<string, Content>;
  readonly comments: { id: number; body: string }[];
  readonly reviews: Map<string, { dismissed: boolean; verdict: 'approve' | 'changes' | 'comment'; message?: string }>;
  labels: string[];
  requested: readonly string[];
  statuses: Map<string, NonNullable<PullView['status']>>;
  state: PullView['state'];
  draft: boolean;
  head: string;
  /** The number of successors. Here a successor is the same object, and shows only facts from its opening on (R1). */
  successors?: number;
  since?: number;
  /** The number of acts by people on the pull request. */
  news: number;
}

/** The likelihoods, from 0 to 1, with which a call fails. */
export interface Weather {
  /** The reply is an error of the server, and nothing is done. */
  readonly refuses: number;
  /** The call is done, and the reply is lost. */
  readonly loses: number;
}

/** The process’s account. */
const PROCESS = 9;

const CALM: Weather = { refuses: 0, loses: 0 };

export class PaperForge implements Forge {
  readonly pulls = new Map<number, PaperPull>();
  readonly commits: { readonly files: Readonly<Record<string, string>> }[] = [];
  weather: Weather = CALM;
  readonly #files = new Map<string, string>();
  /** Files that people put into the repository on no branch, by blob. Each text is used in place of a PDF. */
  readonly handedOver = new Map<string, string>();
  /** The files that completed cases have added to main: path and blob. */
  readonly main = new Map<string, string>();
  readonly #config: readonly FileView[];
  readonly #random: Random;
  #ids = 0;

  constructor(config: readonly FileView[], random: Random) {
    this.#config = config;
    this.#random = random;
  }

  nextId(): number {
    this.#ids += 1;
    return this.#ids;
  }

  text(path: string): string | undefined {
    return this.#files.get(path);
  }

  pull(number: number): PaperPull {
    const pull = this.pulls.get(number);
    if (!pull) throw new Error(`There is no pull request ${number}.`);
    return pull;
  }

  /** Adds an act of a person. */
  happen(pull: PaperPull, fact: Fact): void {
    pull.facts.push(fact);
    pull.news += 1;
    if (fact.kind === 'push') pull.head = fact.head;
    if (fact.kind === 'close') pull.state = fact.merged ? 'merged' : 'closed';
    if (fact.kind === 'review') pull.reviews.set(fact.id, { dismissed: false, verdict: fact.verdict });
    if (fact.kind !== 'label') return;
    if (fact.what === 'reopened') pull.state = 'open';
    if (fact.what === 'draft' || fact.what === 'ready') pull.draft = fact.what === 'draft';
    const { label } = fact;
    if (label === undefined) return;
    pull.labels = pull.labels.filter((each) => each !== label);
    if (fact.what === 'labeled') pull.labels.push(label);
  }

  async readCase(number: number): Promise<CaseView> {
    await this.#reply('ReadCase');
    const pull = this.pull(number);
    const register = this.#register(number);
    const { successors = 0, since = 0 } = pull;
    const isCutOff = (register.journal?.match(/"kind":"moved"/g)?.length ?? 0) > successors;
    const view = this.#view(pull);
    const shown = pull.facts.filter(({ kind }, i) => kind === 'push' || (!isCutOff && i >= since));
    return {
      pull: isCutOff ? { ...view, cutOff: number } : view,
      facts: [...shown].sort(compareFacts),
      register,
      main: this.#mainHead(),
      config: this.#config,
      mark: this.#mark(pull),
      tail: undefined,
      isLong: false,
      process: PROCESS,
    };
  }

  async listOpen(): ReturnType<Forge['listOpen']> {
    await this.#reply('ListOpen');
    const pulls = [...this.pulls.values()]
      .filter(({ state }) => state === 'open')
      .map((pull) => ({
        number: pull.number,
        opener: pull.opener.id,
        branch: pull.branch,
        foreign: false,
        draft: pull.draft,
        labels: [...pull.labels],
        updatedAt: pull.facts.at(-1)?.at ?? pull.createdAt,
        acted: [...pull.reviews.values()].some(({ dismissed, verdict }) => !dismissed && verdict !== 'comment'),
        status: pull.statuses.get(pull.head),
        mark: this.#mark(pull),
      }));
    return {
      pulls,
      register: this.#register(0),
      configRevision: configRevision(this.#config),
      configFiles: this.#config.map(({ path, blob }) => ({ path, oid: blob })),
      main: this.#mainHead(),
    };
  }

  async readContents(
    pull: PullView,
    heads: readonly string[],
    _known: unknown,
    schemaFor: SchemaFor,
  ): Promise<ReadonlyMap<string, Content>> {
    await this.#reply('ReadContents');
    const { contents } = this.pull(pull.number);
    return new Map(
      [...contents].filter(([oid]) => heads.includes(oid)).map(([oid, content]) => [oid, followed(content, schemaFor)]),
    );
  }

  async readAccount(login: string): Promise<number | undefined> {
    await this.#reply('GET /users');
    const accounts = [...this.pulls.values()].map(({ opener }) => opener);
    return accounts.find((each) => each.login.toLowerCase() === login.toLowerCase())?.id;
  }

  async changedFiles(pull: PullView, heads: readonly string[]): Promise<ReadonlyMap<string, readonly FileId[]>> {
    await this.#reply('ChangedFiles');
    const { contents } = this.pull(pull.number);
    return new Map(
      heads.map((head) => {
        const { document, attachments = [] } = contents.get(head) ?? {};
        return [head, document ? requestFilesOf(document, attachments) : attachments];
      }),
    );
  }

  async readSigned(named: readonly NamedDocument[]): Promise<readonly ReadSigned[]> {
    await this.#reply('ReadSigned');
    return [...new Set(named.map(({ oid }) => oid))].map((oid) => {
      const text = this.handedOver.get(oid);
      if (text === undefined) return { oid, found: { fault: 'absent' } };
      const bytes = Buffer.from(text);
      return { oid, found: { sha256: sha256(bytes), size: bytes.length }, bytes };
    });
  }

  async readFolder(commits: readonly string[], folder: string): Promise<readonly (readonly FileId[])[]> {
    await this.#reply('ReadFolder');
    const heads = new Map([...this.pulls.values()].flatMap(({ contents }) => [...contents]));
    return commits.map((commit) => {
      const { document, attachments = [] } = heads.get(commit) ?? {};
      const files = document ? requestFilesOf(document, attachments) : [];
      const all = commit === this.#mainHead() ? [...this.main].map(([path, oid]) => ({ path, oid })) : files;
      return all.filter(({ path }) => path.startsWith(`${folder}/`));
    });
  }

  /** Returns nothing, because nobody proposes another configuration in the simulation. */
  async listFolders(): Promise<readonly []> {
    return [];
  }

  async readJournals(): Promise<ReadonlyMap<number, string>> {
    await this.#reply('ReadJournals');
    return new Map(
      [...this.#files].flatMap(([path, text]) => {
        const number = journalNumber(path);
        return number === undefined ? [] : [[number, text] as const];
      }),
    );
  }

  async readBlobs(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    await this.#reply('ReadBlobs');
    return new Map(this.#config.filter(({ blob }) => ids.includes(blob)).map(({ blob, text }) => [blob, text]));
  }

  async readRegister(paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
    await this.#reply('ReadRegister');
    return new Map(
      paths.flatMap((path) => {
        const text = this.#files.get(path);
        return text === undefined ? [] : [[path, text] as const];
      }),
    );
  }

  async appendRegister(
    expectedHead: string | undefined,
    _message: string,
    additions: readonly Addition[],
  ): ReturnType<Forge['appendRegister']> {
    await this.#reply('Append');
    if (expectedHead !== this.#head()) return 'moved';
    const written = additions.map(
      (file) => [file.path, 'text' in file ? file.text : Buffer.from(file.bytes).toString()] as const,
    );
    for (const [path, text] of written) this.#files.set(path, text);
    this.commits.push({ files: Object.fromEntries(written) });
    const head = this.#head() ?? '';
    this.#loseReply('Append');
    return { head };
  }

  async applyEffects(view: PullView, effects: readonly Effect[]): Promise<readonly EffectRefusal[]> {
    const pull = this.pull(view.number);
    const refusals: EffectRefusal[] = [];
    for (const effect of effects) {
      await this.#reply(effect.do);
      const refusal = this.#write(pull, effect);
      if (refusal) refusals.push({ effect, ...refusal });
      this.#loseReply(effect.do);
    }
    return refusals;
  }

  #write(pull: PaperPull, effect: Effect): { status: number; message: string } | undefined {
    switch (effect.do) {
      case 'status': {
        const { state, description, url } = effect;
        pull.statuses.set(effect.oid, { state, description, url });
        return undefined;
      }
      case 'labels':
        pull.labels = [...effect.labels];
        return undefined;
      case 'comment':
        pull.comments.push({ id: this.nextId(), body: effect.body });
        return undefined;
      case 'edit-comment': {
        const comment = pull.comments.find(({ id }) => id === effect.id);
        if (!comment) return { status: 404, message: 'Not Found' };
        comment.body = effect.body;
        return undefined;
      }
      case 'request-reviews':
        pull.requested = [...pull.requested.filter((login) => !effect.remove.includes(login)), ...effect.add];
        return undefined;
      case 'dismiss': {
        const review = pull.reviews.get(String(effect.review));
        if (!review || review.dismissed) return { status: 422, message: 'Can not dismiss' };
        review.dismissed = true;
        review.message = effect.message;
        return undefined;
      }
      case 'ready':
        pull.draft = false;
        return undefined;
      case 'set-back':
        if (pull.head !== effect.from) return { status: 422, message: 'The branch has moved' };
        // Without a commit to set it to, a forge shows a new commit with the same files.
        pull.head = effect.oid ?? pull.head;
        return undefined;
      case 'restore-branch':
        pull.head = effect.oid;
        return undefined;
      case 'open-successor':
        pull.successors = (pull.successors ?? 0) + 1;
        pull.since = pull.facts.length;
        pull.labels = [];
        pull.requested = [];
        pull.comments.length = 0;
        pull.reviews.clear();
        pull.head = effect.oid;
        pull.state = 'open';
        return undefined;
      case 'reopen':
        if (pull.state === 'merged') return { status: 422, message: 'It is merged' };
        pull.state = 'open';
        return undefined;
      case 'close':
        pull.state = 'closed';
        return undefined;
      case 'merge':
        if (effect.onto !== this.#mainHead()) return { status: 422, message: 'Update is not a fast forward' };
        for (const { path, oid } of effect.files) this.main.set(path, oid);
        // A forge shows a pull request as merged if main has its head.
        if ((effect.oid ?? pull.head) === pull.head && pull.state === 'open') pull.state = 'merged';
        return undefined;
      case 'base':
        return undefined;
    }
  }

  #view(pull: PaperPull): PullView {
    return {
      number: pull.number,
      nodeId: `PR_${pull.number}`,
      title: `Permohonan ${pull.number}`,
      url: `https://forge.example/${pull.number}`,
      branch: pull.branch,
      head: pull.head,
      branchHead: pull.head,
      base: 'main',
      baseHead: this.#mainHead(),
      baseExists: true,
      main: this.#mainHead(),
      foreign: false,
      draft: pull.draft,
      state: pull.state,
      opener: pull.opener,
      createdAt: pull.createdAt,
      updatedAt: pull.facts.at(-1)?.at ?? pull.createdAt,
      labels: [...pull.labels],
      requested: [...pull.requested],
      status: pull.statuses.get(pull.head),
      reviews: [...pull.reviews].map(([id, { dismissed, verdict }]) => ({ id: Number(id), dismissed, verdict })),
      ownComments: pull.comments.map((comment) => ({ ...comment })),
      files: [{ path: pull.path, status: 'added' }],
      fileCount: 1,
    };
  }

  #register(number: number): CaseView['register'] {
    return { head: this.#head(), index: this.#files.get(INDEX_PATH), journal: this.#files.get(journalPath(number)) };
  }

  #mainHead(): string {
    return `main ${this.main.size}`;
  }

  #head(): string | undefined {
    return this.commits.length === 0 ? undefined : this.commits.length.toString(16).padStart(40, '0');
  }

  #mark({ head, news }: PaperPull): string {
    return `${head.slice(-8)}-${news}`;
  }

  /** Waits a random time, so that other calls can come in between. Sometimes throws an error. */
  async #reply(operation: string): Promise<void> {
    for (let left = this.#random.below(4); left > 0; left -= 1) await Promise.resolve();
    if (this.weather.refuses > 0 && this.#random.chance(this.weather.refuses))
      throw new ForgeError('unreachable', operation, 'Server Error', { status: 502 });
  }

  #loseReply(operation: string): void {
    if (this.weather.loses > 0 && this.#random.chance(this.weather.loses))
      throw new ForgeError('unreachable', operation, 'fetch failed');
  }
}

/** Adds a problem if a request does not name the procedure whose schema is used to read it. */
function followed(content: Content, schemaFor: SchemaFor): Content {
  const { request, document: { path } = { path: '' } } = content;
  const schema = request && schemaFor(request);
  if (!request || !schema || sopOf(schema) === request['sop']) return content;
  const message = { id: 'Bukan SOP ini', en: 'Not this procedure' };
  return { ...content, problems: [...content.problems, { file: path, path: '/sop', code: 'schema-const', message }] };
}

function sopOf(schema: Readonly<Record<string, unknown>>): unknown {
  const { properties } = schema;
  const sop: unknown =
    typeof properties === 'object' && properties !== null && 'sop' in properties ? properties.sop : {};
  return typeof sop === 'object' && sop !== null && 'const' in sop ? sop.const : undefined;
}
