import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltSite, buildSite } from './support/site.ts';

/**
 * Bytes that a phone loads once before an official can decide, compressed by gzip, as any server does at least. Of the script's
 * KB, what keeps the desk its user's alone (R9 before sending, attachments looked at whole, no frame, kept by account) and takes
 * the process's word by its account only is 4.4; what changed since the last round, the letter and its attachments in the page, and
 * a decision on one screen of a phone, 4.6; drafts that wait on the device, alternatives that are chosen, and the switch by which a
 * device is notified, 7.3; filters of the list, and noticing what comes to wait while the desk is open, 3.4; documents, signed ones
 * handed back, and results that lead another way, 2; what an SOP may say beyond its table (R39, R40, R43, R44), and several SOPs in
 * one office, 2; times over several steps and missing decisions, 1.3; who acts by name or without an account, and cases that come
 * from others (R41, R42, R45), 2.7; whose account a request may name (R12, R41), 0.5; who may reject in a step (R16), and the edition
 * of the rules (R29), 0.3; offers (R24), another time (R53), answers (R52), lengths of time in their clock's units (R23), and what is
 * sent where nothing is approved (R6), 3.
 */
const SCRIPT = 95_000;
const STYLE = 12_000;
/**
 * The form's own parts, and the process's rules, which are fetched while somebody already types on the page. Lengths of time in their
 * clock's own units after a pause and an extension (R23) take 2; results that are sent where nothing is approved, and offers that are
 * checked before sending (R6, R24), 1.5. Two parts are fetched when there is something for them to show: what was recorded and may be
 * answered (R52), 3.5, and the page on which another time is asked for (R53), 3.5. What a proof of submission
 * says of the log, so that the page of verification takes it (R37), is 1.2.
 */
const WRITING = 214_000;

let site: BuiltSite;
beforeAll(async () => {
  site = await buildSite([]);
});
afterAll(() => site?.remove());

const read = (path: string): Promise<string> => readFile(join(site.folder, path), 'utf8');

/** What a script needs before it runs, and what it fetches when it comes to that. */
const AT_ONCE = /(?:from|import)\s*["'`](\.[^"'`]+\.js)["'`]/g;
const SOONER_OR_LATER =
  /(?:from|import)\s*\(?\s*["'`](\.[^"'`]+\.js)["'`]|["'`]\/(aset\/[^"'`]*\.worker-[^"'`]*\.js)["'`]/g;

/**
 * What sets documents as PDF, and what looks for the checkpoint that a proof of submission names: fetched when somebody asks for one, or
 * has submitted, and then does not write.
 */
const OF_DOCUMENTS = /\/(?:documents|save-document|first-checkpoint)\.[^/]*\.js$/;

/** The scripts that a page loads, and whatever they import. */
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

it('sets documents by scripts of their own, which are not counted with the desk', async () => {
  const names = await readdir(join(site.folder, 'aset'));
  expect(names.filter((name) => OF_DOCUMENTS.test(`/${name}`)).length).toBeGreaterThanOrEqual(2);
  const sizes = await Promise.all(
    names.filter((name) => OF_DOCUMENTS.test(`/${name}`)).map((name) => read(`aset/${name}`)),
  );
  expect(zipped(sizes)).toBeLessThanOrEqual(230_000);
});

describe.each(['meja/index.html', 'en/meja/index.html'])('%s', (path) => {
  it('an official loads at most 95 KB of script and 12 KB of style', async () => {
    const page = await read(path);
    const scripts = await scriptsOf(page, AT_ONCE);
    const styles = [...page.matchAll(/<link rel="stylesheet" href="\/([^"]+)"/g)].map(([, href = '']) => href);
    expect(scripts.size).toBeGreaterThan(1);
    expect(styles.length).toBeGreaterThan(1);
    // This is the build that people get: one for developers also says where in the source each element stands.
    expect([...scripts.values()].join('')).not.toContain('lineNumber');
    expect(zipped(scripts.values())).toBeLessThanOrEqual(SCRIPT);
    expect(zipped(await Promise.all(styles.map(read)))).toBeLessThanOrEqual(STYLE);
  });

  it('a person who writes a request loads at most 214 KB of script, the rules that check it among them', async () => {
    const scripts = await scriptsOf(await read(path), SOONER_OR_LATER);
    expect([...scripts.keys()].filter((each) => each.includes('worker'))).toHaveLength(1);
    expect(zipped(scripts.values())).toBeLessThanOrEqual(WRITING);
  });
});
