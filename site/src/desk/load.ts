import { toInstant } from '#domain/clock/instant.ts';
import { heldAt, holdingsOf } from '#domain/room/bookings.ts';
import { courseOf } from '#domain/case/course/course.ts';
import { type CaseState, fold } from '#domain/case/state/state.ts';
import { titleOf } from '#domain/case/course/title.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import { parseIndex, type RegisterIndex } from '#domain/journal/index-file.ts';
import { joined } from '#domain/journal/parts.ts';
import { INDEX_PATH, journalPath, REGISTER_REF } from '#domain/journal/paths.ts';
import type { SealedLine } from '#domain/journal/sealed-line.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { situationOf } from '#domain/words/case-situation.ts';
import type { PlacedLine } from '../documents/place-of.ts';
import type { DeskReading, EndedCase } from './desk-list.ts';
import { askList } from './ask-list.ts';
import type { DeskForge } from './forge.ts';
import type { Sent } from './kept.ts';
import { type DeskOffice, filesOf, deskOfficeOf, procedureOf, revisionsIn } from './office.ts';
import {
  deskBlobsQuery,
  HEAD,
  isMaintainer,
  journalsQuery,
  onlyProcessWords,
  type DeskBlob,
  type RawList,
  type ListedPull,
  type DeskRegister,
  registerFile,
} from './queries.ts';

/**
 * Reads the list in one call to the forge. A second call is needed for awaited replies and for ended cases of the
 * viewer that were not read before. Another call is needed for the revisions of these ended cases, for earlier revisions
 * of SOPs that open cases keep, or for a register with thousands of open cases.
 * @param awaitedBy returns the sent acts of an account that have no known reply yet; the id of the account comes from
 * the first call
 * @param first the first call, if it was begun before
 */
export async function loadDesk(
  forge: DeskForge,
  repository: string,
  awaitedBy: (account: number) => readonly Sent[],
  first: Promise<RawList> = askList(forge),
): Promise<DeskReading> {
  const { viewer, repository: read } = await first;
  const awaited = awaitedBy(viewer.databaseId);
  const office = deskOfficeOf(filesOf('sops', read.sops, forge.known), forge.known);
  const index = parseIndex(await registerText(forge, read.register, 'index', INDEX_PATH));
  await loadBlobs(forge, revisionsIn(index));
  const here = ({ baseRepository }: { baseRepository: { nameWithOwner: string } | null }): boolean =>
    baseRepository?.nameWithOwner.toLowerCase() === repository.toLowerCase();
  const own = [...viewer.open.nodes, ...viewer.ended.nodes]
    .filter(here)
    .map((pull) => onlyProcessWords(pull, index.process));
  const kept = keptOf(forge);
  const over = own.filter(({ state, number }) => state !== 'OPEN' && index.cases[number] === undefined);
  const unread = over.filter((pull) => !kept.has(keyOf(pull)));
  const journals = await loadJournals(forge, [...awaited, ...unread]);
  const replied = awaited.filter((one) => entriesOf(journals.get(one.number)).some(isReplyTo(one)));
  await readEnded(forge, office, unread, journals);
  const sent = new Set(awaited.flatMap((one) => (replied.includes(one) ? [] : [one.number])));
  const ended = new Map(over.map((pull) => [pull.number, kept.get(keyOf(pull))]));
  const maintains = isMaintainer(read.viewerPermission);
  return { viewer, maintains, office, index, own, ended, sent, head: read.register?.target?.oid };
}

/** Reads the commit of the register. An open desk uses this cheap query to see whether anything is new. */
export async function deskHead(forge: DeskForge): Promise<string | undefined> {
  const { repository } = await forge.graphql<{ repository: { register: DeskRegister } }>(HEAD, {});
  return repository.register?.target?.oid;
}

/** Reads the journals of these cases, by number. A case without a journal is left out. */
export async function loadJournals(
  forge: DeskForge,
  of: readonly { readonly number: number }[],
): Promise<ReadonlyMap<number, string>> {
  const numbers = [...new Set(of.map(({ number }) => number))];
  if (numbers.length === 0) return new Map();
  const variables = Object.fromEntries(numbers.map((number, at) => [`j${at}`, journalPath(number)]));
  const { repository } = await forge.graphql<{ repository: { register: DeskRegister } }>(
    journalsQuery(numbers.length),
    variables,
  );
  const texts = await Promise.all(
    numbers.map((number, at) => registerText(forge, repository.register, `journal${at}`, journalPath(number))),
  );
  return new Map(numbers.flatMap((number, at) => (texts[at] === undefined ? [] : [[number, texts[at]] as const])));
}

/** Ended cases that were read, by forge. Such a case is read again only if its pull request has changed. */
const endedCases = new WeakMap<DeskForge, Map<string, EndedCase | undefined>>();
const keyOf = ({ number, updatedAt }: ListedPull): string => `${number} ${updatedAt}`;

function keptOf(forge: DeskForge): Map<string, EndedCase | undefined> {
  const known = endedCases.get(forge) ?? new Map<string, EndedCase | undefined>();
  endedCases.set(forge, known);
  return known;
}

/** Reads ended cases from their journals, by the revisions that the cases are pinned to (R7). */
async function readEnded(
  forge: DeskForge,
  office: DeskOffice,
  pulls: readonly ListedPull[],
  journals: ReadonlyMap<number, string>,
): Promise<void> {
  const read = pulls.map((pull) => {
    const entries = entriesOf(journals.get(pull.number));
    return { pull, entries, state: fold(entries) };
  });
  await loadBlobs(
    forge,
    read.flatMap(({ state }) => (state ? [state.opens.procedure.blob, state.opens.schema.blob] : [])),
  );
  for (const { pull, entries, state } of read) {
    const [procedure, schema] = [state?.opens.procedure, state?.opens.schema].map((each) =>
      forge.known.get(each?.blob ?? ''),
    );
    const isWhole = state && procedure !== undefined && schema !== undefined;
    const one = isWhole ? endedCase(state, entries, procedureOf(procedure), JSON.parse(schema), office) : undefined;
    keptOf(forge).set(keyOf(pull), one);
  }
}

function endedCase(
  state: CaseState,
  entries: readonly Entry[],
  procedure: Procedure,
  schema: Schema,
  { roleName }: DeskOffice,
): EndedCase {
  const situation = situationOf(courseOf(entries, procedure), procedure, roleName);
  const title = titleOf(state, procedure, schema);
  return { id: state.opens.case, title, end: state.end?.kind, situation, zone: procedure.zone };
}

/** Returns the text of a file of the register. A file that is too large for the query is read with another call. */
export async function registerText(
  forge: DeskForge,
  register: DeskRegister,
  name: string,
  path: string,
): Promise<string | undefined> {
  const blob = registerFile(register, name);
  if (!blob) return undefined;
  if (blob.text !== null && !blob.isTruncated) return blob.text;
  return new TextDecoder().decode(await forge.bytes(path, register?.target?.oid ?? REGISTER_REF));
}

/**
 * Reads the entries of a journal (R27); none if their private parts were erased (R50). The desk does not check the chain;
 * `verify` does.
 */
export function entriesOf(text: string | undefined): Entry[] {
  const lines = sealedLines(text);
  const whole = lines.flatMap(({ public: { part: open }, private: { part: closed } }) =>
    open && closed ? [joined(open, closed)] : [],
  );
  return whole.length === lines.length ? whole : [];
}

/** Reads the ids of the entries of a journal, and their places in the log. */
export const placedLinesOf = (text: string | undefined): PlacedLine[] =>
  sealedLines(text).map(({ id, leaf }) => ({ id, ...(leaf === undefined ? {} : { leaf }) }));

const sealedLines = (text = ''): SealedLine[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as SealedLine);

/** Returns a function that checks whether an entry is the reply to a sent act. */
export const isReplyTo =
  ({ review, gesture, after }: Sent) =>
  ({ seq, source, gesture: done, kind }: Entry): boolean => {
    switch (gesture) {
      case 'approve':
      case 'changes':
      case 'answer':
        return source?.kind === 'review' && source.id === review;
      case 'close':
        return seq > after && (done === 'close' || source?.kind === 'close');
      case 'submit':
        // An opener asks for another time by a push. The journal records this push like a changed request (R53).
        return seq > after && (done === 'submit' || kind === 'superseded');
    }
  };

/** Reads the blobs that are not known yet, in one call. */
export async function loadBlobs(forge: DeskForge, ids: readonly string[]): Promise<void> {
  const missing = [...new Set(ids)].filter((id) => !forge.known.has(id));
  if (missing.length === 0) return;
  const variables = Object.fromEntries(missing.map((id, at) => [`b${at}`, id]));
  const { repository } = await forge.graphql<{ readonly repository: Readonly<Record<string, DeskBlob | null>> }>(
    deskBlobsQuery(missing.length),
    variables,
  );
  for (const blob of Object.values(repository))
    if (typeof blob?.text === 'string') forge.known.set(blob.oid, blob.text);
}

/**
 * Parses the index of the register. A room that is offered and still reserved counts as booked (R24).
 * @param now current time in milliseconds
 */
export function indexNow(text: string | undefined, now: number): RegisterIndex {
  const index = parseIndex(text);
  return { ...index, bookings: heldAt(holdingsOf(index), toInstant(now)) };
}
