import { README_PATH, REGISTER_BRANCH } from '#domain/journal/paths.ts';
import { beginBranch, type BranchBeginning } from './branches.ts';
import { ForgeError } from './errors.ts';
import type { Addition } from './forge.ts';
import { ask, type Client } from './octokit.ts';
import { APPEND } from './queries.ts';

/** The largest number of files that GitHub accepts in one commit. */
const MOST_ADDITIONS = 100;

/** The `README.md` of the register's branch. It explains the branch to people who find it. */
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

Only the process writes this branch. It only adds commits and never overwrites one. Do not change, delete or merge
anything here: \`disposisi verify\` will report it.

- \`journals/\`: each case's journal, one entry a line; every entry is bound to the one before it
- \`documents/\`: the signed documents that people submitted with an act, if there are any
- \`configurations.jsonl\`: the configurations that the process used
- \`index.json\`: a summary of the open cases, which can be computed again from the journals
- \`checkpoint\`: the signed checkpoint over all entries; \`vkey\`: the key that verifies its signature

The journals hold applicants' personal data. Only their public parts are published.
`;

/** The first commit of the register, before its first case. */
export const REGISTER_BEGINNING: BranchBeginning = {
  branch: REGISTER_BRANCH,
  message: 'Buku agenda dimulai',
  files: [{ path: README_PATH, text: README_TEXT }],
};

/**
 * Adds one commit to the register if its head is still the one that was read (R26). The forge makes and signs the
 * commit. It writes the whole commit or nothing.
 * @param expectedHead the head that was read; `undefined` if the branch did not exist. It is then created first.
 * @returns the new head, or 'moved' if the branch has another head. Either another run wrote first, or an earlier
 *   attempt succeeded and its reply was lost.
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

/** Returns the first commit of the register, with the README of the additions if they have one. */
function beginningWith(additions: readonly Addition[]): BranchBeginning {
  const readme = additions.find(({ path }) => path === README_PATH);
  return readme && 'text' in readme ? { ...REGISTER_BEGINNING, files: [readme] } : REGISTER_BEGINNING;
}
