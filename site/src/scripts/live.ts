import { count, duration } from '#domain/words/duration.ts';
import { HALTED } from '#domain/words/system-fault.ts';
import { registerTime } from './register-time.ts';
import { hearResponse, hearTime, serverTime } from './server-clock.ts';

/**
 * Adds to a page what changes with time: how much time is left, and which deadlines have passed since the page was
 * made. Everything is computed from the absolute times in the page and from the server's time. A case that the page
 * calls late stays late, and nothing is added before the server's time is known.
 */
const language = document.documentElement.lang === 'en' ? 'en' : 'id';
const LEFT = { id: (t: string) => `sisa ${t}`, en: (t: string) => `${t} left` };
const LATE = { id: (t: string) => `terlambat ${t}`, en: (t: string) => `${t} late` };
const USED = { id: (t: string, of: string) => `${t} dari ${of}`, en: (t: string, of: string) => `${t} of ${of}` };
const TODAY = { id: (t: string) => `hari ini, ${t}`, en: (t: string) => `today, ${t}` };
const LATE_TAG = document.querySelector<HTMLTemplateElement>('#tag-late');
const NEAR_TAG = document.querySelector<HTMLTemplateElement>('#tag-near');
/** Zone of the office. A case has the zone of its procedure. */
const zone = document.body.dataset['zone'];
/** Seconds after which the data may be out of date if the register was not read again. */
const STALE_AFTER = 3 * 3_600;
/** Milliseconds between two questions to an office on one machine whether its process works. */
const ASK_HEALTH_AGAIN = 20_000;
/** Milliseconds between two questions to the server about its time and about the last reading of the register. */
const ASK_AGAIN = 5 * 60_000;

const seconds = (instant: string | undefined): number => Date.parse(instant ?? '') / 1000;

/** Updates the time and the tag of one case. */
function renew(one: HTMLElement, now: number): void {
  const left = one.querySelector<HTMLElement>('.left');
  const due = seconds(one.dataset['due']);
  if (!left || Number.isNaN(due)) return;
  const late = one.dataset['overdue'] !== undefined || now > due;
  // If only office hours count, the remaining time is not shown, because nights and days off are not part of it.
  const counts = late ? now > due : one.dataset['clock'] === 'continuous' && now >= seconds(one.dataset['begins']);
  left.hidden = !counts;
  left.textContent = counts ? wordsOf(due, now, one.dataset['zone']) : '';
  if (counts) showUsed(one, now - seconds(one.dataset['begins']), due - seconds(one.dataset['begins']));
  const tag = one.querySelector('.tag');
  if (late && tag && LATE_TAG && !tag.classList.contains('tone-late')) {
    tag.replaceWith(LATE_TAG.content.cloneNode(true));
    one.querySelector('.mini, .route-line')?.classList.add('is-late');
    announce(one);
  } else if (tag?.classList.contains('tone-run') && NEAR_TAG && counts && now >= nearAt(one, due))
    tag.replaceWith(NEAR_TAG.content.cloneNode(true));
}

/** Shows how much of the time of the current step is used: as a bar, and in words. */
function showUsed(one: HTMLElement, used: number, allowed: number): void {
  const part = one.querySelector<HTMLElement>('.used');
  const [bar, words] = [part?.querySelector('rect'), part?.querySelector('span')];
  if (!part || !bar || !words || one.dataset['clock'] !== 'continuous' || !(allowed > 0)) return;
  bar.setAttribute('width', `${Math.min(100, (100 * used) / allowed)}%`);
  part.classList.toggle('is-over', used > allowed);
  words.textContent = USED[language](duration(used)[language], duration(allowed)[language]);
  part.hidden = false;
}

function wordsOf(due: number, now: number, at: string | undefined): string {
  const words = (now > due ? LATE : LEFT)[language](duration(Math.abs(due - now))[language]);
  return now <= due && dateOf(due, at) === dateOf(now, at) ? TODAY[language](words) : words;
}

const dateOf = (instant: number, at: string | undefined): string =>
  new Intl.DateTimeFormat('en', { dateStyle: 'short', ...(at ? { timeZone: at } : {}) }).format(instant * 1000);

/** Returns when the tag "due soon" begins, in seconds since 1970; infinity if no level is before the deadline. */
function nearAt({ dataset }: HTMLElement, due: number): number {
  const begins = seconds(dataset['begins']);
  return dataset['near'] === undefined ? Number.POSITIVE_INFINITY : begins + Number(dataset['near']) * (due - begins);
}

/** Announces to screen readers, once, that a case has become late. */
function announce(one: HTMLElement): void {
  const news = document.querySelector('#kabar');
  const name = one.querySelector('.number')?.textContent ?? '';
  if (news) news.textContent = `${name}: ${LATE_TAG?.content.textContent ?? ''}`;
}

function tick(): void {
  const now = serverTime();
  if (now === undefined) return;
  for (const one of document.querySelectorAll<HTMLElement>('[data-due]')) renew(one, now);
  // The page has lines for a few cases only. It knows the next deadlines of all cases that were not late.
  const dues = document.querySelector<HTMLElement>('[data-dues]')?.dataset['dues'] ?? '';
  const more = dues.split(' ').filter((due) => now > seconds(due)).length;
  for (const figure of document.querySelectorAll<HTMLElement>('[data-late]')) {
    const late = Number(figure.dataset['late']) + more;
    figure.textContent = count(late)[language];
    figure.parentElement?.classList.toggle('is-late', late > 0);
  }
}

/**
 * Asks the server for the head of the register. The response says the server's time and when the register was last
 * read. The foot of the page then shows the last reading, and old data are marked.
 */
async function askServer(): Promise<void> {
  const address = document.body.dataset['register'];
  const place = document.querySelector<HTMLElement>('[data-stale]');
  if (!address || !place) return;
  const response = await fetch(address, { cache: 'no-store' });
  hearResponse(response);
  tick();
  if (!response.ok) return;
  const { readAt, head, looksEvery } = (await response.json()) as Register;
  // Only an office on one machine publishes how often it looks at deadlines, and only such an office has `/health`.
  if (looksEvery !== undefined) watchHealth();
  // If a server does not send its time, the time is at least the time of the last reading.
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

/** Shows since when the process does not work, and hides this once the process works again. */
async function askHealth(place: HTMLElement): Promise<void> {
  const response = await fetch('/health', { cache: 'no-store' });
  const { process } = (await response.json()) as { process: { status: string; lookedAt: string } };
  const isHalted = process.status === 'failing';
  const text = HALTED[language].replace('{t}', registerTime(process.lookedAt, zone, language));
  // The text is written only if it changes, so that screen readers read it once.
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
