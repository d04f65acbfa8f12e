import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { documentPath, REGISTER_BRANCH } from '#domain/journal/paths.ts';
import { sha256 } from '#domain/request/digest.ts';
import { importCommits, initRepository } from '#tests/support/git-commits.ts';
import { registerOf } from '#tests/tampering/register.ts';
import { verifyClone } from './clone.ts';
import { leftOut } from './left-out.ts';
import { checkDocuments, type PlacedClaim } from './verify-documents.ts';

const root = mkdtempSync(join(tmpdir(), 'verify-documents-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const BYTES = Buffer.from('%PDF-1.4 Contoh\n%%EOF\n');
const PATH = documentPath(7, sha256(BYTES));

/** Returns what an entry of case 7 says about a document. */
const claim = (changes: Partial<PlacedClaim> = {}): PlacedClaim => ({
  ...{ number: 7, case: 'TCM-2026-7', seq: 3, name: 'nota.pdf', oid: 'a'.repeat(40) },
  ...{ sha256: sha256(BYTES), size: BYTES.length },
  ...{ commit: 0, isNew: true, mayBeGone: false },
  ...changes,
});

async function* given<T>(all: readonly T[]): AsyncGenerator<T> {
  yield* all;
}

const found = async (
  claims: readonly PlacedClaim[],
  { at = PATH, blob = 'a'.repeat(40), bytes = BYTES as Buffer | null, isPartial = false } = {},
) => {
  const { findings, ...counts } = await checkDocuments({
    claims,
    commits: [{ oid: 'c'.repeat(40), parents: [], changes: [{ path: at, mode: '100644', blob }] }],
    list: async () => [{ path: at, oid: blob }],
    read: (oids) => given(oids.map(() => (bytes ? { content: bytes } : undefined))),
    isPartial,
  });
  return { findings: findings.map(({ code, file, seq }) => [code, file, seq]), ...counts };
};

describe('R29, R47: a signed document is the one that its entry names', () => {
  it('R29, R47: a document that equals what its entry names has no finding', async () => {
    expect(await found([claim()])).toEqual({ findings: [], compared: 1, unreachable: 0 });
  });

  it.each([
    ['another size', claim({ size: 3 }), {}, [['document-differs', PATH, 3]]],
    [
      'another blob',
      claim({ oid: 'b'.repeat(40) }),
      {},
      [
        ['document-differs', PATH, 3],
        ['document-differs', PATH, 3],
      ],
    ],
    ['other bytes under the blob', claim(), { bytes: Buffer.from('x') }, [['document-differs', PATH, 3]]],
    ['a missing blob', claim(), { bytes: null }, [['document-missing', PATH, 3]]],
    ['no entry in its commit', claim({ commit: 1 }), {}, [['document-unnamed', PATH, undefined]]],
    [
      "a path in another case's folder",
      claim(),
      { at: documentPath(8, sha256(BYTES)) },
      [
        ['document-unnamed', documentPath(8, sha256(BYTES)), undefined],
        ['document-missing', PATH, 3],
      ],
    ],
  ])('R29, R47: a document with %s is reported with its file', async (_what, named, clone, expected) => {
    expect((await found([named], clone)).findings).toEqual(expected);
  });

  it('R47: in a clone without large contents, the document is counted as unreachable and has no finding', async () => {
    expect(await found([claim()], { bytes: null, isPartial: true })).toEqual({
      findings: [],
      compared: 0,
      unreachable: 1,
    });
  });

  it('R47: a document that was verified before is not compared again', async () => {
    expect((await found([claim({ isNew: false })], { bytes: Buffer.from('x') })).compared).toBe(0);
  });

  it('R47: the documents of a sound register have no finding in a whole clone, since a trusted commit, or without large contents', async () => {
    const folder = join(root, 'whole.git');
    initRepository(folder);
    const commits = registerOf(1, 3, 'x'.repeat(300_000));
    const oids = importCommits(folder, REGISTER_BRANCH, commits);
    const whole = await verifyClone(folder);
    expect([whole.findings, whole.documents]).toEqual([[], { compared: 2, unreachable: 0 }]);
    const since = await verifyClone(folder, { since: oids.at(-2) ?? '' });
    expect(since.findings).toEqual([]);
    const partial = join(root, 'partial.git');
    execFileSync('git', ['-C', folder, 'config', 'uploadpack.allowFilter', 'true']);
    execFileSync('git', [
      ...['clone', '--quiet', '--bare', '--filter=blob:limit=200k', '--single-branch'],
      ...[`--branch=${REGISTER_BRANCH}`, `file://${folder}`, partial],
    ]);
    const rest = await verifyClone(partial);
    expect([rest.findings, rest.documents]).toEqual([[], { compared: 0, unreachable: 2 }]);
    expect(leftOut(rest)?.en).toContain('the content of 2 signed documents, not in this clone');
  });
});
