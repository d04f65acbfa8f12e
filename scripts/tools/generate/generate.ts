import type { Generated } from '#tools/generated.ts';
import { generateBenchmarks } from '#tools/bench/measured.ts';
import { generateForm } from './form.ts';
import { generateTypes } from './types.ts';

/**
 * Makes every file of `npm run generate`.
 * @param root the repository's folder
 */
export async function generateAll(root: URL): Promise<Generated[]> {
  return [...(await generateTypes(root)), ...(await generateForm(root)), await generateBenchmarks(root)];
}
