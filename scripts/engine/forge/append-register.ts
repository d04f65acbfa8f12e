import { README_PATH, REGISTER_BRANCH } from '#domain/journal/paths.ts';
import { beginBranch, type BranchBeginning } from './branches.ts';
import { ForgeError } from './errors.ts';
import type { Addition } from './forge.ts';
import { ask, type Client } from './octokit.ts';
import { APPEND } from './queries.ts';

/** So many files GitHub takes in one commit. */
const MOST_ADDITIONS = 100;

/** `README.md` of the register's branch: for somebody who finds it and does not know what it is. */
const README_TEXT = `# Buku agenda

Cabang ini ditulis oleh sistem saja, selalu di depan, tidak pernah ditimpa. Jangan mengubah, menghapus, atau
menggabungkan apa pun di sini: \`disposisi verify\` akan menunjukkannya.

- \`journals/\`: jurnal setiap berkas, satu entri sebaris; setiap entri terikat pada entri sebelumnya
- \`documents/\`: dokumen bertanda tangan yang diserahkan bersama suatu tindakan, bila ada
- \`configurations.jsonl\`: konfigurasi yang pernah dipakai sistem
- \`index.json\`: ringkasan berkas yang masih berjalan, dapat dibuat ulang dari jurnal
- \`checkpoint\`: titik periksa bertanda tangan atas semua entri; \`vkey\`: kunci untuk memeriksa tanda tangannya

Jurnal memuat data pribadi pemohon. Untuk umum hanya bagian publiknya yang diterbitkan.

# The register

Only the process writes this branch, always ahead, never over what is there. Change, delete or merge nothing here:
\`disposisi verify\` would show it.

- \`journals/\`: each case's journal, one entry a line; every entry is bound to the one before it
- \`documents/\`: signed documents that came with an act, where there are any
- \`configurations.jsonl\`: the configurations that the process went by
- \`index.json\`: summary of the open cases, which can be made again from the journals
- \`checkpoint\`: the signed checkpoint over all entries; \`vkey\`: the key by which its signature is verified

The journals hold applicants' personal data. Only their public parts are published.
`;

/** The register before its first case. */
export const REGISTER_BEGINNING: BranchBeginning = {
  branch: REGISTER_BRANCH,
  message: 'Buku agenda dimulai',
  files: [{ path: README_PATH, text: README_TEXT }],
};

/**
 * Makes one commit on the register, atomic and signed by the forge, if its head is still the one that was read (R26).
 * @param expectedHead undefined where the branch did not exist: then it is begun first
 * @returns 'moved' where the head is another one by now: another run was faster, or an attempt whose answer was lost
 *   had worked
 * @throws ForgeError for any other refusal
 */
export async function appendRegister(
  client: Client,
  expectedHead: string | undefined,
  message: string,
  additions: readonly Addition[],
): Promise<{ readonly head: string } | 'moved'> {
  if (additions.length > MOST_ADDITIONS) {
    throw new ForgeError('refused', 'GraphQL mutation Append', `More than ${MOST_ADDITIONS} files in one commit.`);
  }
  const head = expectedHead ?? (await beginBranch(client, beginningWith(additions)));
  if (head === 'moved') return 'moved';
  const [headline = '', ...body] = message.split('\n');
  const input = {
    branch: { repositoryNameWithOwner: `${client.owner}/${client.repo}`, branchName: REGISTER_BRANCH },
    expectedHeadOid: head,
    message: { headline, body: body.join('\n').trim() },
    fileChanges: {
      additions: additions.map((file) => ({ path: file.path, contents: contentsOf(file).toString('base64') })),
    },
  };
  try {
    const answer = await ask<{ createCommitOnBranch: { commit: { oid: string } } }>(client, APPEND, { input });
    return { head: answer.createCommitOnBranch.commit.oid };
  } catch (error) {
    if (error instanceof ForgeError && error.code === 'STALE_DATA') return 'moved';
    throw error;
  }
}

const contentsOf = (file: Addition): Buffer => Buffer.from('text' in file ? file.text : file.bytes);

/** The README that is about to be written is the one to begin with. */
function beginningWith(additions: readonly Addition[]): BranchBeginning {
  const readme = additions.find(({ path }) => path === README_PATH);
  return readme && 'text' in readme ? { ...REGISTER_BEGINNING, files: [readme] } : REGISTER_BEGINNING;
}
