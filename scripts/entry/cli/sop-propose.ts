import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { formatProblem, type Text } from '#domain/problem.ts';
import { whatIfWords } from '#domain/what-if/comment.ts';
import { both } from '#domain/words/language.ts';
import { MARKDOWN } from '#domain/words/markdown.ts';
import { type Command, type Io, wholeNumber } from '#entry/command.ts';
import { personOf } from '#embedded/office/person.ts';
import { officeRoot } from '#engine/config/root.ts';
import { createForge } from '#engine/forge/github.ts';
import { type ClientOptions, createClient } from '#engine/forge/octokit.ts';
import { connectAsMaintainer } from './connect.ts';
import { officeChanges, type OfficeChanges } from './office-changes.ts';
import { readArgs } from './read-args.ts';

const OPTIONS = { folder: { type: 'string' }, as: { type: 'string' }, wait: { type: 'string' } } as const;

/** The default of `--wait`: the seconds to wait for the comment of the process. */
const WAIT = '30';
const LONGEST_WAIT = 3_600;
const LOOK_EVERY = 250;

/**
 * Proposes the changes in an office's folder as one pull request that contains only files of the configuration. It
 * prints the changes, and the comment of the process, which says how past cases would have gone.
 */
export const run: Command = async (args, io) => {
  const { values } = readArgs(args, OPTIONS);
  const wait = wholeNumber(values.wait ?? WAIT, '--wait', LONGEST_WAIT);
  const options = await connectAsMaintainer(values, io);
  const changes = await officeChanges(officeRoot(io.cwd), asReader(options));
  for (const warning of changes.office.warnings) io.err(`${WARNING[io.lang]}: ${formatProblem(warning, io.lang)}`);
  if (changes.put.length + changes.gone.length === 0) {
    io.out(NOTHING[io.lang]);
    return 0;
  }
  for (const line of changes.changeTexts) io.out(`  ${line[io.lang]}`);
  const { number, isNew } = await propose(options, changes);
  io.out((isNew ? PROPOSED : KNOWN)(number)[io.lang]);
  const answer = await answerOf(options, number, wait);
  if (answer) io.out(`\n${answer[io.lang].replaceAll(/^/gm, '  ')}\n`);
  else if (wait > 0) io.err(NO_ANSWER[io.lang]);
  io.out(NEXT(number, values.folder === undefined ? '' : ` --folder ${values.folder}`)[io.lang]);
  return 0;
};

const asReader = (options: ClientOptions) => createForge({ ...options, self: { id: 0, login: '', kind: 'user' } });

async function propose(
  options: ClientOptions,
  { put, gone, changeTexts }: OfficeChanges,
): Promise<{ readonly number: number; readonly isNew: boolean }> {
  const person = personOf(options);
  const said = [...put.map(({ path, blob }) => `${path}\0${blob}`), ...gone];
  const name = `sop/${createHash('sha256').update(said.join('\n')).digest('hex').slice(0, 12)}`;
  for (let n = 1; ; n += 1) {
    const branch = n === 1 ? name : `${name}-${n}`;
    const open = await openPull(options, branch);
    if (open !== undefined) return { number: open, isNew: false };
    if (await person.hasBranch(branch)) continue;
    const paths = [...put.map(({ path }) => path), ...gone].join(', ');
    const number = await person.open({
      branch,
      title: `Perubahan SOP: ${paths}`.slice(0, LONGEST_TITLE),
      body: bodyOf(changeTexts),
      files: put.map(({ path, text }) => ({ path, bytes: Buffer.from(text) })),
      gone,
      draft: false,
    });
    return { number, isNew: true };
  }
}

const LONGEST_TITLE = 200;
/** The most characters of the pull request's text. The pages of versions show all changes once these are in force. */
const LONGEST_BODY = 20_000;

/** Writes the changes in both languages. Text from the files is escaped. */
function bodyOf(reported: readonly Text[]): string {
  const listed = both((language) => reported.map((each) => `- ${MARKDOWN.words(each[language])}`).join('\n'));
  return `${listed.id}\n\n${listed.en}`.slice(0, LONGEST_BODY);
}

async function openPull(options: ClientOptions, branch: string): Promise<number | undefined> {
  const { octokit, owner, repo } = createClient(options);
  const { data } = await octokit.request('GET /repos/{owner}/{repo}/pulls', {
    ...{ owner, repo, head: `${owner}:${branch}`, state: 'open' },
  });
  return data.find(({ head }) => head.ref === branch)?.number;
}

/** Waits for the comment of the process, and returns its text, or `undefined` if no comment comes in time. */
async function answerOf(options: ClientOptions, number: number, wait: number): Promise<Text | undefined> {
  const { octokit, owner, repo } = createClient(options);
  const end = Date.now() + wait * 1_000;
  while (Date.now() < end) {
    const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
    const { data } = await octokit.request(route, { ...{ owner, repo, issue_number: number, per_page: 100 } });
    const own = data.filter(({ user }) => user?.type === 'Bot').flatMap(({ body }) => whatIfWords(body ?? '') ?? []);
    if (own[0]) return own[0];
    await sleep(LOOK_EVERY);
  }
  return undefined;
}

const WARNING: Readonly<Record<Io['lang'], string>> = { id: 'Peringatan', en: 'Warning' };
const NOTHING: Text = {
  id: 'Tidak ada yang perlu diajukan: sops/ di folder ini sama dengan yang berlaku.',
  en: 'There is nothing to propose: sops/ in this folder equals what is in force.',
};
const PROPOSED = (number: number): Text => ({
  id: `Diajukan sebagai perubahan nomor ${number}.`,
  en: `Proposed as change number ${number}.`,
});
const KNOWN = (number: number): Text => ({
  id: `Sudah diajukan sebagai perubahan nomor ${number}.`,
  en: `Proposed already, as change number ${number}.`,
});
const NO_ANSWER: Text = {
  id: 'Perbandingan dengan berkas lalu belum selesai; jalankan perintah ini lagi untuk membacanya.',
  en: 'The comparison with past cases is not ready yet; run this command again to read it.',
};
const NEXT = (number: number, options: string): Text => ({
  id: `Belum berlaku. Untuk memberlakukannya: npx disposisi sop adopt ${number}${options}`,
  en: `Not in force yet. To put it in force: npx disposisi sop adopt ${number}${options}`,
});
