import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltSite, buildSite } from './support/site.ts';

/**
 * The greatest number of bytes that a phone loads before an official can decide, compressed with gzip.
 * These features take part of the script:
 * - 4.4 KB: typed text that is kept by account and checked before sending (R9), the refusal of frames, whole checks of
 *   attachments, and replies from the process’s account only
 * - 4.6 KB: changes since the last round, letter and attachments within the page, a decision on one screen of a phone
 * - 7.3 KB: drafts on the device, a choice of alternatives, the switch for notifications on a device
 * - 3.9 KB: filters, search and pages of the list, news while the desk is open
 * - 2 KB: documents, signed documents, results that lead elsewhere
 * - 2 KB: parts of an SOP besides its table (R39, R40, R43, R44), several SOPs in one office
 * - 1.3 KB: spans and missing decisions
 * - 2.7 KB: assigned actors, parties without an account, origins (R41, R42, R45)
 * - 0.5 KB: the account that a request may name (R12, R41)
 * - 0.3 KB: who may reject in a step (R16)
 * - 3 KB: offers (R24), another time (R53), answers (R52), times in the units of their clock (R23), results that are
 *   sent without an approval (R6)
 * - 0.5 KB: corrections (R49)
 * - 0.4 KB: erasures, and the new ids of commits after them (R50)
 * - 1 KB: signed papers that are filed at any time (R47), the SOP that a running case keeps (R7), the settled place,
 *   faults at their fields
 * - 0.5 KB: photographs that are filed for a report (R47)
 */
const SCRIPT = 91_700;
/** Part of them that is loaded before the person can sign in. */
const SIGN_IN = 25_000;
const STYLE = 12_000;
/**
 * The greatest number of bytes with the form’s own parts and the process’s rules, which load while a person types.
 * These features take part of them:
 * - 2 KB: times in the units of their clock after a pause and an extension (R23)
 * - 1.5 KB: results that are sent without an approval, and offers that are checked before sending (R6, R24)
 * - 3.5 KB, loaded only if needed: recorded results that may be answered (R52)
 * - 3.5 KB, loaded only if needed: the page to ask for another time (R53)
 * - 12 KB: parts of a form, remembered data, copies, the letter while it is written, and, loaded only if needed, the
 *   reader of a letter’s PDF
 * - 3 KB: the case that is read ahead; a case that changes while it is open; closures of its room; the words before
 *   the sign-in, replies and notifications in files of their own
 * - 2 KB: one day with two times for start and end of a request; letters that differ from the fields
 * - 1.2 KB: the log’s part in a proof of submission, for the page of verification (R37)
 * - 1.2 KB: rooms with their state at the typed time; the next case that waits, in the file of the reply’s notice
 */
const WRITING = 234_200;

let site: BuiltSite;
beforeAll(async () => {
  site = await buildSite([]);
});
afterAll(() => site?.remove());

const read = (path: string): Promise<string> => readFile(join(site.folder, path), 'utf8');

/** The imports that a script loads before it runs, and those that it may load later. */
const AT_ONCE = /(?:from|import)\s*["'`](\.[^"'`]+\.js)["'`]/g;
const SOONER_OR_LATER =
  /(?:from|import)\s*\(?\s*["'`](\.[^"'`]+\.js)["'`]|["'`]\/(aset\/[^"'`]*\.worker-[^"'`]*\.js)["'`]/g;

/**
 * The scripts that set documents as PDF, and those that find the checkpoint for a proof of submission. They are loaded
 * when somebody asks for a document or has submitted, and not while writing.
 */
const OF_DOCUMENTS = /\/(?:documents|agenda-[a-z]+|save-document|first-checkpoint)\.[^/]*\.js$/;

/** The letter on the page of a case, which is loaded there and not while writing. */
const OF_A_CASE = /\/case-letter\.[^/]*\.js$/;

/** The pages of Kelola, which only maintainers open. */
const OF_MAINTAINERS = /\/manage-page\.[^/]*\.js$/;

/** Returns the scripts that a page loads, with all their imports. */
async function scriptsOf(page: string, imports: RegExp): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const load = async (path: string): Promise<void> => {
    if (found.has(path) || OF_DOCUMENTS.test(path) || OF_MAINTAINERS.test(path) || OF_A_CASE.test(path)) return;
    const text = await read(path);
    found.set(path, text);
    for (const [, from, whole] of text.matchAll(imports)) await load(whole ?? posix.join(dirname(path), from ?? ''));
  };
  for (const [, source = ''] of page.matchAll(/<script[^>]*\ssrc="\/([^"]+)"/g)) await load(source);
  return found;
}

/** Returns the name of the script with the pages of people who have signed in. */
async function deskScript(): Promise<string> {
  const found = (await readdir(join(site.folder, 'aset'))).filter((name) => /^desk\.[^.]+\.js$/.test(name));
  expect(found).toHaveLength(1);
  return found[0] ?? '';
}

const zipped = (texts: Iterable<string>): number =>
  [...texts].reduce((sum, text) => sum + gzipSync(text, { level: 9 }).length, 0);

it('documents are set by separate scripts of at most 230 KB, which are not counted for the desk', async () => {
  const names = await readdir(join(site.folder, 'aset'));
  expect(names.filter((name) => OF_DOCUMENTS.test(`/${name}`)).length).toBeGreaterThanOrEqual(2);
  const sizes = await Promise.all(
    names.filter((name) => OF_DOCUMENTS.test(`/${name}`)).map((name) => read(`aset/${name}`)),
  );
  expect(zipped(sizes)).toBeLessThanOrEqual(230_000);
});

describe.each(['meja/index.html', 'en/meja/index.html'])('the desk at %s', (path) => {
  it('an official loads at most 91 KB of script and 12 KB of style, the sign-in first, in few files', async () => {
    const page = await read(path);
    const scripts = await scriptsOf(page, AT_ONCE);
    expect(zipped(scripts.values())).toBeLessThanOrEqual(SIGN_IN);
    // The other scripts arrive while the person signs in.
    for (const each of await scriptsOf(`<script src="/aset/${await deskScript()}">`, AT_ONCE)) scripts.set(...each);
    expect(scripts.size).toBeLessThanOrEqual(12);
    const styles = [...page.matchAll(/<link rel="stylesheet" href="\/([^"]+)"/g)].map(([, href = '']) => href);
    expect(scripts.size).toBeGreaterThan(1);
    expect(styles.length).toBeGreaterThan(1);
    // This is the build for people. A build for developers also has the source position of each element.
    expect([...scripts.values()].join('')).not.toContain('lineNumber');
    expect(zipped(scripts.values())).toBeLessThanOrEqual(SCRIPT);
    expect(zipped(await Promise.all(styles.map(read)))).toBeLessThanOrEqual(STYLE);
  });

  it('a person who writes a request loads at most 234 KB of script, with the rules that check it', async () => {
    const scripts = await scriptsOf(await read(path), SOONER_OR_LATER);
    expect([...scripts.keys()].filter((each) => each.includes('worker'))).toHaveLength(1);
    expect(zipped(scripts.values())).toBeLessThanOrEqual(WRITING);
  });
});
