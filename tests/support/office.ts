import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Octokit } from 'octokit';
import { stringify } from 'yaml';
import type { CaseState } from '#domain/case/state/state.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { openJournal } from '#domain/journal/journal.ts';
import { journalPath } from '#domain/journal/paths.ts';
import { type ForgeEvent, type EmbeddedForge as LocalForge, startForge } from '#embedded/forge/start-forge.ts';
import { configFolder } from '#engine/config/folder.ts';
import type { Forge } from '#engine/forge/forge.ts';
import { createForge } from '#engine/forge/github.ts';
import type { Deps } from '#engine/process/deps.ts';
import { makeSigningKey, readSigningKey } from '#engine/register/signing-key.ts';
import { type Outcome, reconcile } from '#engine/process/reconcile.ts';
import { scheduledRun } from '#engine/process/scheduled-run.ts';
import { FIRST, ROOT } from './folders.ts';
import { type Delivery, webhooks } from './forge-webhooks.ts';

/** The sample accounts, with the ids of sops/roles.yaml, and two applicants. */
export const PEOPLE = {
  'contoh-tu': 1002,
  'contoh-kepala-dinas': 1003,
  'contoh-walikota': 1004,
  'contoh-kabid-aptika': 1005,
  'contoh-kabid-ikp': 1006,
  'contoh-subkor-ile': 1007,
  'contoh-operator': 1008,
  'contoh-loket': 1010,
  'contoh-opd': 1101,
  'contoh-bpbd': 1102,
} as const;
export type Person = keyof typeof PEOPLE;

/** An office on one machine: the embedded forge, the process’s forge client, and people with their own Octokit. */
export interface Office {
  readonly local: LocalForge;
  readonly forge: Forge;
  readonly deps: Deps;
  readonly events: ForgeEvent[];
  readonly folder: string;
  as(login: string): Promise<Octokit>;
  setNow(instant: string): void;
  now(): string;
  run(number: number): Promise<Outcome>;
  scheduledRun(): Promise<Outcome[]>;
  journal(number: number): Promise<readonly Entry[]>;
  state(number: number): Promise<CaseState | undefined>;
  close(): Promise<void>;
}

export interface OfficeOptions {
  /** The folder of an office that exists already; by default a new office in a folder of its own. */
  readonly folder?: string;
  /** Is the new repository empty? By default main has the configuration. */
  readonly isEmpty?: boolean;
  readonly now?: string;
  readonly fetch?: typeof fetch;
  /** May the given fetch fail? Then the process tries again, without waiting long. */
  readonly fails?: boolean;
  /** The folder of the sops and schemas on main, by default the sample office’s. */
  readonly root?: string;
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly people?: Readonly<Record<string, number>>;
  /** Called with each change as GitHub’s webhooks report it. */
  readonly onWebhook?: (delivery: Delivery) => void;
  /** May only the process merge, as in an office on one machine? */
  readonly guardsMerges?: boolean;
  /** Lists what nobody may bring back, as in an office on one machine. */
  readonly refused?: (repository: string) => Promise<readonly string[]>;
  /** Called with what each commit added to a journal. */
  readonly added?: NonNullable<Deps['added']>;
}

/** Opens an office in a folder of its own. */
export async function openOffice(options: OfficeOptions = {}): Promise<Office> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'disposisi-')));
  let now = options.now ?? '2026-12-01T01:00:00Z';
  const events: ForgeEvent[] = [];
  const { onWebhook } = options;
  const local = await startForge({
    folder,
    now: () => now,
    onEvent: (event) => events.push(event),
    ...(onWebhook ? webhooks(onWebhook) : {}),
    ...(options.guardsMerges ? { guardsMerges: true } : {}),
    ...(options.refused ? { refused: options.refused } : {}),
  });
  if (options.folder === undefined) await prepare(local, options);
  const forge = createForge({
    owner: local.owner,
    repo: local.repo,
    token: await local.accounts.token('disposisi[bot]', { ttl: 'P700D' }),
    baseUrl: local.apiUrl,
    ...(options.fetch ? { fetch: options.fetch } : {}),
    // After a failure of the wire, the process tries again at once.
    ...(options.fails ? { second: 1 } : { retries: 0 }),
  });
  const deps: Deps = {
    forge,
    now: () => now,
    settle: 0,
    salt: () => randomBytes(16).toString('hex'),
    signer: readSigningKey(makeSigningKey(`${local.owner}/${local.repo}`)),
    log: () => undefined,
    ...(options.added ? { added: options.added } : {}),
  };
  const clients = new Map<string, Octokit>();
  const journalOf = async (number: number) =>
    openJournal(number, (await forge.readRegister([journalPath(number)])).get(journalPath(number)));
  return {
    local,
    forge,
    deps,
    events,
    folder,
    as: async (login) => {
      const known = clients.get(login);
      if (known) return known;
      const client = new Octokit({
        auth: await local.accounts.token(login, { ttl: 'P700D' }),
        baseUrl: local.apiUrl,
        throttle: { enabled: false },
        retry: { enabled: false },
        log: { debug() {}, info() {}, warn() {}, error() {} },
      });
      clients.set(login, client);
      return client;
    },
    setNow: (instant) => {
      now = instant;
    },
    now: () => now,
    run: (number) => reconcile(deps, number),
    scheduledRun: () => scheduledRun(deps),
    journal: async (number) => (await journalOf(number)).entries,
    state: async (number) => (await journalOf(number)).state,
    close: async () => {
      await local.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Puts the configuration on main, and makes the accounts. */
async function prepare(local: LocalForge, options: OfficeOptions): Promise<void> {
  const files = Object.fromEntries((await configFolder(options.root ?? FIRST)).map(({ path, text }) => [path, text]));
  if (!options.isEmpty) await local.seed({ ...files, ...options.files }, 'Configuration');
  for (const [login, id] of Object.entries(options.people ?? PEOPLE))
    await local.accounts.add({ login, id, name: login, permission: 'write' });
  await local.accounts.add({ login: 'disposisi[bot]', type: 'Bot', permission: 'process' });
}

/** Returns a valid request, as data. */
export function sampleRequest(
  changes: { start?: string; end?: string; room?: string | null; nature?: string; account?: string } = {},
): Record<string, unknown> {
  const room = changes.room === undefined ? 'tcm' : changes.room;
  return {
    sop: 'protokol-manajemen-krisis',
    pemohon: {
      jenis: 'opd',
      instansi: 'Dinas Contoh',
      akun: changes.account ?? 'contoh-opd',
      nama: 'Narahubung Contoh',
      jabatan: 'Sekretaris Contoh',
      telepon: '080000000001',
    },
    surat: {
      nomor: '001/CONTOH/2026',
      tanggal: '2026-07-20',
      perihal: 'Permohonan TCM Room (contoh)',
      srikandi: 'CONTOH-1',
      penandatangan: { nama: 'Contoh Kepala Dinas Contoh', jabatan: 'Kepala Dinas Contoh' },
      sifat: changes.nature ?? 'biasa',
      derajat: 'segera',
    },
    krisis: { jenis: 'bencana_alam', lokasi: 'Kecamatan Contoh', uraian: 'Contoh rekaan: banjir.' },
    kegiatan: { jenis: 'rapat', judul: 'Rapat koordinasi contoh' },
    pelaksanaan: {
      mulai: changes.start ?? '2026-12-05T09:00:00+07:00',
      selesai: changes.end ?? '2026-12-05T11:00:00+07:00',
      ...(room ? { ruang: room } : { tempat: 'Halaman kantor contoh' }),
      platform: 'zoom',
      peserta: 12,
      peralatan: [],
    },
    lampiran: ['surat-permohonan.pdf'],
  };
}

/**
 * Puts files on a branch as a person, or deletes them (null), by one commit on top of the branch. A new branch begins
 * at main.
 * @returns the commit’s id
 */
export async function push(
  office: Office,
  login: string,
  branch: string,
  files: Readonly<Record<string, string | null>>,
): Promise<string> {
  const client = await office.as(login);
  const at = { owner: office.local.owner, repo: office.local.repo };
  const ref = await client
    .request('GET /repos/{owner}/{repo}/git/ref/{ref}', { ...at, ref: `heads/${branch}` })
    .catch(() => undefined);
  const base = ref ?? (await client.request('GET /repos/{owner}/{repo}/git/ref/{ref}', { ...at, ref: 'heads/main' }));
  const parent = base.data.object.sha;
  const tree = await client.request('POST /repos/{owner}/{repo}/git/trees', {
    ...at,
    base_tree: parent,
    tree: Object.entries(files).map(([path, content]) => ({
      path,
      mode: '100644' as const,
      type: 'blob' as const,
      ...(content === null ? { sha: null } : { content }),
    })),
  });
  const commit = await client.request('POST /repos/{owner}/{repo}/git/commits', {
    ...at,
    message: 'request',
    tree: tree.data.sha,
    parents: [parent],
  });
  const sha = commit.data.sha;
  if (ref) await client.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', { ...at, ref: `heads/${branch}`, sha });
  else await client.request('POST /repos/{owner}/{repo}/git/refs', { ...at, ref: `refs/heads/${branch}`, sha });
  return sha;
}

/**
 * Opens a pull request with a request document, as an applicant without the form does. Unless the pull request is a
 * draft, this submits the request (R13).
 * @returns the pull request’s number
 */
export async function submit(
  office: Office,
  login: string,
  slug: string,
  request: unknown,
  options: { branch?: string; base?: string; draft?: boolean } = {},
): Promise<number> {
  const branch = options.branch ?? `permohonan/${slug}`;
  await push(office, login, branch, requestFiles(slug, request));
  const client = await office.as(login);
  const { data } = await client.request('POST /repos/{owner}/{repo}/pulls', {
    owner: office.local.owner,
    repo: office.local.repo,
    title: `Permohonan ${slug}`,
    head: branch,
    base: options.base ?? 'main',
    draft: options.draft ?? false,
  });
  return data.number;
}

/** Returns the files of a request: the document, and the letter that the document names, in the same folder. */
export const requestFiles = (slug: string, request: unknown): Record<string, string> => ({
  [requestPath(slug)]: typeof request === 'string' ? request : stringify(request),
  [`requests/2026/${slug}/surat-permohonan.pdf`]: LETTER,
});

const LETTER = readFileSync(join(ROOT, 'examples/requests/rapat-koordinasi-banjir/surat-permohonan.pdf'), 'latin1');

export const requestPath = (slug: string): string => `requests/2026/${slug}/request.yaml`;

/**
 * Reviews a pull request as a person.
 * @returns the review’s id
 */
export async function review(
  office: Office,
  login: string,
  number: number,
  event: 'APPROVE' | 'REQUEST_CHANGES' | 'COMMENT',
  body = '',
): Promise<number> {
  const client = await office.as(login);
  const { data } = await client.request('POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews', {
    owner: office.local.owner,
    repo: office.local.repo,
    pull_number: number,
    event,
    body: sentAt(body, office.now()),
  });
  return Number(data.id);
}

/** Replaces all labels of a pull request, as a person. */
export async function label(office: Office, login: string, number: number, labels: string[]): Promise<void> {
  const client = await office.as(login);
  await client.request('PUT /repos/{owner}/{repo}/issues/{issue_number}/labels', {
    owner: office.local.owner,
    repo: office.local.repo,
    issue_number: number,
    labels,
  });
}

/** Closes or reopens a pull request, as a person. */
export async function setState(office: Office, login: string, number: number, state: 'open' | 'closed'): Promise<void> {
  const client = await office.as(login);
  await client.request('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', {
    owner: office.local.owner,
    repo: office.local.repo,
    pull_number: number,
    state,
  });
}

/** Returns the pull request as everybody sees it. */
export async function pullOf(office: Office, number: number) {
  const client = await office.as('contoh-tu');
  return (
    await client.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', {
      owner: office.local.owner,
      repo: office.local.repo,
      pull_number: number,
    })
  ).data;
}

/**
 * Returns the message with which a review was dismissed.
 * @throws if the review was not dismissed
 */
export async function dismissalOf(office: Office, login: string, number: number, id: number): Promise<string> {
  const client = await office.as(login);
  const at = { owner: office.local.owner, repo: office.local.repo, number };
  const { repository } = await client.graphql<{
    repository: {
      pullRequest: { timelineItems: { nodes: { dismissalMessage: string; review: Dismissed }[] } };
    };
  }>(
    `query ($owner: String!, $repo: String!, $number: Int!) { repository(owner: $owner, name: $repo) { pullRequest(number: $number) {
      timelineItems(last: 50, itemTypes: [REVIEW_DISMISSED_EVENT]) { nodes { ... on ReviewDismissedEvent { dismissalMessage review { databaseId state } } } } } } }`,
    at,
  );
  const found = repository.pullRequest.timelineItems.nodes.find(({ review }) => review.databaseId === id);
  if (found?.review.state !== 'DISMISSED') throw new Error(`Review ${id} was not dismissed.`);
  return found.dismissalMessage;
}

interface Dismissed {
  readonly databaseId: number;
  readonly state: string;
}

/** Returns a review’s body: a note, and a result in its block. */
export const withResult = (note: string, result: unknown): string =>
  `${note}\n\n\`\`\`hasil\n${stringify(result)}\`\`\`\n`;

/** A placeholder in a review’s body for the time at which it is sent. */
const NOW = 'SEKARANG';

/** Returns a review’s body as it is sent at a time. */
export const sentAt = (body: string, now: string): string => body.replaceAll(NOW, now);

export const RESULTS = {
  direction: { ruang: 'tcm', pemangku_kepentingan: [{ instansi: 'Dinas Perhubungan Contoh' }] },
  coordination: {
    dengan: 'Contoh Kabid IKP',
    waktu: NOW,
    cara: 'telepon',
    kesepakatan: 'Bidang IKP menyiapkan siaran pers.',
  },
  check: (start = '2026-12-05T09:00:00+07:00', end = '2026-12-05T11:00:00+07:00', room: string | null = 'tcm') => ({
    mulai: start,
    selesai: end,
    ketersediaan: 'tersedia',
    ...(room ? { ruang: room } : { tempat: 'Halaman kantor contoh' }),
    tata_letak: 'Meja U',
    uji_koneksi: { waktu: NOW, hasil: 'baik' },
    platform: 'zoom',
    peralatan: ['computer'],
  }),
  alternatives: {
    alternatif: [{ mulai: '2026-12-06T09:00:00+07:00', selesai: '2026-12-06T11:00:00+07:00', ruang: 'tcm' }],
  },
  schedule: (start = '2026-12-05T09:00:00+07:00', end = '2026-12-05T11:00:00+07:00') => ({
    mulai: start,
    selesai: end,
    uji_koneksi: { waktu: NOW, hasil: 'baik' },
    kesepakatan: 'Pemohon dihubungi; operator hadir pukul 08.00.',
  }),
  // Tests send the report as soon as the event has begun. The report states that the event has ended at its beginning,
  // so that tests need not wait.
  report: {
    mulai: '2026-12-05T09:00:00+07:00',
    selesai: '2026-12-05T09:00:00+07:00',
    uraian: 'Berjalan lancar.',
    hadir: 11,
    terlaksana_penuh: true,
  },
};
