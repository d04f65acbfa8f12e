import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { configFolder } from '#engine/config/folder.ts';
import { readConfig, schemasOf } from '#engine/config/read.ts';
import { fieldAt } from '#domain/request/annotations.ts';
import { generateForm } from '#tools/generate/form.ts';
import { FIRST, ROOT } from './support/folders.ts';
import { projectRequest } from './support/project-request.ts';
import { IS_SHIPPED } from './support/shipped.ts';

/** Returns the text of each configuration file, by its path. */
const textsIn = async (root: string): Promise<Record<string, string>> =>
  Object.fromEntries((await configFolder(root)).map(({ path, text }) => [path, text]));

async function shippedConfig() {
  const reading = readConfig(await configFolder(ROOT));
  if ('problems' in reading) throw new Error('The shipped office is not sound.');
  return reading.config;
}

test('R7: the configuration of this repository’s office is sound, whether it is shipped or an office’s own', async () => {
  expect(readConfig(await configFolder(ROOT))).not.toHaveProperty('problems');
});

test.skipIf(!IS_SHIPPED)(
  'the shipped office equals the sample office of the tests, file by file, and adds only drafts of SOPs',
  async () => {
    const [shipped, first] = [await textsIn(ROOT), await textsIn(FIRST)];
    const engine =
      /^schemas\/(?:calendar|document|erasures|journal-entry|letterhead|message|procedure|public-[a-z-]+|retention|roles|rooms|what-if|witnesses)\.schema\.json$/;
    const own = Object.entries(shipped).filter(([path]) => !engine.test(path));
    const [same, added] = [own.filter(([path]) => path in first), own.filter(([path]) => !(path in first))];
    expect(Object.fromEntries(same)).toEqual(first);
    const { procedures, documents } = await shippedConfig();
    const drafts = [...procedures.values()].filter(({ path }) => !(path in first));
    expect(drafts.map(({ value }) => value.identity.draft?.en)).toEqual(drafts.map(() => expect.any(String)));
    const theirs = drafts.flatMap(({ path, value }) => [
      ...[path, ...schemasOf(value)],
      ...[...documents.values()].filter((each) => each.value.procedure === value.id).map((each) => each.path),
    ]);
    expect(theirs).toEqual(expect.arrayContaining(added.map(([path]) => path)));
  },
);

test.skipIf(!IS_SHIPPED)(
  'R35, R53: the letters of reply of all shipped SOPs use the same words, and offer a change of time only if the SOP does',
  async () => {
    const { procedures, documents } = await shippedConfig();
    const replies = [...documents.values()].filter(({ value }) => value.id.startsWith('surat-balasan'));
    const variants = (id: string) => replies.map(({ value }) => value.variants.find((each) => each.id === id)?.blocks);
    expect(replies).toHaveLength(3);
    for (const id of ['ditolak', 'gagal', 'alternatif']) {
      const [first, ...others] = variants(id);
      for (const each of others) expect(each).toEqual(first);
    }
    const postponable = new Map(
      [...procedures.values()].map(({ value }) => [
        value.id,
        value.steps.some(({ postpone }) => postpone !== undefined),
      ]),
    );
    for (const { value } of replies) {
      const text = JSON.stringify(value);
      expect(text.includes('Permintaan perubahan waktu agar disampaikan')).toBe(postponable.get(value.procedure ?? ''));
      expect(text).toContain('Surat ini menggantikan surat kami yang terdahulu');
      expect(text).not.toContain('waktu atau tempat disampaikan');
    }
  },
);

test.skipIf(!IS_SHIPPED)(
  'the SOPs that the first SOP calls related are shipped as drafts, with the same titles',
  async () => {
    const sops = [...(await shippedConfig()).procedures.values()].map(({ value }) => value);
    const first = sops.find(({ identity }) => identity.draft === undefined);
    const drafts = sops.filter((each) => each !== first);
    expect(drafts.map(({ identity }) => `sop ${identity.title.toLowerCase()}`).sort()).toEqual(
      first?.identity.related.map((title) => title.toLowerCase()).sort(),
    );
    for (const { identity } of drafts) {
      expect({ ...identity, approvedBy: undefined }).toMatchObject({ number: '', created: '', legalBasis: [] });
      expect(Object.values(identity.approvedBy)).toEqual(['', '', '', '']);
    }
  },
);

test.skipIf(!IS_SHIPPED)(
  'the form’s configuration in the repository is what is generated from the shipped office',
  async () => {
    for (const { path, text } of await generateForm(pathToFileURL(ROOT)))
      expect(await readFile(join(ROOT, path), 'utf8')).toBe(text);
  },
);

test.skipIf(!IS_SHIPPED)(
  'R11: the public sees nothing of a request whose letter has another nature than `biasa`',
  async () => {
    const { procedures, schemas } = await shippedConfig();
    for (const { value } of procedures.values()) {
      const pointer = value.request.pointers.nature ?? '';
      const schema = schemas.get(value.request.schema)?.value ?? {};
      const field = fieldAt(schema, pointer);
      expect(field?.['enum']).toEqual(['biasa', 'terbatas', 'rahasia', 'sangat_rahasia']);
      for (const nature of (field?.['enum'] ?? []) as string[]) {
        const seen = projectRequest(schema, { surat: { sifat: nature, nomor: '1' } }, pointer);
        expect(seen).toEqual(nature === 'biasa' ? { surat: { sifat: nature, nomor: '1' } } : undefined);
      }
    }
  },
);
