import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { proposalBody, proposalBranch, proposalKey, proposalTitle } from '#domain/manage/proposal.ts';
import type { Text } from '#domain/problem.ts';
import { effectWords } from '#domain/versions/office-changes.ts';
import { whatIfWords } from '#domain/what-if/comment.ts';
import { type Io, wholeNumber, remark, printText } from '#entry/command.ts';
import { personOf } from '#embedded/office/person.ts';
import { type ClientOptions, createClient } from '#engine/forge/octokit.ts';
import type { WordedChanges } from './office-changes.ts';

/** The default of `--wait`: the seconds to wait for the comment of the process. Runs on GitHub take longer to begin. */
const WAIT = { here: '30', gitHub: '180' } as const;
const LONGEST_WAIT = 3_600;
/** How often the comment is looked for, in milliseconds. GitHub counts the calls of an hour. */
const LOOK_EVERY = { here: 250, gitHub: 5_000 } as const;

type Options = Readonly<Partial<Record<'folder' | 'repo' | 'wait', string | undefined>>>;

/** Reads `--wait`. @throws UsageError if it is not a number of seconds */
export const waitOf = ({ wait, repo }: Options): number =>
  wholeNumber(wait ?? WAIT[repo === undefined ? 'here' : 'gitHub'], '--wait', LONGEST_WAIT);

/**
 * Proposes changed files of the configuration as one pull request with nothing else. Prints what changes, from when it
 * counts, what would have become of past cases, and how the change is put in force. The same change is proposed once.
 * @param values `repo` says that the forge is GitHub
 */
export async function proposeChange(
  options: ClientOptions,
  changes: WordedChanges,
  values: Options,
  io: Io,
): Promise<void> {
  const paths = [...changes.put.map(({ path }) => path), ...changes.gone];
  const wait = waitOf(values);
  for (const line of [...changes.changeTexts, ...effectWords(paths)]) io.out(`  ${line[io.lang]}`);
  const { number, url, isNew } = await propose(options, changes, paths);
  printText(io, (isNew ? PROPOSED : KNOWN)(number));
  const isOnGitHub = values.repo !== undefined;
  if (isOnGitHub && wait > 0) remark(io, WAITING(wait));
  const answer = await answerOf(options, number, { wait, every: LOOK_EVERY[isOnGitHub ? 'gitHub' : 'here'] });
  if (answer) io.out(`\n${answer[io.lang].replaceAll(/^/gm, '  ')}\n`);
  else if (wait > 0) remark(io, NO_ANSWER);
  const folder = values.folder === undefined ? '' : ` --folder ${values.folder}`;
  printText(io, isOnGitHub ? TO_MERGE(url) : TO_ADOPT(number, folder));
}

interface Proposed {
  readonly number: number;
  readonly url: string;
  readonly isNew: boolean;
}

async function propose(
  options: ClientOptions,
  { put, gone, changeTexts, sentences }: WordedChanges,
  paths: readonly string[],
): Promise<Proposed> {
  const person = personOf(options);
  const name = proposalBranch(createHash('sha256').update(proposalKey({ put, gone })).digest('hex'));
  for (let n = 1; ; n += 1) {
    const branch = n === 1 ? name : `${name}-${n}`;
    const open = await openPull(options, branch);
    if (open) return { ...open, isNew: false };
    if (await person.hasBranch(branch)) continue;
    const number = await person.open({
      branch,
      title: proposalTitle(sentences, paths),
      body: proposalBody([...changeTexts, ...effectWords(paths)]),
      files: put.map(({ path, text }) => ({ path, bytes: Buffer.from(text) })),
      gone,
      draft: false,
    });
    return { number, url: (await openPull(options, branch))?.url ?? '', isNew: true };
  }
}

async function openPull(options: ClientOptions, branch: string): Promise<Omit<Proposed, 'isNew'> | undefined> {
  const { octokit, owner, repo } = createClient(options);
  const { data } = await octokit.request('GET /repos/{owner}/{repo}/pulls', {
    ...{ owner, repo, head: `${owner}:${branch}`, state: 'open' },
  });
  const found = data.find(({ head }) => head.ref === branch);
  return found && { number: found.number, url: found.html_url };
}

/**
 * Waits for the comment of the process, and returns its words; `undefined` if there is none in time.
 * @param wait in seconds
 * @param every in milliseconds
 */
async function answerOf(
  options: ClientOptions,
  number: number,
  { wait, every }: { readonly wait: number; readonly every: number },
): Promise<Text | undefined> {
  const { octokit, owner, repo } = createClient(options);
  const end = Date.now() + wait * 1_000;
  while (Date.now() < end) {
    const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
    const { data } = await octokit.request(route, { ...{ owner, repo, issue_number: number, per_page: 100 } });
    const own = data.filter(({ user }) => user?.type === 'Bot').flatMap(({ body }) => whatIfWords(body ?? '') ?? []);
    if (own[0]) return own[0];
    await sleep(every);
  }
  return undefined;
}

const PROPOSED = (number: number): Text => ({
  id: `Diajukan sebagai perubahan nomor ${number}.`,
  en: `Proposed as change number ${number}.`,
});
const KNOWN = (number: number): Text => ({
  id: `Sudah diajukan sebagai perubahan nomor ${number}.`,
  en: `Proposed already, as change number ${number}.`,
});
const WAITING = (seconds: number): Text => ({
  id: `Menunggu perbandingan dengan berkas lalu, paling lama ${seconds} detik.`,
  en: `Waiting for the comparison with past cases, for at most ${seconds} seconds.`,
});
const NO_ANSWER: Text = {
  id: 'Perbandingan dengan berkas lalu belum selesai; jalankan perintah ini lagi untuk membacanya.',
  en: 'The comparison with past cases is not ready yet; run this command again to read it.',
};
const TO_ADOPT = (number: number, folder: string): Text => ({
  id: `Belum berlaku. Untuk memberlakukannya: npx disposisi sop adopt ${number}${folder}`,
  en: `Not in force yet. To put it in force: npx disposisi sop adopt ${number}${folder}`,
});
const TO_MERGE = (url: string): Text => ({
  id: `Belum berlaku. Untuk memberlakukannya, gabungkan pull request ini: ${url}`,
  en: `Not in force yet. To put it in force, merge this pull request: ${url}`,
});
