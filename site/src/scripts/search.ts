import { searchFiles } from '../search/files.ts';
import {
  type Asked,
  byRank,
  isEmpty,
  isFiltered,
  type SearchLine,
  matcher,
  nearSearch,
  numberAsked,
  yearsToRead,
} from '../search/lines.ts';
import { registerTime } from './register-time.ts';

/**
 * Searches running and ended cases. Running and recent cases are loaded first and shown at once. Then the archive is
 * read year by year, the newest year first, until a page of results is full. The address contains the conditions of
 * the search.
 */
const language = document.documentElement.lang === 'en' ? 'en' : 'id';
const PAGE = 50;
const form = document.querySelector<HTMLFormElement>('form[data-search]');
const words: DOMStringMap = form?.dataset ?? {};
const count = document.querySelector<HTMLElement>('#jumlah');
const scope = document.querySelector<HTMLElement>('#cakupan');
const direct = document.querySelector<HTMLElement>('#langsung');
const list = document.querySelector<HTMLElement>('#hasil');
const line = document.querySelector<HTMLTemplateElement>('#hasil-satu');
const more = document.querySelector<HTMLElement>('#lagi');
const files = searchFiles(words['index'] ?? '');
const known = (words['years'] ?? '').split(' ').filter(Boolean);
let shown = PAGE;
/** The number of searches begun so far. A result that arrives after the next search was begun is not shown. */
let searches = 0;

const say = (name: string, values: Readonly<Record<string, string>> = {}): string =>
  (words[name] ?? '').replace(/\{(\w+)\}/g, (_, key: string) => values[key] ?? '');

function asked(fields: HTMLFormElement): Asked {
  const data = new FormData(fields);
  const value = (name: string): string => String(data.get(name) ?? '');
  const names = [...fields.querySelectorAll<HTMLSelectElement>('[data-filter]')].map(({ name }) => name);
  return {
    words: value('kata'),
    state: value('keadaan'),
    year: value('tahun'),
    procedure: value('sop'),
    filters: Object.fromEntries(names.map((name) => [name, value(name)])),
  };
}

interface Progress {
  readonly found: readonly SearchLine[];
  /** The earliest year whose file was searched; absent if only the first file was searched. */
  readonly back?: string | undefined;
  /** The year whose file is being loaded. */
  readonly loads?: string;
  /** The latest year that was not searched, because a page of results is full. */
  readonly stops?: string;
  /** The words that are like those of the search, if only cases with such words were found. */
  readonly meant?: string;
}

/**
 * Searches the files one after the other, until a page of results is full, and yields the results so far.
 * @throws an error if a file cannot be loaded
 */
async function* found(what: Asked): AsyncGenerator<Progress> {
  const matches = matcher(what);
  const first = await files.first();
  const ids = new Set(first.map(({ id }) => id));
  const read = [...first];
  const all = first.filter(matches);
  let back: string | undefined;
  for (const year of yearsToRead(what, known)) {
    const progress = { found: all, back };
    if (all.length >= shown) return yield { ...progress, stops: year };
    yield { ...progress, loads: year };
    const lines = (await files.ofYear(year)).filter(({ id }) => !ids.has(id));
    // The lines are pushed one by one, since a year may have more of them than a call may have arguments.
    for (const line of lines) read.push(line);
    for (const line of lines) if (matches(line)) all.push(line);
    back = year;
  }
  const near = all.length === 0 ? nearSearch(what, read) : undefined;
  const like = near ? read.filter(near.matches) : [];
  yield near && like.length > 0 ? { found: like, back, meant: near.meant } : { found: all, back };
}

async function search(fields: HTMLFormElement): Promise<void> {
  const mine = ++searches;
  const what = asked(fields);
  remember(fields);
  const number = numberAsked(what.words);
  showDirect(undefined);
  if (isEmpty(what)) return show({ found: [] }, what, true);
  if (number !== undefined) void askFor(number, mine);
  for await (const progress of found(what)) {
    if (mine !== searches) return;
    show(progress, what);
  }
}

/**
 * Shows a link to the page of a typed case number before the archive is read. If the server replies that there is no
 * such page, a sentence says that instead.
 * @param mine number of the search
 */
async function askFor(number: string, mine: number): Promise<void> {
  const address = pageOf(number);
  const response = await fetch(address, { method: 'HEAD' }).catch(() => undefined);
  if (mine !== searches) return;
  if (response?.status === 404) return showDirect(say('no', { id: number }));
  const link = document.createElement('a');
  link.href = address;
  link.textContent = say('open', { id: number });
  showDirect(link);
}

/** Shows a link or a sentence about the case number that was typed; undefined hides it. */
function showDirect(what: Node | string | undefined): void {
  if (!direct) return;
  direct.hidden = what === undefined;
  direct.replaceChildren(...(what === undefined ? [] : [what]));
}

const pageOf = (id: string): string => `${words['pages'] ?? ''}${encodeURIComponent(id)}/`;

function show({ found: lines, back, loads, stops, meant }: Progress, what: Asked, idle = false): void {
  if (!list || !count || !scope || !line || !more) return;
  const isWhole = loads === undefined && stops === undefined;
  const none = say(!isWhole ? 'sofar' : isFiltered(what) ? 'filtered' : 'none');
  const many = lines.length === 1 ? say('one') : say('many', { n: String(lines.length) });
  const like = meant === undefined ? '' : `${say('near', { w: meant })} `;
  count.textContent = idle ? '' : lines.length === 0 ? none : like + many;
  const reached = back === undefined ? say('running') : say('back', { y: back });
  const left = loads === undefined ? say('stops', { y: stops ?? '' }) : say('loads', { y: loads });
  scope.textContent = idle ? '' : isWhole ? say('all') : `${reached} ${left}`;
  const ranked = [...lines].sort(byRank(meant ?? what.words)).slice(0, shown);
  list.replaceChildren(...ranked.map((each) => item(each, line)));
  more.hidden = lines.length <= shown && stops === undefined;
}

function item(one: SearchLine, template: HTMLTemplateElement): Node {
  const copy = template.content.cloneNode(true) as DocumentFragment;
  const link = copy.querySelector('a');
  const [number, state] = [copy.querySelector('.number'), copy.querySelector('.state')];
  const status = document.querySelector<HTMLTemplateElement>(`template[data-status="${CSS.escape(one.status)}"]`);
  const sop = document.querySelector(`#sop option[value="${CSS.escape(one.procedure)}"]`);
  const ended = one.ended === undefined ? undefined : registerTime(one.ended, one.zone, language);
  const step = one.row === undefined ? undefined : say('step', { r: String(one.row), n: String(one.rows) });
  if (link) {
    link.textContent = one.title ?? one.id;
    link.href = pageOf(one.id);
  }
  if (number) number.textContent = [one.id, sender(one), sop?.textContent].filter(Boolean).join(' · ');
  const reported = [status?.content.textContent ?? one.status, ended, step?.toLowerCase()];
  if (state) state.textContent = reported.filter(Boolean).join(', ');
  return copy;
}

/** Returns who a request comes from, as lists show it. */
const sender = ({ filters }: SearchLine): string | undefined =>
  (words['senders'] ?? '').split(' ').flatMap((pointer) => filters[pointer] ?? [])[0];

/** Searches, and shows at most `shown` results, or a sentence if a file cannot be loaded. */
function searchAgain(): void {
  if (!form) return;
  search(form).catch(() => {
    if (count) count.textContent = say('fault');
    if (scope) scope.textContent = '';
  });
}

/** Searches with new conditions, and shows the first page of results. */
function searchFromStart(): void {
  shown = PAGE;
  searchAgain();
}

/**
 * Puts the conditions into the address. So a person can send the search to somebody else, and the page repeats the
 * search when the person comes back.
 */
function remember(fields: HTMLFormElement): void {
  const query = new URLSearchParams(
    [...new FormData(fields)].flatMap(([name, value]) => (value === '' ? [] : [[name, String(value)]])),
  );
  const search = query.size === 0 ? '' : `?${query}`;
  const other = document.querySelector<HTMLAnchorElement>('.language a');
  if (other) other.search = search;
  try {
    history.replaceState(null, '', `${location.pathname}${search}`);
  } catch {
    // Some browsers limit how often the address may change in half a minute. The next change writes it again.
  }
}

/** Fills the form with the conditions in the address. */
function recall(fields: HTMLFormElement): void {
  const query = new URLSearchParams(location.search);
  for (const field of fields.querySelectorAll<HTMLInputElement | HTMLSelectElement>('[name]'))
    field.value = query.get(field.name) ?? '';
  const details = fields.querySelector('details');
  const isFiltered = [...fields.querySelectorAll('select')].some(({ value }) => value !== '');
  if (details && isFiltered) details.open = true;
  searchFromStart();
}

if (form) {
  form.hidden = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    searchFromStart();
  });
  form.addEventListener('input', searchFromStart);
  more?.addEventListener('click', () => {
    shown += PAGE;
    searchAgain();
  });
  addEventListener('popstate', () => recall(form));
  recall(form);
}
