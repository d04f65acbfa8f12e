/** Starts Decap CMS, as it is shipped, with what the office has configured. */

import type { Language } from '#domain/problem.ts';
import { LOCALES } from '#public/form/configuration.ts';
import type { DecapConfig } from '#public/form/decap-config.ts';
import { WIDGETS } from '#public/form/fields.ts';
import type { FormOffice } from '#public/form/office.ts';
import { session } from '../desk/session.ts';
import { refusedInFrame } from '../scripts/framed.ts';
import { decap } from './cms.ts';
import { ENGLISH, INDONESIAN } from './locale-id.ts';
import { type FormWorld, preSave } from './pre-save.ts';
import { letterPreview } from './preview.ts';
import { gatesOf } from './gates.ts';
import { answerDecap, tidyPage } from './page.ts';
import { guardSave } from './saving.ts';
import { registerBackend, signedIn, signInHere } from './session.ts';
import { DECAP_WIDGETS, outer } from './widgets/outer.ts';
import { accountControl } from './widgets/account.ts';
import { attachmentsControl } from './widgets/attachments.ts';
import { procedureControl } from './widgets/procedure.ts';
import { dateControl, instantControl } from './widgets/time.ts';
import { sayForm } from '../request/words.ts';
import { languageOfForm, WORDS } from './words.ts';

const page = document.documentElement;
const language = languageOfForm(location.search);
const { folder = '/admin/', style = '' } = page.dataset;

window.CMS_MANUAL_INIT = true;
inLanguage(language);
stripAside();
window.addEventListener('hashchange', stripAside);
const root = document.querySelector<HTMLElement>('#nc-root');
if (root && !refusedInFrame(root, language)) {
  // Decap must be allowed `unsafe-eval`: whatever runs here finds no token of the desk in this tab.
  session.close();
  tidyPage(root, language);
  start().catch((error: unknown) => {
    console.error(error);
    tell(sayForm(WORDS.loadFault, language));
  });
}

/** Says something above the form, or nothing any more; that the session has ended, with the way back. */
function tell(sentence: string): void {
  const note = document.querySelector<HTMLElement>('#kabar');
  const again = document.querySelector<HTMLButtonElement>('#masuk-lagi');
  if (!note || !again) return;
  note.textContent = sentence;
  // Where Decap has signed the person out it has its own button.
  again.hidden = sentence !== sayForm(WORDS.sessionEnded, language) || !signedIn();
  again.textContent = sayForm(WORDS.signInAgain, language);
  again.onclick = async () => {
    note.textContent = (await signInHere(new AbortController().signal)) || '';
    if (note.textContent === '') again.hidden = true;
  };
}

/** The page's own words: everything that is written in both languages shows the one that is asked for. */
function inLanguage(chosen: Language): void {
  page.lang = chosen;
  document.title = `${sayForm(WORDS.title, chosen)}: Disposisi`;
  for (const element of document.querySelectorAll<HTMLElement>('[data-lang]')) element.hidden = element.lang !== chosen;
}

/** While a request is open the strip would cover its fields. */
function stripAside(): void {
  const strip = document.querySelector<HTMLElement>('#pita');
  if (strip) strip.hidden = /^#\/collections\/[^/]+\/(?:new|entries)/.test(location.hash);
}

async function start(): Promise<void> {
  const [config, office] = await Promise.all([
    json<DecapConfig>(`config.${language}.json`),
    json<FormOffice>('office.json'),
    script(`${folder}decap-cms.js`),
  ]);
  const { cms } = decap();
  const backend = { base_url: location.origin, api_root: `${location.origin}/api/v3`, ...config.backend };
  const site = new URL('..', new URL(folder, location.href)).href;
  const world: FormWorld = {
    office,
    language,
    titles: Object.fromEntries(
      config.collections.map((each) => [each.name, `/${each.identifier_field.replaceAll('.', '/')}`]),
    ),
  };
  const kind = config.backend.base_url === undefined ? 'embedded' : 'github';
  const { base_url: origin, auth_endpoint: path } = backend;
  const place = { api: backend.api_root, repo: backend.repo, kind, origin, auth: { origin, path } } as const;
  registerBackend(place, site, language, gatesOf(world), tell);
  register(world);
  guardSave();
  const words = language === 'id' ? INDONESIAN : ENGLISH;
  const { confirmLoadBackup, onDeleteUnpublishedChanges } = words.editor.editor;
  answerDecap(confirmLoadBackup, [onDeleteUnpublishedChanges], () => page.dataset['mayDelete'] !== 'false');
  // A letter beside the form needs the width for both.
  const editor = { preview: !matchMedia('(max-width: 50rem)').matches };
  const collections = config.collections.map((each) => ({ ...each, editor }));
  cms.init({
    config: {
      ...config,
      collections,
      backend,
      site_url: site,
      display_url: site,
      logo: { src: `${site}admin/logo.svg` },
    },
  });
}

function register(world: FormWorld): void {
  const { cms } = decap();
  const { office } = world;
  cms.registerLocale(LOCALES.id, INDONESIAN);
  cms.registerLocale(LOCALES.en, ENGLISH);
  cms.registerWidget(WIDGETS.procedure, procedureControl(world));
  cms.registerWidget(WIDGETS.account, outer(accountControl(language)));
  cms.registerWidget(WIDGETS.instant, outer(instantControl()));
  cms.registerWidget(WIDGETS.date, outer(dateControl()));
  cms.registerWidget(WIDGETS.attachments, outer(attachmentsControl(language)));
  for (const name of DECAP_WIDGETS) {
    const { control, preview, schema } = cms.getWidget(name);
    cms.registerWidget(name, outer(control), preview, schema);
  }
  for (const procedure of office.procedures)
    cms.registerPreviewTemplate(procedure.id, letterPreview(office, procedure, language));
  cms.registerPreviewStyle(style);
  cms.registerEventListener({ name: 'preSave', handler: (event) => preSave(event, world) });
}

async function json<T>(name: string): Promise<T> {
  const response = await fetch(`${folder}${name}`);
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return (await response.json()) as T;
}

function script(source: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const element = document.createElement('script');
    element.src = source;
    element.onload = () => resolve();
    element.onerror = () => reject(new Error(`${source} could not be loaded.`));
    document.head.append(element);
  });
}
