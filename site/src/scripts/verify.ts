import { type Claim, type ReadPublished, readOnce, readOver } from '../verify/published.ts';
import { type Evidence, memoryIn } from '../verify/memory.ts';
import type { ShownLine, CaseVerification } from '../verify/verify-case.ts';
import { registerTime } from './register-time.ts';

/**
 * Script of the page of verification. It asks for a number, checks the published files in this browser
 * (site/src/verify), and writes the result of each check in its own line. The page contains the sentences, in its own
 * language.
 */
type Words = Readonly<Record<string, string>>;

const form = document.querySelector<HTMLFormElement>('form[data-verify]');
const oldForm = document.querySelector<HTMLFormElement>('form[data-old]');
const verdict = document.querySelector<HTMLElement>('#putusan');
const things = document.querySelector<HTMLElement>('#hal');
const chain = document.querySelector<HTMLElement>('#rantai');
const folded = document.querySelector<HTMLElement>('#catatan');
const proof = document.querySelector<HTMLElement>('#bukti');
const forget = document.querySelector<HTMLElement>('#lupa');
const line = document.querySelector<HTMLTemplateElement>('#satu-hal');

const language = document.documentElement.lang === 'en' ? 'en' : 'id';
const base = form?.dataset['base'] ?? '';
const wordsOf = (name: string): Words => JSON.parse(form?.dataset[name] ?? '{}') as Words;
const [verdicts, claimWords, places] = [wordsOf('verdicts'), wordsOf('claims'), wordsOf('places')];

const memory = memoryIn(storage(), base);
const readTile = readOnce(readOver(fetch.bind(window), base));
/** Loads the code that checks. It is loaded at the first check, because most readers only look at the page. */
const checking = () => import('../verify/checking.ts');
/**
 * Milliseconds to wait before a failed verification is repeated. During a publication, the published files may not
 * match each other.
 */
const SETTLES = 1_000;

function storage(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}

/** Replaces the places of a sentence with values. */
function filled(text: string, values: Claim['values'] = {}): string {
  return text.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = String(values[key] ?? '');
    if (key === 't') return registerTime(value, document.body.dataset['zone'], language);
    return key === 'where' ? (places[value] ?? value) : value;
  });
}

async function verify(id: string): Promise<CaseVerification> {
  if (!globalThis.crypto?.subtle) return { verdict: 'incapable', values: {}, claims: [], entries: [], fault: 0 };
  const { verifyCase, readCasePage } = await checking();
  const readPage = (html: string) => readCasePage(new DOMParser().parseFromString(html, 'text/html'));
  const look = (read: ReadPublished) =>
    verifyCase(id, { read, readTile, readPage, memory, language, now: new Date().toISOString() });
  const first = await look(readOver(fetch.bind(window), base));
  if (['whole', 'narrowed', 'unlogged'].includes(first.verdict)) return first;
  await new Promise((settled) => setTimeout(settled, SETTLES));
  return look(readOver(fetch.bind(window), base, true));
}

function show({ verdict: what, values, claims, entries, fault, evidence }: CaseVerification): void {
  if (verdict) {
    verdict.dataset['verdict'] = what;
    verdict.textContent = filled(verdicts[what] ?? '', values);
  }
  things?.replaceChildren(...claims.flatMap(claimItem));
  chain?.replaceChildren(...entries.map((each, at) => entryItem(each, fault === at + 1)));
  if (folded) folded.hidden = entries.length === 0;
  offer(evidence);
  if (forget) forget.hidden = memory.checkpoint === undefined;
}

function claimItem({ thing, mark, says, values }: Claim): Node[] {
  const item = line?.content.querySelector(`[data-thing="${thing}"]`)?.cloneNode(true);
  const tag = line?.content.querySelector(`[data-mark="${mark}"] > *`)?.cloneNode(true);
  if (!(item instanceof HTMLElement) || !tag) return [];
  item.dataset['mark'] = mark;
  item.querySelector('.claim')?.append(' ', tag);
  const sentence = document.createElement('p');
  sentence.textContent = filled(claimWords[says] ?? '', values);
  item.append(sentence);
  return [item];
}

function entryItem({ id, at, what }: ShownLine, isFault: boolean): HTMLLIElement {
  const item = document.createElement('li');
  const code = document.createElement('code');
  code.textContent = id;
  const when = at === undefined ? [] : [registerTime(at, document.body.dataset['zone'], language)];
  item.append([isFault ? '✗' : '✓', ...(what === undefined ? [] : [what]), ...when].join(' · '), ' ', code);
  return item;
}

let offered: Evidence | undefined;

/** Offers to save the evidence that one of two checkpoints must be wrong. */
function offer(evidence: Evidence | undefined): void {
  offered = evidence;
  if (proof) proof.hidden = evidence === undefined;
}

/** Saves the evidence as a file, which this page can read again. */
function save(): void {
  const text = JSON.stringify({ site: location.origin + base, saved: new Date().toISOString(), ...offered }, null, 2);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([`${text}\n`], { type: 'application/json' }));
  link.download = 'bukti-titik-periksa.json';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Removes the result of an earlier case, so that nobody reads it as the result of the next one. */
function clear(): void {
  things?.replaceChildren();
  chain?.replaceChildren();
  if (folded) folded.hidden = true;
  offer(undefined);
  verdict?.replaceChildren();
  verdict?.removeAttribute('data-verdict');
}

/** The number of verifications begun so far. A result that arrives after the next one was begun is not shown. */
let asked = 0;

function start(fields: HTMLFormElement): void {
  // Case ids have capitals only (R13).
  const id = String(new FormData(fields).get('berkas') ?? '')
    .trim()
    .toUpperCase();
  const question = ++asked;
  clear();
  if (id === '') return;
  if (verdict) verdict.textContent = fields.dataset['wait'] ?? '';
  void verify(id)
    .catch((): CaseVerification => ({ verdict: 'fault', values: { id }, claims: [], entries: [], fault: 0 }))
    .then((result) => {
      if (question === asked) show(result);
    });
}

async function checkOld(given: string): Promise<void> {
  const { checkGivenCheckpoint } = await checking();
  const found = await checkGivenCheckpoint(given, readOver(fetch.bind(window), base), readTile, memory);
  document.querySelector('#lama')?.replaceChildren(...found.claims.flatMap(claimItem));
  offer(found.evidence);
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
if (oldForm) {
  oldForm.hidden = false;
  const [text, file] = [oldForm.querySelector('textarea'), oldForm.querySelector<HTMLInputElement>('[type=file]')];
  file?.addEventListener('change', () => {
    void file.files?.[0]?.text().then((content) => {
      if (text) text.value = content;
    });
  });
  oldForm.addEventListener('submit', (event) => {
    event.preventDefault();
    void checkOld(text?.value ?? '');
  });
}
proof?.querySelector('button')?.addEventListener('click', save);
forget?.querySelector('button')?.addEventListener('click', () => {
  memory.forget();
  forget.hidden = true;
});
