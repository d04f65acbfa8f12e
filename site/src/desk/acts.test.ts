import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { deskCase } from '#tests/site/support/desk-case.ts';
import { lookForReply, sendClose, sendReview } from './acts.ts';
import { type DeskForge, RefusedByForge } from './forge.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const SET = 'POST /issues/7/labels';
const REVIEW = 'POST /pulls/7/reviews';
const TAKE_OFF = 'DELETE /issues/7/labels/meja';
const CLOSE = 'PATCH /pulls/7';

/** Returns a forge that records its calls. Each error that is given for a call makes the call fail once. */
function forgeWith(faults: Readonly<Record<string, readonly Error[]>> = {}, kind: DeskForge['kind'] = 'github') {
  const asked: string[] = [];
  const left = new Map(Object.entries(faults).map(([call, errors]) => [call, [...errors]]));
  const rest = async <T>(method: string, path: string): Promise<T> => {
    const call = `${method} ${path}`;
    asked.push(call);
    const error = left.get(call)?.shift();
    if (error) throw error;
    return { id: 5 } as T;
  };
  const never = () => Promise.reject(new Error('not asked'));
  const forge: DeskForge = { kind, rest, graphql: never, bytes: never, known: new Map(), now: () => 0 };
  return { forge, asked };
}

/**
 * Waits for the end of an act. The fake timers skip the time between its attempts.
 * @returns whether the act succeeded, with its value or its error
 */
async function sent<T>(act: Promise<T>): Promise<PromiseSettledResult<T> | undefined> {
  const settled = Promise.allSettled([act]);
  await vi.runAllTimersAsync();
  return (await settled)[0];
}

const refused = (status: number): Error => new RefusedByForge(status, 'refused');
const noNetwork = (): Error => new TypeError('Failed to fetch');
const approve = (forge: DeskForge) => sent(sendReview(forge, deskCase(), 'approve', ''));

it('R30: on GitHub, the desk sets its label before a review and removes the label afterwards', async () => {
  const { forge, asked } = forgeWith();
  expect(await approve(forge)).toMatchObject({ status: 'fulfilled', value: { review: '5', gesture: 'approve' } });
  expect(asked).toEqual([SET, REVIEW, TAKE_OFF]);
});

it('R1, R30: the desk’s label is set while an official’s reason and close are sent, and is not set for an applicant’s close', async () => {
  const { forge, asked } = forgeWith();
  expect(await sent(sendClose(forge, deskCase(), 'Alasan.'))).toMatchObject({ status: 'fulfilled' });
  expect(asked.splice(0)).toEqual([SET, REVIEW, CLOSE, TAKE_OFF]);
  expect(await sent(sendClose(forge, deskCase(), undefined))).toMatchObject({ status: 'fulfilled' });
  expect(asked).toEqual([CLOSE]);
});

it('R1: if the first pull request was replaced, acts go to its successor, and the desk keeps them under the case’s own number', async () => {
  const { forge, asked } = forgeWith();
  const moved = deskCase({ pull: { number: 9 } });
  expect(await sent(sendReview(forge, moved, 'approve', ''))).toMatchObject({ value: { number: 7 } });
  expect(await sent(sendClose(forge, moved, 'Alasan.'))).toMatchObject({ value: { number: 7 } });
  expect(asked.filter((call) => !/\/9(\/|$)/.test(call))).toEqual([]);
  expect(asked).toContain('POST /pulls/9/reviews');
});

it('on the embedded forge, the desk sets no label', async () => {
  const { forge, asked } = forgeWith({}, 'embedded');
  await approve(forge);
  await sent(sendClose(forge, deskCase(), 'Alasan.'));
  expect(asked).toEqual([REVIEW, REVIEW, CLOSE]);
});

it.each([
  ['without the right to set labels', refused(403)],
  ['the label does not exist', refused(422)],
  ['without network', noNetwork()],
])('R30: a review is sent although the desk’s label cannot be set (%s)', async (_, error) => {
  const { forge, asked } = forgeWith({ [SET]: [error] });
  expect(await approve(forge)).toMatchObject({ status: 'fulfilled' });
  expect(asked.slice(0, 2)).toEqual([SET, REVIEW]);
});

it('R30: the desk tries up to three times to remove its label, and only once if the label is missing; the review is sent in every case', async () => {
  const lost = forgeWith({ [TAKE_OFF]: [noNetwork(), refused(502)] });
  expect(await approve(lost.forge)).toMatchObject({ status: 'fulfilled' });
  expect(lost.asked).toEqual([SET, REVIEW, TAKE_OFF, TAKE_OFF, TAKE_OFF]);
  const never = forgeWith({ [TAKE_OFF]: Array.from({ length: 9 }, noNetwork) });
  expect(await approve(never.forge)).toMatchObject({ status: 'fulfilled' });
  expect(never.asked).toEqual([SET, REVIEW, TAKE_OFF, TAKE_OFF, TAKE_OFF]);
  const gone = forgeWith({ [TAKE_OFF]: [refused(404)] });
  expect(await approve(gone.forge)).toMatchObject({ status: 'fulfilled' });
  expect(gone.asked).toEqual([SET, REVIEW, TAKE_OFF]);
});

it('R30: if a review fails, the desk’s label is removed nevertheless, and the error of the review is returned', async () => {
  const stale = refused(422);
  const { forge, asked } = forgeWith({ [REVIEW]: [stale], [TAKE_OFF]: [noNetwork()] });
  expect(await approve(forge)).toEqual({ status: 'rejected', reason: stale });
  expect(asked).toEqual([SET, REVIEW, TAKE_OFF, TAKE_OFF]);
});

it('comments are read for the reply to a draft only, because a case has its reply in its journal', async () => {
  const asked: string[] = [];
  const pullRequest = { commits: { nodes: [] }, comments: { nodes: [] } };
  const graphql = <T>(query: string): Promise<T> => {
    asked.push(query);
    return Promise.resolve({ repository: { pullRequest, register: null } } as T);
  };
  const { forge } = forgeWith();
  for (const after of [0, 4])
    expect(await lookForReply({ ...forge, graphql }, { number: 7, gesture: 'submit', after }, 0)).toBeUndefined();
  expect(asked.map((query) => query.includes('comments'))).toEqual([true, false]);
});
