// Writes every generated file; with --check, only says which ones differ, and fails if any does.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { generateForm } from './form.ts';
import { generateTypes } from './types.ts';

const root = new URL('../../../', import.meta.url);
const files = [...(await generateTypes(root)), ...(await generateForm(root))];
const drifted: string[] = [];
for (const { path, text } of files) {
  const url = new URL(path, root);
  const current = await readFile(url, 'utf8').catch(() => '');
  if (current === text) continue;
  drifted.push(path);
  if (process.argv.includes('--check')) continue;
  await mkdir(new URL('.', url), { recursive: true });
  await writeFile(url, text);
}
if (process.argv.includes('--check') && drifted.length > 0) {
  console.error(
    `Generated files differ from their source; run \`npm run generate\` and commit:\n  ${drifted.join('\n  ')}`,
  );
  process.exitCode = 1;
} else {
  console.log(
    `${files.length} generated files, ${drifted.length} ${process.argv.includes('--check') ? 'differ' : 'written'}.`,
  );
}
