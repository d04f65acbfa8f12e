import type { Entry } from '#domain/generated/journal-entry.ts';
import { parseIndex, type RegisterIndex } from '#domain/journal/index-file.ts';
import { joined } from '#domain/journal/join-parts.ts';
import { INDEX_PATH, journalPath, REGISTER_BRANCH } from '#domain/journal/paths.ts';
import type { SealedLine } from '#domain/journal/sealed-line.ts';
import type { DeskReading } from './desk-list.ts';
import type { Forge } from './forge.ts';
import type { Sent } from './kept.ts';
import { filesOf, officeOf } from './office.ts';
import { blobsQuery, LIST, moreQuery, type RawBlob, type RawList, type RawRegister, registerFile } from './queries.ts';

/** The most titles that are asked for beside those that come with the list: pages of a hundred are GitHub's limit. */
const MOST_TITLES = 100;

/**
 * Reads the list: one request; a second only for titles that are not among the hundred newest and for answers that are
 * awaited, a third only for a register with thousands of open cases.
 */
export async function loadDesk(forge: Forge, repository: string, awaited: readonly Sent[]): Promise<DeskReading> {
  const { viewer, repository: read } = await forge.graphql<RawList>(LIST, {});
  const office = officeOf(filesOf('sops', read.sops, forge.known), forge.known);
  const index = parseIndex(await registerText(forge, read.register, 'index', INDEX_PATH));
  const here = ({ baseRepository }: { baseRepository: { nameWithOwner: string } | null }): boolean =>
    baseRepository?.nameWithOwner.toLowerCase() === repository.toLowerCase();
  const own = [...viewer.open.nodes, ...viewer.ended.nodes].filter(here);
  const titles = new Map([...read.pullRequests.nodes, ...own].map(({ number, title }) => [number, title]));
  const answered = await loadMore(forge, untitled(index, titles), awaited, titles);
  const sent = new Set(awaited.flatMap((one) => (answered.has(one.number) ? [] : [one.number])));
  return { viewer, office, index, own, titles, sent };
}

/** Fills in titles. @returns numbers of the cases whose awaited answer is there */
async function loadMore(
  forge: Forge,
  untitled: readonly number[],
  awaited: readonly Sent[],
  titles: Map<number, string>,
): Promise<ReadonlySet<number>> {
  if (untitled.length + awaited.length === 0) return new Set();
  const variables = Object.fromEntries([
    ...untitled.map((number, at) => [`n${at}`, number]),
    ...awaited.map(({ number }, at) => [`j${at}`, journalPath(number)]),
  ]);
  const { repository } = await forge.graphql<RawMore>(moreQuery(untitled.length, awaited.length), variables);
  const { register, ...pulls } = repository;
  for (const pull of Object.values(pulls)) if (pull && 'number' in pull) titles.set(pull.number, pull.title);
  const texts = await Promise.all(
    awaited.map(({ number }, at) => registerText(forge, register ?? null, `journal${at}`, journalPath(number))),
  );
  const answered = awaited.filter((one, at) => entriesOf(texts[at]).some(isAnswerTo(one)));
  return new Set(answered.map(({ number }) => number));
}

interface RawMore {
  readonly repository: { readonly register?: RawRegister } & Readonly<
    Record<string, { readonly number: number; readonly title: string } | RawRegister>
  >;
}

/** The most urgent of the cases whose title is not known. */
function untitled({ cases }: RegisterIndex, titles: ReadonlyMap<number, string>): number[] {
  return Object.entries(cases)
    .filter(([number]) => !titles.has(Number(number)))
    .sort(([, a], [, b]) => ((a.due ?? '9') < (b.due ?? '9') ? -1 : 1))
    .slice(0, MOST_TITLES)
    .map(([number]) => Number(number));
}

/** A file of the register as it came, or, where it was too large for that, by itself. */
export async function registerText(
  forge: Forge,
  register: RawRegister,
  name: string,
  path: string,
): Promise<string | undefined> {
  const blob = registerFile(register, name);
  if (!blob) return undefined;
  if (blob.text !== null && !blob.isTruncated) return blob.text;
  return new TextDecoder().decode(await forge.bytes(path, register?.target?.oid ?? REGISTER_BRANCH));
}

/** The entries of a journal (R27). Whether its chain holds is for `verify`; the desk only reads. */
export function entriesOf(text: string | undefined): Entry[] {
  return (text ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const { public: open, private: closed } = JSON.parse(line) as SealedLine;
      return joined(open.part, closed.part);
    });
}

/** Is an entry what the process made of an act? */
export const isAnswerTo =
  ({ review, gesture, after }: Sent) =>
  ({ seq, source, gesture: done }: Entry): boolean => {
    if (review !== undefined) return source?.kind === 'review' && source.id === review;
    if (gesture === 'close') return seq > after && (done === 'close' || source?.kind === 'close');
    return seq > after && done === 'submit';
  };

/** Reads blobs by id, those that are not known yet in one request. */
export async function readBlobs(forge: Forge, ids: readonly string[]): Promise<void> {
  const missing = [...new Set(ids)].filter((id) => !forge.known.has(id));
  if (missing.length === 0) return;
  const variables = Object.fromEntries(missing.map((id, at) => [`b${at}`, id]));
  const { repository } = await forge.graphql<RawBlobs>(blobsQuery(missing.length), variables);
  for (const blob of Object.values(repository))
    if (typeof blob?.text === 'string') forge.known.set(blob.oid, blob.text);
}

interface RawBlobs {
  readonly repository: Readonly<Record<string, RawBlob | null>>;
}
