/** Does all that people can do to pull requests, sensible or not. Each person acts in their own name, over HTTP. */
import type { Octokit } from 'octokit';
import { DRAFT_LABEL, SUBMIT_LABEL } from '#domain/case/push/sign.ts';
import type { CaseState } from '#domain/case/state/state.ts';
import { answerBlock, composeAnswer } from '#domain/request/review.ts';
import { type NamedDocument, printSignedLine } from '#domain/request/signed-line.ts';
import type { Random } from '../naive-judge/random.ts';
import {
  type Office,
  requestFiles,
  requestPath,
  RESULTS,
  sampleRequest,
  sentAt,
  withResult,
} from '../support/office.ts';
import { handOver, samplePdf } from '../support/signed.ts';
import { straightWalk } from '../support/walk.ts';

/** A pull request that somebody opened. */
export interface Opened {
  readonly number: number;
  readonly branch: string;
  readonly slug: string;
  readonly opener: string;
}

/** A review that somebody sent, with the id in the forge’s reply. */
export interface Sent {
  readonly id: number;
  readonly number: number;
  readonly by: string;
  readonly event: 'APPROVE' | 'REQUEST_CHANGES' | 'COMMENT';
  /** The documents that the review’s author has named in the review, also by an edit. */
  readonly documents: readonly NamedDocument[];
}

export const APPLICANTS = ['contoh-opd', 'contoh-bpbd'];
export const OFFICIALS = [
  'contoh-tu',
  'contoh-kepala-dinas',
  'contoh-walikota',
  'contoh-kabid-aptika',
  'contoh-kabid-ikp',
  'contoh-subkor-ile',
  'contoh-operator',
];
export const WRITERS = ['contoh-penulis'];
export const READERS = ['contoh-pembaca'];
const EVERYBODY = [...APPLICANTS, ...OFFICIALS, ...WRITERS, ...READERS];

/** Returns the reason if an error is a refusal by the forge, or undefined if it is another error. */
function refusalOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'GraphqlResponseError') return error.message;
  const status = 'status' in error ? Number(error.status) : 500;
  return status < 500 ? `${status} ${error.message}` : undefined;
}

/** A time and a place that somebody asks for, or offers. */
const slot = (day: number, from: string, to: string, place: Record<string, string> = { ruang: 'tcm' }) => ({
  mulai: `2026-12-${String(day).padStart(2, '0')}T${from}:00+07:00`,
  selesai: `2026-12-${String(day).padStart(2, '0')}T${to}:00+07:00`,
  ...place,
});

/** The slots that people ask for. They are few, so that cases clash. Each case first asks for the first slot. */
const SLOTS = [
  slot(5, '09:00', '11:00'),
  slot(5, '10:00', '12:00'),
  slot(6, '09:00', '11:00'),
  slot(6, '10:00', '12:00'),
  slot(8, '09:00', '11:00'),
  slot(8, '09:00', '11:00', { tempat: 'Halaman kantor contoh' }),
];

/** Slots that the process refuses. People offer these slots and ask for them all the same (R24, R53). */
const UNREAL = [
  slot(6, '11:00', '09:00'),
  { ...slot(6, '09:00', '11:00'), mulai: '2026-11-06T09:00:00+07:00' },
  slot(6, '09:00', '11:00', { ruang: 'aula' }),
  { ...slot(6, '09:00', '11:00'), mulai: 'besok' },
];

/** The people of one office: applicants, officials, and accounts without a role that may write or only read. */
export class People {
  readonly office: Office;
  readonly opened: Opened[] = [];
  readonly sent: Sent[] = [];
  readonly lines: string[] = [];
  /** Errors that are faults of the forge or the process. */
  readonly faults: string[] = [];
  /** The SHA-256 of each sent file that the register must not keep. */
  readonly unfit = new Set<string>();
  readonly #random: Random;
  /** The random source for documents. It is separate, so that documents change no other act of a history. */
  readonly #papers: Random;
  /** The random source for how cases continue. */
  readonly #turns: Random;
  readonly #handed: NamedDocument[] = [];
  readonly #at: { owner: string; repo: string };

  constructor(office: Office, random: Random, papers: Random, turns: Random) {
    this.office = office;
    this.#turns = turns;
    this.#random = random;
    this.#papers = papers;
    this.#at = { owner: office.local.owner, repo: office.local.repo };
  }

  /**
   * Makes a random person do a random act.
   * @returns the number of the pull request concerned, if any
   */
  async act(): Promise<number | undefined> {
    const random = this.#random;
    const kind = random.weighted({
      open: this.opened.length < 2 ? 30 : this.opened.length < 5 ? 1 : 0,
      right: 30,
      resubmit: 3,
      review: 6,
      editReview: 2,
      dismiss: 2,
      close: 2,
      reopen: 1,
      merge: 2,
      rebase: 1,
      retitle: 1,
      label: 3,
      status: 2,
      comment: 2,
      editComment: 2,
      pushElsewhere: 4,
      pushRequest: 3,
      pushOdd: 3,
      pushProtected: 2,
      deleteBranch: 1,
      moveBranch: 1,
      turnDraft: 2,
      openOdd: 2,
      askReview: 1,
      // Some acts are possible once only, or in one step only (R24, R52, R53).
      answer: 4,
      askTime: 4,
      offer: 3,
    });
    const pull = this.opened.length > 0 ? random.pick(this.opened) : undefined;
    if (kind === 'open' || !pull) return this.#open();
    const by = random.pick(EVERYBODY);
    const writer = random.pick([...APPLICANTS, ...OFFICIALS, ...WRITERS]);
    await this.#tell(`#${pull.number} ${kind}`, async () => {
      switch (kind) {
        case 'right':
          return this.right(pull);
        case 'resubmit':
          return this.#label(pull.opener, pull, [SUBMIT_LABEL]);
        case 'review':
          return this.#anyReview(by, pull);
        case 'editReview':
          return this.#editReview(pull);
        case 'dismiss':
          return this.#dismiss(writer, pull);
        case 'close':
          return this.#close(by, pull);
        case 'reopen':
          return this.#patch(by, pull, { state: 'open' });
        case 'merge':
          return this.#merge(writer, pull);
        case 'rebase':
          return this.#patch(writer, pull, { base: random.pick(['register', 'lain', 'main']) });
        case 'retitle':
          return this.#patch(writer, pull, { title: 'Lain <!-- disposisi -->', body: 'Lain' });
        case 'label':
          return this.#label(
            writer,
            pull,
            random.pick([[], [DRAFT_LABEL], [SUBMIT_LABEL], ['baris/9', 'lewat-tenggat'], ['lain']]),
          );
        case 'status':
          return this.#status(writer, pull);
        case 'comment':
          return this.#comment(by, pull);
        case 'editComment':
          return this.#editComment(writer, pull);
        case 'pushElsewhere':
          return this.#push(writer, pull.branch, this.#besides(pull));
        case 'pushRequest':
          return this.#push(random.chance(0.6) ? pull.opener : writer, pull.branch, {
            [requestPath(pull.slug)]: this.#document(pull),
          });
        case 'pushOdd':
          return this.#pushOdd(writer, pull);
        case 'pushProtected':
          return this.#push(writer, random.pick(['main', 'register']), {
            'sops/roles.yaml': 'roles: {}\n',
            'index.json': '{}',
          });
        case 'deleteBranch':
          return this.#deleteBranch(writer, pull);
        case 'moveBranch':
          return this.#moveBranch(writer, pull);
        case 'turnDraft':
          return this.#turnDraft(random.chance(0.5) ? pull.opener : writer, pull);
        case 'openOdd':
          return this.#openOdd(writer, pull);
        case 'askReview':
          return this.#askReview(writer, pull);
        case 'answer':
          return this.#answer(by, pull);
        case 'askTime':
          return this.#askTime(writer, pull);
        case 'offer':
          return this.#offer(writer, pull);
      }
    });
    return pull.number;
  }

  /**
   * Makes the act for which a case waits, by a person on turn.
   * @returns what was done
   */
  async right(pull: Opened): Promise<string> {
    const state = await this.office.state(pull.number);
    if (!state || state.end) return 'nothing to do';
    if (state.visit.withApplicant) {
      // The opener chooses an offer, or another time, also long after the offer has ended.
      const asked = state.visit.step === 'pertimbangan-alternatif' ? this.#turns.pick(choicesOf(state)) : SLOTS[0];
      await this.#push(pull.opener, pull.branch, requestFiles(pull.slug, asking(pull.opener, asked)), true);
      return this.#label(pull.opener, pull, [SUBMIT_LABEL]);
    }
    const act = actFor(state, this.#turns);
    if (!act) return 'nobody knows';
    return this.#review(act.who, pull, 'APPROVE', act.body);
  }

  /** Sometimes makes an act for which a case does not wait: an answer, or a push that asks for another time. */
  async alongside(pull: Opened): Promise<void> {
    const random = this.#turns;
    const state = await this.office.state(pull.number);
    if (!state || state.end) return;
    const anybody = random.pick(EVERYBODY);
    if (state.acts.length > 0 && random.chance(0.25))
      await this.#tell(`#${pull.number} answer`, () => this.#answer(anybody, pull));
    const isTime = state.visit.step === 'pelaksanaan' && state.visit.begins > this.office.now();
    if (random.chance(isTime ? 0.5 : 0.03))
      await this.#tell(`#${pull.number} askTime`, () => this.#askTime(anybody, pull));
  }

  async #open(): Promise<number | undefined> {
    const opener = this.#random.pick(APPLICANTS);
    const slug = `acara-${this.opened.length + 1}`;
    const branch = this.#random.chance(0.3) ? `cms/${slug}` : `permohonan/${slug}`;
    const draft = this.#random.chance(0.2);
    let number: number | undefined;
    await this.#tell(`${opener} opens ${branch}${draft ? ' as a draft' : ''}`, async () => {
      await this.#push(opener, branch, requestFiles(slug, sampleRequest({ account: opener })));
      const client = await this.office.as(opener);
      const { data } = await client.request('POST /repos/{owner}/{repo}/pulls', {
        ...this.#at,
        title: `Permohonan ${slug}`,
        head: branch,
        base: 'main',
        draft,
      });
      number = data.number;
      const opened = { number, branch, slug, opener };
      this.opened.push(opened);
      if (branch.startsWith('cms/')) await this.#label(opener, opened, [SUBMIT_LABEL]);
      return `#${data.number}`;
    });
    return number;
  }

  async #tell(what: string, act: () => Promise<string>): Promise<void> {
    let reply: string;
    try {
      reply = await act();
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal !== undefined) reply = `refused: ${refusal.slice(0, 80)}`;
      else {
        reply = error instanceof Error ? (error.stack ?? error.message) : String(error);
        this.faults.push(`${what}: ${reply}`);
      }
    }
    this.lines.push(`${this.office.now()} ${what}: ${reply}`);
  }

  async #review(by: string, { number }: Opened, event: Sent['event'], body: string, commit?: string): Promise<string> {
    const client = await this.office.as(by);
    const documents = this.#papers.chance(0.2) ? await this.#documents(by) : [];
    const { data } = await client.request('POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews', {
      ...this.#at,
      pull_number: number,
      event,
      body: sentAt(withDocuments(body, documents), this.office.now()),
      ...(commit === undefined ? {} : { commit_id: commit }),
    });
    this.sent.push({ id: Number(data.id), number, by, event, documents });
    return `${by} ${event} ${data.id}${documents.length > 0 ? ` with ${documents.length} documents` : ''}`;
  }

  /** Returns documents that a person names: sent now or earlier, by anybody, right or wrong. */
  async #documents(by: string): Promise<NamedDocument[]> {
    const random = this.#papers;
    const isReader = READERS.includes(by);
    const named: NamedDocument[] = [];
    for (let left = random.pick([1, 1, 1, 2, 4]); left > 0; left -= 1) {
      const how = random.weighted({ right: 8, others: 2, text: 1, hash: 1, nowhere: 1, path: 1 });
      const name = how === 'path' ? '../../main/sops/roles.yaml' : `dokumen-${left}.pdf`;
      const before = this.#handed.length > 0 ? random.pick(this.#handed) : undefined;
      if ((how === 'others' || isReader) && before) named.push({ ...before, name });
      else if (how === 'nowhere' || isReader) named.push({ name, oid: 'd'.repeat(40), sha256: 'd'.repeat(64) });
      else {
        const bytes = how === 'text' ? Buffer.from(`Bukan PDF ${random.salt()}\n`) : samplePdf(random.salt());
        const document = await handOver(this.office, by, name, bytes);
        this.#handed.push(document);
        if (how === 'text') this.unfit.add(document.sha256);
        named.push(how === 'hash' ? { ...document, sha256: 'f'.repeat(64) } : document);
      }
    }
    return named;
  }

  async #anyReview(by: string, pull: Opened): Promise<string> {
    const random = this.#random;
    const event = random.pick(['APPROVE', 'APPROVE', 'REQUEST_CHANGES', 'COMMENT'] as const);
    const body = random.pick([
      'Catatan.',
      'Perbaiki.',
      withResult('', RESULTS.check()),
      withResult('', { ...RESULTS.check(), uji_koneksi: { ...RESULTS.check().uji_koneksi, hasil: 'gagal' } }),
      withResult('', {
        ...RESULTS.schedule(),
        uji_koneksi: { ...RESULTS.schedule().uji_koneksi, hasil: 'gagal-total' },
      }),
      withResult('Arahan.', { pemangku_kepentingan: [{ instansi: '@all', akun: 'contoh-tu' }] }),
      withResult('Sudah.', { ...RESULTS.coordination, dengan: '@all' }),
      '<!-- disposisi: visit=disposisi#1 -->\n\nCatatan.',
      '```hasil\na: 1',
    ]);
    return this.#review(by, pull, event, body);
  }

  /**
   * Answers the record of any visit (R52), also a second time, and sometimes without a reason. Mostly a person who was
   * informed answers.
   */
  async #answer(anybody: string, pull: Opened): Promise<string> {
    const random = this.#random;
    const state = await this.office.state(pull.number);
    const { step, visit } = state && state.acts.length > 0 ? random.pick(state.acts) : { step: 'disposisi', visit: 1 };
    const informed = informedAt(step, pull);
    const by = informed.length > 0 && random.chance(0.6) ? random.pick(informed) : anybody;
    const answered = `${step}#${visit + (random.chance(0.1) ? 1 : 0)}`;
    const note = random.pick(['Tidak sesuai.', 'Saya tidak dihubungi.', '']);
    const body = note === '' ? answerBlock(answered) : composeAnswer({ visit: answered, note });
    return this.#review(by, pull, 'COMMENT', body);
  }

  /**
   * Asks for another time (R53) in any step, in time or too late. Mostly the opener asks. The time may be taken or
   * invalid.
   */
  async #askTime(anybody: string, pull: Opened): Promise<string> {
    const random = this.#random;
    const by = random.chance(0.7) ? pull.opener : anybody;
    const asked = random.chance(0.8) ? random.pick(SLOTS) : random.pick(UNREAL);
    return this.#push(by, pull.branch, { [requestPath(pull.slug)]: JSON.stringify(asking(pull.opener, asked)) });
  }

  /** Offers up to four slots, some of which are invalid (R24). Mostly the official who may offer does so. */
  async #offer(anybody: string, pull: Opened): Promise<string> {
    const random = this.#random;
    const by = random.chance(0.7) ? 'contoh-subkor-ile' : anybody;
    const alternatif = Array.from({ length: 1 + random.below(4) }, () =>
      random.pick(random.chance(0.7) ? SLOTS : UNREAL),
    );
    return this.#review(by, pull, 'APPROVE', withResult('', { alternatif }));
  }

  async #editReview({ number }: Opened): Promise<string> {
    const own = this.sent.filter((sent) => sent.number === number);
    if (own.length === 0) return 'none to edit';
    const sent = this.#random.pick(own);
    const { id, by } = sent;
    // The author or another writer edits the review. Words of another writer are no act (R19).
    const editor = this.#papers.chance(0.3) ? this.#papers.pick([...APPLICANTS, ...OFFICIALS, ...WRITERS]) : by;
    const documents = this.#papers.chance(0.5) ? await this.#documents(editor) : [];
    if (editor === by) this.sent[this.sent.indexOf(sent)] = { ...sent, documents: [...sent.documents, ...documents] };
    const client = await this.office.as(editor);
    await client.request('PUT /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}', {
      ...this.#at,
      pull_number: number,
      review_id: id,
      body: withDocuments('Disunting.', documents),
    });
    return `${editor} edits ${id}${documents.length > 0 ? ` to name ${documents.length} documents` : ''}`;
  }

  async #dismiss(by: string, { number }: Opened): Promise<string> {
    const own = this.sent.filter((sent) => sent.number === number);
    if (own.length === 0) return 'none to dismiss';
    const { id } = this.#random.pick(own);
    const client = await this.office.as(by);
    await client.request('PUT /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}/dismissals', {
      ...this.#at,
      pull_number: number,
      review_id: id,
      message: 'Tidak berlaku',
    });
    return `${by} dismisses ${id}`;
  }

  async #close(by: string, pull: Opened): Promise<string> {
    if (this.#random.chance(0.3)) await this.#review(by, pull, 'COMMENT', 'Bukan keadaan krisis.');
    return this.#patch(by, pull, { state: 'closed' });
  }

  async #patch(
    by: string,
    { number }: Opened,
    change: { state?: 'open' | 'closed'; base?: string; title?: string; body?: string },
  ): Promise<string> {
    const client = await this.office.as(by);
    await client.request('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', {
      ...this.#at,
      pull_number: number,
      ...change,
    });
    return `${by} sets ${JSON.stringify(change)}`;
  }

  async #merge(by: string, { number }: Opened): Promise<string> {
    const client = await this.office.as(by);
    await client.request('PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge', { ...this.#at, pull_number: number });
    return `${by} merges`;
  }

  async #label(by: string, { number }: Opened, labels: string[]): Promise<string> {
    const client = await this.office.as(by);
    await client.request('PUT /repos/{owner}/{repo}/issues/{issue_number}/labels', {
      ...this.#at,
      issue_number: number,
      labels,
    });
    return `${by} sets labels ${labels.join()}`;
  }

  async #status(by: string, { branch }: Opened): Promise<string> {
    const client = await this.office.as(by);
    const sha = await this.#headOf(client, branch);
    const context = this.#random.pick(['disposisi', 'lain']);
    await client.request('POST /repos/{owner}/{repo}/statuses/{sha}', {
      ...this.#at,
      sha,
      state: 'success',
      context,
      description: 'Selesai',
    });
    return `${by} sets status ${context}`;
  }

  async #comment(by: string, { number }: Opened): Promise<string> {
    const client = await this.office.as(by);
    const body = this.#random.pick(['Halo.', '<!-- disposisi:sticky -->\nSelesai', '@contoh-walikota']);
    await client.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      ...this.#at,
      issue_number: number,
      body,
    });
    return `${by} comments`;
  }

  async #editComment(by: string, { number }: Opened): Promise<string> {
    const client = await this.office.as(by);
    const { data } = await client.request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      ...this.#at,
      issue_number: number,
    });
    if (data.length === 0) return 'no comment';
    const { id, user } = this.#random.pick(data);
    if (this.#random.chance(0.5)) {
      await client.request('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', {
        ...this.#at,
        comment_id: id,
      });
      return `${by} deletes a comment of ${user?.login}`;
    }
    await client.request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
      ...this.#at,
      comment_id: id,
      body: 'Disunting.',
    });
    return `${by} edits a comment of ${user?.login}`;
  }

  #document({ opener }: Opened): string {
    const value = sampleRequest({ account: opener });
    return this.#random.pick([
      JSON.stringify(value),
      JSON.stringify({ ...value, kegiatan: { jenis: 'rapat', judul: 'Judul lain' } }),
      JSON.stringify(sampleRequest({ account: 'contoh-kepala-dinas' })),
      JSON.stringify({ ...value, krisis: {} }),
      'bukan: [yaml',
      `# sama\n${JSON.stringify(value)}`,
    ]);
  }

  /** Returns one file that does not belong to the request: in the request’s folder, or in another folder. */
  #besides({ slug }: Opened): Record<string, string> {
    const other = this.#random.pick(this.opened);
    return this.#random.pick<Record<string, string>>([
      { 'README.md': 'Lain' },
      { 'sops/roles.yaml': 'roles: {}\n' },
      { '.github/workflows/lain.yml': 'on: push\n' },
      { [`requests/2026/${slug}/lain.pdf`]: '%PDF-1.4\n' },
      { [`requests/2026/${slug}/.htaccess`]: 'x' },
      { [`requests/2026/${slug}/lain/request.yaml`]: 'a: 1\n' },
      { [requestPath(other.slug)]: 'sop: lain\n' },
      { 'requests/2025/lain/request.yaml': 'sop: lain\n' },
      { [`requests/2026/${slug.toUpperCase()}/request.yaml`]: 'sop: lain\n' },
      { 'requests/README.md': 'Lain' },
    ]);
  }

  async #headOf(client: Octokit, branch: string): Promise<string> {
    const { data } = await client.request('GET /repos/{owner}/{repo}/git/ref/{ref}', {
      ...this.#at,
      ref: `heads/${branch}`,
    });
    return data.object.sha;
  }

  async #push(by: string, branch: string, files: Record<string, string>, again = false): Promise<string> {
    const tree = Object.entries(files).map(([path, content]) => ({
      path,
      content,
      mode: '100644' as const,
      type: 'blob' as const,
    }));
    return this.#pushTree(by, branch, tree, again);
  }

  async #pushTree(by: string, branch: string, tree: readonly TreeItem[], again = false): Promise<string> {
    const client = await this.office.as(by);
    const ref = await this.#headOf(client, branch).catch(() => undefined);
    const parent = ref ?? (await this.#headOf(client, 'main'));
    const base = again ? await this.#headOf(client, 'main') : parent;
    const made = await client.request('POST /repos/{owner}/{repo}/git/trees', {
      ...this.#at,
      base_tree: base,
      tree: [...tree],
    });
    const commit = await client.request('POST /repos/{owner}/{repo}/git/commits', {
      ...this.#at,
      message: 'x',
      tree: made.data.sha,
      parents: [parent],
    });
    const { sha } = commit.data;
    if (ref)
      await client.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', { ...this.#at, ref: `heads/${branch}`, sha });
    else await client.request('POST /repos/{owner}/{repo}/git/refs', { ...this.#at, ref: `refs/heads/${branch}`, sha });
    return `${by} pushes ${tree.map(({ path, mode }) => `${path} (${mode})`).join(', ')} to ${branch}`;
  }

  /** Pushes a file as an executable, a link or a submodule, or deletes the file. */
  async #pushOdd(by: string, pull: Opened): Promise<string> {
    const client = await this.office.as(by);
    const path = this.#random.pick([
      requestPath(pull.slug),
      `requests/2026/${pull.slug}/surat-permohonan.pdf`,
      `requests/2026/${pull.slug}/lain.pdf`,
    ]);
    const content = path.endsWith('.yaml') ? JSON.stringify(sampleRequest({ account: pull.opener })) : '%PDF-1.4\n';
    const kind = this.#random.pick(['100755', '120000', '160000', 'gone'] as const);
    if (kind === '160000')
      return this.#pushTree(by, pull.branch, [
        { path, mode: kind, type: 'commit', sha: await this.#headOf(client, 'main') },
      ]);
    if (kind === 'gone') return this.#pushTree(by, pull.branch, [{ path, mode: '100644', type: 'blob', sha: null }]);
    return this.#pushTree(by, pull.branch, [{ path, mode: kind, type: 'blob', content }]);
  }

  async #deleteBranch(by: string, { branch }: Opened): Promise<string> {
    const client = await this.office.as(by);
    await client.request('DELETE /repos/{owner}/{repo}/git/refs/{ref}', { ...this.#at, ref: `heads/${branch}` });
    return `${by} deletes ${branch}`;
  }

  /** Sets the branch to the head of main or of another case. */
  async #moveBranch(by: string, { branch }: Opened): Promise<string> {
    const client = await this.office.as(by);
    const other = this.#random.pick(['main', this.#random.pick(this.opened).branch]);
    const sha = await this.#headOf(client, other);
    await client.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', {
      ...this.#at,
      ref: `heads/${branch}`,
      sha,
      force: true,
    });
    return `${by} moves ${branch} to ${other}`;
  }

  async #turnDraft(by: string, { number }: Opened): Promise<string> {
    const client = await this.office.as(by);
    const { data } = await client.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', {
      ...this.#at,
      pull_number: number,
    });
    const mutation = data.draft === true ? 'markPullRequestReadyForReview' : 'convertPullRequestToDraft';
    await client.graphql(`mutation ($id: ID!) { ${mutation}(input: { pullRequestId: $id }) { pullRequest { id } } }`, {
      id: data.node_id,
    });
    return `${by} ${mutation}`;
  }

  /** Opens another pull request from or onto the branch of a case. A merge onto that branch would change the case. */
  async #openOdd(by: string, pull: Opened): Promise<string> {
    const client = await this.office.as(by);
    const branch = `lain/${this.lines.length}`;
    await this.#push(
      by,
      branch,
      this.#random.chance(0.5) ? this.#besides(pull) : requestFiles(pull.slug, sampleRequest({ account: by })),
    );
    const [head, base] = this.#random.pick([
      [branch, pull.branch],
      [branch, 'main'],
      [pull.branch, branch],
      [branch, 'register'],
    ] as const);
    const { data } = await client.request('POST /repos/{owner}/{repo}/pulls', {
      ...this.#at,
      title: 'Lain',
      head,
      base,
    });
    if (base !== 'main' && this.#random.chance(0.5)) {
      await client.request('PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge', {
        ...this.#at,
        pull_number: data.number,
      });
      return `${by} opens and merges #${data.number}, ${head} into ${base}`;
    }
    return `${by} opens #${data.number}, ${head} into ${base}`;
  }

  async #askReview(by: string, { number }: Opened): Promise<string> {
    const client = await this.office.as(by);
    const reviewers = [this.#random.pick(EVERYBODY)];
    await client.request('POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers', {
      ...this.#at,
      pull_number: number,
      reviewers,
    });
    return `${by} asks ${reviewers.join()}`;
  }
}

/** Returns a note with a line for each document, as anybody can write it by hand. */
const withDocuments = (body: string, documents: readonly NamedDocument[]): string =>
  [...documents.map(printSignedLine), body].join('\n\n');

type TreeItem =
  | { path: string; mode: '100644' | '100755' | '120000'; type: 'blob'; content: string }
  | { path: string; mode: '100644'; type: 'blob'; sha: null }
  | { path: string; mode: '160000'; type: 'commit'; sha: string };

/** Returns a request for this time and place. */
const asking = (account: string, { mulai, selesai, ...place }: Partial<(typeof SLOTS)[number]> = {}) => {
  const request = sampleRequest({ account });
  const { ruang: _room, ...rest } = request['pelaksanaan'] as Record<string, unknown>;
  return { ...request, pelaksanaan: { ...rest, mulai, selesai, ...place } };
};

/** Returns the accounts that an act of this step informs, in the office of the tests. */
export function informedAt(step: string, { opener }: Pick<Opened, 'opener'>): readonly string[] {
  if (step === 'disposisi') return ['contoh-kabid-aptika'];
  if (step === 'koordinasi') return ['contoh-kabid-ikp'];
  return step === 'arahan-walikota' ? [opener] : [];
}

/** Returns the slots that an opener may ask for after an offer: the offered slots, or any other slot. */
function choicesOf({ acts }: CaseState): (typeof SLOTS)[number][] {
  const result = acts.findLast(({ step }) => step === 'pemberitahuan-alternatif')?.result;
  const offered = Array.isArray(result?.['alternatif']) ? (result['alternatif'] as typeof SLOTS) : [];
  return [...offered, ...offered, ...SLOTS];
}

/** Returns the act for which a case of the first office waits. Sometimes the check reports another event. */
function actFor({ visit, request, approvals }: CaseState, random: Random): { who: string; body: string } | undefined {
  const times = request['pelaksanaan'];
  const asked = typeof times === 'object' && times !== null ? (times as Record<string, unknown>) : {};
  const [start, end] = [String(asked['mulai']), String(asked['selesai'])];
  const room = typeof asked['ruang'] === 'string' ? asked['ruang'] : null;
  if (visit.step === 'pemberitahuan-alternatif') {
    const alternatif = [random.pick(SLOTS), random.pick(SLOTS)];
    return { who: 'contoh-subkor-ile', body: withResult('', { ...RESULTS.alternatives, alternatif }) };
  }
  if (visit.step === 'pengecekan' && approvals.length === 0) {
    const check = RESULTS.check(start, end, room);
    const busy = random.chance(0.3) ? { ketersediaan: 'bersamaan', acara_lain: 'Rapat contoh' } : {};
    return { who: 'contoh-subkor-ile', body: withResult('', { ...check, ...busy }) };
  }
  const acts = straightWalk(start, end).filter(({ row }) => row === Number(visit.row));
  const act = visit.step === 'pengecekan' ? acts[1] : acts[0];
  return act && { who: act.who, body: act.body };
}
