import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { IndexedCase } from '#domain/journal/index-file.ts';
import { sampleText } from '#tests/support/folders.ts';
import { applicationsOf, type DeskReading, deskOf, type EndedCase, lineSentence } from './desk-list.ts';
import { filesOf, deskOfficeOf } from './office.ts';
import type { RawOwn } from './queries.ts';

const PATH = 'sops/protokol-manajemen-krisis.yaml';
const file = (name: string) => ({
  name,
  type: 'blob',
  oid: name,
  object: { text: sampleText(`sops/${name}`) },
});
const FILES = ['protokol-manajemen-krisis.yaml', 'roles.yaml', 'rooms.yaml', 'calendar.yaml'].map(file);
const known = new Map<string, string>();
const OFFICE = deskOfficeOf(filesOf('sops', { entries: FILES }, known), known);
const NOW = '2026-12-01T03:00:00Z';

const ROWS: Readonly<Record<string, number>> = { penerimaan: 2, disposisi: 3, 'laporan-walikota': 4, pengecekan: 7 };
const caseAt = (step: string, more: Partial<IndexedCase> = {}): IndexedCase => ({
  ...{ id: 'PMK-2026-1', path: '', step, row: ROWS[step] ?? 1, visit: 1, withApplicant: step === 'perbaikan' },
  ...{ applicant: 1101, procedure: PATH, mark: '', config: '' },
  ...more,
});

function reading(account: number, cases: readonly IndexedCase[], more: Partial<DeskReading> = {}): DeskReading {
  const listed = cases.map((each, n) => [String(n + 1), { ...each, id: `PMK-2026-${n + 1}` }] as const);
  return {
    viewer: { login: 'contoh', name: null, databaseId: account },
    office: OFFICE,
    index: { version: 1, config: '', agenda: {}, cases: Object.fromEntries(listed), bookings: [] },
    ...{ own: [], ended: new Map(), sent: new Set<number>() },
    ...more,
  };
}
const [TU, HEAD, MAYOR, SUBKOR, OPERATOR] = [1002, 1003, 1004, 1007, 1008];
const ids = (lines: readonly { id: string }[]): string[] => lines.map(({ id }) => id.replace('PMK-2026-', ''));

describe('what waits for an official', () => {
  it('is read by another YAML reader than the engine’s, with the same outcome', () => {
    for (const { name, object } of FILES.slice(0, 3)) {
      const [whole] = [parse(object.text) as unknown];
      const mine =
        name === 'roles.yaml'
          ? OFFICE.roles
          : name === 'rooms.yaml'
            ? { rooms: OFFICE.rooms }
            : OFFICE.procedures.get(PATH);
      expect(mine).toEqual(whole);
    }
  });

  it('stands in groups, the soonest deadline first; what is another’s does not stand there', () => {
    const desk = deskOf(
      reading(HEAD, [
        caseAt('disposisi', { due: '2026-12-01T03:10:00Z' }),
        caseAt('disposisi', { due: '2026-12-01T02:00:00Z' }),
        caseAt('laporan-walikota', { due: '2026-12-01T01:00:00Z' }),
        caseAt('penerimaan', { due: '2026-12-01T01:00:00Z' }),
        caseAt('disposisi', { due: '2026-12-02T03:00:00Z' }),
        caseAt('disposisi'),
      ]),
      NOW,
    );
    expect({ late: ids(desk.late), today: ids(desk.today), next: ids(desk.next) }).toEqual({
      late: ['3', '2'],
      today: ['1'],
      next: ['5', '6'],
    });
    expect(desk.roles).toEqual([{ id: 'Kepala Dinas', en: 'Head of agency' }]);
  });

  it('today is the day on the wall of the office, not of the reader', () => {
    const desk = deskOf(reading(TU, [caseAt('penerimaan', { due: '2026-12-01T17:00:00Z' })]), NOW);
    expect([ids(desk.today), ids(desk.next)]).toEqual([[], ['1']]);
  });

  it('R5: of a row that two must approve, the second waits for the first, and the first not for itself', () => {
    const before = [caseAt('pengecekan')];
    const approvals = [{ account: SUBKOR, role: 'subkor-ile', at: NOW }];
    const after = [caseAt('pengecekan', { approvals })];
    const next = (account: number, cases: IndexedCase[]) => ids(deskOf(reading(account, cases), NOW).next);
    expect([next(SUBKOR, before), next(OPERATOR, before)]).toEqual([['1'], []]);
    expect([next(SUBKOR, after), next(OPERATOR, after)]).toEqual([[], ['1']]);
    const [line] = deskOf(reading(OPERATOR, after), NOW).next;
    expect(line && lineSentence(line, NOW).id).toContain('1 dari 2 persetujuan, belum: Staf/operator');
  });

  it('R16: nobody’s own request waits for them, and R17: nothing for one who no longer holds the role', () => {
    expect(ids(deskOf(reading(MAYOR, [caseAt('disposisi', { applicant: MAYOR })]), NOW).next)).toEqual([]);
    // Acting head of agency until 14 August.
    const acting = reading(1005, [caseAt('disposisi')]);
    expect(ids(deskOf(acting, '2026-08-10T03:00:00Z').next)).toEqual(['1']);
    expect(ids(deskOf(acting, '2026-08-20T03:00:00Z').next)).toEqual([]);
  });

  it('R4: a case whose SOP main no longer has is told in the office’s zone', () => {
    const lines = (office: typeof OFFICE) =>
      applicationsOf(reading(1101, [caseAt('disposisi', { procedure: 'sops/lama.yaml' })], { office })).running;
    expect(lines(OFFICE)).toMatchObject([{ zone: 'Asia/Pontianak' }]);
    expect(lines({ ...OFFICE, zone: 'Asia/Jayapura' })).toMatchObject([{ zone: 'Asia/Jayapura' }]);
  });

  it('what was sent waits for the process, and not for the reader', () => {
    const desk = deskOf(reading(TU, [caseAt('penerimaan')], { sent: new Set([1]) }), NOW);
    expect([ids(desk.next), ids(desk.sent)]).toEqual([[], ['1']]);
  });
});

const ENDED: EndedCase = {
  ...{ id: 'PMK-2026-15', title: 'Rapat koordinasi', end: 'completed', zone: 'Asia/Pontianak' },
  situation: { kind: 'withdrawn', at: NOW },
};

describe('what somebody has applied for', () => {
  it('R35: a case is called by what the register’s index keeps of its request, or by its number alone', () => {
    const cases = [caseAt('penerimaan', { title: 'Rapat koordinasi banjir' }), caseAt('disposisi')];
    expect(applicationsOf(reading(1101, cases)).running.map(({ number, title }) => [number, title])).toEqual([
      [2, undefined],
      [1, 'Rapat koordinasi banjir'],
    ]);
  });

  const pull = (number: number, more: Partial<RawOwn> = {}, state?: string): RawOwn => ({
    ...{ number, title: 'x', url: '', state: 'OPEN', isDraft: false, updatedAt: NOW, closedAt: null },
    ...{ headRefName: 'cms/pmk/x', baseRepository: { nameWithOwner: 'a/b' }, labels: { nodes: [] } },
    commits: {
      nodes:
        state === undefined ? [] : [{ commit: { status: { context: { state, description: 'x', createdAt: NOW } } } }],
    },
    ...more,
  });
  const submit = { labels: { nodes: [{ name: 'decap-cms/pending_review' }] } };

  it('R13: drafts, what was refused before there was a case, what is not read yet, what runs, what came back', () => {
    const mine = applicationsOf(
      reading(1101, [caseAt('penerimaan'), caseAt('perbaikan'), caseAt('disposisi', { applicant: 1102 })], {
        own: [
          pull(1, submit),
          pull(10),
          pull(11, submit, 'FAILURE'),
          pull(12, submit, 'PENDING'),
          pull(13, { headRefName: 'permohonan/x' }),
          pull(14, { headRefName: 'permohonan/x', isDraft: true }),
          pull(15, { state: 'MERGED' }),
          pull(16, { state: 'CLOSED' }),
          // Closed, and not read by the process yet: it runs until then.
          pull(2, { state: 'CLOSED' }),
        ],
        ended: new Map([
          [15, ENDED],
          [16, undefined],
        ]),
      }),
    );
    const numbers = (of: readonly { number: number }[]) => of.map(({ number }) => number);
    expect(mine.ended.map(({ pull: { number }, ended }) => [number, ended?.title])).toEqual([
      [15, 'Rapat koordinasi'],
      [16, undefined],
    ]);
    expect({
      returned: numbers(mine.returned),
      running: numbers(mine.running),
      refused: numbers(mine.refused),
      submitted: numbers(mine.submitted),
      drafts: numbers(mine.drafts),
    }).toEqual({ returned: [2], running: [1], refused: [11], submitted: [12, 13], drafts: [10, 14] });
  });
});
