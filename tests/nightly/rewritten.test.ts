/**
 * Tests of registers that the office itself rewrote and signed with its own key. In each, one field has another value,
 * with everything that depends on the field. The tests compare the output of `verify` for a fresh clone with its output
 * for readers who kept something from before.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run as verify } from '#entry/cli/verbs/verify.ts';
import type { Io } from '#entry/command.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { CHECKPOINT_PATH } from '#domain/journal/paths.ts';
import { parseNote, SIGNATURE_TYPES } from '#domain/log/note.ts';
import type { Language } from '#domain/problem.ts';
import { requestDigest, sha256 } from '#domain/request/digest.ts';
import { makeSigningKey, readSigningKey } from '#engine/register/signing-key.ts';
import { cosigned } from '#engine/register/witness.ts';
import { forge, mainCommits, registerCommits, walkCases, type Way } from '../support/forged-register.ts';
import { importCommits, initRepository } from '../support/git-commits.ts';
import { loggedCommits, newKey } from '../support/log-history.ts';
import { edited, stranger, wib } from '../support/world.ts';

const key = newKey('github.com/kantor/berkas');
const witness = readSigningKey(makeSigningKey('saksi.example/satu', SIGNATURE_TYPES.witness));
const other = readSigningKey(makeSigningKey('saksi.example/dua', SIGNATURE_TYPES.witness));

const refusedOnce: Way = {
  more: (history) => {
    history.approve(wib(1, '08:04:30'), stranger);
    return history.facts.at(-2)?.at ?? '';
  },
};
const steps = walkCases(new Map([[1, refusedOnce]]));

/** Replaces each of these texts in every entry, at any place. */
const everywhere =
  (...pairs: readonly (readonly [from: string, to: string])[]) =>
  (entries: readonly Entry[]): Entry[] => {
    let text = JSON.stringify(entries);
    for (const [from, to] of pairs) {
      if (!text.includes(from)) throw new Error(`Not there: ${from}`);
      text = text.replaceAll(from, to);
    }
    return JSON.parse(text) as Entry[];
  };

/** Changes the first entry for which `is` returns a true value. */
const one =
  (is: (entry: Entry) => unknown, change: (entry: Entry) => Entry) =>
  (entries: readonly Entry[]): Entry[] => {
    const at = entries.findIndex((entry) => is(entry));
    if (at < 0) throw new Error('No such entry.');
    return entries.map((entry, i) => (i === at ? change(entry) : entry));
  };

/** Makes another request, with the digest that every act then attests. */
const asking =
  (change: (first: Entry) => Entry) =>
  (entries: readonly Entry[]): Entry[] => {
    const [first, ...rest] = entries;
    if (!first?.request || first.digest === undefined) throw new Error('No request.');
    const changed = change(first);
    const digest = requestDigest(changed.request ?? {}, changed.attachments ?? []);
    return everywhere([first.digest, digest])([changed, ...rest]);
  };

/** Rewritten parts. `alone` says whether a clone alone shows the change, by contradicting parts or by the SOP. */
const REWRITTEN: readonly (readonly [what: string, change: (entries: Entry[]) => readonly Entry[], alone: boolean])[] =
  [
    [
      'a note',
      one(
        ({ note }) => note,
        (entry) => ({ ...entry, note: 'Tolak saja.', words: sha256('Tolak saja.') }),
      ),
      false,
    ],
    [
      'a result',
      one(
        ({ result }) => result?.['kesepakatan'],
        (entry) => ({ ...entry, result: edited(entry.result ?? {}, { '/kesepakatan': 'Tidak ada.' }) }),
      ),
      false,
    ],
    [
      'the id of a review',
      one(
        ({ gesture }) => gesture === 'approve',
        (entry) => ({ ...entry, source: { ...entry.source, id: '999' } as never }),
      ),
      false,
    ],
    [
      'the applicant',
      (entries) => {
        const renamed = everywhere(['3001', '3999'])(entries);
        return asking((first) => first)(renamed);
      },
      false,
    ],
    [
      'the request',
      asking((first) => ({ ...first, request: edited(first.request ?? {}, { '/kegiatan/judul': 'Rapat lain' }) })),
      false,
    ],
    [
      'an attachment',
      asking((first) => ({
        ...first,
        attachments: (first.attachments ?? []).map((each) => ({
          ...each,
          sha256: 'e'.repeat(64),
          oid: 'e'.repeat(40),
        })),
      })),
      false,
    ],
    ['the commit that was judged', everywhere([`${'0'.repeat(39)}1`, 'e'.repeat(40)]), false],
    [
      'who acted',
      one(
        ({ gesture }) => gesture === 'approve',
        (entry) => ({ ...entry, who: { ...entry.who, id: 1003 } as never }),
      ),
      true,
    ],
    [
      'when somebody acted',
      one(
        ({ gesture }) => gesture === 'approve',
        (entry) => ({ ...entry, at: '2026-12-01T01:00:30Z' }),
      ),
      true,
    ],
    [
      'why an act was refused',
      one(
        ({ reason }) => reason,
        (entry) => ({ ...entry, reason: 'out-of-turn' }),
      ),
      true,
    ],
    ['a deadline', everywhere(['2026-12-01T01:31:00Z', '2026-12-01T09:31:00Z']), true],
    [
      'an agenda number',
      one(
        ({ agenda }) => agenda,
        (entry) => ({ ...entry, agenda: { year: 2026, number: 7 } }),
      ),
      true,
    ],
    ['a booked room', everywhere(['"room":"tcm"', '"room":"lain"']), true],
  ];

let root = '';
/** The head before the rewriting. */
let headBefore = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'ditulis-ulang-'));
  initRepository(join(root, 'repo.git'));
  importCommits(join(root, 'repo.git'), 'main', mainCommits);
  const commits = await loggedCommits(registerCommits(steps), key);
  headBefore = importCommits(join(root, 'repo.git'), 'register', commits).at(-1) ?? '';
  const checkpoint = commits.at(-1)?.files[CHECKPOINT_PATH] ?? '';
  await writeFile(join(root, 'pos'), checkpoint);
  await writeFile(join(root, 'pos-saksi'), cosigned(parseNote(checkpoint), key.vkey, witness, 1_796_000_000));
  await writeFile(
    join(root, 'pos-awal'),
    commits.find(({ files }) => files[CHECKPOINT_PATH])?.files[CHECKPOINT_PATH] ?? '',
  );
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** Returns the output for a person who verifies the clone. */
async function said(args: readonly string[] = [], lang: Language = 'en'): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  const io: Io = {
    ...{ env: {}, cwd: root, lang, now: () => '2026-12-01T01:00:00Z', out: say, err: say },
    untilEnded: async () => undefined,
  };
  const code = await verify(['repo.git', ...args], io).catch((error: Error) => {
    say(error.message);
    return 1;
  });
  return { code, lines };
}

const show = async (rewritten: Parameters<typeof registerCommits>[0]): Promise<void> =>
  void importCommits(join(root, 'repo.git'), 'register', await loggedCommits(registerCommits(rewritten), key));

/** Sentences that are printed only after a comparison with something outside the clone. */
const PROVED = /verified|proved|it holds|terbukti|terverifikasi|utuh/i;

describe('R29, security 68: a register that the office has rewritten and signed again', () => {
  test.each(REWRITTEN)(
    'R29, security 68: with %s rewritten, verify of a clone alone calls nothing verified, and fails for a reader who kept something',
    async (_what, change, contradicts) => {
      await show(forge(steps, new Map([[1, change]])));
      const fresh = await said();
      expect(fresh.code).toBe(contradicts ? 1 : 0);
      expect(fresh.lines[0]).toMatch(
        contradicts
          ? /^Verification failed: \d+ findings?\. Compared with nothing outside this clone\.$/
          : /^Compared with this clone alone: the holder of the office’s key could have rewritten all of it, such as notes, results, requests, attachments and applicants, and signed it again/,
      );
      if (!contradicts) {
        expect(fresh.lines.join('\n')).not.toMatch(PROVED);
        expect(fresh.lines.at(-1)).toMatch(/--checkpoint FILE.*--witness KEY.*--forge/);
      }
      // With each thing that a reader may have kept, the first line says that verification failed.
      for (const [args, name] of [
        [['--checkpoint', 'pos'], 'the checkpoint that you kept'],
        [['--checkpoint', 'pos-saksi', '--witness', witness.vkey], 'the checkpoint that you kept'],
        [['--published', headBefore], `the head ${headBefore.slice(0, 12)} that you named`],
        [['--since', headBefore], `commit ${headBefore.slice(0, 12)}`],
      ] as const) {
        const kept = await said(args);
        expect(kept.code).toBe(1);
        expect(kept.lines[0]).toMatch(/^Verification failed: \d+ findings?\. Compared with /);
        expect(kept.lines[0]).toContain(name);
        expect(kept.lines.join('\n')).toMatch(
          /does not extend the kept checkpoint|is not in this history|is no longer in/,
        );
      }
    },
  );

  test('seven of these thirteen rewritten fields are not found in a clone alone', () => {
    expect([REWRITTEN.length, REWRITTEN.filter(([, , contradicts]) => !contradicts).length]).toEqual([13, 7]);
  });
});

describe('R29: the first line of verify says what was compared, and how far that goes', () => {
  const ALL = steps.length;
  beforeAll(() => show(steps));

  test.each<[string, readonly string[], string, string]>([
    [
      'a checkpoint of all entries',
      ['--checkpoint', 'pos'],
      `Compared with the checkpoint that you kept (all ${ALL} entries are as they were then).`,
      `Dibandingkan dengan titik periksa yang Anda simpan (semua ${ALL} entri masih seperti waktu itu).`,
    ],
    [
      'an early checkpoint',
      ['--checkpoint', 'pos-awal'],
      `Compared with the checkpoint that you kept (entries 1 to 1 are as they were then; the ${ALL - 1} after them are compared with this clone alone).`,
      `Dibandingkan dengan titik periksa yang Anda simpan (entri ke-1 sampai ke-1 masih seperti waktu itu; ${ALL - 1} entri sesudahnya hanya dibandingkan dengan klon ini).`,
    ],
    [
      'two checkpoints',
      ['--checkpoint', 'pos-awal', '--checkpoint', 'pos'],
      `Compared with the 2 checkpoints that you kept (all ${ALL} entries are as they were then).`,
      `Dibandingkan dengan 2 titik periksa yang Anda simpan (semua ${ALL} entri masih seperti waktu itu).`,
    ],
    [
      'a checkpoint that a witness signed',
      ['--checkpoint', 'pos-saksi', '--witness', witness.vkey],
      `Compared with the checkpoint that saksi.example/satu signed (all ${ALL} entries are as they were then).`,
      `Dibandingkan dengan titik periksa yang ditandatangani saksi.example/satu (semua ${ALL} entri masih seperti waktu itu).`,
    ],
  ])(
    'R29: after a comparison with %s the first line of verify says so, and how far that goes',
    async (_what, args, en, id) => {
      const [inEnglish, inIndonesian] = [await said(args), await said(args, 'id')];
      expect([inEnglish.code, inEnglish.lines[0]]).toEqual([0, en]);
      expect(inEnglish.lines.join('\n')).toContain('Verified as far as the first line says:');
      expect([inIndonesian.code, inIndonesian.lines[0]]).toEqual([0, id]);
      expect(inIndonesian.lines.join('\n')).toContain('Terbukti sejauh baris pertama:');
    },
  );

  test('R29: after a comparison with a head, or with a commit verified earlier, the first line of verify says so', async () => {
    expect((await said(['--published', headBefore])).lines[0]).toBe(
      `Compared with the head ${headBefore.slice(0, 12)} that you named (everything up to that head is as it was when you saw it).`,
    );
    const state = ['--state', 'dahulu.json'];
    expect((await said(state)).lines[0]).toMatch(/^Compared with this clone alone: /);
    expect((await said(state)).lines[0]).toBe(
      `Compared with commit ${headBefore.slice(0, 12)} (everything up to that commit is unchanged, and was not looked at this time).`,
    );
  });

  test('R29: without a comparison verify says so, proves nothing, and prints the command that saves today’s checkpoint', async () => {
    const { code, lines } = await said([], 'id');
    expect([code, lines[0]]).toEqual([
      0,
      'Dibandingkan hanya dengan klon ini sendiri: pemegang kunci kantor dapat menulis ulang seluruhnya, seperti catatan, hasil, permohonan, lampiran, dan pemohon, lalu menandatanganinya lagi, dan itu tidak akan tampak di sini.',
    ]);
    expect(lines.join('\n')).not.toMatch(PROVED);
    const [, ...command] =
      /(git) (-C repo\.git show [0-9a-f]{40}:checkpoint) > checkpoint$/.exec(lines.at(-1) ?? '') ?? [];
    const args = (command[1] ?? '').split(' ');
    expect(execFileSync('git', args, { cwd: root, encoding: 'utf8' })).toBe(await readFile(join(root, 'pos'), 'utf8'));
  });

  test('R37: a witness who signed none of the checkpoints is a finding, and a text that is no witness’s key is refused', async () => {
    const unsigned = await said(['--checkpoint', 'pos-saksi', '--witness', witness.vkey, '--witness', other.vkey]);
    expect([unsigned.code, unsigned.lines[0]]).toEqual([
      1,
      expect.stringMatching(/^Verification failed: 1 finding\. /),
    ]);
    expect(unsigned.lines[1]).toMatch(/^saksi\.example\/dua — This witness signed none of the kept checkpoints/);
    // A line with the witness’s name is not the witness’s signature.
    const [text = '', signatures = ''] = (await readFile(join(root, 'pos-saksi'), 'utf8')).split('\n\n');
    const another = signatures.replace(/(satu \S{20})(\S)/, (_, kept: string, at) => kept + (at === 'A' ? 'B' : 'A'));
    await writeFile(join(root, 'pos-palsu'), `${text}\n\n${another}`);
    const forged = await said(['--checkpoint', 'pos-palsu', '--witness', witness.vkey]);
    expect([forged.code, forged.lines[1]]).toEqual([1, expect.stringMatching(/^saksi\.example\/satu — This witness/)]);
    for (const args of [
      ['--witness', witness.vkey],
      ['--checkpoint', 'pos', '--witness', key.vkey],
      ['--checkpoint', 'pos', '--witness', 'saksi'],
    ])
      expect((await said(args)).lines).toEqual([expect.stringMatching(/^--witness: /)]);
  });
});
