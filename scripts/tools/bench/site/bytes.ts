// `npm run bench:bytes`: prints how many bytes the site has of one usual case, and what takes them; asserts nothing.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { manifestOf } from '#public/site/folder.ts';
import { openLocalSite } from '#public/site/local-site.ts';
import { ENTRIES, usualCase } from './one-case.ts';
import { kindsOf, partsOf, type Shares } from './page-bytes.ts';

const say = (line = ''): void => void process.stdout.write(`${line}\n`);
const row = (...cells: (string | number)[]): void => say(`| ${cells.join(' | ')} |`);

const out = await mkdtemp(join(tmpdir(), 'bench-bytes-'));
try {
  const { publication, dossiers } = usualCase();
  const root = fileURLToPath(new URL('../../../..', import.meta.url));
  const site = await openLocalSite({ root, out });
  await site.publish(publication, { all: () => dossiers });
  const id = dossiers[0]?.case.id ?? '';
  const own = Object.keys(await manifestOf(out)).filter((path) => path.includes(id));
  say(`A case of ${ENTRIES} entries`);
  row('file', 'bytes', 'gzipped');
  row('---', '---', '---');
  let [sum, packed] = [0, 0];
  for (const path of own) {
    const text = await readFile(join(out, path));
    row(path, text.length, gzipSync(text).length);
    sum += text.length;
    packed += gzipSync(text).length;
  }
  row('together', sum, packed);
  const page = await readFile(join(out, `berkas/${id}/index.html`), 'utf8');
  table('part of the page', partsOf(page));
  table('what its bytes are', kindsOf(page));
} finally {
  await rm(out, { recursive: true, force: true });
}

function table(head: string, shares: Shares): void {
  say();
  row(head, 'bytes');
  row('---', '---');
  for (const [name, bytes] of shares) row(name, bytes);
}
