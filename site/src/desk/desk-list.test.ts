import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { IndexedCase } from '#domain/journal/index-file.ts';
import { waitingFor } from '#domain/manage/consequences.ts';
import { DESK_FILES, DESK_OFFICE, DESK_SOP, deskReading, indexedAt } from '#tests/support/desk-reading.ts';
import {
  applicationsOf,
  deskOf,
  type EndedCase,
  lineSentence,
  procedureOfPull,
  shapeOf,
  waitsForViewer,
} from './desk-list.ts';
import { deskOfficeOf } from './office.ts';
import type { ListedPull } from './queries.ts';

const NOW = '2026-12-01T03:00:00Z';
const [TU, HEAD, MAYOR, CONSULTED, SUBKOR, OPERATOR] = [1002, 1003, 1004, 1006, 1007, 1008];
const ids = (lines: readonly { id: string }[]): string[] => lines.map(({ id }) => id.replace('PMK-2026-', ''));

describe('the list of an official', () => {
  it('the desk’s YAML reader reads roles, rooms and SOP as the engine’s YAML reader does', () => {
    for (const { name, object } of DESK_FILES.slice(0, 3)) {
      const [whole] = [parse(object.text) as unknown];
      const mine =
        name === 'roles.yaml'
          ? DESK_OFFICE.roles
          : name === 'rooms.yaml'
            ? { rooms: DESK_OFFICE.rooms }
            : DESK_OFFICE.procedures.get(DESK_SOP);
      expect(mine).toEqual(whole);
    }
  });

  it('an official’s list has groups, with the earliest deadline first, and no case that waits for somebody else', () => {
    const desk = deskOf(
      deskReading(HEAD, [
        indexedAt('disposisi', { due: '2026-12-01T03:10:00Z' }),
        indexedAt('disposisi', { due: '2026-12-01T02:00:00Z' }),
        indexedAt('laporan-walikota', { due: '2026-12-01T01:00:00Z' }),
        indexedAt('penerimaan', { due: '2026-12-01T01:00:00Z' }),
        indexedAt('disposisi', { due: '2026-12-02T03:00:00Z' }),
        indexedAt('disposisi'),
      ]),
      NOW,
    );
    expect({ late: ids(desk.late), today: ids(desk.today), next: ids(desk.next) }).toEqual({
      late: ['3', '2'],
      today: ['1'],
      next: ['5', '6'],
    });
    expect(desk.roles.map(({ name }) => name)).toEqual([{ id: 'Kepala Dinas', en: 'Head of agency' }]);
  });

  it('a deadline at midnight in the office’s zone is not listed under today, although in UTC it is the same day', () => {
    const desk = deskOf(deskReading(TU, [indexedAt('penerimaan', { due: '2026-12-01T17:00:00Z' })]), NOW);
    expect([ids(desk.today), ids(desk.next)]).toEqual([[], ['1']]);
  });

  it('R5: a row that two roles must approve is listed for the first role, and only after its approval for the second', () => {
    const before = [indexedAt('pengecekan')];
    const approvals = [{ account: SUBKOR, role: 'subkor-ile', at: NOW }];
    const after = [indexedAt('pengecekan', { approvals })];
    const next = (account: number, cases: IndexedCase[]) => ids(deskOf(deskReading(account, cases), NOW).next);
    expect([next(SUBKOR, before), next(OPERATOR, before)]).toEqual([['1'], []]);
    expect([next(SUBKOR, after), next(OPERATOR, after)]).toEqual([[], ['1']]);
    const [line] = deskOf(deskReading(OPERATOR, after), NOW).next;
    expect(line && lineSentence(line, NOW).id).toContain('1 dari 2 persetujuan, belum: Staf/operator');
  });

  it('R7: a case that keeps an earlier SOP is listed for the officials of that SOP', () => {
    const main = DESK_FILES[0]?.object.text ?? '';
    const now = main.replace(/(id: disposisi\n[^]*?)actor: kepala-dinas/, '$1actor: walikota');
    const sops = new Map(DESK_FILES.map(({ name }) => [`sops/${name}`, name === 'roles.yaml' ? name : `${name} now`]));
    const texts = new Map(DESK_FILES.flatMap(({ name, object }) => [[name, object.text] as const]));
    texts.set(`${DESK_SOP.slice(5)} now`, now);
    const office = deskOfficeOf(sops, texts);
    const cases = [indexedAt('disposisi', { revision: DESK_SOP.slice(5) }), indexedAt('disposisi')];
    const next = (account: number) => ids(deskOf(deskReading(account, cases, { office }), NOW).next);
    expect([next(HEAD), next(MAYOR)]).toEqual([['1'], ['2']]);
    const waiting = (role: string) => waitingFor(deskReading(HEAD, cases).index, office.procedureOf, role);
    expect(['kepala-dinas', 'walikota'].map((role) => waiting(role).map(({ number }) => number))).toEqual([[1], [2]]);
  });

  it('R4: people whom a step consults find the case in a group of its own, without a decision to make', () => {
    const cases = [
      indexedAt('koordinasi', { due: '2026-12-01T03:10:00Z' }),
      indexedAt('koordinasi', { due: '2026-12-01T02:00:00Z' }),
      indexedAt('koordinasi', { withApplicant: true }),
      indexedAt('pengecekan'),
    ];
    const reading = deskReading(CONSULTED, cases);
    const desk = deskOf(reading, NOW);
    expect(ids(desk.consulted)).toEqual(['2', '1']);
    expect(desk.consulted[0]?.role?.id).toBe('kabid-ikp');
    expect([desk.late, desk.today, desk.next, waitsForViewer(reading, NOW).count]).toEqual([[], [], [], 0]);
    expect(ids(deskOf(deskReading(TU, cases), NOW).consulted)).toEqual([]);
  });

  it('R16, R17: neither an official’s own request nor a case of a role that ended is listed for them', () => {
    expect(ids(deskOf(deskReading(MAYOR, [indexedAt('disposisi', { applicant: MAYOR })]), NOW).next)).toEqual([]);
    // The acting head of agency is in office until 14 August.
    const acting = deskReading(1005, [indexedAt('disposisi')]);
    expect(ids(deskOf(acting, '2026-08-10T03:00:00Z').next)).toEqual(['1']);
    expect(ids(deskOf(acting, '2026-08-20T03:00:00Z').next)).toEqual([]);
    // The head of the desk names the viewer's roles, and that one of them is only acted in.
    expect(deskOf(acting, '2026-08-10T03:00:00Z').roles.map(({ name }) => name.id)).toContain('Plh. Kepala Dinas');
  });

  it('R4: a case whose SOP main no longer has uses the office’s zone in the list', () => {
    const lines = (office: typeof DESK_OFFICE) =>
      applicationsOf(deskReading(1101, [indexedAt('disposisi', { procedure: 'sops/lama.yaml' })], { office })).running;
    expect(lines(DESK_OFFICE)).toMatchObject([{ zone: 'Asia/Pontianak' }]);
    expect(lines({ ...DESK_OFFICE, zone: 'Asia/Jayapura' })).toMatchObject([{ zone: 'Asia/Jayapura' }]);
  });

  it('a line of an official names the role that must act and the SOP; a line of an applicant names the SOP only', () => {
    const both = deskReading(1005, [indexedAt('disposisi'), indexedAt('koordinasi')]);
    const desk = deskOf(both, '2026-08-10T03:00:00Z');
    expect(desk.roles.map(({ id }) => id)).toEqual(['kepala-dinas', 'kabid-aptika']);
    expect(desk.next.map(({ role, procedure }) => [role?.id, role?.name.id, procedure?.id])).toEqual([
      ['kepala-dinas', 'Plh. Kepala Dinas', 'protokol-manajemen-krisis'],
      ['kabid-aptika', 'Kabid Aptika', 'protokol-manajemen-krisis'],
    ]);
    const [other] = applicationsOf(deskReading(1101, [indexedAt('disposisi')])).running;
    expect([other?.role, other?.procedure?.name.id]).toEqual([undefined, 'Protokol Manajemen Krisis']);
  });

  it('a case with an act that was sent waits for the process, and not for the reader', () => {
    const desk = deskOf(deskReading(TU, [indexedAt('penerimaan')], { sent: new Set([1]) }), NOW);
    expect([ids(desk.next), ids(desk.sent)]).toEqual([[], ['1']]);
  });
});

const ENDED: EndedCase = {
  ...{ id: 'PMK-2026-15', title: 'Rapat koordinasi', end: 'completed', zone: 'Asia/Pontianak' },
  situation: { kind: 'withdrawn', at: NOW },
};

describe('the list of an applicant', () => {
  it('R35: an applicant’s case has the request’s title from the register’s index, or no title', () => {
    const cases = [indexedAt('penerimaan', { title: 'Rapat koordinasi banjir' }), indexedAt('disposisi')];
    expect(applicationsOf(deskReading(1101, cases)).running.map(({ number, title }) => [number, title])).toEqual([
      [2, undefined],
      [1, 'Rapat koordinasi banjir'],
    ]);
  });

  it('R41: a case that the counter entered is listed for its person as running, also after a return; the counter corrects it, and the person does not decide in it', () => {
    const theirs = { applicant: 1010, onBehalf: true, person: TU } as const;
    const cases = [indexedAt('penerimaan', theirs), indexedAt('perbaikan', theirs), indexedAt('penerimaan')];
    const mine = applicationsOf(deskReading(TU, cases));
    expect([ids(mine.running), ids(mine.returned)]).toEqual([['2', '1'], []]);
    expect(ids(deskOf(deskReading(TU, cases), NOW).next)).toEqual(['3']);
    expect(ids(applicationsOf(deskReading(1010, cases)).returned)).toEqual(['2']);
    expect(ids(applicationsOf(deskReading(HEAD, cases)).running)).toEqual([]);
  });

  const pull = (number: number, more: Partial<ListedPull> = {}, state?: string): ListedPull => ({
    ...{ number, title: 'x', url: '', state: 'OPEN', isDraft: false, updatedAt: NOW, closedAt: null },
    ...{ headRefName: 'cms/pmk/x', baseRepository: { nameWithOwner: 'a/b' }, labels: { nodes: [] } },
    commits: {
      nodes:
        state === undefined ? [] : [{ commit: { status: { context: { state, description: 'x', createdAt: NOW } } } }],
    },
    ...more,
  });
  const submit = { labels: { nodes: [{ name: 'decap-cms/pending_review' }] } };

  it('a draft has the SOP that its branch names, or none if the form did not make the branch or the SOP is unknown', () => {
    const sopOf = (headRefName: string) => procedureOfPull(DESK_OFFICE, pull(1, { headRefName }))?.name.id;
    expect(sopOf('cms/protokol-manajemen-krisis/2026/x-0a1b2c3d/request')).toBe(
      DESK_OFFICE.procedures.get(DESK_SOP)?.title.id,
    );
    for (const branch of ['cms/lain/2026/x/request', 'permohonan/protokol-manajemen-krisis/x'])
      expect(sopOf(branch)).toBeUndefined();
  });

  it('R13: an applicant’s list separates drafts, refused drafts, submissions that were not read yet, and running, returned and ended cases', () => {
    const mine = applicationsOf(
      deskReading(
        1101,
        [indexedAt('penerimaan'), indexedAt('perbaikan'), indexedAt('disposisi', { applicant: 1102 })],
        {
          own: [
            pull(1, submit),
            pull(10),
            pull(11, submit, 'FAILURE'),
            pull(12, submit, 'PENDING'),
            pull(13, { headRefName: 'permohonan/x' }),
            pull(14, { headRefName: 'permohonan/x', isDraft: true }),
            pull(15, { state: 'MERGED' }),
            pull(16, { state: 'CLOSED' }),
            // The process has not read yet that this pull request is closed. Until then its case is listed as before.
            pull(2, { state: 'CLOSED' }),
          ],
          ended: new Map([[15, ENDED]]),
        },
      ),
    );
    const numbers = (of: readonly { number: number }[]) => of.map(({ number }) => number);
    expect(mine.ended.map(({ pull: { number }, ended }) => [number, ended?.title])).toEqual([[15, 'Rapat koordinasi']]);
    expect({
      returned: numbers(mine.returned),
      running: numbers(mine.running),
      refused: numbers(mine.refused),
      submitted: numbers(mine.submitted),
      drafts: numbers(mine.drafts),
    }).toEqual({ returned: [2], running: [1], refused: [11], submitted: [12, 13], drafts: [10, 14] });
  });

  it('R13: what waits for a person is what they decide, what was returned to them, and what was refused', () => {
    const cases = [indexedAt('penerimaan'), indexedAt('perbaikan', { applicant: TU }), indexedAt('disposisi')];
    const own = [pull(11, submit, 'FAILURE'), pull(12, submit, 'PENDING')];
    const mine = waitsForViewer(deskReading(TU, cases, { own }), NOW);
    expect([ids(mine.lines), mine.count]).toEqual([['1', '2'], 3]);
    const sent = waitsForViewer(deskReading(TU, cases, { sent: new Set([1]) }), NOW);
    expect([ids(sent.lines), sent.count]).toEqual([['2'], 1]);
  });

  it('a list has changed if a line is gone, has a new visit, moved or became late, not if its title changed', () => {
    const shape = (cases: readonly IndexedCase[], now = NOW) => shapeOf(deskReading(TU, cases), now);
    const due = '2026-12-01T04:00:00Z';
    const before = shape([indexedAt('penerimaan', { due }), indexedAt('penerimaan')]);
    expect(shape([indexedAt('penerimaan', { due, title: 'Rapat' }), indexedAt('penerimaan')])).toBe(before);
    expect(shape([indexedAt('penerimaan', { due })])).not.toBe(before);
    expect(shape([indexedAt('penerimaan', { due, visit: 2 }), indexedAt('penerimaan')])).not.toBe(before);
    expect(shape([indexedAt('penerimaan'), indexedAt('penerimaan', { due })])).not.toBe(before);
    // From here on, the deadline has passed.
    expect(shape([indexedAt('penerimaan', { due }), indexedAt('penerimaan')], '2026-12-01T05:00:00Z')).not.toBe(before);
  });
});
