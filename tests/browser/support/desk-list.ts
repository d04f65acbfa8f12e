import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page, Route } from 'playwright-core';
import { parse, stringify } from 'yaml';
import { type IndexedCase, parseIndex, printIndex } from '#domain/journal/index-file.ts';
import { SECOND } from '../../support/folders.ts';
import type { DeskOffice } from './desk-office.ts';
import { openDeskAs, type View, type Window } from './desk.ts';

const HOLDER = { account: 1002, login: 'contoh-tu', name: 'Contoh Petugas TU', from: '2026-01-01' };
export const [CRISIS, VEHICLE] = ['sops/protokol-manajemen-krisis.yaml', 'sops/peminjaman-kendaraan.yaml'];

interface RawDesk {
  readonly viewer?: { readonly open?: unknown };
  readonly repository: {
    readonly register?: { readonly target: { oid: string; readonly index?: { object: { text: string } } } };
    readonly sops?: { readonly entries: { name: string; type: string; oid: string; object: { text: string } }[] };
  };
}

/** The forge’s reply for a large office, and whether the session has ended. Tests change it while the page is open. */
export interface LargeOffice {
  /** The cases that wait, with their procedure and step. */
  cases: readonly Partial<IndexedCase>[];
  /** How often the register has changed. The number becomes the end of its head’s id. */
  head: number;
  hasEnded: boolean;
}

export const at = (step: string, procedure = CRISIS, more: Partial<IndexedCase> = {}): Partial<IndexedCase> => ({
  ...{ step, procedure, row: 2 },
  ...more,
});
export const LATE = { due: '2026-01-02T03:00:00Z' };
const vehicle = (step: string, more: Partial<IndexedCase> = {}) => at(step, VEHICLE, more);
/**
 * Ten cases: six of the crisis procedure, two of them late, and four of vehicles, one of them late. The manager’s case
 * is not late.
 */
export const MANY = [
  ...[at('penerimaan', CRISIS, LATE), at('penerimaan', CRISIS, LATE), vehicle('penerimaan', LATE)],
  ...Array.from({ length: 4 }, () => at('penerimaan')),
  ...[vehicle('penerimaan'), vehicle('penerimaan'), vehicle('penjelasan')],
];

/** Opens the list of an official with two procedures and three roles, and as many cases as a test needs. */
export async function openLarge(desk: DeskOffice, reported: LargeOffice, path = '', view: View = {}): Promise<Window> {
  const window = await openDeskAs(desk.browser, desk, 'contoh-tu', '', view);
  const { page } = window;
  const second = await readFile(join(SECOND, VEHICLE), 'utf8');
  await page.route('**/api/graphql', async (route: Route) => {
    if (reported.hasEnded) return route.fulfill({ status: 401, json: { message: 'Bad credentials' } });
    // A test may close the window while the desk reads.
    const read = await route
      .fetch()
      .then(async (response) => ({ response, json: (await response.json()) as { data?: RawDesk } }))
      .catch(() => undefined);
    if (!read) return;
    if (read.json.data) enlarge(read.json.data, reported, second);
    await route.fulfill(read);
  });
  await page.goto(`${desk.office.url}${view.language === 'en' ? '/en' : ''}/meja/${path}`);
  await page.reload();
  await page.locator('.signed-in').waitFor();
  return window;
}

function enlarge({ repository, viewer }: RawDesk, { cases, head }: LargeOffice, second: string): void {
  const target = repository.register?.target;
  if (!target) return;
  target.oid = `${target.oid.slice(0, 36)}${String(head).padStart(4, '0')}`;
  const { sops } = repository;
  if (!viewer?.open || !sops || !target.index) return;
  const index = parseIndex(target.index.object.text);
  const [any] = Object.values(index.cases);
  if (!any) throw new Error('The sample office has no open case.');
  const { due: _due, begins: _begins, approvals: _approvals, revision: _revision, ...plain } = any;
  const listed = cases.map((one, n): [string, IndexedCase] => {
    const id = `${one.procedure === VEHICLE ? 'PK' : 'PMK'}-2026-${n + 101}`;
    return [String(n + 101), { ...plain, id, withApplicant: false, visit: 1, applicant: 1101, ...one }];
  });
  target.index.object.text = printIndex({ ...index, cases: Object.fromEntries(listed) });
  const roles = sops.entries.find(({ name }) => name === 'roles.yaml');
  if (!roles) throw new Error('The sample office has no roles.');
  const all = parse(roles.object.text) as { roles: Record<string, unknown> };
  const named = (id: string, en: string) => ({ name: { id, en }, holders: [HOLDER] });
  const more = { 'tata-usaha': named('Tata usaha', 'Administration'), pengelola: named('Pengelola', 'Manager') };
  roles.object.text = stringify({ roles: { ...all.roles, ...more } });
  // The desk keeps a blob by its id, so another text needs another id.
  roles.oid = `${roles.oid.slice(0, 36)}eeee`;
  sops.entries.push({
    name: 'peminjaman-kendaraan.yaml',
    type: 'blob',
    oid: 'f'.repeat(40),
    object: { text: second },
  });
}

export const large = (cases: readonly Partial<IndexedCase>[] = MANY): LargeOffice => ({
  cases,
  head: 0,
  hasEnded: false,
});
const numberIn = (text: string): string => /[A-Z]+-\d{4}-\d+/.exec(text)?.[0] ?? text;
export const numbersIn = async (lines: Locator): Promise<string[]> => (await lines.allInnerTexts()).map(numberIn);
export const numbers = (page: Page): Promise<string[]> =>
  numbersIn(page.locator('section[aria-labelledby="menunggu"] .desk-line h4'));
export const focused = async (page: Page): Promise<string> =>
  numberIn(await page.evaluate<string>('document.activeElement.textContent'));
export const hash = (page: Page): Promise<string> => page.evaluate('location.hash');
/** Lets the desk read the register now, as it does when its window is shown again. */
export const look = (page: Page): Promise<void> =>
  page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`) as Promise<void>;
export const hide = (page: Page): Promise<void> =>
  page.evaluate(
    `Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' })`,
  ) as Promise<void>;
