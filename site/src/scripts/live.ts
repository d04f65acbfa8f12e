import { duration } from '#domain/words/duration.ts';
import { registerTime } from './register-time.ts';

/**
 * What a page without script cannot tell: how much time is left, and that a deadline has passed since the page was
 * made. Everything is computed from the absolute times that stand in the page.
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

const seconds = (instant: string | undefined): number => Date.parse(instant ?? '') / 1000;

function renew(one: HTMLElement, now: number): boolean {
  const left = one.querySelector<HTMLElement>('.left');
  const due = seconds(one.dataset['due']);
  if (!left || Number.isNaN(due)) return false;
  const late = now > due;
  // By an office clock nights and days off do not count: what is left is told by the deadline itself.
  const counts = late || (one.dataset['clock'] === 'continuous' && now >= seconds(one.dataset['begins']));
  left.hidden = !counts;
  left.textContent = counts ? wordsOf(due, now, one.dataset['zone']) : '';
  const tag = one.querySelector('.tag');
  if (late && tag && LATE_TAG && !tag.classList.contains('tone-late')) {
    tag.replaceWith(LATE_TAG.content.cloneNode(true));
    announce(one);
  } else if (tag?.classList.contains('tone-run') && NEAR_TAG && counts && now >= nearAt(one, due))
    tag.replaceWith(NEAR_TAG.content.cloneNode(true));
  return late;
}

function wordsOf(due: number, now: number, at: string | undefined): string {
  const words = (now > due ? LATE : LEFT)[language](duration(Math.abs(due - now))[language]);
  return now <= due && dateOf(due, at) === dateOf(now, at) ? TODAY[language](words) : words;
}

const dateOf = (instant: number, at: string | undefined): string =>
  new Intl.DateTimeFormat('en', { dateStyle: 'short', ...(at ? { timeZone: at } : {}) }).format(instant * 1000);

/** When little time is left: never, where the procedure's ladder does not say. */
function nearAt({ dataset }: HTMLElement, due: number): number {
  const begins = seconds(dataset['begins']);
  return dataset['near'] === undefined ? Number.POSITIVE_INFINITY : begins + Number(dataset['near']) * (due - begins);
}

/** Said once, by those who listen. */
function announce(one: HTMLElement): void {
  const news = document.querySelector('#kabar');
  const name = one.querySelector('h1, h3')?.textContent ?? '';
  if (news) news.textContent = `${name}: ${LATE_TAG?.content.textContent ?? ''}`;
}

function tick(): void {
  const now = Date.now() / 1000;
  const late = [...document.querySelectorAll<HTMLElement>('[data-due]')].filter((one) => renew(one, now)).length;
  for (const figure of document.querySelectorAll('[data-count="late"]')) figure.textContent = String(late);
}

/** When the register was last read: pages that do not say it themselves are told, and old data are marked. */
async function readRegister(): Promise<void> {
  const address = document.body.dataset['register'];
  const place = document.querySelector<HTMLElement>('[data-stale]');
  if (!address || !place) return;
  const response = await fetch(address);
  if (!response.ok) return;
  const { readAt, head } = (await response.json()) as { readAt: string; head: string | null };
  const time = registerTime(readAt, zone, language);
  const foot = document.querySelector<HTMLElement>('#kepala');
  if (foot && head !== null) {
    const code = document.createElement('code');
    code.textContent = head;
    foot.replaceChildren(`${foot.dataset['when']} ${time}, ${foot.dataset['name']} `, code);
  }
  if (Date.now() / 1000 - seconds(readAt) < STALE_AFTER) return;
  place.textContent = (place.dataset['stale'] ?? '').replace('{t}', time);
  place.hidden = false;
}

tick();
setInterval(tick, 60_000);
readRegister().catch(() => undefined);
