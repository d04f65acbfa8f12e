import { readOnce, readOver } from '../verify/published.ts';

/**
 * The documents of a case's page: asked for by a button, made in this browser of what the site publishes
 * (site/src/documents), and handed over as PDF files. The sentences are in the page, in its language.
 */
const part = document.querySelector<HTMLElement>('[data-documents]');
const button = part?.querySelector('button');
const list = part?.querySelector('ul');
const said = part?.querySelector<HTMLElement>('[role="status"]');

const { documents: id = '', base = '', making = '', none = '', fault = '', get = '' } = { ...part?.dataset };
const language = document.documentElement.lang === 'en' ? 'en' : 'id';

const say = (text: string): void => {
  if (said) said.textContent = text;
};

/** Does something that may fail for want of a network, and says so. */
async function tried(work: () => Promise<string>): Promise<void> {
  say(making);
  try {
    say(await work());
  } catch (error) {
    console.error(error);
    say(fault);
  }
}

/** All that makes documents is loaded when somebody first asks. */
async function show(): Promise<string> {
  const { publicDocuments } = await import('../documents/public-documents.ts');
  const address = `${location.origin}${base}/berkas/${id}/`;
  const sheets = await publicDocuments(readOnce(readOver(fetch.bind(window), base)), id, address);
  if (sheets.length === 0) return none;
  list?.replaceChildren(
    ...sheets.map((one) => {
      const item = document.createElement('li');
      const press = document.createElement('button');
      press.type = 'button';
      press.className = 'second';
      press.textContent = get.replace('{d}', one.title[language]);
      press.addEventListener('click', () => {
        void tried(async () => {
          const { saveDocument } = await import('../documents/save-document.ts');
          await saveDocument(one);
          return '';
        });
      });
      item.append(press);
      return item;
    }),
  );
  if (button) button.hidden = true;
  list?.querySelector('button')?.focus();
  return '';
}

if (button) {
  button.hidden = false;
  button.addEventListener('click', () => void tried(show));
}
