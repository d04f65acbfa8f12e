import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DRAFT_LABEL } from '#domain/case/push/sign.ts';
import type { Instant } from '#domain/clock/instant.ts';
import { type Office, openOffice } from '#embedded/office/open-office.ts';
import { readSample, type Sample, shifted } from '#embedded/office/samples.ts';
import { goTo, type Move, STRAIGHT_WAY, walk } from '#embedded/office/walk.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { FIRST } from '#tests/support/folders.ts';
import { IS_SHIPPED } from '#tests/support/shipped.ts';
import { renamed } from '#tools/renamed-sample.ts';

/**
 * The time in the pictures: a Wednesday, half a minute before 10.00 WIB. It is fixed, so that a picture changes only
 * with the product. The clock of a page begins at this time. For half a minute, the page shows the same minute.
 */
export const PRESENT: Instant = '2026-11-25T02:59:30Z';
/** The port is fixed, because a receipt shows the address of the site. */
const PORT = 4789;

const BEGINNING = '2026-11-23T01:00:00Z';

const PROCEDURE = 'protokol-manajemen-krisis';

/** A sample case of the pictures. Its title says that it is a sample. */
interface Story {
  readonly slug: string;
  readonly title: string;
  readonly from: string;
  readonly applicant: keyof typeof AGENCIES;
  readonly submitted: Instant;
  readonly event: Instant;
  /** The acts on the case; `undefined` for a draft, which is never submitted. */
  readonly moves: readonly Move[] | undefined;
}

const AGENCIES = {
  'contoh-opd': ['opd', 'Dinas Contoh'],
  'contoh-bpbd': ['bpbd', 'Badan Penanggulangan Bencana Contoh'],
} as const;

const RETURNED: Move = {
  row: 2,
  role: 'tu',
  after: 'PT3M',
  gesture: 'return',
  note: 'Surat permohonan belum ditandatangani; mohon unggah yang sudah ditandatangani.',
};

// Two cases ask for the room on Friday morning. `evakuasi` has booked it, and row 7 of `insiden` reports that.
const STORIES = {
  laporan: {
    slug: 'contoh-rapat-posko-banjir',
    title: 'Contoh: rapat posko banjir',
    from: 'rapat-koordinasi-banjir',
    applicant: 'contoh-bpbd',
    submitted: '2026-11-23T01:05:00Z',
    event: '2026-11-25T01:30:00Z',
    moves: STRAIGHT_WAY.slice(0, 8),
  },
  evakuasi: {
    slug: 'contoh-rapat-evakuasi-warga',
    title: 'Contoh: rapat evakuasi warga',
    from: 'rapat-evakuasi-warga',
    applicant: 'contoh-bpbd',
    submitted: '2026-11-24T01:10:00Z',
    event: '2026-11-27T02:00:00Z',
    moves: STRAIGHT_WAY.slice(0, 7),
  },
  insiden: {
    slug: 'contoh-rapat-gangguan-layanan',
    title: 'Contoh: rapat gangguan layanan',
    from: 'rapat-insiden-keamanan-informasi',
    applicant: 'contoh-opd',
    submitted: '2026-11-24T05:00:00Z',
    event: '2026-11-27T02:30:00Z',
    moves: STRAIGHT_WAY.slice(0, 5),
  },
  terlambat: {
    slug: 'contoh-konferensi-pers-cuaca',
    title: 'Contoh: konferensi pers cuaca ekstrem',
    from: 'konferensi-pers-gangguan-layanan',
    applicant: 'contoh-opd',
    submitted: '2026-11-25T01:45:00Z',
    event: '2026-11-30T02:00:00Z',
    moves: STRAIGHT_WAY.slice(0, 2),
  },
  kembali: {
    slug: 'contoh-siaran-peringatan-dini',
    title: 'Contoh: siaran peringatan dini',
    from: 'siaran-langsung-peringatan-dini',
    applicant: 'contoh-opd',
    submitted: '2026-11-25T02:20:00Z',
    event: '2026-12-01T03:00:00Z',
    moves: [RETURNED],
  },
  disposisi: {
    slug: 'contoh-rapat-koordinasi-banjir',
    title: 'Contoh: rapat koordinasi banjir',
    from: 'rapat-koordinasi-banjir',
    applicant: 'contoh-opd',
    submitted: '2026-11-25T02:46:00Z',
    event: '2026-12-02T02:00:00Z',
    moves: STRAIGHT_WAY.slice(0, 1),
  },
  konsep: {
    slug: 'contoh-rapat-siaga-angin',
    title: 'Contoh: rapat siaga angin kencang',
    from: 'rapat-koordinasi-banjir',
    applicant: 'contoh-opd',
    submitted: '2026-11-25T02:59:00Z',
    event: '2026-12-03T02:00:00Z',
    moves: undefined,
  },
} as const satisfies Readonly<Record<string, Story>>;

type StoryName = keyof typeof STORIES;

/** The office of the pictures, with a case at every step that the guides describe. */
export type PictureOffice = Awaited<ReturnType<typeof openPictureOffice>>;

/** Copies a sample office with one SOP. It is the shipped SOP, unless this repository has an office of its own. */
async function bringOffice(root: string): Promise<void> {
  for (const part of ['sops', 'schemas']) await cp(join(FIRST, part), join(root, part), { recursive: true });
  if (!IS_SHIPPED) return;
  await cp(join(PROGRAM, 'sops', `${PROCEDURE}.yaml`), join(root, 'sops', `${PROCEDURE}.yaml`));
  for (const name of await readdir(join(root, 'schemas')))
    await cp(join(PROGRAM, 'schemas', name), join(root, 'schemas', name));
}

/**
 * Opens the office in a new folder, which `close` removes.
 * @throws SampleStopped if the shipped SOP does not accept the acts of its cases
 */
export async function openPictureOffice(port = PORT) {
  const folder = await mkdtemp(join(tmpdir(), 'gambar-'));
  const machine = (): number => Date.parse(BEGINNING);
  const root = await mkdtemp(join(tmpdir(), 'gambar-sop-'));
  await bringOffice(root);
  const office = await openOffice({ folder, root, port, log: () => undefined, machine });
  const samples = new Map<StoryName, Sample>();
  const numbers = {} as Record<StoryName, number>;
  const act = async (name: StoryName, moves: readonly Move[]): Promise<void> => {
    const sample = samples.get(name);
    if (sample) await walk({ office, passed: () => undefined }, numbers[name], sample, moves);
  };
  for (const name of Object.keys(STORIES) as StoryName[]) {
    const story: Story = STORIES[name];
    goTo(office, story.submitted);
    const sample = await sampleOf(story);
    samples.set(name, sample);
    numbers[name] = await open(office, story, sample);
    if (story.moves) await act(name, story.moves);
  }
  goTo(office, PRESENT);
  await office.showSite();
  await office.idle();
  return {
    ...{ office, folder, numbers },
    /** Does one act on a case. Half a minute passes after it, for the same reason as with {@link PRESENT}. */
    act: async (name: StoryName, move: Move): Promise<void> => {
      await act(name, [move]);
      goTo(office, shifted(office.now(), 'PT30S'));
    },
    close: async (): Promise<void> => {
      await office.close();
      await rm(folder, { recursive: true, force: true });
      await rm(root, { recursive: true, force: true });
    },
  };
}

async function sampleOf({ slug, title, from, applicant, submitted, event }: Story): Promise<Sample> {
  const [jenis, instansi] = AGENCIES[applicant];
  return renamed(await readSample(PROGRAM, from, applicant, event), slug, {
    pemohon: { jenis, instansi },
    surat: { tanggal: submitted.slice(0, 10), sifat: 'biasa' },
    kegiatan: { judul: title },
  });
}

/** Opens a request with the branch, the title and the label of the form, so that the form can open it again. */
async function open(office: Office, { slug, applicant, moves }: Story, { files }: Sample): Promise<number> {
  const person = await office.as(applicant);
  const year = files[0]?.path.split('/')[1];
  const branch = `cms/${PROCEDURE}/${year}/${slug}/request`;
  const number = await person.open({ branch, title: `Permohonan: ${year}/${slug}/request`, files, draft: false });
  if (moves) await person.submit(number);
  else await markDraft(office, applicant, number);
  await office.idle();
  return number;
}

/** Adds the label of a draft, as the form does when it first saves. The form ignores a draft without it. */
async function markDraft({ forge }: Office, login: string, number: number): Promise<void> {
  const { apiUrl, owner, repo } = forge;
  const answer = await fetch(`${apiUrl}/repos/${owner}/${repo}/issues/${number}/labels`, {
    method: 'POST',
    headers: { authorization: `token ${await forge.accounts.token(login)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ labels: [DRAFT_LABEL] }),
  });
  if (!answer.ok) throw new Error(`The draft could not be labelled: ${answer.status}`);
}
