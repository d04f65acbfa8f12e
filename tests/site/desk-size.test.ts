import { readFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltSite, buildSite } from './support/site.ts';

/**
 * Bytes that a phone loads once before an official can decide, compressed by gzip, as any server does at least. The script had
 * 60 KB; what keeps the desk its user's alone (R9 before sending, attachments looked at whole, no frame, kept by account), and
 * takes the process's word by its account only, is 4.4; what changed since the last round, the letter and its attachments in the
 * page, and a decision on one screen of a phone, 4.6; the switch by which a device is told, 1.5.
 */
const SCRIPT = 72_000;
const STYLE = 12_000;

let site: BuiltSite;
beforeAll(async () => {
  site = await buildSite([]);
});
afterAll(() => site?.remove());

const read = (path: string): Promise<string> => readFile(join(site.folder, path), 'utf8');

/** The scripts that a page loads, and whatever they import. */
async function scriptsOf(page: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const load = async (path: string): Promise<void> => {
    if (found.has(path)) return;
    const text = await read(path);
    found.set(path, text);
    for (const [, from = ''] of text.matchAll(/(?:from|import)\s*\(?\s*["'`](\.[^"'`]+\.js)["'`]/g))
      await load(posix.join(dirname(path), from));
  };
  for (const [, source = ''] of page.matchAll(/<script[^>]*\ssrc="\/([^"]+)"/g)) await load(source);
  return found;
}

const zipped = (texts: Iterable<string>): number =>
  [...texts].reduce((sum, text) => sum + gzipSync(text, { level: 9 }).length, 0);

describe.each(['meja/index.html', 'en/meja/index.html'])('%s', (path) => {
  it('loads at most 72 KB of script and 12 KB of style', async () => {
    const page = await read(path);
    const scripts = await scriptsOf(page);
    const styles = [...page.matchAll(/<link rel="stylesheet" href="\/([^"]+)"/g)].map(([, href = '']) => href);
    expect(scripts.size).toBeGreaterThan(1);
    expect(styles.length).toBeGreaterThan(1);
    // This is the build that people get: one for developers also tells where in the source each element stands.
    expect([...scripts.values()].join('')).not.toContain('lineNumber');
    expect(zipped(scripts.values())).toBeLessThanOrEqual(SCRIPT);
    expect(zipped(await Promise.all(styles.map(read)))).toBeLessThanOrEqual(STYLE);
  });
});
