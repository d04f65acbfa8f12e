/**
 * What is typed into the form and not saved lies on this device with every key that is pressed, over reloads and crashes. Decap's own
 * copy is two seconds behind, and is written over by what Decap loads after it: that one is never asked for (`boot.ts`).
 */
import { type Draft, type Drafts, draftsOf, newKey, type TypedValues } from '../desk/request/drafts.ts';
import { branchOf } from './address.ts';
import { type Immutable, plain } from './cms.ts';
import { tell } from './findings.ts';
import { headOf } from './heads.ts';
import { beginExchange, endExchange } from './saving.ts';

/** The request that is open in this tab. */
interface Open {
  /** Under which this tab keeps what is typed: no two tabs keep one thing. */
  readonly key: string;
  readonly collection: string;
  /** Empty for a new one. */
  slug: string;
  /** What the form held when it was last as the office has it. */
  base: string;
  /** What the form held when it was last sent. */
  sent?: string;
  latest: string;
  /** Names of the attachments that only this device has. */
  added: readonly string[];
  /** It was saved for the first time, and Decap does not show it by its place yet. */
  isFresh: boolean;
  readonly release: () => void;
}

let drafts: Drafts | undefined;
let open: Open | undefined;
let isFull = false;
const listeners = new Set<() => void>();

/** Everything is kept for one account, and shown to no other. */
export function keepFor(account: number): void {
  drafts = draftsOf(account, 'formulir');
}

/** Can this device keep no more? */
export const isDeviceFull = (): boolean => isFull;

/** @param listener hears when the device is full, or is not any more @returns ends listening */
export function onKeeping(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What was typed into a request and is only on this device. */
export interface TypedHere {
  readonly draft: Draft;
  /** The office has had nothing new since: it can be gone on with. */
  readonly isCurrent: boolean;
}

/**
 * A request stands on the screen, as Decap has loaded it.
 * @returns what waits for it on this device, the newest first; nothing that another tab has open
 */
export async function opened(entry: Immutable): Promise<TypedHere[]> {
  endExchange();
  const [collection, slug] = [String(entry.get('collection')), String(entry.get('slug') ?? '')];
  const now = textOf(entry);
  // Decap loaded it anew: what was typed before is kept under this tab's key, and comes back below.
  if (open?.collection === collection && open.slug === slug) open.base = now;
  else {
    tell();
    open?.release();
    const key = newKey();
    open = { key, collection, slug, base: now, latest: now, added: [], isFresh: false, release: hold(key) };
  }
  open.latest = now;
  open.isFresh = false;
  const branch = slug === '' ? undefined : branchOf(collection, slug);
  const held = await heldLocks();
  const theirs = (drafts?.all() ?? []).filter(
    (draft) =>
      draft.procedure === collection &&
      draft.branch === branch &&
      (draft.key === open?.key || !held.has(lockOf(draft.key))) &&
      JSON.stringify(draft.value) !== now,
  );
  const head = branch === undefined ? undefined : headOf(branch);
  return theirs
    .map((draft) => ({ draft, isCurrent: draft.base?.head === head }))
    .sort((a, b) => (b.draft.typedAt ?? '').localeCompare(a.draft.typedAt ?? ''));
}

/** What waited is in the form now: it is kept as this tab's own. */
export async function takeUp({ key, added }: Draft): Promise<void> {
  if (!open || !drafts) return;
  if (key !== open.key) {
    const [from, to] = [drafts.files(key), drafts.files(open.key)];
    for (const name of added) {
      const bytes = await from.get(name);
      if (bytes) await to.put(name, bytes);
    }
  }
  open.added = added;
  keep();
  if (key !== open.key) await drafts.forget(key);
}

/** What waited is wanted no more. */
export const throwAway = async ({ key }: Draft): Promise<void> => drafts?.forget(key);

/** Something was typed. */
export function typed(entry: Immutable): void {
  const slug = String(entry.get('slug') ?? '');
  if (!open || entry.get('collection') !== open.collection) return;
  if (slug !== open.slug && !(open.isFresh && slug === '')) return;
  open.latest = textOf(entry);
  keep();
}

/** An attachment was chosen. @returns once it lies on this device, if that has place for it */
export async function attached(name: string, file: File): Promise<void> {
  if (!open || !drafts) return;
  const isKept = await drafts.files(open.key).put(name, new Uint8Array(await file.arrayBuffer()));
  open.added = [...open.added.filter((each) => each !== name), name];
  if (!isKept) full(true);
}

/** An attachment that only this device has. */
export async function waitingFile(name: string): Promise<File | undefined> {
  if (!open?.added.includes(name)) return undefined;
  const bytes = await drafts?.files(open.key).get(name);
  return bytes && new File([bytes], name);
}

/** What the form holds now is on its way. */
export function sending(entry: Immutable): void {
  if (open) open.sent = textOf(entry);
}

/** It has arrived. @param slug of the request, which a new one has only now */
export function arrived(slug: string): void {
  if (!open) return;
  const { sent = open.latest } = open;
  open.isFresh = open.slug === '';
  open.slug = slug;
  open.base = sent;
  if (open.isFresh) beginExchange();
  if (open.latest === sent) open.added = [];
  // What was typed meanwhile stays typed.
  keep();
}

/** What is in the form, as a file for the person: the last way out where nothing can be kept and nothing sent. */
export const typedText = (): string => JSON.stringify(JSON.parse(open?.latest ?? '{}'), null, 2);

function keep(): void {
  if (!open || !drafts) return;
  const { key, collection, slug, base, latest, added } = open;
  if (latest === base && added.length === 0) {
    void drafts.forget(key);
    return full(false);
  }
  const branch = slug === '' ? undefined : branchOf(collection, slug);
  const head = branch === undefined ? undefined : headOf(branch);
  const isKept = drafts.keep({
    ...{
      key,
      procedure: collection,
      value: JSON.parse(latest) as TypedValues,
      added,
      typedAt: new Date().toISOString(),
    },
    ...(branch === undefined ? {} : { branch }),
    ...(head === undefined ? {} : { base: { head, text: '', attachments: [] } }),
  });
  full(!isKept);
}

function full(is: boolean): void {
  if (is === isFull) return;
  isFull = is;
  for (const listener of listeners) listener();
}

const textOf = (entry: Immutable): string => JSON.stringify(plain(entry.get('data')) ?? {});

const lockOf = (key: string): string => `disposisi-formulir-${key}`;

/** As long as this tab has the request open, others see it by a lock. @returns lets it go */
function hold(key: string): () => void {
  let release = (): void => undefined;
  const until = new Promise<void>((done) => {
    release = () => done();
  });
  if ('locks' in navigator) void navigator.locks.request(lockOf(key), () => until);
  return () => release();
}

async function heldLocks(): Promise<ReadonlySet<string | undefined>> {
  if (!('locks' in navigator)) return new Set();
  return new Set((await navigator.locks.query()).held?.map(({ name }) => name));
}
