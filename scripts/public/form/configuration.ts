/** The whole Decap configuration of an office, computed from the office's own configuration (Decap CMS 3.16). */
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Language, Text } from '#domain/problem.ts';
import type { FormOffice } from './office.ts';
import { type FormTarget, GITHUB_API } from './target.ts';

/** The name of the backend that `site/src/form` registers. */
export const BACKEND = 'disposisi';

/** The only widget, which `site/src/form` registers: the desk's form for a request. */
export const WIDGET = 'disposisi-permohonan';

/**
 * The only field that Decap has for a request. It contains the request's name (`nama`), by which Decap files and lists
 * the request, and the time of the first unsaved change (`sejak`).
 */
export const FIELD = 'permohonan';

/** Decap's names for the locales with the form's own sentences. The English one extends that of Decap. */
export const LOCALES = { id: 'id', en: 'en_office' } as const;

const REQUEST: Text = { id: 'Permohonan', en: 'Request' };
const PROCEDURE: Text = { id: 'Permohonan menurut SOP', en: 'Requests under the SOP' };

export type DecapConfig = ReturnType<typeof formConfiguration>;

/**
 * Makes the configuration of the form in one language.
 * @param office the office's part of the configuration
 * @param target where the form writes
 * @returns a configuration; for the embedded forge it has no addresses, since the form's page is on the same server
 */
export function formConfiguration({ procedures }: FormOffice, target: FormTarget, language: Language) {
  return {
    backend: backendOf(target),
    load_config_file: false,
    locale: LOCALES[language],
    publish_mode: 'editorial_workflow',
    // The preview link leads to the case's page on the public site, as soon as that page exists.
    show_preview_links: true,
    // Decap requires a folder. Attachments lie next to their request.
    media_folder: 'requests',
    public_folder: '/requests',
    slug: { encoding: 'ascii', clean_accents: true, sanitize_replacement: '-' },
    collections: procedures.map((procedure) => collectionOf(procedure, procedures.length > 1, language)),
  };
}

/** Prints a configuration as the text of a JSON file. */
export const printConfiguration = (config: DecapConfig): string => `${JSON.stringify(config, null, 2)}\n`;

/** Returns where Decap finds the forge and the sign-in. */
export function backendOf(target: FormTarget) {
  const { kind, repository: repo } = target;
  if (kind === 'embedded') return { name: BACKEND, repo, branch: 'main', auth_endpoint: 'auth' };
  const { branch = 'main', signIn, signInPath = 'auth', api = GITHUB_API } = target;
  return { name: BACKEND, repo, branch, auth_endpoint: signInPath, base_url: signIn, api_root: api };
}

const collectionOf = (procedure: Procedure, isOneOfSeveral: boolean, language: Language) => ({
  name: procedure.id,
  label: procedure.title[language],
  label_singular: REQUEST[language],
  description: `${PROCEDURE[language]} ${procedure.title[language]} (${numberOf(procedure, language)}).`,
  folder: 'requests',
  // R8 demands this form of the path. The year is that of the browser's clock in UTC. R8 compares it with no date.
  path: '{{year}}/{{slug}}/request',
  slug: '{{slug}}',
  identifier_field: `${FIELD}.nama`,
  summary: `{{${FIELD}.nama}}`,
  ...(isOneOfSeveral ? { filter: { field: 'sop', value: procedure.id } } : {}),
  format: 'yaml',
  extension: 'yaml',
  create: true,
  publish: false,
  delete: false,
  editor: { preview: false },
  fields: [{ name: FIELD, label: REQUEST[language], widget: WIDGET, fields: NAMED }],
});

/** The fields of the widget's value: the name, and the time since which the request has unsaved changes. */
const NAMED = ['nama', 'sejak'].map((name) => ({ name, label: name, widget: 'hidden' }));

/** Returns the number of the procedure or, for a draft, the reason why it has none. */
const numberOf = ({ identity: { number, draft } }: Procedure, language: Language): string =>
  draft ? `${DRAFT[language]}: ${draft[language]}` : number;
const DRAFT = { id: 'rancangan', en: 'draft' };
