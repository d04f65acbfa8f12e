import { afterEach, expect, test } from 'vitest';
import { type Office, openOffice, sampleRequest, submit } from '../support/office.ts';
import { approve, later, straightWalk, tick, walkTo } from '../support/walk.ts';

let office: Office;
afterEach(() => office.close());

test('R21, R22: in a case that is late in every row from 2 to 10, each visit has its two escalation levels once', async () => {
  office = await openOffice({ now: '2026-12-01T01:00:00Z' });
  const number = await submit(
    office,
    'contoh-opd',
    'terlambat',
    sampleRequest({ start: '2027-02-01T09:00:00+07:00', end: '2027-02-01T11:00:00+07:00' }),
  );
  await office.run(number);
  const acts = straightWalk('2027-02-01T09:00:00+07:00', '2027-02-01T11:00:00+07:00').filter(
    ({ who, row }) => !(row === 7 && who === 'contoh-operator'),
  );
  for (const { row, who, body } of acts) {
    const visit = (await office.state(number))?.visit;
    expect(visit?.row).toBe(row);
    const due = visit?.deadline?.due ?? '';
    office.setNow(later(due, 1));
    expect((await office.scheduledRun()).flatMap(({ entries }) => entries.map(({ rung }) => rung?.share))).toEqual([
      0.8, 1,
    ]);
    expect(await office.scheduledRun()).toEqual([]);
    const [entry] = (await approve(office, number, who, body)).filter(({ kind }) => kind === 'accepted');
    expect([row, entry?.late]).toEqual([row, 1]);
    if (row === 7) {
      tick(office);
      await approve(office, number, 'contoh-operator');
    }
  }
  const levels = (await office.journal(number)).filter(({ kind }) => kind === 'rung');
  expect(levels).toHaveLength(acts.length * 2);
  expect((await office.state(number))?.end?.kind).toBe('completed');
});

test('R22: a run that is a day late journals every level at its planned instant, and notifies the superior of the highest level only', async () => {
  office = await openOffice({ now: '2026-12-01T01:00:00Z' });
  const number = await submit(office, 'contoh-opd', 'lama', sampleRequest());
  await walkTo(office, number, 3);
  office.setNow('2026-12-02T01:00:00Z');
  await office.scheduledRun();
  const levels = (await office.journal(number)).filter(({ kind }) => kind === 'rung');
  expect(levels.map(({ rung, at }) => [rung?.share, at])).toEqual([
    [0.8, later('2026-12-01T01:01:00Z', 24 * 60)],
    [1, later('2026-12-01T01:01:00Z', 30 * 60)],
    [2, later('2026-12-01T01:01:00Z', 60 * 60)],
  ]);
  const reported = (await office.forge.readCase(number)).pull.ownComments.filter(({ body }) =>
    body.includes('notice:rung'),
  );
  expect(reported).toHaveLength(1);
  expect(reported[0]?.body).toContain('@contoh-walikota');
  expect((await office.forge.readCase(number)).pull.labels).toContain('lewat-tenggat');
});

test('R20: row 10 begins at the start agreed in row 9, and not before', async () => {
  office = await openOffice({ now: '2026-12-01T01:00:00Z' });
  const number = await submit(office, 'contoh-opd', 'mulai', sampleRequest());
  await walkTo(office, number, 10);
  expect((await office.state(number))?.visit).toMatchObject({
    begins: '2026-12-05T02:00:00Z',
    deadline: { due: '2026-12-05T04:00:00Z' },
  });
});
