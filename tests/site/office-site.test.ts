import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { PublicCase } from '#domain/generated/public-case.ts';
import { isMarkedPublic, propertiesOf, type Schema } from '#domain/request/annotations.ts';
import { type Office, openOffice } from '#embedded/office/open-office.ts';
import { readSample, type Sample, shifted } from '#embedded/office/samples.ts';
import { type Move, openSample, STRAIGHT_WAY, walk } from '#embedded/office/walk.ts';
import { FIRST, ROOT, sampleText } from '../support/folders.ts';
import { machine } from '../support/machine.ts';
import { readPublished } from '../support/published-file.ts';

/**
 * Tests of security row 26 from end to end. Every internal field, attachment and note of some requests is a secret. The
 * requests go through a whole office: forge, process and site. No secret may be in any file of the site.
 */

const APPLICANT = 'contoh-bpbd';
const PUBLIC = 'Terlihat-Semua-Orang';

const secrets = new Map<string, string>();
let count = 0;
/** Makes a unique text for a value that must never appear in public, and records which value it is. */
function secretFor(what: string): string {
  const word = `Kenari${++count}x${'qzjv'.repeat(2)}`;
  secrets.set(word, what);
  return word;
}

const FORMATS = { email: /^[^@ ]+@[^@ ]+$/, date: /^\d{4}-/, 'date-time': /^\d{4}-/ };
const ajv = new Ajv2020({ strict: false, formats: FORMATS });

/** Makes a secret for an internal field, valid by the field’s schema. */
function internalValue(field: Schema, pointer: string): unknown {
  if (field['type'] === 'array') return [internalValue(field['items'] as Schema, pointer)];
  if (field['type'] === 'object')
    return Object.fromEntries(
      [...propertiesOf(field)].map(([name, each]) => [name, internalValue(each, `${pointer}/${name}`)]),
    );
  const word = secretFor(pointer);
  const digits = `08${String(7_391_746_280 + count)}`;
  const found = [word, `${word.toLowerCase()}@contoh.example`, digits, digits.padEnd(18, '7')].find((each) =>
    ajv.validate(field, each),
  );
  if (found === undefined) throw new Error(`No secret fits ${pointer}.`);
  secrets.delete(word);
  secrets.set(found, pointer);
  return found;
}

/**
 * Makes a request with a secret in every internal field of the schema. In a restricted case, public texts are secrets
 * too.
 */
function filled(value: unknown, schema: Schema, restricted: boolean, pointer = ''): Record<string, unknown> {
  const given = value as Record<string, unknown>;
  const fields = [...propertiesOf(schema)].flatMap(([name, field]): [string, unknown][] => {
    const at = `${pointer}/${name}`;
    if (KEPT.has(at)) return [[name, given[name]]];
    if (!isMarkedPublic(field)) return [[name, internalValue(field, at)]];
    if (field['type'] === 'object') return [[name, filled(given[name] ?? {}, field, restricted, at)]];
    const isFree = !field['enum'] && ajv.validate(field, PUBLIC);
    if (isFree && given[name] !== undefined) return [[name, restricted ? secretFor(at) : PUBLIC]];
    return given[name] === undefined ? [] : [[name, given[name]]];
  });
  return Object.fromEntries(fields);
}
/** Fields that must agree with the forge or the files: the applicant’s account, and the names of the attachments. */
const KEPT = new Set(['/pemohon/akun', '/lampiran']);

async function poisoned(name: string, start: string, nature: string): Promise<Sample> {
  const sample = await readSample(ROOT, name, APPLICANT, start);
  const schema = JSON.parse(sampleText('schemas/permohonan-tcm.schema.json')) as Schema;
  const folder = secretFor('branch and folder').toLowerCase();
  secrets.set(folder, 'branch and folder');
  const letter = await readFile(join(ROOT, 'examples/requests', name, 'surat-permohonan.pdf'), 'latin1');
  const attachments = ['first', 'second'].map((which) => {
    const own = `${secretFor('attachment name').toLowerCase()}.pdf`;
    // The secret is in a comment of the PDF. After the PDF’s end, the secret would count as another file, and be
    // refused.
    const bytes = Buffer.from(
      letter.replace('startxref', `%${secretFor(`content of the ${which} attachment`)}\nstartxref`),
      'latin1',
    );
    secrets.set(createHash('sha256').update(bytes).digest('hex'), `digest of the ${which} attachment`);
    secrets.set(
      createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex'),
      `blob id of the ${which} attachment`,
    );
    return { own, bytes };
  });
  const written = filled(sample.request, schema, nature !== 'biasa');
  const request = {
    ...written,
    surat: { ...(written['surat'] as object), sifat: nature },
    lampiran: attachments.map(({ own }) => own),
  };
  const place = `requests/2026/${folder}`;
  return {
    ...{ name: folder, start: sample.start, end: sample.end, request },
    files: [
      { path: `${place}/request.yaml`, bytes: Buffer.from(stringify(request)) },
      ...attachments.map(({ own, bytes }) => ({ path: `${place}/${own}`, bytes })),
    ],
  };
}

/** The straight way, with secrets in the notes and in the internal fields of every result. */
async function poisonedMoves(): Promise<Move[]> {
  const files: Readonly<Record<number, string>> = {
    ...{ 6: 'koordinasi', 7: 'pengecekan', 9: 'persiapan-teknis', 10: 'pelaksanaan' },
  };
  return Promise.all(
    STRAIGHT_WAY.map(async (move): Promise<Move> => {
      const { result } = move;
      const note = secretFor(`note of row ${move.row}`);
      const file = files[move.row];
      if (!result || file === undefined) return { ...move, note };
      const schema = JSON.parse(sampleText(`schemas/hasil-${file}.schema.json`)) as Schema;
      const poison = (value: unknown, part: Schema, at: string): Record<string, unknown> => ({
        ...(value as Record<string, unknown>),
        ...Object.fromEntries(
          [...propertiesOf(part)].flatMap(([name, field]): [string, unknown][] => {
            if (!isMarkedPublic(field)) return [[name, internalValue(field, `${at}/${name}`)]];
            const inner = (value as Record<string, unknown>)[name];
            return field['type'] === 'object' && inner ? [[name, poison(inner, field, `${at}/${name}`)]] : [];
          }),
        ),
      });
      return { ...move, note, result: (sample, act) => poison(result(sample, act), schema, `${file}`) };
    }),
  );
}

let folder = '';
let office: Office;
const files = new Map<string, string>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kenari-'));
  office = await openOffice({ folder, root: FIRST, port: 0, log: () => undefined, machine });
  const walker = { office, passed: () => undefined };
  const start = (hours: string) => `${shifted(office.now(), hours).slice(0, 13)}:00:00Z`;
  const open = await poisoned('rapat-koordinasi-banjir', start('PT30H'), 'biasa');
  await walk(walker, await openSample(walker, open, APPLICANT), open, await poisonedMoves());
  const back: Move = {
    row: 3,
    role: 'kepala-dinas',
    after: 'PT3M',
    gesture: 'return',
    note: secretFor('reason of a restricted return'),
  };
  const natures = ['terbatas', 'rahasia'];
  for (const [i, nature] of natures.entries()) {
    const secret = await poisoned('konferensi-pers-gangguan-layanan', start(`PT${60 + 30 * i}H`), nature);
    const moves = [{ ...STRAIGHT_WAY[0], note: secretFor('note of a restricted case') } as Move, back];
    await walk(walker, await openSample(walker, secret, APPLICANT), secret, moves);
  }
  // Two calls at once: the second waits for the first.
  await Promise.all([office.showSite(), office.showSite()]);
  await office.idle();
  for (const path of await readdir(office.site, { recursive: true })) {
    const text = await readPublished(join(office.site, path), 'latin1').catch(() => undefined);
    if (text !== undefined) files.set(path, text);
  }
});
afterAll(async () => {
  await office?.close();
  await rm(folder, { recursive: true, force: true });
});

describe('security row 26: internal content is nowhere in the built site', () => {
  it('security row 26: the secrets are in every internal field of request and results, attachments, notes, branch and account', () => {
    const what = new Set(secrets.values());
    for (const each of ['/pemohon/nama', '/pemohon/nip', '/pemohon/telepon', '/pemohon/surel', '/krisis/uraian'])
      expect(what).toContain(each);
    for (const each of ['pengecekan/uji_koneksi/keterangan', 'pelaksanaan/kendala', 'persiapan-teknis/kesepakatan'])
      expect(what).toContain(each);
    for (const each of ['attachment name', 'content of the second attachment', 'branch and folder'])
      expect(what).toContain(each);
    expect(secrets.size).toBeGreaterThan(60);
  });

  it('security row 26: no file of the site has a secret in its name or its text', () => {
    const found = [...files].flatMap(([path, text]) => {
      const all = `${path}\n${text}`.toLowerCase();
      return [...secrets].filter(([word]) => all.includes(word.toLowerCase())).map(([, what]) => `${path}: ${what}`);
    });
    expect(found).toEqual([]);
    expect([...files].filter(([, text]) => text.includes(APPLICANT)).map(([path]) => path)).toEqual([]);
  });

  it('R4, R11: the site shows by role who is to be consulted, and does not show it for a restricted case', () => {
    const page = files.get('berkas/PMK-2026-1/index.html') ?? '';
    expect(page.split('Diminta berkoordinasi: Kabid IKP.')).toHaveLength(2);
    expect(files.get('berkas/PMK-2026-2/index.html')).not.toContain('Diminta berkoordinasi');
  });

  it('security row 26: the public fields are in the site, so that the search would have found internal ones', () => {
    const shown = [...files].filter(([, text]) => text.includes(PUBLIC)).map(([path]) => path);
    for (const path of [
      'berkas/PMK-2026-1/index.html',
      'data/cases/PMK-2026-1.json',
      'data/chains/PMK-2026-1.jsonl.gz',
    ])
      expect(shown).toContain(path);
  });

  it('R11: the site shows only id, row and times of a case that is terbatas or rahasia', () => {
    const passed = (row: number) => `${row} Langkah ${row} Mulai WAKTU · tenggat WAKTU · selesai WAKTU`;
    for (const id of ['PMK-2026-2', 'PMK-2026-3']) {
      expect(mainText(files.get(`berkas/${id}/index.html`) ?? '')).toBe(
        [
          `${id} Berjalan Berkas terbatas Menunggu tindakan (langkah 1 dari 10) — tanpa waktu baku.`,
          '1 2 3 4 5 6 7 8 9 10 Langkah 1 1 Berikutnya 2',
          'Karena sifat suratnya, publik hanya melihat nomor, langkah, dan waktu berkas ini.',
          'Yang diminta Diajukan WAKTU',
          `Riwayat berkas ${passed(2)} ${passed(3)} → langkah 1 1 Langkah 1 Mulai WAKTU · tanpa waktu baku`,
          ...[2, 3, 4, 5, 6, 7, 8, 9, 10].map((row) => `${row} Langkah ${row} belum`),
          'Ikuti dan simpan Periksa rantai entri SOP Protokol Manajemen Krisis Data berkas ini (JSON)',
        ].join(' '),
      );
      const { visits, ...one } = JSON.parse(files.get(`data/cases/${id}.json`) ?? '{}') as PublicCase;
      expect(one).toMatchObject({ id, narrowed: true, status: 'running' });
      const kept = ['id', 'narrowed', 'number', 'procedure', 'register', 'rows', 'status', 'submitted', 'updated'];
      expect(Object.keys(one).sort()).toEqual(kept);
      for (const visit of visits) {
        const more = new Set(Object.keys(visit));
        for (const key of ['row', 'visit', 'opened', 'begins', 'due', 'ended', 'entries']) more.delete(key);
        expect([...more]).toEqual([]);
        expect(visit.entries).toEqual([]);
      }
    }
  });
});

/** Returns the text of a page between its header and its footer, with each time as WAKTU. */
const mainText = (page: string): string =>
  (/<main[\s\S]*<\/main>/.exec(Buffer.from(page, 'latin1').toString('utf8'))?.[0] ?? '')
    .replaceAll(/<(?:script|template)[\s\S]*?<\/(?:script|template)>|<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/(?:\w+, )?\d+ \w+ \d{4} (?:pukul )?\d\d\.\d\d(?: WIB)?/g, 'WAKTU')
    .trim();

describe('R27: anybody recomputes a published chain', () => {
  // If Python is not installed, the test is reported as not run.
  const hasPython = spawnSync('python3', ['--version']).status === 0;
  it.runIf(hasPython)(
    'R27: the lines of script in docs/register-format.md recompute a chain, name its last entry and find a change',
    async () => {
      const guide = await readFile(join(ROOT, 'docs/register-format.md'), 'utf8');
      const [, script = ''] = /^```python\n(import gzip[\s\S]*?)^```/m.exec(guide) ?? [];
      const recomputed = (path: string) => spawnSync('python3', ['-c', script, path, '1'], { encoding: 'utf8' });
      const one = JSON.parse(files.get('data/cases/PMK-2026-1.json') ?? '{}') as PublicCase;
      const path = 'data/chains/PMK-2026-1.jsonl.gz';
      expect(recomputed(join(office.site, path)).stdout.trim()).toBe(one.register?.tip);
      const changed = (files.get(path) ?? '').replace('"kind":"accepted"', '"kind":"refused"');
      await writeFile(join(folder, 'changed.gz'), gzipSync(Buffer.from(changed, 'latin1')));
      expect(recomputed(join(folder, 'changed.gz'))).toMatchObject({ status: 1, stdout: '' });
    },
  );
});

describe('the site of an office on one machine', () => {
  const ask = (path: string) => fetch(office.url + path);

  it('every kind of file of the site is served, with a content type', async () => {
    const kinds = new Map([...files.keys()].filter((path) => path.includes('.')).map((path) => [extname(path), path]));
    for (const kind of ['.html', '.css', '.js', '.json', '.jsonl', '.gz', '.csv', '.atom', '.ics', '.xml'])
      expect(kinds.keys()).toContain(kind);
    for (const [kind, path] of kinds) {
      const answer = await ask(`/${path}`);
      expect(`${kind} ${answer.status}`).toBe(`${kind} 200`);
      expect(answer.headers.get('content-type'), kind).toBeTruthy();
    }
  });

  it('R32: the samples are called fictional on every page', () => {
    const pages = [...files].filter(([path]) => path.endsWith('.html'));
    const withoutNotice = pages.filter(
      ([, text]) => !/data dan akun di situs ini rekaan|data and accounts .* are made up/.test(text),
    );
    expect(withoutNotice.map(([path]) => path)).toEqual([]);
    expect(pages.length).toBeGreaterThan(20);
  });

  it('the link to the pull request leads to the desk', async () => {
    const page = files.get('berkas/PMK-2026-1/index.html') ?? '';
    const link = /<a href="([^"]*\/pull\/1)" rel="noreferrer"/.exec(page)?.[1] ?? '';
    expect(link).toContain(office.url);
    const answer = await fetch(link);
    expect([answer.status, new URL(answer.url).pathname]).toEqual([200, '/meja/']);
  });

  it('a register without new entries is shown as read again after 70 minutes, and not yet after 10', async () => {
    const read = async () => ((await (await ask('/data/register.json')).json()) as { readAt: string }).readAt;
    const before = await read();
    office.forward(600);
    await office.showSite();
    expect(await read()).toBe(before);
    office.forward(3_600);
    await office.showSite();
    await office.idle();
    const after = await read();
    expect(after > before).toBe(true);
    expect(await (await ask('/')).text()).toContain(`datetime="${after}"`);
  });

  it('R21: the site says how often deadlines are checked on this machine, and names no scheduled run', async () => {
    const home = await (await ask('/')).text();
    expect(home).toContain('tenggat diperiksa setiap 15 detik selama kantor ini berjalan');
    expect(home).not.toContain('tenggat terakhir diperiksa');
    expect(await (await ask('/data/register.json')).json()).toMatchObject({ looksEvery: 15 });
  });

  it('R38: the site is kept over a stop, and the next start does not make an unchanged page again', async () => {
    const page = join(office.site, 'berkas/PMK-2026-1/index.html');
    await office.close();
    const marked = `${await readFile(page, 'utf8')}<!-- kept -->`;
    await writeFile(page, marked);
    office = await openOffice({ folder, root: FIRST, port: 0, log: () => undefined, machine });
    await office.showSite();
    await office.idle();
    expect(await readFile(page, 'utf8')).toBe(marked);
    expect((await ask('/')).status).toBe(200);
  });
});
