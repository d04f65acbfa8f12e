import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { requestDigest } from '#domain/request/digest.ts';
import {
  forge,
  mainCommits,
  newConfig,
  oldConfig,
  registerCommits,
  type RegisterStep,
  walkCases,
  type Way,
} from '#tests/support/forged-register.ts';
import { importCommits, initRepository } from '#tests/support/git-commits.ts';
import { after, edited, findBusy, type History, request, results, stranger, wib } from '#tests/support/world.ts';
import { type Verification, verifyClone } from './clone.ts';
import { formatFinding } from './finding.ts';
import { leftOut } from './left-out.ts';

/** A change in a case, and the finding that verification must report: entry, rule, field, expected and received. */
interface Forged {
  readonly what: string;
  readonly way?: Way;
  readonly change: (entries: Entry[]) => readonly Entry[];
  readonly found: readonly [seq: number, rule: string | undefined, path: string, expected: unknown, received: unknown];
}

/** Changes the first entry of a kind in a step. */
const inStep =
  (step: string, change: (entry: Entry) => Entry, kind: Entry['kind'] = 'accepted') =>
  (entries: Entry[]) => {
    const at = entries.findIndex((entry) => entry.step === step && entry.kind === kind);
    if (at < 0) throw new Error(`No ${kind} in ${step}.`);
    return entries.map((entry, i) => (i === at ? change(entry) : entry));
  };

const without = <Key extends keyof Entry>(entry: Entry, ...keys: Key[]): Entry => {
  const copy = { ...entry };
  for (const key of keys) delete copy[key];
  return copy;
};

const by =
  (id: number, login: string, role: string) =>
  (entry: Entry): Entry => ({
    ...entry,
    who: { id, login, name: 'Contoh', role },
  });

const next = (entry: Entry, changed: Partial<NonNullable<Entry['next']>>): Entry => {
  if (!entry.next) throw new Error('Nothing follows.');
  return { ...entry, next: { ...entry.next, ...changed } };
};

const due = (entry: Entry, changed: Readonly<Record<string, unknown>>): Entry => {
  const { deadline } = entry.next ?? {};
  if (!deadline) throw new Error('No deadline.');
  return next(entry, { deadline: { ...deadline, ...changed } });
};

/** Changes the request of the first submission, and its digest with it. */
const asking =
  (changes: Readonly<Record<string, unknown>>) =>
  ([first, ...rest]: Entry[]): Entry[] => {
    if (!first?.request) throw new Error('No request.');
    const changed = edited(first.request, changes);
    return [{ ...first, request: changed, digest: requestDigest(changed, first.attachments ?? []) }, ...rest];
  };

const result = (step: string, changes: Readonly<Record<string, unknown>>) =>
  inStep(step, (entry) => ({ ...entry, result: edited(entry.result ?? {}, changes) }));

const returned: Way = {
  to: 'pengecekan',
  more: (history) => {
    findBusy(history, wib(1, '08:07'));
    history.approve(wib(1, '08:08'), 'contoh-subkor-ile', { result: results['pemberitahuan-alternatif']?.() ?? {} });
    return wib(1, '08:09');
  },
};

const changedMidway: Way = {
  to: 'laporan-walikota',
  more: (history: History) => {
    const other = {
      '/lampiran': ['surat.pdf'],
      '/pemohon/akun': history.opener.login,
      '/kegiatan/judul': 'Judul lain',
    };
    history.push(wib(1, '08:05'), request(other), { attachments: ['surat.pdf'] });
    return wib(1, '08:06');
  },
};

const waiting: Way = { to: 'koordinasi', more: () => wib(2, '12:00') };
const closed = (login: string): Way => ({
  to: 'laporan-walikota',
  more: (history) => {
    if (login !== 'opener') history.comment(wib(1, '08:04'), login, 'Tidak dapat dilayani.');
    history.close(wib(1, '08:05'), login === 'opener' ? history.opener : login);
    return wib(1, '08:06');
  },
});

const noted: Way = {
  to: 'koordinasi',
  more: (history) => {
    history.approve(wib(1, '08:03:30'), stranger);
    return wib(1, '08:05');
  },
};

const FORGERIES: readonly Forged[] = [
  {
    what: 'an act of the mayor, by another person',
    change: inStep('arahan-walikota', by(1003, 'contoh-kepala-dinas', 'walikota')),
    found: [5, 'R16', '/kind', 'refused (out-of-turn)', 'accepted'],
  },
  {
    what: 'an act by an account that never had a role',
    change: inStep('disposisi', by(9999, 'contoh-siapa', 'kepala-dinas')),
    found: [3, 'R16', '/kind', 'refused (no-role)', 'accepted'],
  },
  {
    what: 'a second act in a visit that has ended',
    change: (entries) => {
      const act = entries[2];
      if (!act?.source) throw new Error('No act.');
      const again = {
        ...act,
        at: after(act.at, 90),
        words: 'f'.repeat(64),
        source: { ...act.source, id: '900', order: 900 },
      };
      return entries.toSpliced(4, 0, again);
    },
    found: [5, 'R16', '/kind', 'refused (out-of-turn)', 'accepted'],
  },
  {
    what: 'an act dated 2020',
    change: inStep('disposisi', (entry) => ({ ...entry, at: '2020-05-05T08:00:00Z' })),
    found: [3, 'R16', '', undefined, undefined],
  },
  {
    what: 'a lateness that did not happen',
    change: inStep('disposisi', (entry) => ({ ...entry, late: 600 })),
    found: [3, 'R21', '/late', '0', '600'],
  },
  {
    what: 'an end that skips rows',
    change: (entries) =>
      entries.slice(0, 4).map((entry, i) => (i === 3 ? { ...without(entry, 'next'), end: 'completed' } : entry)),
    found: [4, 'R6', '/end', '–', 'completed'],
  },
  {
    what: 'another deadline',
    change: inStep('disposisi', (entry) => due(entry, { due: '2026-12-09T01:00:00Z' })),
    found: [3, 'R20', '/next/deadline/due', expect.any(String), '2026-12-09T01:00:00Z'],
  },
  {
    what: 'another part of the explanation of a deadline',
    change: inStep('disposisi', (entry) => due(entry, { limit: 'PT9H' })),
    found: [3, 'R20', '/next/deadline/limit', expect.any(String), 'PT9H'],
  },
  {
    what: 'an escalation ladder without its first level',
    change: inStep('disposisi', (entry) => next(entry, { rungs: (entry.next?.rungs ?? []).slice(1) })),
    found: [3, 'R22', '/next/rungs/0/share', '0.8', '1'],
  },
  {
    what: 'another next step',
    change: inStep('disposisi', (entry) => next(entry, { step: 'arahan-walikota', row: 5 })),
    found: [3, 'R6', '/next/step', 'laporan-walikota', 'arahan-walikota'],
  },
  {
    what: 'an outcome that the step does not have',
    way: returned,
    change: inStep('pemberitahuan-alternatif', (entry) => ({
      ...without(entry, 'result'),
      gesture: 'changes',
      note: 'Tidak.',
    })),
    found: [9, 'R16', '/kind', 'refused (no-such-outcome)', 'accepted'],
  },
  {
    what: 'an act that needed another person',
    change: inStep('koordinasi', by(1007, 'contoh-subkor-ile', 'kabid-aptika')),
    found: [9, 'R16', '/kind', 'refused (four-eyes)', 'accepted'],
  },
  {
    what: 'an act by a holder after the last day',
    change: inStep('arahan-walikota', by(1990, 'contoh-dahulu', 'walikota')),
    found: [5, 'R16', '/kind', 'refused (no-role)', 'accepted'],
  },
  {
    what: 'another role than the one of the act',
    change: inStep('disposisi', (entry) => ({
      ...entry,
      who: { id: 1003, login: 'contoh-kepala-dinas', name: 'Contoh Kepala Dinas', role: 'walikota' },
    })),
    found: [3, 'R17', '/who/role', 'kepala-dinas', 'walikota'],
  },
  {
    what: 'an applicant who approves',
    change: (entries) => {
      const { id, login } = entries[0]?.opens?.applicant ?? { id: 0, login: '' };
      return inStep('disposisi', by(id, login, 'kepala-dinas'))(entries);
    },
    found: [3, 'R16', '/kind', 'refused (applicant)', 'accepted'],
  },
  {
    what: 'a result that does not meet its schema',
    change: result('pengecekan', { '/platform': 'merpati' }),
    found: [7, 'R16', '/kind', 'refused (incomplete)', 'accepted'],
  },
  {
    what: 'a note that the step requires, left out',
    change: inStep('disposisi', (entry) => without(entry, 'note')),
    found: [3, 'R16', '/kind', 'refused (incomplete)', 'accepted'],
  },
  {
    what: 'a room booked outside the time asked for',
    change: result('pengecekan', { '/mulai': '2026-12-07T10:00:00+07:00' }),
    found: [7, 'R16', '/kind', 'refused (incomplete)', 'accepted'],
  },
  {
    what: 'a room booked for longer than is allowed',
    change: result('pengecekan', { '/selesai': '2028-12-07T11:30:00+07:00' }),
    found: [7, 'R16', '/kind', 'refused (incomplete)', 'accepted'],
  },
  {
    what: 'another booking than the result asks for',
    change: (entries) =>
      entries.map((entry) => (entry.booking ? { ...entry, booking: { ...entry.booking, room: 'aula' } } : entry)),
    found: [8, 'R24', '/booking/room', 'tcm', 'aula'],
  },
  {
    what: 'a visit that one of two approvals ended',
    change: (entries) => {
      const complete = entries[7];
      return inStep('pengecekan', (entry) => ({
        ...without(entry, 'partial'),
        ...(complete?.next ? { next: complete.next } : {}),
      }))(entries);
    },
    found: [7, 'R5', '/partial', 'true', '–'],
  },
  {
    what: 'the agenda number at another act',
    change: (entries) =>
      entries.map((entry, i) =>
        i === 1
          ? without(entry, 'agenda')
          : i === 2 && entries[1]?.agenda
            ? { ...entry, agenda: entries[1].agenda }
            : entry,
      ),
    found: [2, 'R13', '/agenda', expect.any(String), '–'],
  },
  {
    what: 'an escalation level at another instant',
    way: waiting,
    change: inStep('koordinasi', (entry) => ({ ...entry, at: after(entry.at, -60) }), 'rung'),
    found: [6, 'R22', '', undefined, undefined],
  },
  {
    what: 'an escalation level left out',
    way: waiting,
    change: (entries) => entries.filter(({ kind, rung }) => kind !== 'rung' || rung?.share !== 1),
    found: [7, 'R22', '/kind', 'rung', 'timed-out'],
  },
  {
    what: 'a timed end that came too soon',
    way: waiting,
    change: (entries) =>
      entries.flatMap((entry) =>
        entry.kind === 'rung' && entry.step === 'koordinasi'
          ? []
          : entry.kind === 'timed-out'
            ? { ...entry, at: after(entry.at, -1800) }
            : entry,
      ),
    found: [6, 'R6', '', undefined, undefined],
  },
  {
    what: 'an act on other content than the current one',
    change: inStep('disposisi', (entry) => ({ ...entry, digest: 'd'.repeat(64) })),
    found: [3, 'R18', '/digest', expect.any(String), 'd'.repeat(64)],
  },
  {
    what: 'an act with another commit than its own',
    change: inStep('disposisi', (entry) => ({ ...entry, head: { oid: 'e'.repeat(40), push: 1 } })),
    found: [3, 'R18', '/head/oid', expect.any(String), 'e'.repeat(40)],
  },
  {
    what: 'an act out of order, not marked as seen late',
    way: noted,
    change: (entries) => {
      const at = entries.findIndex(({ reason }) => reason === 'no-role');
      const [late] = entries.splice(at, 1);
      return late ? [...entries, { ...late, step: 'koordinasi' }] : [];
    },
    found: [6, 'R14', '/seenLate', 'true', '–'],
  },
  {
    what: 'an act after the end',
    change: (entries) => {
      const act = entries[2];
      return act?.source
        ? [
            ...entries,
            { ...act, at: wib(8, '09:00'), words: 'f'.repeat(64), source: { ...act.source, id: '901', order: 901 } },
          ]
        : [];
    },
    found: [12, 'R16', '/kind', 'refused (closed)', 'accepted'],
  },
  {
    what: 'a changed request that keeps the acts',
    way: changedMidway,
    change: inStep('laporan-walikota', (entry) => without(entry, 'supersedes'), 'superseded'),
    found: [4, 'R18', '/supersedes', 'true', '–'],
  },
  {
    what: 'a configuration that had been replaced',
    change: inStep('disposisi', (entry) => ({ ...entry, config: oldConfig.revision })),
    found: [3, 'R17', '/config', undefined, oldConfig.revision],
  },
  {
    what: 'a configuration that main never had',
    change: inStep('disposisi', (entry) => ({ ...entry, config: 'f'.repeat(64) })),
    found: [3, 'R17', '/config', undefined, 'f'.repeat(64)],
  },
  {
    what: 'a first submission that the schema refuses',
    change: asking({ '/kegiatan/judul': '' }),
    found: [1, 'R13', '', expect.stringContaining('/kegiatan/judul'), undefined],
  },
  {
    what: 'a first submission for a time in the past',
    change: asking({ '/pelaksanaan/mulai': '2026-11-01T09:00:00+07:00' }),
    found: [1, 'R13', '', expect.stringContaining('/pelaksanaan/mulai'), undefined],
  },
  {
    what: 'a submission that names files that do not exist',
    change: ([first, ...rest]) =>
      first?.request ? [{ ...first, attachments: [], digest: requestDigest(first.request, []) }, ...rest] : [],
    found: [1, 'R13', '', expect.stringContaining('/lampiran'), undefined],
  },
  {
    what: 'another procedure than main had',
    change: ([first, ...rest]) =>
      first?.opens
        ? [
            { ...first, opens: { ...first.opens, procedure: { ...first.opens.procedure, path: 'sops/lain.yaml' } } },
            ...rest,
          ]
        : [],
    found: [1, 'R13', '/opens/procedure/path', 'sops/protokol-manajemen-krisis.yaml', 'sops/lain.yaml'],
  },
  {
    what: 'a refusal for a reason that was not given',
    way: { to: 'laporan-walikota' },
    change: inStep('disposisi', (entry) => ({
      ...without(entry, 'next', 'note', 'words', 'digest', 'head', 'late'),
      kind: 'refused',
      reason: 'no-role',
      detail: { account: 'contoh-kepala-dinas' },
    })),
    found: [3, 'R16', '/reason', 'refused (incomplete)', 'refused (no-role)'],
  },
  {
    what: 'a refusal for a room that was free',
    change: inStep('pengecekan', (entry) => ({
      ...without(entry, 'partial', 'result', 'words', 'digest', 'head', 'late'),
      kind: 'refused',
      reason: 'room-taken',
      detail: { room: 'tcm', start: '2026-12-07T02:00:00Z', end: '2026-12-07T03:00:00Z' },
    })),
    found: [7, 'R16', '/reason', 'refused (incomplete)', 'refused (room-taken)'],
  },
  {
    what: 'an Approve before the time of its visit began',
    change: inStep('pelaksanaan', (entry) => ({ ...entry, at: wib(1, '08:30') })),
    found: [11, 'R16', '/kind', 'refused (too-early)', 'accepted'],
  },
  {
    what: 'a withdrawal by somebody else',
    way: closed('opener'),
    change: (entries) =>
      entries.map((entry) =>
        entry.kind === 'withdrawn' ? { ...entry, who: { id: 1999, login: 'contoh-orang-lain' } } : entry,
      ),
    found: [4, 'R16', '/kind', 'refused (no-role)', 'withdrawn'],
  },
  {
    what: 'a rejection without a reason',
    way: closed('contoh-kepala-dinas'),
    change: (entries) => entries.map((entry) => (entry.kind === 'rejected' ? without(entry, 'note') : entry)),
    found: [4, 'R16', '/kind', 'refused (incomplete)', 'rejected'],
  },
  {
    what: 'an abandoned case that nobody had closed',
    way: { to: 'laporan-walikota' },
    change: (entries) => [
      ...entries,
      {
        seq: 0,
        kind: 'abandoned',
        at: wib(1, '09:00'),
        step: 'laporan-walikota',
        visit: 1,
        end: 'abandoned',
        config: newConfig.revision,
      },
    ],
    found: [4, 'R1', '', undefined, undefined],
  },
  {
    what: 'a note made public that is not public by the step',
    change: inStep('disposisi', (entry) => ({ ...entry, publicNote: true })),
    found: [3, 'R11', '/publicNote', '–', 'true'],
  },
  {
    what: 'a failed test that leads to the next step as a good test does',
    change: result('pengecekan', { '/uji_koneksi/hasil': 'gagal' }),
    found: [8, 'R6', '/next/step', 'pemberitahuan-alternatif', 'persiapan-teknis'],
  },
  {
    what: 'a second test that made the event impossible and does not end the case',
    change: result('persiapan-teknis', { '/uji_koneksi/hasil': 'gagal-total' }),
    found: [9, 'R6', '/end', 'failed', '–'],
  },
  {
    what: 'a reason that no outcome gives',
    change: inStep('disposisi', (entry) => ({ ...entry, because: { id: 'sebab lain', en: 'another cause' } })),
    found: [3, 'R6', '/because', '–', expect.stringContaining('sebab lain')],
  },
  {
    what: 'a consulted person who did not have the role',
    change: result('koordinasi', { '/dengan': 'Contoh Siapa Pun' }),
    found: [6, 'R16', '/kind', 'refused (incomplete)', 'accepted'],
  },
  {
    what: 'a consultation after the act that reports it',
    change: result('koordinasi', { '/waktu': '2026-12-01T23:00:00+07:00' }),
    found: [6, 'R16', '/kind', 'refused (incomplete)', 'accepted'],
  },
  {
    what: 'a test reported before it was done',
    change: result('pengecekan', { '/uji_koneksi/waktu': '2026-12-07T09:00:00+07:00' }),
    found: [7, 'R16', '/kind', 'refused (incomplete)', 'accepted'],
  },
  {
    what: 'another room than the request asks for',
    change: ([first, ...rest]) => (first ? [{ ...first, slot: { ...first.slot, room: 'aula' } }, ...rest] : []),
    found: [1, 'R24', '/slot/room', 'tcm', 'aula'],
  },
  {
    what: 'a second open case of an applicant who may have one',
    change: ([first, ...rest]) =>
      first?.opens
        ? [
            {
              ...first,
              opens: { ...first.opens, applicant: { id: 4000, login: 'contoh-pemohon-4000' } },
              who: { id: 4000, login: 'contoh-pemohon-4000' },
            },
            ...rest,
          ]
        : [],
    found: [1, 'R13', '', expect.stringContaining('too-many-open-cases'), undefined],
  },
];

/**
 * The cases: one under the first configuration, one that stays open, one for each forgery, and two for the same room.
 */
const FIRST_OF_FORGED = 11;
const OPEN_ONE = 2;
const HOLDS = 90;
const CLASHES = 91;
const ways = new Map<number, Way>([
  [1, { config: oldConfig }],
  [OPEN_ONE, { to: 'disposisi', opener: 4000 }],
  ...FORGERIES.map(({ way = {} }, i) => [FIRST_OF_FORGED + i, way] as const),
  [HOLDS, {}],
  [CLASHES, {}],
]);

let root: string;
let steps: RegisterStep[];
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'forged-'));
  steps = walkCases(ways);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

let registers = 0;
/**
 * Writes a register.
 * @returns its folder and its commits, of which the first has the README
 */
function write(written: readonly RegisterStep[], main = mainCommits): { folder: string; oids: string[] } {
  registers += 1;
  const folder = join(root, `${registers}.git`);
  initRepository(folder);
  if (main.length > 0) importCommits(folder, 'main', main);
  return { folder, oids: importCommits(folder, 'register', registerCommits(written)) };
}

const codesOf = ({ findings }: Verification) => findings.map(({ code }) => code);

describe('R29, security 36: verify judges again', () => {
  it('R29, security 36: judging again finds nothing in a register that the process wrote', async () => {
    const { findings, entries, cases, notJudged } = await verifyClone(write(steps).folder);
    expect(findings.map((each) => formatFinding(each, 'en'))).toEqual([]);
    expect(cases).toBe(ways.size);
    expect(entries).toBeGreaterThan(300);
    expect(notJudged).toEqual({
      configuration: 0,
      erased: 0,
      kept: { shown: expect.any(Number), words: 0, content: 0 },
    });
  });

  describe('R29: an entry that the process would not have written, although chain, state and index agree', () => {
    let found: Verification;
    let forged: readonly RegisterStep[] = [];
    beforeAll(async () => {
      const forgeries = new Map(FORGERIES.map(({ change }, i) => [FIRST_OF_FORGED + i, change]));
      // The room is never released. A case that booked it later should have been refused.
      forgeries.set(HOLDS, (entries) => entries.slice(0, -1));
      forged = forge(steps, forgeries);
      found = await verifyClone(write(forged).folder);
    });

    const of = (number: number) => found.findings.filter(({ file }) => file === `journals/0/${number}.jsonl`);

    it.each(FORGERIES.map(({ what, found: expected }, i) => ({ what, number: FIRST_OF_FORGED + i, expected })))(
      'R29, security 36: judging again names $what',
      ({ number, expected }) => {
        const reported = of(number).map((each) => [each.seq, each.rule, each.path, each.expected, each.received]);
        expect(reported).toContainEqual([...expected]);
      },
    );

    it('R29, security 36: judging again names a room that another case had', () => {
      const reported = of(CLASHES).map(({ seq, rule, path, expected, received }) => [
        seq,
        rule,
        path,
        expected,
        received,
      ]);
      expect(reported).toContainEqual([7, 'R16', '/kind', 'refused (room-taken)', 'accepted']);
      expect(reported).toContainEqual([1, 'R25', '/warnings', expect.stringContaining('room-taken'), '–']);
    });

    it('R29, security 36: judging again names no case in which every entry is as the process would have written it', () => {
      expect([1, OPEN_ONE, HOLDS].flatMap(of)).toEqual([]);
    });

    it('R29, security 36: judging again since a trusted commit has the same findings, by the other cases as the register had them at that commit', async () => {
      const { folder, oids } = write(forged);
      const before = forged.findIndex((step) => 'number' in step && step.number === CLASHES);
      const since = oids[before] ?? '';
      const later = await verifyClone(folder, { since });
      expect(later.cases).toBe(1);
      expect(later.findings.map(({ seq, path, expected }) => [seq, path, expected])).toEqual(
        of(CLASHES).map(({ seq, path, expected }) => [seq, path, expected]),
      );
    });
  });

  describe('R29: judging again since a commit that was verified before', () => {
    it('R29: only what has changed since the verified commit is judged', async () => {
      const { folder, oids } = write(steps);
      const since = oids.at(-5) ?? '';
      const { findings, commits, cases, entries } = await verifyClone(folder, { since });
      expect({ findings, commits, cases, entries }).toEqual({ findings: [], commits: 4, cases: 1, entries: 4 });
      expect(codesOf(await verifyClone(folder, { since: oids.at(-1) ?? '' }))).toEqual([]);
    });

    it('R29: a register that was written anew or cut, and has lost the verified commit, is named', async () => {
      const { folder, oids } = write(steps);
      const late = forge(steps, new Map([[1, inStep('disposisi', (entry) => ({ ...entry, late: 600 }))]]));
      importCommits(folder, 'register', registerCommits(late));
      expect(codesOf(await verifyClone(folder, { since: oids.at(-5) ?? '' }))).toContain('trusted-head');
      importCommits(folder, 'register', registerCommits(steps.slice(0, -2)));
      expect(codesOf(await verifyClone(folder, { since: oids.at(-1) ?? '' }))).toContain('trusted-head');
    });
  });

  it('R7, R29: if the SOP of a case is not in the clone, only the opening of the case is judged', async () => {
    const elsewhere = ([first, ...rest]: Entry[]): Entry[] => {
      if (!first?.opens) throw new Error('No opening.');
      const procedure = { ...first.opens.procedure, blob: '0'.repeat(40) };
      return [{ ...first, opens: { ...first.opens, procedure } }, ...rest];
    };
    const { findings, notJudged } = await verifyClone(write(forge(steps, new Map([[1, elsewhere]]))).folder);
    expect(findings.map(({ file, seq, path }) => [file, seq, path])).toEqual([
      ['journals/0/1.jsonl', 1, '/opens/procedure/blob'],
    ]);
    const ofCase = steps.reduce(
      (sum, step) => sum + ('number' in step && step.number === 1 ? step.entries.length : 0),
      0,
    );
    expect(notJudged.configuration).toBe(ofCase - 1);
  });

  it('R29: verification says what it did not judge if the configuration is not in the clone', async () => {
    const { folder } = write(steps.slice(0, 12), []);
    const { findings, entries, notJudged, files, documents } = await verifyClone(folder);
    expect({ findings, configuration: notJudged.configuration }).toEqual({ findings: [], configuration: entries });
    expect(leftOut({ files, documents, notJudged })?.en).toContain(
      `the decisions in ${entries} entries, whose configuration is not in`,
    );
  });
});
