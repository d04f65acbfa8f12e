import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Decap as anybody would set it up for this forge, without the office’s own parts and with nothing hidden. The forge
 * must withstand everything that this form can do.
 */
const CONFIG = {
  backend: {
    name: 'github',
    repo: 'kantor/disposisi',
    branch: 'main',
    auth_endpoint: 'auth',
    cms_label_prefix: 'decap-cms/',
    squash_merges: false,
  },
  load_config_file: false,
  publish_mode: 'editorial_workflow',
  media_folder: 'requests',
  public_folder: '/requests',
  collections: [
    {
      name: 'permohonan',
      label: 'Permohonan',
      folder: 'requests',
      path: '{{year}}/{{slug}}/request',
      slug: '{{slug}}',
      identifier_field: 'acara',
      format: 'yaml',
      extension: 'yaml',
      create: true,
      media_folder: '',
      public_folder: '',
      fields: [
        { name: 'acara', label: 'Acara', widget: 'string' },
        { name: 'lampiran', label: 'Lampiran', widget: 'file', required: false },
      ],
    },
  ],
};

const BOOT = `window.CMS_MANUAL_INIT = true;
const script = document.createElement('script');
script.src = 'decap-cms.js';
script.onload = () => {
  const config = ${JSON.stringify(CONFIG)};
  config.backend.base_url = location.origin;
  config.backend.api_root = location.origin + '/api/v3';
  window.CMS.init({ config });
};
document.head.append(script);
`;

/** A policy under which Decap works: a whole flow has passed under it. */
const POLICY =
  "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' blob:; connect-src 'self' blob:; base-uri 'none'; form-action 'none'";

/** Puts the plain form into a site’s folder, at `/polos/`. */
export async function placePlainForm(site: string): Promise<void> {
  const folder = join(site, 'polos');
  const shipped = new URL('../../../node_modules/decap-cms/dist/', import.meta.url).pathname;
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(shipped)) {
    if (/(?:^|\.)decap-cms\.js$/.test(name)) await copyFile(join(shipped, name), join(folder, name));
  }
  await writeFile(join(folder, 'boot.js'), BOOT);
  await writeFile(
    join(folder, 'index.html'),
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="content-security-policy" content="${POLICY}"><title>Formulir polos</title><script src="boot.js" defer></script><body></body></html>`,
  );
}
