import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatProblem } from '#domain/problem.ts';
import { configFolder } from '#engine/config/folder.ts';
import { readConfig } from '#engine/config/read.ts';
import { formConfiguration, printConfiguration } from '#public/form/configuration.ts';
import { formOfficeOf } from '#public/form/office.ts';
import { targetOf } from '#public/form/target-file.ts';
import type { Generated } from '#tools/generated.ts';

/** The folder of the form's configuration for the office of this repository, committed so that changes can be seen. */
const FOLDER = 'site/src/form/generated';

/**
 * Makes the Decap configuration of the office in this repository, in both languages. The site serves it at `/admin/`.
 * @param root the repository's folder
 * @throws if the configuration of the office is not valid
 */
export async function generateForm(root: URL): Promise<Generated[]> {
  const reading = readConfig(await configFolder(fileURLToPath(root)));
  if ('problems' in reading) throw new Error(reading.problems.map((each) => formatProblem(each, 'en')).join('\n'));
  const [office, target] = [formOfficeOf(reading.config), await targetOf(fileURLToPath(root))];
  return (['id', 'en'] as const).map((language) => ({
    path: join(FOLDER, `config.${language}.json`),
    text: printConfiguration(formConfiguration(office, target, language)),
  }));
}
