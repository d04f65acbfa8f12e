import canonicalize from 'canonicalize';

/**
 * Recomputes the chain of a case from what is published (R27), with nothing but the browser: every commitment whose
 * part is there, every id over the one before it, and the last id against the one that the case's page shows.
 */
interface Part {
  readonly commitment: string;
  readonly salt?: string;
  readonly part?: unknown;
}
interface Line {
  readonly id: string;
  readonly prev: string;
  readonly public: Part;
  readonly private: Part;
}

const form = document.querySelector<HTMLFormElement>('form[data-verify]');
const verdict = document.querySelector<HTMLElement>('#putusan');
const chain = document.querySelector<HTMLElement>('#rantai');

async function sha256(value: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(canonicalize(value) ?? '');
  const hash = await crypto.subtle.digest('SHA-256', bytes);
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Does a part that is shown meet its commitment? One that is not shown has nothing to meet. */
const holds = async ({ commitment, salt, part }: Part): Promise<boolean> =>
  salt === undefined ? part === undefined : (await sha256([salt, part])) === commitment;

/** @returns the first line that does not hold, counted from one; 0 where all do */
async function firstFault(lines: readonly Line[], number: number, tip: string): Promise<number> {
  let prev = await sha256(['disposisi', number]);
  for (const [i, line] of lines.entries()) {
    const id = await sha256([prev, line.public.commitment, line.private.commitment]);
    if (line.prev !== prev || line.id !== id || !(await holds(line.public)) || !(await holds(line.private)))
      return i + 1;
    prev = id;
  }
  return prev === tip ? 0 : lines.length;
}

interface Answer {
  readonly what: 'whole' | 'broken' | 'fault' | 'unknown';
  readonly lines?: readonly Line[];
  /** The line that does not hold, counted from one; 0: none. */
  readonly fault?: number;
}

async function verify({ cases = '', chains = '' }: DOMStringMap, id: string): Promise<Answer> {
  const name = encodeURIComponent(id);
  const [one, text] = await Promise.all([fetch(`${cases}${name}.json`), fetch(`${chains}${name}.jsonl`)]);
  if (one.status === 404 || text.status === 404) return { what: 'unknown' };
  if (!one.ok || !text.ok) throw new Error(String(one.status));
  const { number, register } = (await one.json()) as { number: number; register: { entries: number; tip: string } };
  const lines = (await text.text())
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
  const fault = lines.length === register.entries ? await firstFault(lines, number, register.tip) : lines.length;
  return { what: fault === 0 ? 'whole' : 'broken', lines, fault };
}

function show({ what, lines = [], fault = 0 }: Answer, head: string): void {
  if (!verdict) return;
  const values: Readonly<Record<string, string>> = { n: String(lines.length), k: String(fault), head };
  verdict.dataset['verdict'] = what;
  verdict.textContent = (verdict.dataset[what] ?? '').replace(/\{(\w+)\}/g, (_, key: string) => values[key] ?? '');
  chain?.replaceChildren(
    ...lines.map((line, i) => {
      const item = document.createElement('li');
      const code = document.createElement('code');
      code.textContent = line.id;
      item.append(code, fault === i + 1 ? ' ✗' : ' ✓');
      return item;
    }),
  );
}

/** Takes away what was said of an earlier case: it must not be read as the answer to the next question. */
function clear(): void {
  chain?.replaceChildren();
  verdict?.replaceChildren();
  verdict?.removeAttribute('data-verdict');
}

/** How often somebody has asked: an answer that comes after the next question is not shown. */
let asked = 0;

function start(fields: HTMLFormElement): void {
  const id = String(new FormData(fields).get('berkas') ?? '').trim();
  const question = ++asked;
  clear();
  if (id === '') return;
  void verify(fields.dataset, id)
    .catch((): Answer => ({ what: 'fault' }))
    .then((answer) => {
      if (question === asked) show(answer, fields.dataset['head'] ?? '');
    });
}

if (form) {
  form.hidden = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    start(form);
  });
  const wanted = new URLSearchParams(location.search).get('berkas');
  const field = form.querySelector('input');
  if (wanted && field) {
    field.value = wanted;
    start(form);
  }
}
