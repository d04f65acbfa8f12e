/** What Decap's page lacks for those who cannot see it, or would lead astray: put right from outside. */
import type { Language } from '#domain/problem.ts';
import { sayForm } from '../request/words.ts';
import { WORDS } from './words.ts';

/** What of Decap's is the main part of its pages that have no element for it. */
const PARTS = '[class*="-EditorContainer"], [class*="-AppMainContainer"], [class*="AuthenticationPage"]';

/** Bars that only show how far something is: what they tell is said in words beside them. */
const BARS = 'body > canvas, .Toastify__progress-bar--wrp';

/** @param root in which Decap lies */
export function tidyPage(root: HTMLElement, language: Language): void {
  const tidy = (): void => {
    const main = root.querySelector('main') ?? root.querySelector(PARTS);
    for (const each of root.querySelectorAll('[role="main"]')) if (each !== main) each.removeAttribute('role');
    if (main && main.tagName !== 'MAIN' && main.getAttribute('role') !== 'main') main.setAttribute('role', 'main');
    root.querySelector('iframe:not([title])')?.setAttribute('title', sayForm(WORDS.letter, language));
    for (const button of root.querySelectorAll('[class*="-ExpandButton"]:not([aria-label])'))
      button.setAttribute('aria-label', sayForm(WORDS.foldGroup, language));
    for (const bar of document.querySelectorAll(BARS)) bar.setAttribute('aria-hidden', 'true');
  };
  const observer = new MutationObserver(tidy);
  observer.observe(root, { childList: true, subtree: true });
  // The bar of a page that loads is put beside all else.
  observer.observe(document.body, { childList: true });
  tidy();
}

/**
 * Decap asks by the browser's own dialogue. Its offer of the copy that it keeps is never taken: the form's own is fresher, and
 * Decap would write over that one. An attachment of the same name takes the old one's place, which the list says.
 * @param offer Decap's sentence of that offer @param deletes Decap's question before deleting @param mayDelete answers for the open request
 */
export function answerDecap(offer: string, deletes: readonly string[], mayDelete: () => boolean): void {
  const ask = window.confirm.bind(window);
  window.confirm = (question = '') => {
    if (question === offer) return false;
    if (question.endsWith('already exists. Do you want to replace it?')) return true;
    if (deletes.includes(question) && !mayDelete()) return false;
    return ask(question);
  };
}

/** The field that a problem is about, found by its name and label, as Decap ids it. */
export function fieldElement(path: string, label: string): HTMLElement | undefined {
  const name = path.split('/').findLast((part) => part !== '' && !/^\d+$/.test(part)) ?? '';
  for (const each of document.querySelectorAll<HTMLLabelElement>('#nc-root label[for]')) {
    const text = each.firstChild?.textContent?.trim() ?? '';
    if (each.htmlFor.startsWith(`${name}-field-`) && text === label)
      return document.getElementById(each.htmlFor) ?? undefined;
  }
  return undefined;
}

/** Marks these fields, and no others, as wrong. */
export function markInvalid(fields: readonly HTMLElement[]): void {
  for (const each of document.querySelectorAll('#nc-root [aria-invalid="true"]'))
    if (!fields.includes(each as HTMLElement)) each.removeAttribute('aria-invalid');
  for (const each of fields) each.setAttribute('aria-invalid', 'true');
}
