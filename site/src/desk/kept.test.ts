import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keptBy, type Sent, type Typed } from './kept.ts';

const [TU, KADIS] = [1_001, 1_002];
const note: Typed = { visit: 'penerimaan#1', note: 'Rahasia TU.', result: { ruang: 'tcm' }, reason: 'Bukan wewenang.' };
const act: Sent = { number: 7, review: '9', gesture: 'approve', after: 2 };

/** Returns a storage that works like the session storage of a browser’s tab. */
function tabStorage() {
  const held = new Map<string, string>();
  return {
    held,
    get length() {
      return held.size;
    },
    key: (at: number) => [...held.keys()][at] ?? null,
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
    removeItem: (key: string) => void held.delete(key),
  };
}

describe('text that was typed belongs to its account alone', () => {
  let tab: ReturnType<typeof tabStorage>;
  beforeEach(() => {
    tab = tabStorage();
    vi.stubGlobal('sessionStorage', tab);
    keptBy(TU).typed.keep(7, note);
    keptBy(TU).sent.keep(act);
  });
  afterEach(() => vi.unstubAllGlobals());

  it('the next account in a tab gets nothing that the account before it typed or sent, and overwrites nothing of that', () => {
    expect(keptBy(KADIS).typed.of(7, note.visit)).toBeUndefined();
    expect(keptBy(KADIS).sent.all()).toEqual([]);
    keptBy(KADIS).typed.keep(7, { ...note, note: 'Lain.' });
    expect(keptBy(TU).typed.of(7, note.visit)).toEqual(note);
    expect(keptBy(TU).sent.of(7)).toEqual(act);
  });

  it('signing out removes everything that the tab keeps for that account, and nothing of another account', () => {
    keptBy(KADIS).typed.keep(7, { ...note, note: 'Lain.' });
    keptBy(KADIS).forgetAll();
    expect(JSON.stringify([...tab.held])).not.toContain('Lain.');
    expect(keptBy(TU).typed.of(7, note.visit)).toEqual(note);
    keptBy(TU).forgetAll();
    expect(tab.held.size).toBe(0);
  });

  it('signing out of account 100 removes nothing of account 1001', () => {
    keptBy(100).forgetAll();
    expect(keptBy(TU).typed.of(7, note.visit)).toEqual(note);
  });
});
