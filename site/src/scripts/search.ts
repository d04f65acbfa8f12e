import { registerTime } from './register-time.ts';

/**
 * Search in the archive: loads the files of years, and what ended or changed since they were written, and looks through
 * them here. All words must occur; letters are compared without case and marks.
 */
interface Line {
  readonly id: string;
  readonly title?: string;
  readonly procedure: string;
  readonly status: string;
  readonly ended?: string;
  readonly zone: string;
  readonly filters: Readonly<Record<string, string>>;
  readonly words: string;
}

const language = document.documentElement.lang === 'en' ? 'en' : 'id';
const PAGE = 50;
const form = document.querySelector<HTMLFormElement>('form[data-search]');
const count = document.querySelector<HTMLElement>('#jumlah');
const list = document.querySelector<HTMLElement>('#hasil');
const line = document.querySelector<HTMLTemplateElement>('#hasil-satu');
const more = document.querySelector<HTMLElement>('#lagi');
const loaded = new Map<string, Promise<Line[]>>();
let recent: Promise<Record<string, Line[]>> | undefined;
let shown = PAGE;
let turn = 0;

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** What a file of the search holds. */
async function load<Content>(name: string): Promise<Content> {
  const response = await fetch(`${form?.dataset['index']}${name}.json`);
  if (!response.ok) throw new Error(String(response.status));
  return (await response.json()) as Content;
}

/** Ended cases by the year in which they ended, the latest first; those of `years`, or of all. */
async function linesOf(years: readonly string[] | undefined): Promise<Line[]> {
  recent ??= load<Record<string, Line[]>>('terbaru');
  recent.catch(() => (recent = undefined));
  const fresh = await recent;
  const known = (form?.dataset['years'] ?? '').split(' ').filter(Boolean);
  const all = [...new Set([...known, ...Object.keys(fresh)])].sort().reverse();
  const wanted = years ?? all;
  const found = await Promise.all(
    wanted.map(async (year) => {
      const newer = (fresh[year] ?? []).map(searched);
      const ids = new Set(newer.map(({ id }) => id));
      const older = known.includes(year) ? await yearOf(year) : [];
      return [...newer, ...older.filter(({ id }) => !ids.has(id))].sort(latestFirst);
    }),
  );
  return found.flat();
}

function yearOf(year: string): Promise<Line[]> {
  const loading = loaded.get(year) ?? load<Line[]>(year).then((lines) => lines.map(searched));
  loaded.set(year, loading);
  loading.catch(() => loaded.delete(year));
  return loading;
}

const searched = (line: Line): Line => ({ ...line, words: plain(`${line.id} ${line.title ?? ''} ${line.words}`) });

const latestFirst = (a: Line, b: Line): number =>
  (a.ended ?? '') < (b.ended ?? '') ? 1 : a.ended === b.ended ? 0 : -1;

async function search(fields: HTMLFormElement): Promise<void> {
  const now = ++turn;
  const asked = new FormData(fields);
  const value = (name: string): string => String(asked.get(name) ?? '');
  const words = plain(value('kata')).split(/\s+/).filter(Boolean);
  const filters = [...fields.querySelectorAll<HTMLSelectElement>('[data-filter]')].filter((each) => each.value !== '');
  if (words.length === 0 && filters.length === 0 && !value('tahun') && !value('sop') && !value('akhir'))
    return show([]);
  const lines = await linesOf(value('tahun') ? [value('tahun')] : undefined);
  if (now !== turn) return;
  show(
    lines.filter(
      (each) =>
        (!value('sop') || each.procedure === value('sop')) &&
        (!value('akhir') || each.status === value('akhir')) &&
        filters.every(({ name, value: wanted }) => each.filters[name] === wanted) &&
        words.every((word) => each.words.includes(word)),
    ),
    true,
  );
}

function show(lines: readonly Line[], asked = false): void {
  if (!list || !count || !line || !more) return;
  const { one = '', many = '', none = '' } = count.dataset;
  const text = lines.length === 0 ? none : lines.length === 1 ? one : many.replace('{n}', String(lines.length));
  count.textContent = asked ? text : '';
  list.replaceChildren(...lines.slice(0, shown).map((each) => item(each, line)));
  more.hidden = lines.length <= shown;
  more.onclick = () => {
    shown += PAGE;
    show(lines, asked);
  };
}

function item(found: Line, template: HTMLTemplateElement): Node {
  const copy = template.content.cloneNode(true) as DocumentFragment;
  const link = copy.querySelector('a');
  const [what, meta] = [copy.querySelector('.what'), copy.querySelector('.meta')];
  if (link) {
    link.textContent = found.id;
    link.href = `${form?.dataset['pages'] ?? ''}${encodeURIComponent(found.id)}/`;
  }
  if (what) what.textContent = found.title ?? '';
  const status = document.querySelector<HTMLTemplateElement>(`template[data-status="${CSS.escape(found.status)}"]`);
  const ended = found.ended === undefined ? [] : [registerTime(found.ended, found.zone, language)];
  if (meta) meta.textContent = [status?.content.textContent ?? found.status, ...ended].join(', ');
  return copy;
}

function again(): void {
  shown = PAGE;
  if (!form) return;
  search(form).catch(() => {
    if (count) count.textContent = count.dataset['fault'] ?? '';
  });
}

if (form) {
  form.hidden = false;
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('input', again);
  again();
}
