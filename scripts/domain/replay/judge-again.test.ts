import { describe, expect, it } from 'vitest';
import type { Config } from '#domain/case/state/config.ts';
import type { CaseState } from '#domain/case/state/state.ts';
import { rulesFor } from '#domain/case/state/world.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { events, historyOf } from '#tests/domain/random-history.ts';
import fc from '#tests/support/fast-check.ts';
import { PERMITS } from '#tests/support/folders.ts';
import { impatient } from '#tests/support/impatient.ts';
import {
  after,
  applicant,
  caseAt,
  configOf,
  findBusy,
  History,
  request,
  results,
  run,
  wib,
} from '#tests/support/world.ts';
import { judgeAgain, type Rejudgement } from './judge-again.ts';

/** The configuration of the impatient office, whose requests need no attachments. */
const lenient: Config = {
  ...impatient,
  schemas: new Map(
    Array.from(impatient.schemas, ([path, schema]) => [
      path,
      { ...schema, value: JSON.parse(JSON.stringify(schema.value).replace('"minItems":1', '"minItems":0')) },
    ]),
  ),
};

/** Returns a function for `judgeAgain` that returns the ground of an entry: this configuration, and no other cases. */
const groundIn = (config: Config) => (entry: Entry, state: CaseState | undefined) => ({
  config,
  rules: rulesFor(config, (state ?? entry).request),
  others: { bookings: [], agenda: {}, openCases: {} },
});

/** Returns the findings about a journal, judged again by the configuration under which it was written. */
const again = (journal: readonly Entry[], config = lenient): Rejudgement[] =>
  [...judgeAgain(journal, groundIn(config))].filter(
    ({ differences, neverWritten, fault }) => differences.length > 0 || neverWritten || fault,
  );

describe('R29: a journal that the judge wrote has no findings', () => {
  it('a case that went straight through has no findings', () => {
    const { journal } = run(caseAt('end', { config: lenient }), [], wib(10, '08:00'));
    expect(journal.length).toBeGreaterThan(9);
    expect(again(journal)).toEqual([]);
  });

  it('R1, R9: a close that was refused for a character in its reason has no findings', () => {
    const history = caseAt('disposisi', { config: lenient });
    const reason = history.comment(wib(1, '08:10'), 'contoh-kepala-dinas', 'Ditolak.');
    history.shows(reason, { body: 'Ditolak.\u202e' });
    history.close(wib(1, '08:11'), 'contoh-kepala-dinas');
    const { journal } = run(history, [], wib(1, '08:12'));
    expect(journal.at(-1)).toMatchObject({ gesture: 'close', reason: 'incomplete' });
    expect(again(journal)).toEqual([]);
  });

  it('R16: a refused close by a bot has no findings', () => {
    const history = caseAt('disposisi', { config: lenient });
    history.close(wib(1, '08:11'), { id: 5001, login: 'contoh-bot', kind: 'bot' });
    const { journal } = run(history, [], wib(1, '08:12'));
    expect(journal.at(-1)).toMatchObject({ gesture: 'close', reason: 'not-a-person' });
    expect(again(journal)).toEqual([]);
  });

  it.each([
    ['with a note and without the proof', true, ['field-needed']],
    ['without note and proof', false, ['field-needed', 'note-missing']],
  ])('R40: a submission after the payment of a fee, %s, has no findings', async (_, isNoted, missing) => {
    const { journal, config } = await unpaid(isNoted);
    expect(journal.at(-1)?.problems?.map(({ code }) => code)).toEqual(missing);
    expect(again(journal, config)).toEqual([]);
  });

  it('R18: a revision within its sections has no findings', () => {
    expect(again(revised())).toEqual([]);
  });

  it('warnings in other words have no findings', () => {
    const journal = caseOfWarnings().map((entry) => ({
      ...entry,
      ...(entry.warnings ? { warnings: entry.warnings.map(reworded) } : {}),
    }));
    expect(journal[0]?.warnings).toHaveLength(1);
    expect(again(journal)).toEqual([]);
  });

  it('R10: an act with a result that no step asked for has no findings', () => {
    const history = caseAt('disposisi', { config: lenient });
    const lost = { note: 'Bukan krisis.', result: { jadwal: 'besok' } };
    history.comment(wib(1, '08:10'), 'contoh-kepala-dinas', lost);
    history.close(wib(1, '08:11'), 'contoh-kepala-dinas');
    history.changes(wib(1, '08:12'), 'contoh-kepala-dinas', lost);
    const { journal } = run(history, [], wib(1, '08:13'));
    expect(journal.at(-1)?.reason).toBe('incomplete');
    expect(again(journal)).toEqual([]);
  });

  const branches = fc.constantFrom('cms/contoh', 'permohonan/contoh');
  it('the journal of any history of acts has no findings', () => {
    fc.assert(
      fc.property(branches, events, (branch, list) => {
        const { history, end } = historyOf(branch, list, lenient);
        expect(again(run(history, [], after(end, 3 * 86_400)).journal)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('R14: facts that the forge showed late have no findings', () => {
    fc.assert(
      fc.property(branches, events, fc.array(fc.nat(60), { minLength: 1, maxLength: 4 }), (branch, list, late) => {
        const { history, end } = historyOf(branch, list, lenient);
        // Pushes are not shown late here, since a run decides nothing while a push is not shown (R31).
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

describe('R29: a journal that differs from the judge’s has findings', () => {
  it('a warning that is missing, at another field, or of another kind is found', () => {
    const journal = caseOfWarnings();
    for (const warnings of [undefined, [{ path: '/pelaksanaan/mulai' }], [{ code: 'too-short' }]])
      expect(
        again(
          journal.map((entry) => {
            const { warnings: known, ...rest } = entry;
            return known && warnings
              ? { ...rest, warnings: known.map((each, n) => ({ ...each, ...warnings[n] })) }
              : rest;
          }),
        ),
      ).toMatchObject([{ seq: 1, differences: [{ rule: 'R25' }] }]);
  });

  it('R40: the removed reason of a refused submission is found', async () => {
    const { journal, config } = await unpaid(true);
    const forged = journal.map((entry): Entry =>
      entry.kind === 'submission-refused' ? { ...entry, problems: [] } : entry,
    );
    expect(again(forged, config)).toMatchObject([{ seq: journal.length, differences: [{ path: '/problems/0' }] }]);
  });
});

describe('R29: which entries are judged again', () => {
  const ground = groundIn(lenient);
  const { journal } = run(caseAt('disposisi', { config: lenient }), [], wib(1, '08:10'));

  it('entries before the first that is asked for are not judged', () => {
    const judged = [...judgeAgain(journal, ground, journal.length)];
    expect(judged).toMatchObject([{ seq: journal.length, differences: [] }]);
  });

  it('an entry is not judged if its ground cannot be read, and later entries are', () => {
    const judged = [...judgeAgain(journal, (entry, state) => (entry.seq === 1 ? undefined : ground(entry, state)))];
    expect(judged.map(({ seq }) => seq)).toEqual(journal.slice(1).map(({ seq }) => seq));
  });
});

/** Returns a problem as another version might word it. */
const reworded = ({ code, path }: NonNullable<Entry['warnings']>[number]) => ({
  ...{ code, path, file: 'lain', expected: 'lain', received: 'lain' },
  message: { id: 'Lain', en: 'Other' },
});

/** Returns the journal of a case whose event is longer than its procedure expects. */
function caseOfWarnings(): readonly Entry[] {
  const history = new History({ config: lenient, branch: 'permohonan/contoh' });
  history.push(wib(1, '08:00'), request({ '/pelaksanaan/selesai': '2026-12-07T17:00:00+07:00' }));
  history.label(wib(1, '08:01'), 'opened');
  return run(history, [], wib(1, '08:02')).journal;
}

/** Returns the journal of a case to which another time was offered. Its applicant accepted this time. */
function revised(): readonly Entry[] {
  const history = caseAt('pengecekan', { config: lenient });
  const at = (seconds: number): string => after(history.facts.at(-1)?.at ?? '', seconds);
  findBusy(history, at(60));
  history.approve(at(60), 'contoh-subkor-ile', { result: results['pemberitahuan-alternatif']?.() ?? {} });
  history.push(at(60), request({ '/pelaksanaan/selesai': '2026-12-07T10:00:00+07:00' }));
  history.sign(at(60));
  const { journal } = run(history, [], at(1));
  expect(journal.at(-1)).toMatchObject({ kind: 'submitted', next: { step: 'pengecekan' } });
  return journal;
}

/** Returns the journal of a case whose applicant submits at the step of payment, without the proof of payment. */
async function unpaid(isNoted: boolean): Promise<{ journal: readonly Entry[]; config: Config }> {
  const config = await configOf(PERMITS);
  const history = new History({ config, branch: 'permohonan/contoh' });
  const times = { mulai: '2027-01-20T08:00:00+08:00', selesai: '2027-01-20T17:00:00+08:00' };
  const asked = { sop: 'izin-balai', akun: applicant.login, acara: 'Pasar', ...times, lampiran: ['surat.pdf'] };
  history.push(wib(1, '08:00'), asked, { attachments: ['surat.pdf'] });
  history.label(wib(1, '08:01'), 'opened');
  history.approve(wib(1, '08:02'), 'loket');
  history.approve(wib(1, '08:03'), 'periksa', { result: { keputusan: 'lanjut', ruang: 'balai', ...times } });
  if (isNoted) history.comment(wib(1, '08:04'), applicant, 'Dibayar tunai.');
  history.sign(wib(1, '08:05'));
  return { journal: run(history, [], wib(1, '08:06')).journal, config };
}
