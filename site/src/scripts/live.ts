import { count, duration } from '#domain/words/duration.ts';
import { HALTED } from '#domain/words/system-fault.ts';
import { registerTime } from './register-time.ts';
import { hearAnswer, hearTime, serverTime } from './server-clock.ts';

/**
 * What a page without script cannot show: how much time is left, and that a deadline has passed since the page was
 * made. Everything is computed from the absolute times that stand in the page and from the server's time. It only goes on
 * from what the page says: what is late there stays late, and until the server has said its time nothing is added.
 */
const language = document.documentElement.lang === 'en' ? 'en' : 'id';
const LEFT = { id: (t: string) => `sisa ${t}`, en: (t: string) => `${t} left` };
const LATE = { id: (t: string) => `terlambat ${t}`, en: (t: string) => `${t} late` };
const TODAY = { id: (t: string) => `hari ini, ${t}`, en: (t: string) => `today, ${t}` };
const LATE_TAG = document.querySelector<HTMLTemplateElement>('#tag-late');
const NEAR_TAG = document.querySelector<HTMLTemplateElement>('#tag-near');
/** The office's own; a case has that of its procedure. */
const zone = document.body.dataset['zone'];
/** Data that nobody has read for so long may be out of date. */
const STALE_AFTER = 3 * 3_600;
/** Milliseconds after which an office on one machine is asked anew whether its process works. */
const ASK_HEALTH_AGAIN = 20_000;
/** Milliseconds after which the server is asked anew what time it is, and when the register was read. */
const ASK_AGAIN = 5 * 60_000;

const seconds = (instant: string | undefined): number => Date.parse(instant ?? '') / 1000;

/** @returns whether it has become late since the page was made */
function renew(one: HTMLElement, now: number): boolean {
  const left = one.querySelector<HTMLElement>('.left');
  const due = seconds(one.dataset['due']);
  if (!left || Number.isNaN(due)) return false;
  const wasLate = one.dataset['overdue'] !== undefined;
  const late = wasLate || now > due;
  // By an office clock nights and days off do not count: the deadline itself says what is left.
  const counts = late ? now > due : one.dataset['clock'] === 'continuous' && now >= seconds(one.dataset['begins']);
  left.hidden = !counts;
  left.textContent = counts ? wordsOf(due, now, one.dataset['zone']) : '';
  const tag = one.querySelector('.tag');
  if (late && tag && LATE_TAG && !tag.classList.contains('tone-late')) {
    tag.replaceWith(LATE_TAG.content.cloneNode(true));
    announce(one);
  } else if (tag?.classList.contains('tone-run') && NEAR_TAG && counts && now >= nearAt(one, due))
    tag.replaceWith(NEAR_TAG.content.cloneNode(true));
  return late && !wasLate;
}

function wordsOf(due: number, now: number, at: string | undefined): string {
  const words = (now > due ? LATE : LEFT)[language](duration(Math.abs(due - now))[language]);
  return now <= due && dateOf(due, at) === dateOf(now, at) ? TODAY[language](words) : words;
}

const dateOf = (instant: number, at: string | undefined): string =>
  new Intl.DateTimeFormat('en', { dateStyle: 'short', ...(at ? { timeZone: at } : {}) }).format(instant * 1000);

/** From when on little time is left; never, where the procedure's ladder does not say. */
function nearAt({ dataset }: HTMLElement, due: number): number {
  const begins = seconds(dataset['begins']);
  return dataset['near'] === undefined ? Number.POSITIVE_INFINITY : begins + Number(dataset['near']) * (due - begins);
}

/** Says to screen readers, once, that a case is late now. */
function announce(one: HTMLElement): void {
  const news = document.querySelector('#kabar');
  const name = one.querySelector('h1, h3')?.textContent ?? '';
  if (news) news.textContent = `${name}: ${LATE_TAG?.content.textContent ?? ''}`;
}

function tick(): void {
  const now = serverTime();
  if (now === undefined) return;
  const more = [...document.querySelectorAll<HTMLElement>('[data-due]')].filter((one) => renew(one, now)).length;
  for (const figure of document.querySelectorAll<HTMLElement>('[data-late]'))
    figure.textContent = count(Number(figure.dataset['late']) + more)[language];
}

/**
 * Asks the server for the register's head: what time it is there, and when the register was last read. Pages that do not
 * say the latter themselves are updated, and old data are marked.
 */
async function askServer(): Promise<void> {
  const address = document.body.dataset['register'];
  const place = document.querySelector<HTMLElement>('[data-stale]');
  if (!address || !place) return;
  const response = await fetch(address, { cache: 'no-store' });
  hearAnswer(response);
  tick();
  if (!response.ok) return;
  const { readAt, head, looksEvery } = (await response.json()) as Register;
  // Only an office on one machine says how often it looks, and answers how it is.
  if (looksEvery !== undefined) watchHealth();
  // Where a server does not say its time, it is at least as late as when the register was read.
  hearTime(seconds(readAt));
  tick();
  const time = registerTime(readAt, zone, language);
  const foot = document.querySelector<HTMLElement>('#kepala');
  if (foot && head !== null) {
    const code = document.createElement('code');
    code.textContent = head;
    foot.replaceChildren(`${foot.dataset['when']} ${time}, ${foot.dataset['name']} `, code);
  }
  const isOld = (serverTime() ?? 0) - seconds(readAt) >= STALE_AFTER;
  if (isOld) place.textContent = (place.dataset['stale'] ?? '').replace('{t}', time);
  place.hidden = !isOld;
}

interface Register {
  readonly readAt: string;
  readonly head: string | null;
  readonly looksEvery?: number;
}

/** Says since when the process does not work, and stops saying so once it does. */
async function askHealth(place: HTMLElement): Promise<void> {
  const response = await fetch('/health', { cache: 'no-store' });
  const { process } = (await response.json()) as { process: { status: string; lookedAt: string } };
  const isHalted = process.status === 'failing';
  const text = HALTED[language].replace('{t}', registerTime(process.lookedAt, zone, language));
  // Written only where it changes, so that screen readers say it once.
  if (isHalted && place.textContent !== text) place.textContent = text;
  place.hidden = !isHalted;
}

let isHealthWatched = false;
function watchHealth(): void {
  if (isHealthWatched) return;
  isHealthWatched = true;
  const place = document.createElement('p');
  place.className = 'halted';
  place.hidden = true;
  place.setAttribute('role', 'status');
  document.querySelector('.skip')?.after(place);
  const look = (): void => void (document.visibilityState === 'visible' && askHealth(place).catch(() => undefined));
  look();
  setInterval(look, ASK_HEALTH_AGAIN);
  document.addEventListener('visibilitychange', look);
}

const ask = (): void => void askServer().catch(() => undefined);
ask();
setInterval(tick, 60_000);
setInterval(() => document.visibilityState === 'visible' && ask(), ASK_AGAIN);
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && ask());
