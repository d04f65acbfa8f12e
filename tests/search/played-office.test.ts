import { afterAll, beforeAll, expect, test } from 'vitest';
import { currentCaseOf, readCurrentCase } from '#embedded/office/current-case.ts';
import { entryLines } from '#entry/cli/trail-lines.ts';
import type { CaseNews } from '#domain/journal/news.ts';
import { messagesOf } from '#public/messages/messages.ts';
import { caseDocuments } from '#public/documents/clone-documents.ts';
import { entriesInClone } from '#engine/register/entries-in-clone.ts';
import { REGISTER_BRANCH } from '#domain/journal/paths.ts';
import { playedOffice, repositoryOf } from '../fixtures/registers/write.ts';
import { exportClone } from '../support/export-clone.ts';
import type { Office } from '../support/office.ts';

let office: Office;
/** What each commit added to a journal. */
const news: CaseNews[] = [];
beforeAll(async () => {
  office = await playedOffice({ added: (each) => void news.push(each) });
});
afterAll(() => office.close());

/** Returns the numbers of all pull requests that are or were cases. */
async function numbers(): Promise<number[]> {
  const { repo, owner } = office.local;
  const client = await office.as('contoh-pengelola');
  const { data } = await client.request('GET /repos/{owner}/{repo}/pulls', {
    owner,
    repo,
    state: 'all',
    per_page: 100,
  });
  return data.map(({ number }) => number).toReversed();
}

/** Returns every text in a value, in order. */
const textsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsIn)
      : [];

/** Replaces what differs in each run: ids, hashes, and the port of the forge. */
const settled = (text: string): string =>
  text
    .replace(/\b[0-9a-f]{7,64}\b/g, '…')
    .replace(/[A-Za-z0-9+/]{40,}={0,2}/g, '…')
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1');

const LONGEST = 400;

/** Returns each line once, at its first place. */
const once = (texts: readonly string[]): string =>
  `${[...new Set(texts.flatMap((text) => settled(text).split('\n')).map((line) => line.trimEnd()))].join('\n')}\n`;

test('comments, statuses and labels of the played office equal the stored snapshot', async () => {
  const { repo, owner } = office.local;
  const client = await office.as('contoh-pengelola');
  const texts: string[] = [];
  for (const number of await numbers()) {
    const at = { owner, repo };
    const { data: pull } = await client.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', {
      ...at,
      pull_number: number,
    });
    const { data: comments } = await client.request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      ...{ ...at, issue_number: number, per_page: 100 },
    });
    const { data: status } = await client.request('GET /repos/{owner}/{repo}/commits/{ref}/status', {
      ...{ ...at, ref: pull.head.sha },
    });
    texts.push(`#${number} ${pull.state} ${pull.title}`, ...pull.labels.map(({ name }) => `[${name}]`));
    texts.push(...status.statuses.map((each) => `${each.state}: ${each.description}`));
    texts.push(...comments.map(({ body }) => body ?? ''));
  }
  await expect(once(texts)).toMatchFileSnapshot('../fixtures/played-office/comments.txt');
});

test.each(['id', 'en'] as const)('the trail of the played office equals the stored snapshot (%s)', async (language) => {
  const texts: string[] = [];
  for (const number of (await entriesInClone(repositoryOf(office), REGISTER_BRANCH)).keys()) {
    const current = currentCaseOf(await readCurrentCase(office.deps.forge, number));
    if (current) texts.push(...current.entries.flatMap((entry) => entryLines(entry, current, language)));
  }
  await expect(once(texts)).toMatchFileSnapshot(`../fixtures/played-office/trail.${language}.txt`);
});

test('the messages about the played office equal the stored snapshot', async () => {
  const messages = news.flatMap((each) => messagesOf(each, 'https://contoh.go.id'));
  const texts = messages.map(({ type, data: { number, row, due, title, text, to } }) =>
    [`${type} #${number}, ${row}, ${due}, ${title}`, text.id, text.en, JSON.stringify(to)].join('\n'),
  );
  await expect(once(texts)).toMatchFileSnapshot('../fixtures/played-office/messages.txt');
});

test('the public data of the played office equal the stored snapshot', async () => {
  const { dossiers } = await exportClone(repositoryOf(office), office.now());
  const lines = dossiers.flatMap((each) => JSON.stringify(each, null, 1).split('\n')).map((line) => line.trim());
  // Longer lines contain a whole published journal as a text within JSON. They are left out.
  await expect(once(lines.filter(({ length }) => length < LONGEST))).toMatchFileSnapshot(
    '../fixtures/played-office/public.txt',
  );
});

test('the documents of the played office equal the stored snapshot', async () => {
  const texts: string[] = [];
  const options = { readAt: office.now(), address: 'https://contoh.go.id' };
  for (const number of await numbers()) {
    const made = await caseDocuments(repositoryOf(office), number, options);
    for (const { file, title, sheet } of made?.sheets ?? []) texts.push(file, title.id, title.en, ...textsIn(sheet));
  }
  await expect(once(texts)).toMatchFileSnapshot('../fixtures/played-office/documents.txt');
});
