import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { formConfiguration, printConfiguration } from '#public/form/configuration.ts';
import type { FormOffice } from '#public/form/office.ts';
import type { FormTarget } from '#public/form/target.ts';
import type { PublicFile } from '../folder.ts';

const FOLDER = 'admin';

/**
 * Decap itself: its one script as the package ships it. What it would load besides (`*.decap-cms.js`: highlighting of
 * program code, other backends' parts) no field of a request asks for.
 */
const DECAP = ['decap-cms.js', 'decap-cms.js.LICENSE.txt'];

/** The files of Decap itself. @param root the repository's folder */
export function decapFiles(root: string): Promise<PublicFile[]> {
  const dist = join(dirname(createRequire(join(root, 'package.json')).resolve('decap-cms/package.json')), 'dist');
  return Promise.all(
    DECAP.map(async (name) => ({ path: `${FOLDER}/${name}`, text: await readFile(join(dist, name)) })),
  );
}

/** Decap's configuration in both languages. */
export const formFiles = (office: FormOffice, target: FormTarget): PublicFile[] =>
  (['id', 'en'] as const).map((language) => ({
    path: `${FOLDER}/config.${language}.json`,
    text: printConfiguration(formConfiguration(office, target, language)),
  }));
