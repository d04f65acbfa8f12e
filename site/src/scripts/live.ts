import { count, duration } from '#domain/words/duration.ts';
import { registerTime } from './register-time.ts';
import { hearAnswer, hearTime, serverTime } from './server-clock.ts';

/**
 * What a page without script cannot tell: how much time is left, and that a deadline has passed since the page was
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
  // By an office clock nights and days off do not count: what is left is told by the deadline itself.
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
 * say the latter themselves are told, and old data are marked.
 */
async function askServer(): Promise<void> {
  const address = document.body.dataset['register'];
  const place = document.querySelector<HTMLElement>('[data-stale]');
  if (!address || !place) return;
  const response = await fetch(address, { cache: 'no-store' });
  hearAnswer(response);
  tick();
  if (!response.ok) return;
  const { readAt, head } = (await response.json()) as { readAt: string; head: string | null };
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

const ask = (): void => void askServer().catch(() => undefined);
ask();
setInterval(tick, 60_000);
setInterval(() => document.visibilityState === 'visible' && ask(), ASK_AGAIN);
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && ask());
