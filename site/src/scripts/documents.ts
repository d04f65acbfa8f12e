import type { Text } from '#domain/problem.ts';
import { DrawingFault } from '#public/documents/drawing-fault.ts';
import { readOnce, readOver } from '../verify/published.ts';

/**
 * Adds the part "Documents" to the page of a case. A button makes the documents in this browser from the published
 * files (site/src/documents) and saves them as PDF. The script adds the button itself and contains its words, so that
 * a page without script shows no button, and thousands of pages do not repeat the words.
 */
const WORDS = {
  title: { id: 'Dokumen', en: 'Documents' },
  note: {
    id: 'Surat, jadwal, dan laporan berkas ini dapat dibuat sebagai PDF dari data yang terbit; isian yang bukan untuk umum tidak dimuat.',
    en: 'Letters, schedule and report of this case can be made as PDF from the published data; fields that are not public are left out.',
  },
  show: { id: 'Tampilkan dokumen', en: 'Show the documents' },
  get: { id: 'Unduh {d} (PDF)', en: 'Download {d} (PDF)' },
  making: { id: 'Menyiapkan …', en: 'Preparing …' },
  none: { id: 'Belum ada dokumen untuk umum.', en: 'There is no document for the public yet.' },
  fault: {
    id: 'Dokumen gagal dibuat. Periksa jaringan, lalu coba lagi.',
    en: 'The document could not be made. Check the network, then try again.',
  },
  drawing: {
    id: 'Dokumen ini tidak dapat dibuat; penyebabnya bukan jaringan. Beri tahu kantor ini.',
    en: 'This document could not be drawn, although the network works. Report it to this office.',
  },
} as const satisfies Record<string, Text>;

const language = document.documentElement.lang === 'en' ? 'en' : 'id';
const words = (name: keyof typeof WORDS): string => WORDS[name][language];

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  text: string,
  more: Partial<HTMLElementTagNameMap[Name]> = {},
): HTMLElementTagNameMap[Name] {
  return Object.assign(document.createElement(name), { textContent: text, ...more });
}

const said = element('p', '', { role: 'status' });
const list = element('ul', '', { className: 'documents' });

const pressed = (text: string, press: () => void): HTMLButtonElement => {
  const button = element('button', text, { type: 'button', className: 'second' });
  button.addEventListener('click', press);
  return button;
};

/** Shows that work has begun, then the sentence that the work returns or a sentence about its failure. */
async function tried(work: () => Promise<string>): Promise<void> {
  said.textContent = words('making');
  try {
    said.textContent = await work();
  } catch (error) {
    console.error(error);
    said.textContent = words(error instanceof DrawingFault ? 'drawing' : 'fault');
  }
}

/** Shows a button for each document. The code that makes documents is loaded only now. */
async function show(id: string, base: string, asked: HTMLElement): Promise<string> {
  const { publicDocuments } = await import('../documents/public-documents.ts');
  const address = `${location.origin}${base}/berkas/${id}/`;
  const now = `${new Date().toISOString().slice(0, 19)}Z`;
  const sheets = await publicDocuments(readOnce(readOver(fetch.bind(window), base)), id, address, now);
  if (sheets.length === 0) return words('none');
  const items = sheets.map((one) => {
    const item = element('li', '');
    const save = async (): Promise<string> => {
      const { saveDocument } = await import('../documents/save-document.ts');
      await saveDocument(one);
      return '';
    };
    item.append(pressed(words('get').replace('{d}', one.title[language]), () => void tried(save)));
    return item;
  });
  list.replaceChildren(...items);
  asked.remove();
  list.querySelector('button')?.focus();
  return '';
}

const part = document.querySelector<HTMLElement>('[data-documents]');
const { documents: id = '', base = '' } = { ...part?.dataset };
const asked = element('p', '');
asked.append(pressed(words('show'), () => void tried(() => show(id, base, asked))));
part?.append(element('h3', words('title')), element('p', words('note')), asked, said, list);
