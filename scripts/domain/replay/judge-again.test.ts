import { describe, expect, it } from 'vitest';
import type { Config } from '#domain/case/config.ts';
import { EDITION, FIRST_EDITION } from '#domain/case/editions.ts';
import { rulesFor } from '#domain/case/world.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { events, historyOf } from '#tests/domain/random-history.ts';
import fc from '#tests/support/fast-check.ts';
import { impatient } from '#tests/support/impatient.ts';
import { after, caseAt, run, wib } from '#tests/support/world.ts';
import { judgeAgain, type Rejudgement } from './judge-again.ts';

/** The impatient office, whose requests need no attachments. */
const lenient: Config = {
  ...impatient,
  schemas: new Map(
    Array.from(impatient.schemas, ([path, schema]) => [
      path,
      { ...schema, value: JSON.parse(JSON.stringify(schema.value).replace('"minItems":1', '"minItems":0')) },
    ]),
  ),
};

/** What is found in a journal, judged again by the configuration that it was written under. */
const again = (journal: readonly Entry[], config = lenient): Rejudgement[] =>
  [
    ...judgeAgain(journal, (entry, state) => ({
      config,
      rules: rulesFor(config, (state ?? entry).request),
      others: { bookings: [], agenda: {}, openCases: {} },
    })),
  ].filter(({ differences, neverWritten, fault }) => differences.length > 0 || neverWritten || fault);

describe('R29: nothing is found in what the judge wrote', () => {
  it('of a case that went straight through', () => {
    const { journal } = run(caseAt('end', { config: lenient }), [], wib(10, '08:00'));
    expect(journal.length).toBeGreaterThan(9);
    expect(again(journal)).toEqual([]);
  });

  it('R1, R9: of a close that was refused for what is wrong with its reason', () => {
    const history = caseAt('disposisi', { config: lenient });
    const reason = history.comment(wib(1, '08:10'), 'contoh-kepala-dinas', 'Ditolak.');
    history.shows(reason, { body: 'Ditolak.\u202e' });
    history.close(wib(1, '08:11'), 'contoh-kepala-dinas');
    const { journal } = run(history, [], wib(1, '08:12'));
    expect(journal.at(-1)).toMatchObject({ gesture: 'close', reason: 'incomplete' });
    expect(again(journal)).toEqual([]);
  });

  const branches = fc.constantFrom('cms/contoh', 'permohonan/contoh');
  it('whatever people did', () => {
    fc.assert(
      fc.property(branches, events, (branch, list) => {
        const { history, end } = historyOf(branch, list, lenient);
        expect(again(run(history, [], after(end, 3 * 86_400)).journal)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('whatever an earlier edition made of it, and this one of what came after an update', () => {
    const cut = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(branches, events, cut, (branch, list, share) => {
        const { history, end } = historyOf(branch, list, lenient);
        const [first] = history.facts;
        const begin = first?.at ?? end;
        const update = after(begin, Math.floor(((Date.parse(end) - Date.parse(begin)) / 1000) * share));
        const before = run(history, [], update, { edition: FIRST_EDITION }).journal;
        expect(before.every(({ rules }) => rules === undefined)).toBe(true);
        const { journal } = run(history, before, after(end, 3 * 86_400));
        expect(journal.slice(before.length).every(({ rules }) => rules === EDITION)).toBe(true);
        expect(again(journal)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('R14: and whatever of it the forge showed late', () => {
    fc.assert(
      fc.property(branches, events, fc.array(fc.nat(60), { minLength: 1, maxLength: 4 }), (branch, list, late) => {
        const { history, end } = historyOf(branch, list, lenient);
        // A push that is not shown keeps a run from deciding anything (R31).
        const facts = history.facts.filter(({ kind }) => kind !== 'push');
        for (const place of late) {
          const fact = facts[place % facts.length];
          if (fact) history.seenFrom(fact, after(end, 60));
        }
        const early = run(history, [], end).journal;
        expect(again(run(history, early, after(end, 3 * 86_400)).journal)).toEqual([]);
      }),
      { numRuns: Number(process.env['RUNS'] ?? 60) },
    );
  });
});
