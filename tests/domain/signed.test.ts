import { expect, test } from 'vitest';
import { unfitFor, unfitProblem } from '#domain/case/state/signed.ts';
import { formatProblem } from '#domain/problem.ts';
import { signedLineFaults } from '#domain/request/signed-line.ts';
import type { Config } from '#domain/case/state/config.ts';
import { rulesFor, type World } from '#domain/case/state/world.ts';
import { judgeAgain } from '#domain/replay/judge-again.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { composeReview, type ReviewParts } from '#domain/request/review.ts';
import { caseAt, type History, office, request, results, run, sentAt, wib } from '../support/world.ts';

const document = { name: 'nota-dinas.pdf', oid: 'd'.repeat(40), sha256: 'a'.repeat(64) };
const good: World['documents'] = new Map([[document.oid, { sha256: document.sha256, size: 9 }]]);
const bad: World['documents'] = new Map([[document.oid, { fault: 'large' as const }]]);
const AT = wib(1, '08:30');
const HEAD = 'contoh-kepala-dinas';

/** Returns the case at row 3, with an act of the head of the office that names a document. */
function handedBack(words: ReviewParts = { note: 'Tindak lanjuti.' }, config = office): History {
  const history = caseAt('disposisi', { config });
  history.approve(AT, HEAD, { ...words, documents: [document] } as ReviewParts & { result?: string });
  return history;
}

const last = (history: History, documents: World['documents'], options = {}): Entry | undefined =>
  run(history, [], AT, { documents, ...options }).journal.at(-1);

test('R47: the judge stops before an act whose documents it has not received, and names these documents', () => {
  const { journal, unread } = run(handedBack(), [], AT);
  expect([journal.filter(({ source }) => source).at(-1)?.step, unread]).toEqual(['penerimaan', [document]]);
});

test('R47: the entry has what was found about a document, and a file that cannot be kept makes the act incomplete', () => {
  expect(last(handedBack(), good)).toMatchObject({ kind: 'accepted', signed: [{ ...document, size: 9 }] });
  expect(last(handedBack(), bad)).toMatchObject({ reason: 'incomplete', problems: [{ code: 'signed-large' }] });
  expect(last(handedBack(), new Map([[document.oid, { sha256: 'b'.repeat(64), size: 9 }]]))).toMatchObject({
    reason: 'incomplete',
    problems: [{ code: 'signed-differs', expected: document.sha256, received: 'b'.repeat(64) }],
  });
});

test.each<readonly [reason: string, history: History]>([
  ['incomplete', handedBack({})],
  ['stale', handedBack({ note: 'x', visit: 'disposisi#2' })],
])('R16, R47: for an act that is %s anyway, no document is requested', (reason, history) => {
  const { journal, unread } = run(history, [], AT);
  expect([journal.at(-1)?.reason, unread]).toEqual([reason, undefined]);
});

test('R16, R47: a document that cannot be kept is reported before a room that is taken', () => {
  const history = caseAt('pengecekan', { request: request() });
  const checked = sentAt(results['pengecekan']?.() ?? {}, AT);
  const body = composeReview({ result: JSON.stringify(checked), documents: [document] });
  history.shows(history.approve(AT, 'contoh-subkor-ile', 'x'), { body });
  const booking = { case: 'X-1', number: 1, room: 'tcm', start: '2026-12-07T02:00:00Z', end: '2026-12-07T04:00:00Z' };
  const others = { others: { bookings: [booking] } };
  expect(last(history, bad, others)?.reason).toBe('incomplete');
  expect(last(history, good, others)).toMatchObject({ reason: 'room-taken' });
  expect(last(history, good, others)?.signed).toBe(undefined);
});

test('R1, R47: the reason of a rejection may name a document, and a wrong document refuses the close', () => {
  const history = caseAt('disposisi');
  history.comment(AT, HEAD, { note: 'Di luar kewenangan.', documents: [document] });
  history.close(AT, HEAD);
  expect(last(history, good)).toMatchObject({ kind: 'rejected', signed: [{ name: document.name }] });
  expect(last(history, bad)).toMatchObject({ kind: 'refused', gesture: 'close', reason: 'incomplete' });
});

/** The configuration of the sample office, whose requests need no attachments. */
const lenient: Config = {
  ...office,
  schemas: new Map(
    Array.from(office.schemas, ([path, schema]) => [
      path,
      { ...schema, value: JSON.parse(JSON.stringify(schema.value).replace('"minItems":1', '"minItems":0')) },
    ]),
  ),
};

/** Returns the findings about a journal that is judged again. */
const again = (journal: readonly Entry[]) =>
  [
    ...judgeAgain(journal, (entry, state) => ({
      config: lenient,
      rules: rulesFor(lenient, (state ?? entry).request),
      others: { bookings: [], agenda: {}, openCases: {} },
    })),
  ].flatMap(({ seq, differences, neverWritten, fault }) => [
    ...differences.map(({ rule, path }) => `${seq} ${rule} ${path}`),
    ...(neverWritten || fault ? [`${seq} ${fault ?? neverWritten?.rule}`] : []),
  ]);

test('R29, R47: the judge’s own entries about accepted and refused documents have no findings', () => {
  for (const documents of [good, bad]) {
    expect(again(run(handedBack(undefined, lenient), [], AT, { documents }).journal)).toEqual([]);
    const history = caseAt('disposisi', { config: lenient });
    history.comment(AT, HEAD, { note: 'Di luar kewenangan.', documents: [document] });
    history.close(AT, HEAD);
    expect(again(run(history, [], AT, { documents }).journal)).toEqual([]);
  }
});

test('R29, R47: an entry verifies that was refused for a script in a PDF, which nothing looks for any more', () => {
  const { journal } = run(handedBack(undefined, lenient), [], AT, { documents: bad });
  const last = journal.at(-1);
  const active = {
    ...{ file: document.name, path: '', code: 'signed-active', received: '/JavaScript' },
    message: { id: 'PDF ini tidak hanya memuat halaman', en: 'This PDF contains a script' },
  };
  expect(last?.problems).toHaveLength(1);
  expect(again(last ? [...journal.slice(0, -1), { ...last, problems: [active] }] : [])).toEqual([]);
});

test('R29, R47: judged again, an entry has a finding if it names documents that no act may bring', () => {
  const { journal } = run(handedBack(undefined, lenient), [], AT, { documents: good });
  const entry = journal.at(-1);
  const forged = (signed: Entry['signed']) =>
    again(entry ? [...journal.slice(0, -1), { ...entry, ...(signed && { signed }) }] : []);
  expect(forged([{ ...document, name: '../x.pdf', size: 9 }])).toEqual([`${entry?.seq} R47 /signed`]);
  expect(forged([1, 2, 3, 4].map((n) => ({ ...document, name: `${n}.pdf`, size: 9 })))).not.toEqual([]);
});

test('R47: a file that cannot be kept is reported with its fault: empty, no PDF, or wrong name', () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  expect(unfitFor(bytes(''))).toEqual({ fault: 'empty' });
  expect(unfitFor(bytes('nota'))).toEqual({ fault: 'not-pdf' });
  expect(formatProblem(unfitProblem('nota.pdf', { fault: 'empty' }))).toContain('Filenya kosong');
  const [misnamed] = signedLineFaults([{ name: 'nota.txt', oid: '', sha256: '' }]);
  expect(misnamed && formatProblem(misnamed)).toMatch(/^"nota\.txt" — Nama file ini tidak dapat dipakai/);
});
