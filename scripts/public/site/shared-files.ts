import type { PublicFile } from './folder.ts';
import { decapFiles } from './form-files.ts';
import type { Renderer } from './renderer.ts';
import { publishedSchemas } from './schemas.ts';

/**
 * The files of a site that no case changes: styles, scripts, fonts, the schemas of the data, and the form's program. They are the
 * same for every address below which a site is served, until a renderer places them.
 * @param root the repository's folder, with its packages
 */
export async function sharedFiles(root: string, renderer: Pick<Renderer, 'assets'>): Promise<PublicFile[]> {
  return [...(await renderer.assets()), ...(await publishedSchemas(root)), ...(await decapFiles(root))];
}
