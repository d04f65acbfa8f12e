import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { holdersOf } from '#domain/case/state/roles.ts';
import { journalPath, REGISTER_BRANCH } from '#domain/journal/paths.ts';
import { type CurrentCase, currentCaseOf, readCurrentCase } from '#embedded/office/current-case.ts';
import { entriesInClone } from '#engine/register/entries-in-clone.ts';
import { playedOffice, repositoryOf } from '../fixtures/registers/write.ts';
import { type Office, pullOf, push, requestFiles, sampleRequest, submit } from '../support/office.ts';
import { straightWalk, walkTo } from '../support/walk.ts';
import { type DeskPage, linesOf, openDeskPage } from './desk-page.ts';

let office: Office;
let desk: DeskPage;
const cases: { readonly number: number; readonly current: CurrentCase }[] = [];
beforeAll(async () => {
  office = await playedOffice();
  for (const number of (await entriesInClone(repositoryOf(office), REGISTER_BRANCH)).keys()) {
    const current = currentCaseOf(await readCurrentCase(office.deps.forge, number));
    if (current) cases.push({ number, current });
  }
  desk = openDeskPage(office);
});
afterAll(async () => {
  await desk.close();
  await office.close();
});

/** Returns the accounts of people, in the order of their logins. */
const logins = async (): Promise<string[]> =>
  (await office.local.accounts.list())
    .filter(({ type }) => type === 'User')
    .map(({ login }) => login)
    .toSorted();

/** Returns the opener of a case, and the first holder of each role whose turn it is. */
function viewersOf({ state, config, procedure }: CurrentCase): string[] {
  const roles = state.end ? [] : (state.visit.roles ?? []);
  const holders = roles.map((role) => holdersOf(config.roles, role, office.now(), procedure.zone)[0]?.login ?? []);
  return [...new Set([state.opens.applicant.login, ...holders.flat()])];
}

/** The minutes of a time that is left, which depend on how fast the machine is. */
const MINUTES = /\b(\d+ (?:jam|hours?)) \d+ (?:menit|minutes?)/g;

/** Returns each line once, without what differs in each run: ids, hashes, minutes, and the port of the forge. */
const once = (lines: readonly string[]): string =>
  `${[
    ...new Set(
      lines.map((line) =>
        line
          .replace(/\b[0-9a-f]{7,64}\b/g, '…')
          .replace(MINUTES, '$1 …')
          .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1'),
      ),
    ),
  ].join('\n')}\n`;

test('the list of each account equals the stored snapshot', async () => {
  const lines: string[] = [];
  for (const login of await logins()) lines.push(`## ${login}`, ...linesOf(await desk.open(login, '#/')));
  await expect(once(lines)).toMatchFileSnapshot('../fixtures/played-office/desk-lists.txt');
});

test.each(['id', 'en'] as const)(
  'each case equals the stored snapshot, for its opener and for those who act (%s)',
  async (language) => {
    const lines: string[] = [];
    for (const { number, current } of cases)
      for (const login of language === 'id' ? viewersOf(current) : viewersOf(current).slice(-1))
        lines.push(`## ${login} #${number}`, ...linesOf(await desk.open(login, `#/${number}`, language)));
    await expect(once(lines)).toMatchFileSnapshot(`../fixtures/played-office/desk-cases.${language}.txt`);
  },
);

test('the pages on which an opener writes equal the stored snapshot', async () => {
  const lines: string[] = [];
  const show = async (login: string, address: string): Promise<void> => {
    // Whether and when a draft was kept depends on the speed of the machine.
    const shown = linesOf(await desk.open(login, address)).filter((line) => !/perangkat ini pukul/.test(line));
    lines.push(`## ${login} ${address}`, ...shown);
  };
  await show('contoh-opd', '#/baru');
  for (const procedure of new Set(cases.map(({ current }) => current.procedure.id)))
    await show('contoh-opd', `#/baru/${procedure}`);
  for (const { number, current } of cases) {
    const { login } = current.state.opens.applicant;
    const { visit, end, booking } = current.state;
    if (!end && visit.withApplicant) await show(login, `#/${number}/ubah`);
    if (!end && booking) await show(login, `#/${number}/waktu-lain`);
    if (end) await show(login, `#/${number}/salin`);
    await show(login, `#/${number}/tanda-terima`);
  }
  await expect(once(lines)).toMatchFileSnapshot('../fixtures/played-office/desk-writing.txt');
});

/** Presses the button with this name. */
async function press(place: HTMLElement, name: string): Promise<void> {
  const button = [...place.querySelectorAll('button')].find(({ textContent }) => textContent === name);
  if (!button) throw new Error(`There is no button "${name}".`);
  button.click();
  await desk.settled();
}

async function type(place: HTMLElement, field: string, text: string): Promise<void> {
  const [found] = place.querySelectorAll<HTMLTextAreaElement>(`[id="${field}"]`);
  if (!found) throw new Error(`There is no field "${field}".`);
  found.value = text;
  found.dispatchEvent(new window.Event('input', { bubbles: true }));
  await desk.settled();
}

/** Lets the process judge, and waits until the page shows its reply, and the case as it is after the act. */
async function judged(place: HTMLElement, number: number): Promise<void> {
  const situation = () => place.querySelector('.lead')?.textContent;
  const before = situation();
  await office.run(number);
  const isShown = () => expect([/sedang diproses/.test(place.textContent ?? ''), situation() === before]);
  await vi.waitFor(() => isShown().toEqual([false, false]), { timeout: 120_000, interval: 50 });
  await desk.settled();
}

const actOf = (place: HTMLElement): string[] => linesOf(place.querySelector<HTMLElement>('.desk-act') ?? place);

test('each button of an act, pressed before anything is typed, shows what is missing or that the act was sent', async () => {
  const lines: string[] = [];
  for (const { number, current } of cases) {
    const [, holder] = viewersOf(current);
    if (holder === undefined) continue;
    const place = await desk.open(holder, `#/${number}`);
    for (const button of place.querySelectorAll<HTMLButtonElement>('.gestures button')) {
      button.click();
      await desk.settled();
      lines.push(`## ${holder} #${number} ${button.textContent}`, ...actOf(place));
    }
  }
  await expect(once(lines)).toMatchFileSnapshot('../fixtures/played-office/desk-faults.txt');
});

test('the two cases that wait first are read before one is opened, and what both need is read once', async () => {
  const asked: { readonly query: string; readonly variables: Readonly<Record<string, unknown>> }[] = [];
  const { fetch } = globalThis;
  onTestFinished(() => void vi.stubGlobal('fetch', fetch));
  vi.stubGlobal('fetch', (at: string, init?: RequestInit) => {
    if (at.endsWith('/graphql')) asked.push(JSON.parse(String(init?.body)) as (typeof asked)[number]);
    return fetch(at, init);
  });
  const casesRead = () => asked.splice(0).filter(({ query }) => query.includes('query DeskCase'));
  const place = await desk.open('contoh-kepala-dinas', '#/');
  const links = place.querySelectorAll<HTMLAnchorElement>('.desk-list li a');
  const first = [...links].slice(0, 2).map(({ hash }) => journalPath(Number(hash.slice(2))));
  const read: typeof asked = [];
  // They are read after the list is shown.
  await vi.waitFor(
    () => {
      read.push(...casesRead());
      expect([...new Set(read.map(({ variables }) => variables['journal']))]).toEqual(first);
    },
    { timeout: 120_000 },
  );
  const [known, ...later] = read.map(({ variables }) => Object.keys(variables).filter((name) => /^f\d/.test(name)));
  expect(known).not.toEqual([]);
  expect(later.flat()).toEqual([]);
  location.hash = links[1]?.hash ?? '';
  await vi.waitFor(() => expect(place.querySelector('.letter-paper')).not.toBeNull(), { timeout: 120_000 });
  expect(casesRead()).toEqual([]);
  await desk.settled();
});

test('an act that was sent waits for the process, whose reply the page then shows', async () => {
  const lines: string[] = [];
  const act = async (login: string, number: number, fields: Readonly<Record<string, string>>, button: string) => {
    const place = await desk.open(login, `#/${number}`);
    for (const [field, text] of Object.entries(fields)) await type(place, field, text);
    await press(place, button);
    lines.push(`## ${login} #${number} ${button}`, ...actOf(place));
    await judged(place, number);
    lines.push('## …', ...linesOf(place));
  };
  const note = 'Surat belum ditandatangani.';
  await act('contoh-kepala-dinas', 15, { 'isian-catatan': note }, 'Kembalikan ke pemohon');
  await act('contoh-kepala-dinas', 10, { 'isian-alasan': 'Di luar kewenangan.' }, 'Ya, tolak permohonan ini');
  await act('contoh-kepala-dinas', 11, { 'isian-catatan': 'Dilaporkan.' }, 'Setujui, teruskan ke Wali Kota');
  await expect(once(lines)).toMatchFileSnapshot('../fixtures/played-office/desk-acts.txt');
});

/** Returns a request with another title. */
const requestCalled = (judul: string) => ({ ...sampleRequest(), kegiatan: { jenis: 'rapat', judul } });

test('R48: the form asks the opener about another account’s push until they have chosen a version, and not again', async () => {
  const slug = 'didorong-orang-lain';
  const number = await submit(office, 'contoh-opd', slug, sampleRequest(), { draft: true });
  await push(office, 'contoh-bpbd', `permohonan/${slug}`, requestFiles(slug, requestCalled('Judul orang lain')));
  const shown = async () => desk.open('contoh-opd', `#/${number}/ubah`);
  const question = 'Akun lain mengubah permohonan ini';
  await shown();
  const place = await shown();
  expect(place.textContent).toContain(question);
  await press(place, 'Pakai isian saya');
  expect((await shown()).textContent).not.toContain(question);
});

test('typed text is not lost if the request was saved elsewhere: after Save, the page shows both versions', async () => {
  const slug = 'dua-perangkat';
  const number = await submit(office, 'contoh-opd', slug, sampleRequest(), { draft: true });
  const place = await desk.open('contoh-opd', `#/${number}/ubah`);
  await type(place, 'isian-kegiatan-judul', 'Judul di sini');
  await push(office, 'contoh-opd', `permohonan/${slug}`, requestFiles(slug, requestCalled('Judul di sana')));
  await press(place, 'Simpan konsep');
  const compared = place.querySelector('section[aria-labelledby=banding]')?.textContent ?? '';
  for (const words of ['Konsep ini diubah di tempat lain', 'Judul di sini', 'Judul di sana'])
    expect(compared).toContain(words);
});

test('if a device cannot be registered for notifications, the desk says so, and the button stays', async () => {
  const nothing = (): undefined => undefined;
  const serviceWorker = { getRegistration: async () => undefined, addEventListener: nothing, startMessages: nothing };
  const Notification = { permission: 'granted', requestPermission: async () => 'granted' };
  Object.assign(navigator, { serviceWorker: { ...serviceWorker, removeEventListener: nothing } });
  onTestFinished(() => void Reflect.deleteProperty(navigator, 'serviceWorker'));
  Object.assign(window, { Notification, PushManager: {} });
  vi.stubGlobal('Notification', Notification);
  const place = await desk.open('contoh-tu', '#/');
  // The office of this test keeps no devices.
  await press(place, 'Beri tahu saya di perangkat ini');
  const notices = place.querySelector('.notices');
  expect(notices?.querySelector('[role=status]')?.textContent).toMatch(/^Tidak berhasil: /);
  expect(notices?.querySelector('button')?.textContent).toBe('Beri tahu saya di perangkat ini');
});

test('a form that stays open until its request is checked reports no fault of the page, however slow the machine', async () => {
  const complained = vi.spyOn(console, 'error').mockReturnValue();
  onTestFinished(() => complained.mockRestore());
  await desk.open('contoh-opd', '#/baru/protokol-manajemen-krisis');
  // The desk checks a request when typing has paused for this long.
  await new Promise((passed) => setTimeout(passed, 600));
  await desk.settled();
  expect(complained.mock.calls).toEqual([]);
});

test('R53: another time is not asked for while the times are the same as before, and the page says so', async () => {
  const [start, end] = ['2028-03-01T09:00:00+07:00', '2028-03-01T11:00:00+07:00'];
  const number = await submit(office, 'contoh-opd', 'tunda', sampleRequest({ start, end }));
  await walkTo(office, number, 10, straightWalk(start, end));
  const { head } = await pullOf(office, number);
  const place = await desk.open('contoh-opd', `#/${number}/waktu-lain`);
  await press(place, 'Minta waktu lain');
  expect(place.textContent).toContain('Belum ada yang diubah.');
  expect((await pullOf(office, number)).head.sha).toBe(head.sha);
});
