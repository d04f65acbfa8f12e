import { stringify } from 'yaml';
import { describe, expect, test } from 'vitest';
import { deskOf, applicationsOf, type DeskLine } from '#site/src/desk/desk-list.ts';
import { loadCase } from '#site/src/desk/desk-case.ts';
import type { DeskForge } from '#site/src/desk/forge.ts';
import { loadDesk } from '#site/src/desk/load.ts';
import { caseQuery, LIST } from '#site/src/desk/queries.ts';
import type { Config } from '#domain/case/state/config.ts';
import { fold } from '#domain/case/state/state.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { emptyIndex, indexAfter } from '#domain/journal/index-file.ts';
import { type Journal, openJournal, seal } from '#domain/journal/journal.ts';
import type { Text } from '#domain/problem.ts';
import { printLines } from '#domain/journal/sealed-line.ts';
import { same } from '#domain/words/language.ts';
import type { Situation } from '#domain/words/situation.ts';
import { statusSentence, turnParts, waitingSentence } from '#domain/words/status.ts';
import { stickyOf } from '#domain/words/sticky-input.ts';
import { exportJournal } from '#public/export/export-register.ts';
import { namesOf } from '#public/export/names.ts';
import { summarise } from '#public/export/summary.ts';
import { fullDisclosure, salts } from '../support/sealed-journal.ts';
import {
  after,
  caseAt,
  configOf,
  findBusy,
  History,
  office,
  results,
  run,
  SUBMITTED,
  stranger,
  wib,
} from '../support/world.ts';

/** One office with two procedures. Their actors are one role, all, any and a quorum, and two steps end by time. */
const second = await configOf(new URL('../fixtures/second/', import.meta.url).pathname);
const both: Config = {
  ...office,
  procedures: new Map([...office.procedures, ...second.procedures]),
  schemas: new Map([...office.schemas, ...second.schemas]),
  roles: { roles: { ...office.roles.roles, ...second.roles.roles } },
};

const wita = (day: number, time: string): string => after(wib(day, time), -3_600);

/**
 * Makes a request for a vehicle. If the vehicle leaves the city, the case goes through the meeting (`rapat`), a quorum
 * of committee and secretary.
 */
function loan(destination = 'dalam-kota'): History {
  const history = new History({ config: both, branch: 'permohonan/mobil', opener: stranger });
  history.push(wita(21, '08:55'), {
    ...{ sop: 'peminjaman-kendaraan', peminjam: stranger.login, tujuan: destination },
    ...{ berangkat: '2027-01-20T08:00:00+08:00', kembali: '2027-01-20T17:00:00+08:00' },
  });
  history.label(wita(21, '09:00'), 'opened');
  return history;
}

/** Adds acts to a history, and returns it. */
const having = (history: History, add: (history: History) => void): History => {
  add(history);
  return history;
};
const cost = { result: { biaya: 300 } };

/** The cases: name, history, the instant of the last reading, and the sentence expected then. */
const CASES: readonly (readonly [what: string, history: () => History, now: string, id: string])[] = [
  [
    'one office',
    () => caseAt('disposisi', { config: both }),
    wib(1, '08:02'),
    'Menunggu Kepala Dinas memberi disposisi (langkah 3 dari 10) — tenggat Selasa, 1 Desember 2026 pukul 08.31 WIB.',
  ],
  [
    'one office, late',
    () => caseAt('disposisi', { config: both }),
    wib(1, '13:00'),
    'Lewat tenggat: menunggu Kepala Dinas memberi disposisi (langkah 3 dari 10) — sejak Selasa, 1 Desember 2026 pukul 08.31 WIB.',
  ],
  [
    'all of two, before anybody acted',
    () => caseAt('pengecekan', { config: both }),
    wib(1, '08:30'),
    'Menunggu Subkor ILE dan Staf/operator mengecek dan memastikan waktu, tempat, dan peralatan (langkah 7 dari 10) — tenggat Rabu, 2 Desember 2026 pukul 08.05 WIB.',
  ],
  [
    'all of two, after the first',
    () =>
      having(caseAt('pengecekan', { config: both }), (one) =>
        one.approve(wib(1, '08:10'), 'contoh-subkor-ile', { result: results['pengecekan']?.() ?? {} }),
      ),
    wib(1, '08:30'),
    'Menunggu Subkor ILE dan Staf/operator mengecek dan memastikan waktu, tempat, dan peralatan (langkah 7 dari 10) — tenggat Rabu, 2 Desember 2026 pukul 08.05 WIB; 1 dari 2 persetujuan, belum: Staf/operator.',
  ],
  [
    'a return, and a second round',
    () =>
      having(caseAt('disposisi', { config: both }), (one) => {
        one.changes(wib(1, '08:05'), 'contoh-kepala-dinas', 'Surat belum ditandatangani.');
        one.sign(wib(1, '08:20'));
        one.approve(wib(1, '08:25'), 'contoh-tu');
      }),
    wib(1, '08:30'),
    'Menunggu Kepala Dinas memberi disposisi (langkah 3 dari 10, putaran ke-2) — tenggat Selasa, 1 Desember 2026 pukul 08.55 WIB.',
  ],
  [
    'an Approve that leads to the applicant',
    () =>
      having(caseAt('pengecekan', { config: both }), (one) => {
        findBusy(one, wib(1, '08:10'));
        one.approve(wib(1, '08:15'), 'contoh-subkor-ile', { result: results['pemberitahuan-alternatif']?.() ?? {} });
      }),
    wib(1, '08:30'),
    'Bersamaan dengan acara lain (langkah 7). Menunggu pemohon mempertimbangkan alternatif pelaksanaan (langkah 8 dari 10) — tanpa waktu baku.',
  ],
  [
    'completed',
    () => caseAt('end', { config: both }),
    wib(7, '12:00'),
    'Selesai Senin, 7 Desember 2026 pukul 11.00 WIB dalam 6 hari 3 jam; 8 dari 8 langkah tepat waktu.',
  ],
  [
    'failed',
    () =>
      having(caseAt('pelaksanaan', { config: both }), (one) =>
        one.changes(wib(7, '11:00'), 'contoh-operator', 'Listrik padam.'),
      ),
    wib(7, '12:00'),
    'Gagal pada langkah 10: Listrik padam.',
  ],
  [
    'rejected',
    () =>
      having(caseAt('disposisi', { config: both }), (one) => {
        one.comment(wib(1, '08:05'), 'contoh-kepala-dinas', 'Bukan krisis.');
        one.close(wib(1, '08:06'), 'contoh-kepala-dinas');
      }),
    wib(1, '08:30'),
    'Ditolak oleh Kepala Dinas pada Selasa, 1 Desember 2026 pukul 08.06 WIB: Bukan krisis.',
  ],
  [
    'withdrawn',
    () => having(caseAt('disposisi', { config: both }), (one) => one.close(wib(1, '08:06'), one.opener)),
    wib(1, '08:30'),
    'Ditarik pemohon pada Selasa, 1 Desember 2026 pukul 08.06 WIB.',
  ],
  [
    'merged into main by somebody',
    () => having(caseAt('disposisi', { config: both }), (one) => one.close(wib(1, '08:06'), 'contoh-tu', true, 'main')),
    wib(1, '08:30'),
    'Berhenti: digabungkan di luar prosedur oleh contoh-tu.',
  ],
  [
    'any of two',
    () => loan(),
    wita(21, '09:10'),
    'Menunggu Tata usaha atau Sekretaris menerima (langkah 2 dari 7) — tenggat Senin, 21 Desember 2026 pukul 11.00 WITA.',
  ],
  [
    'all of three, after two',
    () =>
      having(loan(), (one) => {
        one.approve(wita(21, '09:30'), 'sekar');
        one.approve(wita(21, '10:00'), 'kelola', cost);
        one.approve(wita(21, '10:10'), 'benda');
      }),
    wita(21, '10:30'),
    'Menunggu Pengelola, Bendahara, dan Tata usaha memeriksa (langkah 3 dari 7) — tenggat Rabu, 23 Desember 2026 pukul 16.00 WITA; 2 dari 3 persetujuan, belum: Tata usaha.',
  ],
  [
    'all of three, after the first brought another result',
    () =>
      having(loan(), (one) => {
        one.approve(wita(21, '09:30'), 'sekar');
        one.approve(wita(21, '10:00'), 'kelola', cost);
        one.approve(wita(21, '10:10'), 'benda');
        one.approve(wita(21, '10:20'), 'kelola', { result: { biaya: 400 } });
      }),
    wita(21, '10:30'),
    'Menunggu Pengelola, Bendahara, dan Tata usaha memeriksa (langkah 3 dari 7) — tenggat Rabu, 23 Desember 2026 pukul 16.00 WITA; 1 dari 3 persetujuan, belum: Bendahara dan Tata usaha.',
  ],
  [
    'a quorum, before anybody acted',
    () => having(loan('luar-kota'), (one) => one.approve(wita(21, '09:30'), 'sekar')),
    wita(21, '10:00'),
    'Menunggu Panitia atau Sekretaris membahas (langkah 5 dari 7) — tenggat Senin, 21 Desember 2026 pukul 14.30 WITA.',
  ],
  [
    'a quorum of two roles, after one',
    () =>
      having(loan('luar-kota'), (one) => {
        one.approve(wita(21, '09:30'), 'tata');
        one.approve(wita(21, '09:40'), 'pan-satu');
      }),
    wita(21, '10:00'),
    'Menunggu Panitia atau Sekretaris membahas (langkah 5 dari 7) — tenggat Senin, 21 Desember 2026 pukul 14.30 WITA; 1 dari 2 persetujuan, belum: Panitia atau Sekretaris.',
  ],
  [
    'completed, after time ended a step that nobody did on time',
    () =>
      having(loan('luar-kota'), (one) => {
        one.approve(wita(21, '09:30'), 'tata');
        one.approve(wita(22, '10:00'), 'kepala');
      }),
    wita(22, '16:00'),
    'Selesai Selasa, 22 Desember 2026 pukul 10.00 WITA dalam 1 hari 1 jam; 2 dari 3 langkah tepat waktu.',
  ],
  [
    'a step that time ended',
    () => having(loan('luar-kota'), (one) => one.approve(wita(21, '09:30'), 'tata')),
    wita(22, '16:00'),
    'Tenggat langkah 5 terlampaui; sesuai SOP lanjut ke langkah 7. Menunggu Kepala memutuskan (langkah 7 dari 7) — tenggat Senin, 28 Desember 2026 pukul 16.00 WITA.',
  ],
];

/** Returns the journal of a history at an instant, by one run. Several runs give the same (R28). */
const journalOf = (history: History, now: string): readonly Entry[] => run(history, [], now).journal;

const zoneOf = (procedure: string) =>
  [...both.procedures.values()].find(({ path }) => path === procedure)?.value.zone ?? '';

/** Seals the journal with the tests’ own schemas. Only requests of the first procedure have a nature. */
function sealedCase(entries: readonly Entry[]): Journal {
  const hasNature = entries[0]?.opens?.procedure.path !== 'sops/peminjaman-kendaraan.yaml';
  return seal(openJournal(12, undefined), entries, { ...fullDisclosure, hasNature }, salts());
}

/** Returns the situation that the pull request’s sticky comment describes. */
function inComment(entries: readonly Entry[]): Situation {
  const state = fold(entries);
  const procedure = [...both.procedures.values()].find(({ path }) => path === state?.opens.procedure.path)?.value;
  if (!state || !procedure) throw new Error('The journal opens no case.');
  return stickyOf(state, entries, { procedure, roles: both.roles, roomName: same }).situation;
}

/** Returns the situation that the case’s public page describes, and its line in lists and data. */
function onPage(entries: readonly Entry[]): Situation {
  const sealed = sealedCase(entries);
  const one = exportJournal(sealed, { config: both })?.case;
  if (!one) throw new Error('Nothing is published.');
  return summarise(one, namesOf(both)).situation;
}

/** Makes a forge that replies to the desk’s two queries. */
function deskForge(entries: readonly Entry[]): DeskForge {
  const state = fold(entries);
  if (!state) throw new Error('The journal opens no case.');
  const known = new Map<string, string>();
  const file = (name: string, oid: string, value: unknown, print: (value: unknown) => string = stringify) => ({
    name,
    type: 'blob',
    oid,
    object: { oid, text: print(value) },
  });
  const names = { roles: both.roles, rooms: { rooms: both.rooms } };
  const sops = {
    entries: [
      ...[...both.procedures.values()].map(({ path, blob, value }) => file(path.replace('sops/', ''), blob, value)),
      ...Object.entries(names).map(([name, value]) => file(`${name}.yaml`, name, value)),
    ],
  };
  const schemas = {
    entries: [...both.schemas.values()].map(({ path, blob, value }) =>
      file(path.replace('schemas/', ''), blob, value, JSON.stringify),
    ),
  };
  for (const { oid, object } of [...sops.entries, ...schemas.entries]) known.set(oid, object.text);
  known.set(state.opens.schema.blob, '{}');
  const text = printLines(sealedCase(entries).lines);
  const index = JSON.stringify(indexAfter(emptyIndex, state, { mark: '', config: '' }));
  const blob = (content: string) => ({ object: { oid: 'x', text: content } });
  const register = { target: { oid: 'r', journal: blob(text), index: blob(index) } };
  const nobody = { login: 'contoh', name: null, databaseId: 424_242 };
  const replies = {
    [caseQuery(0)]: {
      viewer: nobody,
      repository: { pullRequest: { commits: { nodes: [] }, comments: { nodes: [] } }, register, sops, schemas },
    },
    [LIST]: {
      viewer: { ...nobody, databaseId: state.opens.applicant.id, open: { nodes: [] }, ended: { nodes: [] } },
      repository: { register, sops, pullRequests: { nodes: [{ number: 12, title: 'x' }] } },
    },
  };
  const graphql = <T>(query: string) => Promise.resolve(replies[query] as T);
  return {
    kind: 'github',
    graphql,
    known,
    rest: () => Promise.reject(new Error()),
    bytes: () => Promise.reject(new Error()),
    now: () => 0,
  };
}

/**
 * Returns the situation as the public reads it. A person who merged outside the procedure is named only to readers with
 * accounts (R11).
 */
const withoutMerger = (situation: Situation): Situation =>
  situation.kind === 'ended-outside' ? { kind: situation.kind, at: situation.at } : situation;

async function atDesk(entries: readonly Entry[]): Promise<Situation> {
  const { current } = await loadCase(deskForge(entries), 12);
  if (!current) throw new Error('The desk sees no case.');
  return current.situation;
}

/** Returns the case’s line in the applicant’s list at the desk, or undefined after the end. */
async function inDeskList(entries: readonly Entry[]): Promise<DeskLine | undefined> {
  const reading = await loadDesk(deskForge(entries), 'kantor/berkas', () => []);
  const { returned, running } = applicationsOf(reading);
  expect(deskOf(reading, SUBMITTED).roles).toEqual([]);
  return [...returned, ...running][0];
}

describe('R35: comment, page and desk say the same of one case, after each of its entries', () => {
  test.each(CASES)('R35: comment, page and desk say the same: %s', async (_what, history, now, id) => {
    const journal = journalOf(history(), now);
    expect(journal.length).toBeGreaterThan(0);
    const zone = zoneOf(journal[0]?.opens?.procedure.path ?? '');
    const said: Text[] = [];
    for (const count of journal.keys()) {
      const entries = journal.slice(0, count + 1);
      const [comment, page, desk] = [inComment(entries), onPage(entries), await atDesk(entries)];
      const readings = [{ zone }, { zone, now, times: 'live' }, { zone, times: 'short' }] as const;
      for (const reading of readings) {
        const sentence = statusSentence(comment, reading);
        expect(statusSentence(page, reading)).toEqual(statusSentence(withoutMerger(comment), reading));
        expect(statusSentence(desk, reading)).toEqual(sentence);
        said.push(sentence);
      }
      const line = await inDeskList(entries);
      if (comment.kind !== 'waiting') expect(line).toBeUndefined();
      else {
        // The list decides by its own clock whether a case is overdue, so `overdue` is not compared.
        const { overdue: _reported, ...waiting } = comment;
        const { overdue: _never, ...listed } = line?.waiting ?? {};
        const short = { zone, times: 'short' } as const;
        const { who, does } = turnParts(comment);
        const whole = waitingSentence(waiting, short);
        expect(whole.id).toContain(`${who.id} ${does.id} (`);
        expect(whole.en).toContain(`${who.en} to ${does.en} (`);
        expect(waitingSentence({ kind: 'waiting', ...listed } as typeof comment, short)).toEqual(whole);
      }
    }
    // The last three sentences are the readings of the last entry. The first of them is the expected sentence.
    expect(said.at(-3)?.id).toBe(id);
  });
});
