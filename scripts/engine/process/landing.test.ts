import { expect, test } from 'vitest';
import type { World } from '#domain/case/state/world.ts';
import type { CaseView } from '#engine/forge/forge.ts';
import { Walk } from '#tests/support/walked-case.ts';
import type { Deps } from './deps.ts';
import { landingFor } from './landing.ts';

// The journal of this completed case names no blob of the request, as in early versions.
const journal = new Walk(7).to('pelaksanaan').approve().sealed();
const { state } = journal;
if (!state) throw new Error('No case.');
const document = { path: state.opens.path, oid: 'a'.repeat(40) };

/** Returns the landing if the judged commit has one document, and its content has this digest. */
const landing = (digest: string) => {
  const content = { digest, document, request: {}, attachments: [], problems: [] };
  const forge: Pick<Deps['forge'], 'readContents' | 'readFolder'> = {
    readContents: async (_pull, heads) => new Map(heads.map((head) => [head, content])),
    readFolder: async () => [[document], []],
  };
  // These are the only parts that are read.
  return landingFor(
    { forge } as unknown as Deps,
    { pull: { state: 'open' }, main: 'm' } as CaseView,
    { config: {}, pinned: undefined, facts: [] } as unknown as World,
    { judgement: { state } as Parameters<typeof landingFor>[3]['judgement'], journal },
  );
};

test('R34: if the journal of a completed case names no blob of the request, main receives the files with the digest of the journal', async () => {
  expect(await landing(state.digest)).toEqual({ kind: 'clear', files: [document] });
});

test('R34: if the journal of a completed case names no blob of the request, main receives no files with another digest', async () => {
  expect(await landing('e'.repeat(64))).toMatchObject({
    ...{ kind: 'differs', problem: { code: 'not-attested', file: document.path } },
  });
});
