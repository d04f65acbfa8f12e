/** The whole Decap configuration of an office, as a function of what the office has configured. */
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Language, Text } from '#domain/problem.ts';
import { propertiesOf, resolve, type Schema } from '#domain/request/annotations.ts';
import { below, segmentsOf } from '#domain/request/pointer.ts';
import { titlePointer } from '#domain/request/title.ts';
import type { DecapBackend, DecapCollection, DecapConfig } from './decap-config.ts';
import { fieldsOf } from './fields.ts';
import { type FormOffice, requestSchema } from './office.ts';
import { type FormTarget, GITHUB_API } from './target.ts';

/** The name of Decap's GitHub backend as `site/src/form` wraps it. */
export const BACKEND = 'disposisi';

/**
 * Decap's names for the locales with the form's own sentences; the English one is laid over the one that Decap ships.
 */
export const LOCALES = { id: 'id', en: 'en_office' } as const;

const REQUEST: Text = { id: 'Permohonan', en: 'Request' };
const PROCEDURE: Text = { id: 'Permohonan menurut SOP', en: 'Requests under the procedure' };

/**
 * The configuration of the form in one language.
 * @param office what its form is made of
 * @param target where the form writes
 * @returns a configuration; for the embedded forge without addresses, since the form's page is on the same server
 * @throws Error for a schema of which no form can be made
 */
export function formConfiguration(office: FormOffice, target: FormTarget, language: Language): DecapConfig {
  return {
    backend: backendOf(target),
    load_config_file: false,
    locale: LOCALES[language],
    publish_mode: 'editorial_workflow',
    // The case's page on the public site, once there is one.
    show_preview_links: true,
    // Attachments lie beside their request: this folder, which Decap must be told, stays empty.
    media_folder: 'requests',
    public_folder: '/requests',
    slug: { encoding: 'ascii', clean_accents: true, sanitize_replacement: '-' },
    collections: office.procedures.map((procedure) => collectionOf(office, procedure, target, language)),
  };
}

/** The configuration as a file. */
export const printConfiguration = (config: DecapConfig): string => `${JSON.stringify(config, null, 2)}\n`;

function backendOf(target: FormTarget): DecapBackend {
  const own = {
    name: BACKEND,
    repo: target.repository,
    branch: target.kind === 'github' ? (target.branch ?? 'main') : 'main',
    cms_label_prefix: 'decap-cms/',
    commit_messages: {
      create: 'Permohonan: {{slug}}',
      update: 'Permohonan diperbarui: {{slug}}',
      delete: 'Permohonan dihapus: {{slug}}',
      uploadMedia: 'Lampiran: {{path}}',
      deleteMedia: 'Lampiran dihapus: {{path}}',
    },
  };
  if (target.kind === 'embedded') return { ...own, auth_endpoint: 'auth' };
  const { signIn, signInPath = 'auth', api = GITHUB_API } = target;
  return { ...own, auth_endpoint: signInPath, base_url: signIn, api_root: api };
}

/** The requests of one procedure. */
function collectionOf(
  office: FormOffice,
  procedure: Procedure,
  { kind: keeper }: FormTarget,
  language: Language,
): DecapCollection {
  const root = requestSchema(office, procedure);
  const title = titlePointer(root) ?? firstText(root) ?? '/sop';
  const dotted = segmentsOf(title).join('.');
  const several = office.procedures.length > 1;
  return {
    name: procedure.id,
    label: procedure.title[language],
    label_singular: REQUEST[language],
    description: `${PROCEDURE[language]} ${procedure.title[language]} (${numberOf(procedure, language)}).`,
    folder: 'requests',
    // The form of R8. The year is that of the browser's clock in UTC; R8 compares it with no date.
    path: '{{year}}/{{slug}}/request',
    slug: '{{slug | truncate(50)}}',
    identifier_field: dotted,
    summary: `{{${dotted}}}`,
    // All requests lie in one folder. Where there is one procedure Decap need not read each of them to find its own.
    ...(several ? { filter: { field: 'sop', value: procedure.id } } : {}),
    format: 'yaml',
    extension: 'yaml',
    create: true,
    publish: false,
    delete: false,
    media_folder: '',
    public_folder: '',
    fields: fieldsOf({ root, procedure, rooms: office.rooms, language, keeper }),
  };
}

/** The number of the SOP, or why it has none to be cited. */
const numberOf = ({ identity: { number, draft } }: Procedure, language: Language): string =>
  draft ? `${DRAFT[language]}: ${draft[language]}` : number;
const DRAFT = { id: 'rancangan', en: 'draft' };

/** The first free text, by which a request is told from another where no field titles it. */
function firstText(root: Schema): string | undefined {
  const find = (written: Schema, pointer: string): string | undefined => {
    for (const [name, property] of propertiesOf(resolve(root, written))) {
      const [field, at] = [resolve(root, property), below(pointer, name)];
      const found = field['type'] === 'string' && !('const' in field) ? at : find(field, at);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return find(root, '');
}
