import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltSite, buildSite } from './support/site.ts';

/**
 * The bytes that a phone loads once before an official can decide, compressed with gzip.
 * These are the shares of the script’s KB. Text kept by account, checked before sending and without frames (R9), and
 * attachments checked whole, with the answers taken from the process’s account only: 4.4. Changes since the last round,
 * the letter and its attachments in the page, and a decision on one screen of a phone: 4.6. Drafts on the device, a
 * choice of alternatives, and the switch for notifications on a device: 7.3. Filters of the list, and news while the
 * desk is open: 3.4. Documents, signed ones, and results that lead elsewhere: 2. Parts of an SOP besides its table
 * (R39, R40, R43, R44), and several SOPs in one office: 2. Spans and missed decisions: 1.3. Assigned actors, parties
 * without an account, and origins (R41, R42, R45): 2.7. The account that a request may name (R12, R41): 0.5. Who may
 * reject in a step (R16), and the edition of the rules (R29): 0.3. Offers (R24), another time (R53), answers (R52),
 * times in the units of their clock (R23), and results that are sent without an approval (R6): 3.
 */
const SCRIPT = 95_000;
const STYLE = 12_000;
/**
 * The bytes of the form’s own parts and the process’s rules, which are loaded while a person already types.
 * Times in the units of their clock after a pause and an extension (R23) take 2 KB. Results that are sent without an
 * approval, and offers that are checked before sending (R6, R24), take 1.5. Two parts are loaded only when they have
 * something to show: recorded results that may be answered (R52), 3.5, and the page to ask for another time (R53), 3.5.
 * The log’s part in a proof of submission, for the page of verification (R37), takes 1.2.
 */
const WRITING = 214_000;

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
const OF_DOCUMENTS = /\/(?:documents|save-document|first-checkpoint)\.[^/]*\.js$/;

/** Returns the scripts that a page loads, with all their imports. */
async function scriptsOf(page: string, imports: RegExp): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const load = async (path: string): Promise<void> => {
    if (found.has(path) || OF_DOCUMENTS.test(path)) return;
    const text = await read(path);
    found.set(path, text);
    for (const [, from, whole] of text.matchAll(imports)) await load(whole ?? posix.join(dirname(path), from ?? ''));
  };
  for (const [, source = ''] of page.matchAll(/<script[^>]*\ssrc="\/([^"]+)"/g)) await load(source);
  return found;
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
  it('an official loads at most 95 KB of script and 12 KB of style', async () => {
    const page = await read(path);
    const scripts = await scriptsOf(page, AT_ONCE);
    const styles = [...page.matchAll(/<link rel="stylesheet" href="\/([^"]+)"/g)].map(([, href = '']) => href);
    expect(scripts.size).toBeGreaterThan(1);
    expect(styles.length).toBeGreaterThan(1);
    // This is the build for people. A build for developers also has the source position of each element.
    expect([...scripts.values()].join('')).not.toContain('lineNumber');
    expect(zipped(scripts.values())).toBeLessThanOrEqual(SCRIPT);
    expect(zipped(await Promise.all(styles.map(read)))).toBeLessThanOrEqual(STYLE);
  });

  it('a person who writes a request loads at most 214 KB of script, with the rules that check it', async () => {
    const scripts = await scriptsOf(await read(path), SOONER_OR_LATER);
    expect([...scripts.keys()].filter((each) => each.includes('worker'))).toHaveLength(1);
    expect(zipped(scripts.values())).toBeLessThanOrEqual(WRITING);
  });
});
