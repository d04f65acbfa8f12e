/** Starts the unchanged Decap CMS with the configuration of the office. */
import type { Language } from '#domain/problem.ts';
import { type DecapConfig, LOCALES, WIDGET } from '#public/form/configuration.ts';
import type { FormTarget } from '#public/form/target.ts';
import { session } from '../desk/session.ts';
import { type Settings, settingsOf } from '../desk/settings.ts';
import { sayForm } from '../request/words.ts';
import { refusedInFrame } from '../scripts/framed.ts';
import { registerBackend } from './backend.ts';
import { decap } from './cms.ts';
import { ENGLISH, INDONESIAN } from './locale-id.ts';
import { requestControl } from './request-widget.tsx';
import { languageOfForm, WORDS } from './words.ts';

const page = document.documentElement;
const language = languageOfForm(location.search);
const { folder = '/admin/', base = '', target = '' } = page.dataset;

/** The part of Decap’s page that shows a list or a request, in Decap CMS 3.16. */
const PART = "[class*='AppMainContainer']";

window.CMS_MANUAL_INIT = true;
inLanguage(language);
markNew();
window.addEventListener('hashchange', markNew);
const root = document.querySelector<HTMLElement>('#nc-root');
if (root && !refusedInFrame(root, language)) {
  giveRoles(root);
  // Decap needs `unsafe-eval`, so this tab must not contain a token of the desk.
  session.close();
  start(settingsOf(JSON.parse(target) as FormTarget, location.origin, { language, base })).catch((error: unknown) => {
    console.error(error);
    tell(sayForm(WORDS.loadFault, language));
  });
}

function tell(sentence: string): void {
  const note = document.querySelector<HTMLElement>('#kabar');
  if (note) note.textContent = sentence;
}

/** Sets the language of the page, and hides the texts in the other language. */
function inLanguage(chosen: Language): void {
  page.lang = chosen;
  page.style.setProperty('--new-request', JSON.stringify(sayForm(WORDS.newRequest, chosen)));
  document.title = `${sayForm(WORDS.title, chosen)}: Disposisi`;
  for (const element of document.querySelectorAll<HTMLElement>('[data-lang]')) element.hidden = element.lang !== chosen;
}

/** Marks the page while it shows a new request, because Decap says of a new request that it is saved. */
function markNew(): void {
  const [, collection] = /^#\/collections\/([^/]+)\/new/.exec(location.hash) ?? [];
  page.toggleAttribute('data-new-request', collection !== undefined);
}

/**
 * Gives Decap’s parts the roles that they lack, whenever they change. The page then has exactly one main landmark:
 * Decap gives one only to the list of a collection. Elsewhere the part below Decap’s head is the main one, and before
 * that part is there, the place of Decap itself. In a menu, Decap puts a list between the menu and its items, and its
 * passing messages and its line of progress are outside of every landmark.
 */
function giveRoles(place: HTMLElement): void {
  const give = (): void => {
    const part = place.querySelector<HTMLElement>(PART) ?? place;
    const main = place.querySelector('main') ? undefined : part;
    for (const each of [place, part]) {
      if (each === main) each.setAttribute('role', 'main');
      else each.removeAttribute('role');
    }
    for (const list of place.querySelectorAll('[role=menu] > ul')) list.setAttribute('role', 'none');
    const messages = place.querySelector('.Toastify');
    messages?.setAttribute('role', 'region');
    messages?.setAttribute('aria-label', sayForm(WORDS.messages, language));
    document.querySelector('body > canvas')?.setAttribute('aria-hidden', 'true');
  };
  const changes = new MutationObserver(give);
  changes.observe(document.body, { childList: true });
  changes.observe(place, { childList: true, subtree: true });
}

async function start(settings: Settings): Promise<void> {
  const [config] = await Promise.all([configuration(), script(`${folder}decap-cms.js`)]);
  const { cms } = decap();
  const { auth, api } = settings;
  const site = new URL(`${base}/`, location.href).href;
  registerBackend(settings, site, tell);
  cms.registerLocale(LOCALES.id, INDONESIAN);
  cms.registerLocale(LOCALES.en, ENGLISH);
  cms.registerWidget(WIDGET, requestControl(settings));
  dropOldCopies(language === 'id' ? INDONESIAN : ENGLISH);
  const backend = { base_url: auth.origin, api_root: api, ...config.backend };
  const logo = { src: `${site}admin/logo.svg` };
  cms.init({ config: { ...config, backend, site_url: site, display_url: site, logo } });
}

/** Declines Decap's offer to load its copy of unsaved input, because that copy contains only the name of a request. */
function dropOldCopies({ editor }: typeof INDONESIAN | typeof ENGLISH): void {
  const ask = window.confirm.bind(window);
  window.confirm = (question = '') => question !== editor.editor.confirmLoadBackup && ask(question);
}

async function configuration(): Promise<DecapConfig> {
  const response = await fetch(`${folder}config.${language}.json`);
  if (!response.ok) throw new Error(`The configuration could not be loaded: ${response.status}.`);
  return (await response.json()) as DecapConfig;
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
