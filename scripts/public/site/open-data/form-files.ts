import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { formConfiguration, printConfiguration } from '#public/form/configuration.ts';
import type { FormOffice } from '#public/form/office.ts';
import type { FormTarget } from '#public/form/target.ts';
import type { PublicFile } from '../folder.ts';

const FOLDER = 'admin';

/**
 * Decap's single script and its licences, as in the package. Decap can also load files such as `*.decap-cms.js`, for
 * highlighting of program code and for other backends. No field of a request needs these files.
 */
const DECAP = ['decap-cms.js', 'decap-cms.js.LICENSE.txt'];

/** Reads the files of Decap itself from the repository's packages. */
export function decapFiles(root: string): Promise<PublicFile[]> {
  const dist = join(dirname(createRequire(join(root, 'package.json')).resolve('decap-cms/package.json')), 'dist');
  return Promise.all(
    DECAP.map(async (name) => ({ path: `${FOLDER}/${name}`, text: await readFile(join(dist, name)) })),
  );
}

/** Makes Decap's configuration in both languages. */
export const formFiles = (office: FormOffice, target: FormTarget): PublicFile[] =>
  (['id', 'en'] as const).map((language) => ({
    path: `${FOLDER}/config.${language}.json`,
    text: printConfiguration(formConfiguration(office, target, language)),
  }));
