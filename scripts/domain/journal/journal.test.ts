import { describe, expect, it } from 'vitest';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { canonicalJson } from '#domain/request/digest.ts';
import fc from '#tests/support/fast-check.ts';
import { rounds } from '#tests/support/rounds.ts';
import { fullDisclosure, opening, salts, sealed } from '#tests/support/sealed-journal.ts';
import { type ChainLine, checkChain, commitment, entryId, genesis, RegisterError } from './chain.ts';
import { openJournal, publicLines, seal } from './journal.ts';
import type { Disclosure } from './parts.ts';
import { printLines } from './sealed-line.ts';

const json = fc.jsonValue({ noUnicodeString: false }).map((value) => JSON.parse(JSON.stringify(value)) as unknown);
const text = fc.string({ unit: 'grapheme' });
const object = fc.dictionary(text, json, { noNullPrototype: true }) as fc.Arbitrary<Record<string, unknown>>;
const instant = fc.constantFrom('2026-11-25T08:00:00Z', '2026-11-26T09:30:00Z', '2027-01-01T00:00:00Z');
const problem = fc.record(
  {
    file: text,
    path: text,
    code: text,
    message: fc.record({ id: text, en: text }),
    received: text,
    line: fc.nat(),
  },
  { requiredKeys: ['file', 'path', 'code', 'message'], noNullPrototype: true },
);

/**
 * Generates any entry that the schema allows after the first entry. The generator also combines kinds and fields that
 * the judge never combines.
 */
const anyEntry = fc.record(
  {
    kind: fc.constantFrom<Entry['kind']>(
      'submitted',
      'submission-refused',
      'accepted',
      'refused',
      'superseded',
      'rejected',
      'withdrawn',
      'timed-out',
      'rung',
      'review-edited',
    ),
    at: instant,
    config: text,
    step: fc.constantFrom('receipt', 'check'),
    visit: fc.integer({ min: 1, max: 9 }),
    gesture: fc.constantFrom<NonNullable<Entry['gesture']>>('approve', 'changes', 'close', 'submit'),
    who: fc.record(
      { id: fc.constantFrom(7, 42), login: text, name: text, role: text },
      { requiredKeys: ['id', 'login'], noNullPrototype: true },
    ),
    digest: text,
    note: text,
    publicNote: fc.boolean(),
    result: object,
    words: text,
    partial: fc.boolean(),
    late: fc.nat(),
    end: fc.constantFrom<NonNullable<Entry['end']>>('completed', 'rejected'),
    reason: fc.constantFrom<NonNullable<Entry['reason']>>('applicant', 'room-taken', 'no-role', 'incomplete'),
    problems: fc.array(problem),
    warnings: fc.array(problem),
    detail: fc.dictionary(fc.constantFrom('room', 'login', 'until'), fc.oneof(text, fc.nat()), {
      noNullPrototype: true,
    }),
    request: object,
    nature: fc.constantFrom('biasa', 'terbatas', 'rahasia', ''),
    attachments: fc.array(
      fc.record({ path: text, oid: text, sha256: text, type: text, size: fc.nat() }, { noNullPrototype: true }),
    ),
    seenLate: fc.constant(true as const),
  },
  { requiredKeys: ['kind', 'at', 'config'], noNullPrototype: true },
);

const numbered = (entries: Omit<Entry, 'seq'>[]): Entry[] => entries.map((entry, i) => ({ ...entry, seq: i + 2 }));

describe('R27: a journal in the register', () => {
  it('a journal returns exactly the entries that were sealed, however they were split and appended', () => {
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 6 }), fc.nat(6), fc.boolean(), (rest, cut, hasNature) => {
        const entries = [opening(), ...numbered(rest as Omit<Entry, 'seq'>[])];
        const disclosure: Disclosure = { ...fullDisclosure, hasNature };
        const salt = salts();
        const whole = seal(openJournal(12, undefined), entries.slice(0, cut + 1), disclosure, salt);
        const { text } = seal(openJournal(12, whole.text), entries.slice(cut + 1), disclosure, salt);
        expect(text.startsWith(whole.text)).toBe(true);
        expect(openJournal(12, text).entries).toEqual(entries);
      }),
      { numRuns: rounds(300) },
    );
  });

  it('the ids of a journal can be recomputed from the published lines alone', () => {
    const published = publicLines(sealed([opening()]));
    expect(() => checkChain(published, 12)).not.toThrow();
    const [line] = published as [ChainLine];
    expect(line.public.commitment).toBe(commitment(String(line.public.salt), line.public.part));
    expect(line.id).toBe(entryId(genesis(12), line.public.commitment, line.private.commitment));
    expect(line.private).toEqual({ commitment: line.private.commitment });
  });

  it('a journal cannot be presented as that of another case', () => {
    const { text } = sealed([opening()]);
    expect(faultOf(() => openJournal(13, text))).toEqual([1, 'chain-broken']);
  });

  it('an entry whose number does not follow the last one of the journal is not sealed', () => {
    expect(faultOf(() => sealed([opening(), { ...opening(), seq: 3 }]))).toEqual([2, 'sequence']);
  });

  it.each<[string, (text: string) => string, number, string]>([
    [
      'a value of the public part was edited',
      (text) => text.replace('"kind":"accepted"', '"kind":"refused"'),
      2,
      'commitment',
    ],
    [
      'a value of the private part was edited',
      (text) => text.replace('Rahasia internal', 'Rahasia lain'),
      1,
      'commitment',
    ],
    ['a salt was changed', (text) => text.replace(/"salt":"0{31}4"/, `"salt":"${'f'.repeat(32)}"`), 2, 'commitment'],
    ['an id was changed', (text) => text.replace(/"id":"[0-9a-f]{64}"/, `"id":"${'0'.repeat(64)}"`), 1, 'id'],
    ['an entry was removed', (text) => without(text, 1), 2, 'chain-broken'],
    ['two entries were swapped', (text) => swapped(text, 1), 2, 'chain-broken'],
    ['the last line was cut off in the middle', (text) => text.slice(0, -5), 3, 'unreadable'],
    ['a line was laid out differently', (text) => text.replace('":', '": '), 1, 'not-canonical'],
    ['a field was added next to the parts', (text) => text.replace('{"id"', '{"extra":1,"id"'), 1, 'unreadable'],
    ['an empty line was added', (text) => `${text}\n`, 4, 'unreadable'],
  ])('a journal is refused, with the line, if %s', (_what, tamper, line, code) => {
    const { text } = sealed([opening(), accepted(2), accepted(3)]);
    expect(tamper(text)).not.toBe(text);
    expect(faultOf(() => openJournal(12, tamper(text)))).toEqual([line, code]);
  });

  it('a public part that contradicts its private part is found, although the chain verifies', () => {
    const [line] = sealed([opening()]).lines;
    if (!line?.public.part || !line.private.part) throw new Error('There is a whole line.');
    const closed = { ...line.private.part, at: '2020-01-01T00:00:00Z' };
    const open = { ...line.public.part, result: {} };
    for (const [shown, hidden, path] of [
      [line.public.part, closed, '/at'],
      [open, { ...line.private.part, result: null }, '/result'],
      [open, { ...line.private.part, result: 'x' }, '/result'],
      [open, { ...line.private.part, result: [] }, '/result'],
    ] as const) {
      const public_ = { ...line.public, part: shown, commitment: commitment(line.public.salt, shown) };
      const private_ = { ...line.private, part: hidden, commitment: commitment(line.private.salt, hidden) };
      const id = entryId(line.prev, public_.commitment, private_.commitment);
      const forged = { ...line, public: public_, private: private_, id };
      expect(() => openJournal(12, printLines([forged]))).toThrow(
        expect.objectContaining({ code: 'disclosure', problem: expect.objectContaining({ path }) }),
      );
    }
  });
});

describe('R11: what the public sees of a journal', () => {
  it('the public sees the public fields of a case of nature biasa, and nothing internal', () => {
    const internalText = (key: string): string => `internal-text-${key}`;
    const entry: Entry = {
      ...accepted(2),
      note: internalText('note'),
      words: internalText('words'),
      digest: internalText('digest'),
      head: { oid: internalText('oid'), push: 9 },
      result: { open: 'shown-result', closed: internalText('result') },
      problems: [
        {
          file: internalText('file'),
          path: '/a',
          code: 'c',
          received: internalText('received'),
          expected: internalText('expected'),
          message: { id: 'x', en: 'x' },
        },
      ],
    };
    const refused: Entry = {
      ...accepted(3),
      kind: 'refused',
      reason: 'no-role',
      who: { id: 99, login: internalText('stranger') },
      note: internalText('refused-note'),
      publicNote: true,
      detail: { role: 'shown-role', login: internalText('login') },
      result: { open: internalText('refused-result') },
    };
    const own: Entry = {
      ...accepted(4),
      kind: 'refused',
      reason: 'applicant',
      who: { id: 8, login: internalText('second-applicant'), role: 'head' },
      detail: { name: internalText('applicant-name') },
    };
    const clash: Entry = {
      ...accepted(5),
      kind: 'refused',
      reason: 'room-taken',
      detail: { room: 'shown-room', case: internalText('other-case') },
    };
    const invalid: Entry = {
      ...accepted(6),
      kind: 'submission-refused',
      who: { id: 42, login: internalText('submitter'), role: 'head' },
      request: { open: internalText('invalid-request') },
    };
    const published = printLines(publicLines(sealed([opening(), entry, refused, own, clash, invalid])));
    expect(published).not.toContain('internal-text');
    expect(published).not.toContain('Rahasia internal');
    expect(published).not.toContain('pemohon-login');
    for (const shown of [
      'Rapat terbuka',
      'shown-result',
      'shown-role',
      'shown-room',
      'petugas-login',
      '"role":"applicant"',
    ]) {
      expect(published).toContain(shown);
    }
  });

  it.each(['terbatas', 'rahasia', 'sangat_rahasia', 'tak dikenal', undefined])(
    'the public sees only id, row and times if the nature is %s',
    (nature) => {
      const { nature: _biasa, ...first } = opening();
      const journal = sealed([nature === undefined ? first : { ...first, nature }, accepted(2), ended(3)]);
      const parts = publicLines(journal).map((line) => line.public.part);
      expect(parts).toEqual([
        {
          format: 1,
          narrowed: true,
          seq: 1,
          at: first.at,
          opens: { case: 'PMK-2026-12', number: 12, procedure: first.opens?.procedure, schema: first.opens?.schema },
          next: { row: 2, visit: 1, begins: first.at, deadline: first.next?.deadline },
        },
        { format: 1, narrowed: true, seq: 2, at: '2026-11-25T09:00:00Z' },
        { format: 1, narrowed: true, seq: 3, at: '2026-11-25T09:00:00Z', ended: true },
      ]);
    },
  );

  it('R11: no entry is restricted if the procedure has no field for the nature', () => {
    const { nature: _biasa, ...first } = opening();
    const journal = sealed([first, accepted(2)], { ...fullDisclosure, hasNature: false });
    expect(publicLines(journal).map((line) => line.public.part?.narrowed)).toEqual([undefined, undefined]);
  });

  it('R27: entries sealed before the case became restricted shrink to commitments, and the chain still verifies', () => {
    const journal = sealed([opening(), { ...opening(), seq: 2, nature: 'rahasia' }, accepted(3)]);
    const published = publicLines(journal);
    expect(published.map((line) => Object.keys(line.public))).toEqual([
      ['commitment'],
      ['salt', 'commitment', 'part'],
      ['salt', 'commitment', 'part'],
    ]);
    expect(() => checkChain(published, 12)).not.toThrow();
    expect(canonicalJson(published)).not.toContain('Rapat terbuka');
  });
});

function accepted(seq: number): Entry {
  return {
    seq,
    kind: 'accepted',
    at: '2026-11-25T09:00:00Z',
    step: 'receipt',
    visit: 1,
    gesture: 'approve',
    who: { id: 7, login: 'petugas-login', role: 'agenda' },
    config: 'c1',
  };
}

const ended = (seq: number): Entry => ({ ...accepted(seq), kind: 'rejected', note: 'Sebab', end: 'rejected' });

function faultOf(act: () => unknown): [number, string] | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof RegisterError) return [error.line, error.code];
    throw error;
  }
}

const without = (text: string, i: number): string => text.split('\n').toSpliced(i, 1).join('\n');

function swapped(text: string, i: number): string {
  const lines = text.split('\n');
  return lines.toSpliced(i, 2, lines[i + 1] ?? '', lines[i] ?? '').join('\n');
}
