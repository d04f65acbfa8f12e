import type { Language, Text } from '#domain/problem.ts';
import type { DeskPlace } from './view/common.tsx';

// This file imports only types. Code that this file and the page shared would be one more file for the page to load.

/** Words of the list of shortcuts, which is loaded after the page. */
const SHORTCUT_WORDS = {
  title: { id: 'Pintasan papan tombol', en: 'Keyboard shortcuts' },
  use: { id: 'Pakai pintasan ini di perangkat ini', en: 'Use these shortcuts on this device' },
  note: {
    id: 'Tidak berlaku selama mengetik di isian. Tidak ada pintasan untuk memutus.',
    en: 'They do nothing while you type in a field. None of them decides anything.',
  },
  next: { id: 'Berkas berikutnya', en: 'Next case' },
  previous: { id: 'Berkas sebelumnya', en: 'Previous case' },
  open: { id: 'Buka berkas itu', en: 'Open that case' },
  filters: { id: 'Ke saringan', en: 'To the filters' },
  list: { id: 'Buka atau tutup daftar pintasan ini', en: 'Open or close this list of shortcuts' },
} as const satisfies Record<string, Text>;

/**
 * Storage key for the switch of shortcuts (WCAG 2.1.4). People who dictate, or press keys by accident, turn shortcuts
 * off.
 */
const SWITCH = 'disposisi-meja-pintasan';
export const areShortcutsOn = (): boolean => localStorage.getItem(SWITCH) !== '0';

export type ReadingPage = 'list' | 'case';
type OwnName = keyof typeof SHORTCUT_WORDS;
type Name = OwnName | 'newRequest' | 'back' | 'toAct';
/** The meaning of each key, by page. The browser itself handles Enter. */
const KEYS: Readonly<Record<ReadingPage, Readonly<Record<string, Name>>>> = {
  list: { j: 'next', k: 'previous', Enter: 'open', '/': 'filters', n: 'newRequest', '?': 'list' },
  case: { j: 'next', a: 'toAct', g: 'back', n: 'newRequest', '?': 'list' },
};

function focusOn(selector: string): boolean {
  const found = document.querySelector<HTMLElement>(selector);
  found?.focus();
  return found !== null;
}

/** Moves the focus to another visible line of the list. */
function step(by: number): boolean {
  const all = [...document.querySelectorAll('#meja .desk-line')];
  const lines = all.filter((line) => !line.closest('details:not([open])'));
  const at = lines.findIndex((line) => line.contains(document.activeElement));
  const line = lines[Math.max(0, Math.min(lines.length - 1, at + by))];
  line?.querySelector('a')?.focus();
  return line !== undefined;
}

/** Opens the next waiting case, if the page of a case offers one. */
function openNext(): boolean {
  const link = document.querySelector<HTMLAnchorElement>('#meja a[rel=next]');
  link?.click();
  return link !== null;
}

/**
 * Does what a key means. Keys only move the focus or open a page; no key decides anything.
 * @returns whether the key did something
 */
function press(key: string, jumpTo: (id: string) => void): boolean {
  switch (key) {
    case 'j':
      return openNext() || step(1);
    case 'k':
      return step(-1);
    case '/':
      return focusOn('#saringan select, #saringan input');
    case 'n':
      location.hash = '#/baru';
      return true;
    case 'g':
      location.hash = '#/';
      return true;
    case 'a':
      jumpTo('tindakan');
      return true;
    case '?': {
      const list = document.querySelector<HTMLDetailsElement>('#pintasan');
      if (list?.open) list.open = false;
      else jumpTo('pintasan');
      return true;
    }
    default:
      return false;
  }
}

/** Checks whether the key belongs to a field in which the person types, or to the browser. */
const isElsewhere = ({ target, ctrlKey, altKey, metaKey, isComposing, defaultPrevented }: KeyboardEvent): boolean =>
  [ctrlKey, altKey, metaKey, isComposing, defaultPrevented].includes(true) ||
  (target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null);

/**
 * Returns the words of the list of shortcuts.
 * @param say returns the words that page and list share
 */
export function shortcutList(on: ReadingPage, language: Language, say: DeskPlace['say']) {
  const words = (name: Name): string =>
    name in SHORTCUT_WORDS ? SHORTCUT_WORDS[name as OwnName][language] : say(name as Exclude<Name, OwnName>);
  const keys = Object.entries(KEYS[on]).map(([key, name]) => [key, words(name)] as const);
  return { keys, title: words('title'), note: words('note'), use: words('use') };
}

/** Stores on this device whether shortcuts are used. */
export const keepShortcuts = (areUsed: boolean): void => localStorage.setItem(SWITCH, areUsed ? '1' : '0');

/**
 * Listens to the keys of a page while this device uses shortcuts.
 * @returns function that ends the listening
 */
export function hearShortcuts(on: ReadingPage, jumpTo: (id: string) => void): () => void {
  const pressed = (event: KeyboardEvent): void => {
    if (!areShortcutsOn() || isElsewhere(event) || !Object.hasOwn(KEYS[on], event.key)) return;
    if (press(event.key, jumpTo)) event.preventDefault();
  };
  document.addEventListener('keydown', pressed);
  return () => document.removeEventListener('keydown', pressed);
}
