import { describe, expect, it } from 'vitest';
import type { PublicCase } from '#domain/generated/public-case.ts';
import type { Procedure as ProcedureFigures } from '#domain/generated/public-figures.ts';
import { toClock } from '#domain/clock/clock.ts';
import { exportRegister } from '#tests/support/export-register.ts';
import { summarise } from '#public/export/summary.ts';
import { Catalogue } from '#public/site/memory/catalogue.ts';
import { calendar, sop, Walk, world } from '#tests/support/walked-case.ts';
import { type CaseFacts, countedOf } from './facts.ts';
import { keptOf, limitsByRole, procedureSums } from './month-figures.ts';
import { monthBounds, roomFigures, secondsIn } from './room-figures.ts';
import { CLASSES, classOf, shareOf } from './tally.ts';
import { waitingFigures } from './waiting-figures.ts';

const { names } = exportRegister(world([])).publication;

/**
 * Returns the figures of these cases in a month. The sample office’s zone is seven hours ahead of UTC, and its clock
 * runs day and night.
 */
function figuresOfWalks(month: string, ...walks: Walk[]): ProcedureFigures {
  return figuresOfCases(
    month,
    exportRegister(world(walks)).dossiers.map((dossier) => dossier.case),
  );
}

function figuresOfCases(month: string, cases: readonly PublicCase[]): ProcedureFigures {
  return figuresIn(countsOf(cases), month);
}

const figuresIn = (figures: Catalogue['figures'], month: string): ProcedureFigures => ({
  ...procedureSums(sop, figures.counts(sop.id, month)),
  moved: figures.moved(sop.id, month),
});

function countsOf(cases: readonly PublicCase[]): Catalogue['figures'] {
  const catalogue = new Catalogue(Catalogue.database(), () => sop.zone);
  for (const one of cases) catalogue.put({ summary: summarise(one, names), facts: countedOf(one, sop) });
  return catalogue.figures;
}

const limitOf = ({ limits }: ProcedureFigures, row: number) => {
  const found = limits.find((each) => each.row === row);
  return found && [found.kept, found.of];
};

describe('R32, R35: figures of a month, compared with cases that were computed by hand', () => {
  it('R32: a case submitted at half past midnight in the procedure’s zone counts in the new month, although UTC is still in the old one', () => {
    // 1 November 00:30 in the office.
    const walk = new Walk(1, '2026-10-31T17:30:00Z').submit().wait(3).approve();
    expect(figuresOfWalks('2026-10', walk)).toMatchObject({ submitted: 0, limits: [], spent: [] });
    const november = figuresOfWalks('2026-11', walk);
    expect(november).toMatchObject({ submitted: 1, spent: [{ row: 2, visits: 1, seconds: 180 }] });
    expect(limitOf(november, 2)).toEqual([1, 1]);
  });

  it('R35: a time limit counts in the month in which it became known whether it was kept', () => {
    // The limit is five minutes from 23:50 of 31 October. The act is at 00:30 of 1 November.
    const walk = new Walk(1, '2026-10-31T16:50:00Z').submit().wait(40).approve();
    const [october, november] = [figuresOfWalks('2026-10', walk), figuresOfWalks('2026-11', walk)];
    expect(limitOf(october, 2)).toEqual([0, 1]);
    expect(october.times).toEqual([]);
    expect(limitOf(november, 2)).toBeUndefined();
    expect(november.times).toEqual([
      {
        ...{ row: 2, step: 'penerimaan', measure: 'time', limits: [300], within: [0, 0, 0, 1] },
        spread: { n: 1, median: 2_400, p90: 2_400 },
        share: { n: 1, median: 8_000, p90: 8_000 },
      },
    ]);
  });

  it('R35: an act at the deadline is on time, and a time of exactly half, once or twice the limit is in the class up to that bound', () => {
    const of = (minutes: number) => figuresOfWalks('2026-11', new Walk(1).to('disposisi').wait(minutes).approve());
    const inRow3 = (minutes: number) => of(minutes).times.find(({ row }) => row === 3)?.within;
    expect([15, 16, 30, 31, 60, 61].map(inRow3)).toEqual([
      ...[
        [1, 0, 0, 0],
        [0, 1, 0, 0],
        [0, 1, 0, 0],
        [0, 0, 1, 0],
        [0, 0, 1, 0],
      ],
      [0, 0, 0, 1],
    ]);
    expect([30, 31].map((minutes) => limitOf(of(minutes), 3))).toEqual([
      [1, 1],
      [0, 1],
    ]);
  });

  it('R35: an open visit past its deadline is late and has no length yet, and is not late twice when it ends', () => {
    const walk = new Walk(1).to('disposisi').wait(30).level(1);
    const open = figuresOfWalks('2026-11', walk);
    expect(limitOf(open, 3)).toEqual([0, 1]);
    expect(open.times.map(({ row }) => row)).toEqual([2]);
    const ended = figuresOfWalks('2026-11', walk.wait(30).approve());
    expect(limitOf(ended, 3)).toEqual([0, 1]);
    expect(ended.times.map(({ row, within }) => [row, within])).toEqual([
      [2, [0, 1, 0, 0]],
      [3, [0, 0, 1, 0]],
    ]);
  });

  it('R32: a month in the course of an SOP counts the submitted, ended and completed cases, and how many time limits were kept', () => {
    const completed = new Walk(1).to('pelaksanaan').approve();
    const rejected = new Walk(2).to('disposisi').wait(60).reject('Bukan krisis.');
    const { dossiers } = exportRegister(world([completed, rejected, new Walk(3).submit()]));
    const course = countsOf(dossiers.map((dossier) => dossier.case)).courseMonth(sop.id, '2026-11');
    expect(course).toMatchObject({ month: '2026-11', submitted: 3, ended: 2, completed: 1 });
    expect(course.of - course.kept).toBe(1);
  });

  it('R35: a step that time ended was not done on time', () => {
    const walk = new Walk(1).to('disposisi').wait(30);
    const next = new Walk(2).to('laporan-walikota').entries.at(-1)?.next;
    walk.add('timed-out', next ? { next } : {});
    const figures = figuresOfWalks('2026-11', walk);
    expect(limitOf(figures, 3)).toEqual([0, 1]);
    expect(figures.outcomes).toEqual([
      { row: 3, step: 'disposisi', roles: ['kepala-dinas'], outcome: 'timed-out', n: 1 },
    ]);
  });

  it('R35: a visit that a changed request or a withdrawal cut short before its deadline is neither on time nor late, and its time is counted as spent', () => {
    const superseded = new Walk(1).to('koordinasi').wait(10).supersede();
    const withdrawn = new Walk(2).to('disposisi').wait(10).withdraw();
    const figures = figuresOfWalks('2026-11', superseded, withdrawn);
    expect([limitOf(figures, 6), limitOf(figures, 3)]).toEqual([undefined, [1, 1]]);
    expect(figures.times.map(({ row }) => row)).toEqual([2, 3, 4, 5]);
    expect(figures.outcomes.map(({ row, outcome, n }) => [row, outcome, n])).toEqual([
      [3, 'withdrawn', 1],
      [6, 'superseded', 1],
    ]);
    expect(figures.spent.find(({ row }) => row === 6)).toMatchObject({ visits: 1, seconds: 600 });
    expect(figures.ended).toEqual([{ status: 'withdrawn', n: 1 }]);
    // The acts were on time, although they were superseded later.
    expect(limitOf(figures, 2)).toEqual([2, 2]);
  });

  it('R32: a second visit is a turn of its own, and a return is counted at the step that made it', () => {
    const walk = new Walk(1).submit().wait(4).changes('Kurang tanda tangan.').wait(60).submit().wait(2).approve();
    const figures = figuresOfWalks('2026-11', walk);
    expect(limitOf(figures, 2)).toEqual([2, 2]);
    expect(figures.times[0]).toMatchObject({ row: 2, spread: { n: 2, median: 120, p90: 240 } });
    expect(figures.spent).toEqual([
      { row: 1, step: 'perbaikan', roles: ['applicant'], visits: 1, seconds: 3_600 },
      { row: 2, step: 'penerimaan', roles: ['tu'], visits: 2, seconds: 360 },
    ]);
    expect(figures.outcomes).toEqual([{ row: 2, step: 'penerimaan', roles: ['tu'], outcome: 'returned', n: 1 }]);
  });

  it('R32: the wait for an agreed date is not counted, because a turn is measured from the begin of its visit', () => {
    const walk = new Walk(1).to('persiapan-teknis');
    walk.wait(10).approve();
    const next = walk.entries.at(-1)?.next;
    if (!next) throw new Error('The last step did not begin.');
    next.begins = '2026-11-26T02:00:00Z';
    walk.now = '2026-11-26T03:00:00Z';
    const figures = figuresOfWalks('2026-11', walk.approve());
    expect(figures.spent.find(({ row }) => row === 10)).toMatchObject({ visits: 1, seconds: 3_600 });
  });

  it('R32: several who act together have one turn, and limits by role add up to those by row', () => {
    const figures = figuresOfWalks('2026-11', new Walk(1).to('persiapan-teknis'));
    expect(figures.limits.find(({ row }) => row === 7)).toMatchObject({
      roles: ['subkor-ile', 'staf-operator'],
      of: 1,
    });
    const byRole = limitsByRole(figures.limits);
    expect(byRole.map(({ roles, of }) => [roles.join('+'), of])).toEqual([
      ...[
        ['tu', 1],
        ['kepala-dinas', 2],
        ['walikota', 1],
        ['kabid-aptika', 1],
      ],
      ['subkor-ile+staf-operator', 1],
    ]);
    expect(keptOf(byRole)).toEqual(keptOf(figures.limits));
  });

  it('R32: refused acts are counted by reason, without double clicks, and end no turn', () => {
    const walk = new Walk(1)
      .submit()
      .refuse('out-of-turn')
      .refuse('out-of-turn')
      .refuse('stale')
      .refuse('already-acted');
    const figures = figuresOfWalks('2026-11', walk);
    expect(figures.refused).toEqual([
      { reason: 'out-of-turn', n: 2 },
      { reason: 'stale', n: 1 },
    ]);
    expect(figures.spent).toEqual([]);
  });

  it('R32: a field is counted once for each refused submission, however many items of its list had problems', () => {
    const label = { id: 'Lampiran', en: 'Attachments' };
    const problem = (path: string) => ({ path, code: 'missing', label, message: { id: 'Tidak ada', en: 'Missing' } });
    const walk = new Walk(1).submit().changes('Lengkapi.');
    walk.add('submission-refused', {
      gesture: 'submit',
      problems: [problem('/lampiran/0'), problem('/lampiran/1')] as never,
    });
    walk.add('submission-refused', {
      gesture: 'submit',
      problems: [problem('/lampiran/0'), { ...problem('/surat/nomor'), label: undefined }] as never,
    });
    expect(figuresOfWalks('2026-11', walk)).toMatchObject({
      unsound: 2,
      fields: [
        { path: '/lampiran', label, n: 2 },
        { path: '/surat/nomor', label: { id: '/surat/nomor', en: '/surat/nomor' }, n: 1 },
      ],
    });
  });

  it('R32: the figures name the cases that moved in the month: submitted, returned and at which step, ended', () => {
    const returned = new Walk(1, '2026-10-30T02:00:00Z').submit().wait(3).approve();
    returned.now = '2026-11-02T02:00:00Z';
    returned.changes('Lengkapi.').wait(60).submit();
    const rejected = new Walk(2, '2026-11-03T02:00:00Z').to('disposisi').reject('Di luar wewenang.');
    const asked = new Walk(3, '2026-10-30T02:00:00Z').submit();
    const of = (month: string) => figuresOfWalks(month, returned, rejected, asked).moved;
    expect(of('2026-10')).toEqual([
      { case: 'PMK-2026-1', submitted: true, turns: 1, back: [] },
      { case: 'PMK-2026-3', submitted: true, turns: 0, back: [] },
    ]);
    expect(of('2026-11')).toEqual([
      { case: 'PMK-2026-1', submitted: false, turns: 2, back: [{ row: 3, outcome: 'returned' }] },
      {
        ...{ case: 'PMK-2026-2', submitted: true, turns: 2, back: [{ row: 3, outcome: 'rejected' }] },
        ended: 'rejected',
      },
    ]);
    expect(of('2026-12')).toEqual([]);
  });

  it('R32: a month shows a case’s new title, and does not name the case any more once the case moved in another month', () => {
    const catalogue = new Catalogue(Catalogue.database(), () => sop.zone);
    const [one] = exportRegister(world([new Walk(1).submit()])).dossiers;
    if (!one) throw new Error('There is no case.');
    const put = (facts: CaseFacts) => catalogue.put({ summary: summarise(one.case, names), facts });
    const moved = () => figuresIn(catalogue.figures, '2026-11').moved;
    for (const title of ['Rapat', 'Rapat posko']) put(countedOf(one.case, sop, title));
    expect(moved()).toMatchObject([{ title: 'Rapat posko' }]);
    catalogue.touched.figures.clear();
    put({ ...countedOf(one.case, sop), submitted: '2026-12' });
    expect([...catalogue.touched.figures].sort()).toEqual(['2026-11', '2026-12']);
    expect(moved()).toEqual([]);
  });

  it('R11: for a restricted case, only its beginning and its end are counted', () => {
    const restrictedCase = new Walk(1).submit({}, { nature: 'rahasia' }).wait(40).approve().wait(2).reject('Rahasia.');
    expect(figuresOfWalks('2026-11', restrictedCase)).toEqual({
      ...{ id: sop.id, zone: sop.zone, submitted: 1, narrowed: 1, ended: [{ status: 'ended', n: 1 }], whole: { n: 0 } },
      ...{ limits: [], times: [], spent: [], outcomes: [], refused: [], unsound: 0, fields: [] },
      moved: [{ case: 'PMK-2026-1', submitted: true, turns: 0, back: [], ended: 'ended' }],
    });
  });

  it('R32: the whole time is that of completed cases, in the month in which they ended', () => {
    const done = new Walk(1, '2026-10-31T10:00:00Z').to('pelaksanaan').wait(60 * 24);
    const seconds = (Date.parse(done.now) - Date.parse('2026-10-31T10:00:00Z')) / 1_000;
    const failed = new Walk(2).to('pelaksanaan').changes('Jaringan terputus.');
    expect(figuresOfWalks('2026-10', done.approve(), failed)).toMatchObject({
      submitted: 1,
      ended: [],
      whole: { n: 0 },
    });
    expect(figuresOfWalks('2026-11', done, failed)).toMatchObject({
      submitted: 1,
      ended: [
        { status: 'completed', n: 1 },
        { status: 'failed', n: 1 },
      ],
      whole: { n: 1, median: seconds, p90: seconds },
    });
  });

  it('R32: of ten times, the median is the fifth shortest and the ninetieth percentile the ninth', () => {
    const walks = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => new Walk(n).submit().wait(n).approve());
    const [row2] = figuresOfWalks('2026-11', ...walks).times;
    expect(row2).toMatchObject({ spread: { n: 10, median: 300, p90: 540 }, within: [2, 3, 5, 0] });
  });

  it('R32: times in office hours are counted in open time or in working days, not in wall time', () => {
    const one = exportRegister(world([new Walk(1).to('laporan-walikota')])).dossiers[0]?.case;
    if (!one) throw new Error('No case.');
    const visits = one.visits.map((visit) =>
      visit.row === 2
        ? { ...visit, clock: 'office-hours' as const, used: 1_800, allowed: 3_600 }
        : { ...visit, clock: 'office-hours' as const, usedDays: 3, allowedDays: 2, used: 70_000, allowed: 50_000 },
    );
    expect(figuresOfCases('2026-11', [{ ...one, visits }]).times).toMatchObject([
      { row: 2, measure: 'open-time', limits: [3_600], within: [1, 0, 0, 0], spread: { median: 1_800 } },
      { row: 3, measure: 'working-days', limits: [2], within: [0, 0, 1, 0], spread: { median: 3 } },
    ]);
  });

  it('R7, R32: if a limit changed within the month, the share of each turn is that of its own limit', () => {
    const cases = exportRegister(world([1, 2, 3].map((n) => new Walk(n).submit().wait(4).approve()))).dossiers;
    const shorter = cases.map((dossier, i) => ({
      ...dossier.case,
      visits: dossier.case.visits.map((visit) =>
        i === 2 && visit.row === 2 ? { ...visit, used: 61, allowed: 60 } : visit,
      ),
    }));
    expect(figuresOfCases('2026-11', shorter).times).toMatchObject([
      { row: 2, limits: [300, 60], within: [0, 2, 1, 0], share: { n: 3, median: 800, p90: 1_017 } },
    ]);
  });

  it('R32: a turn is beyond its limit in the drawing exactly if it is in the table', () => {
    for (const [used, allowed] of [
      [0, 0],
      [1, 0],
      [0, 60],
      [60, 60],
      [61, 60],
      [864_001, 864_000],
      [120, 60],
    ] as const)
      expect(CLASSES.findIndex((most) => shareOf(used, allowed) <= most * 1_000)).toBe(
        classOf(used, allowed) === CLASSES.length ? -1 : classOf(used, allowed),
      );
  });

  it('R32: a figure without anything to compute is absent, and not 0', () => {
    const figures = figuresOfWalks('2026-11', new Walk(1).submit());
    expect(figures).toMatchObject({ submitted: 1, limits: [], times: [], whole: { n: 0 } });
    expect(figures.whole).not.toHaveProperty('median');
  });
});

describe('R24, R32: how long a room is booked, and how long it is open', () => {
  const zone = 'Asia/Jakarta';
  const weekly = toClock({ kind: 'office-hours', hours: { mon: [{ from: '08:00', to: '12:00' }] } }, zone);
  const use = (start: string, end: string) => ({ start, end });
  const figuresOfRoom = (clock: typeof weekly | undefined, ...uses: ReturnType<typeof use>[]) =>
    roomFigures({ id: 'a', zone }, '2026-11', sumsOf(uses), { clocks: clock ? { a: clock } : {}, calendar });
  const sumsOf = (uses: readonly ReturnType<typeof use>[]) => {
    const seconds = uses.map((each) => secondsIn('2026-11', zone, each)).filter((each) => each > 0);
    return { uses: seconds.length, booked: seconds.reduce((sum, each) => sum + each, 0) };
  };

  it('R32: a room’s month is that of the room’s zone, and booked time outside the month is not counted', () => {
    expect(monthBounds('2026-11', zone)).toEqual({ start: '2026-10-31T17:00:00Z', end: '2026-11-30T17:00:00Z' });
    // In the room’s zone, the booked hours are October’s last, November’s first two and last two, and December’s first.
    const over = [
      use('2026-10-31T16:00:00Z', '2026-10-31T19:00:00Z'),
      use('2026-11-30T15:00:00Z', '2026-11-30T18:00:00Z'),
    ];
    const outside = use('2026-10-31T15:00:00Z', '2026-10-31T17:00:00Z');
    expect(figuresOfRoom(toClock({ kind: 'continuous' }, zone), ...over, outside)).toEqual({
      ...{ room: 'a', zone, uses: 2, booked: 4 * 3_600, open: 30 * 86_400, weekendsOnly: false },
    });
  });

  it('R32: a room’s weekly hours count without days off, and a year without calendar data says so', () => {
    // November 2026 has five Mondays: 2, 9, 16, 23 and 30.
    expect(figuresOfRoom(weekly)).toMatchObject({ open: 5 * 4 * 3_600, weekendsOnly: false });
    const off = { ...calendar, holidays: [{ date: '2026-11-09', name: { id: 'Libur', en: 'Off' } }] };
    const room = { id: 'a', zone };
    const none = { uses: 0, booked: 0 };
    expect(roomFigures(room, '2026-11', none, { clocks: { a: weekly }, calendar: off }).open).toBe(4 * 4 * 3_600);
    expect(roomFigures(room, '2027-11', none, { clocks: { a: weekly }, calendar })).toMatchObject({
      weekendsOnly: true,
    });
    expect(figuresOfRoom(undefined)).toMatchObject({ open: 0, booked: 0 });
  });

  it('R51: a room is not open while it is closed for painting, and closures that overlap count once', () => {
    const closed = [
      use('2026-11-02T03:00:00Z', '2026-11-03T00:00:00Z'),
      use('2026-11-02T02:00:00Z', '2026-11-02T04:00:00Z'),
      use('2026-11-29T20:00:00Z', '2026-12-08T00:00:00Z'),
      use('2026-10-01T00:00:00Z', '2026-10-20T00:00:00Z'),
    ];
    // Of 2 November one hour is left, of 30 November nothing.
    const hours = { clocks: { a: weekly }, closures: { a: closed }, calendar };
    expect(roomFigures({ id: 'a', zone }, '2026-11', sumsOf([]), hours).open).toBe((3 * 4 + 1) * 3_600);
  });
});

describe('R32: in which rows cases wait now', () => {
  const waitingOf = (now: string, ...walks: Walk[]) => {
    const { publication, dossiers } = exportRegister(world(walks));
    const catalogue = new Catalogue(Catalogue.database(), () => sop.zone);
    for (const { case: one, procedure } of dossiers)
      catalogue.put({ summary: summarise(one, publication.names), facts: countedOf(one, procedure) });
    return waitingFigures(catalogue.openCases.groups(now), now);
  };

  it('R32: waiting cases are counted by step and roles, and are late past their deadline, also if the journal does not say so', () => {
    const walks = [0, 10, 20].map((minutes, i) =>
      new Walk(i + 1, `2026-11-25T02:${minutes || '00'}:00Z`).to('disposisi'),
    );
    // The cases came to row 3 at 02:03, 02:13 and 02:23, with half an hour each.
    expect(waitingOf('2026-11-25T02:43:00Z', ...walks)).toEqual([
      {
        ...{ procedure: sop.id, row: 3, step: 'disposisi', roles: ['kepala-dinas'], n: 3, late: 1 },
        ...{ since: '2026-11-25T02:03:00Z', median: 1_800, longest: 2_400 },
      },
    ]);
  });

  it('R11: a restricted case waits at its row, for no role', () => {
    const restrictedCase = new Walk(1).submit({}, { nature: 'rahasia' });
    expect(waitingOf('2026-11-25T02:05:00Z', restrictedCase)).toEqual([
      {
        ...{ procedure: sop.id, row: 2, roles: [], n: 1, late: 0 },
        ...{ since: '2026-11-25T02:00:00Z', median: 300, longest: 300 },
      },
    ]);
  });
});
