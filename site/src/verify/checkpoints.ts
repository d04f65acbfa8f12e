import { checkpointIn, type LogPlace, logPlaceIn } from '#domain/words/checkpoint.ts';
import { keyIdText, parseVkey, type SignedNote, signedBy, type VerifierKey } from '#domain/log/note.ts';
import { toHex } from '#domain/log/bytes.ts';
import { publishedLine } from './chain.ts';
import { type Claim, claimsOf, Unreachable, publishedChain, type ReadPublished, valueOf } from './published.ts';
import { beginsWithTree, extendsTree, isInTree, parsed, type OfficeLog, readLog } from './log.ts';
import type { Evidence, Memory, SeenCheckpoint } from './memory.ts';
import { browserSha256 } from './sha256.ts';

/** What checkpoints say, and what shows that two of them cannot both be true. */
export interface CheckpointFindings {
  readonly claims: readonly Claim[];
  readonly evidence?: Evidence;
  /** What may be remembered, since it holds and extends what was remembered. */
  readonly fresh?: SeenCheckpoint;
}

/**
 * Holds the newest checkpoint to the office's key and to the checkpoint that this browser saw last (R37). What fails to
 * extend is kept as proof, and is not remembered in its place.
 */
export async function checkCheckpoint(log: OfficeLog, memory: Memory, now: string): Promise<CheckpointFindings> {
  const { checkpoint: seen } = memory;
  const here: SeenCheckpoint = { note: log.text, ...pick(log.checkpoint), keys: log.keys, at: now };
  const signed = await checkSignature(log, seen);
  const continues = await checkContinuation(log, seen, memory.keeps);
  const claims = [signed, continues];
  if (claims.some(({ mark }) => mark === 'broken'))
    return { claims, ...(seen ? { evidence: { seen, published: here } } : {}) };
  return { claims, ...(signed.mark === 'proved' || signed.says === 'signed-changed' ? { fresh: here } : {}) };
}

const pick = ({ size, root }: OfficeLog['checkpoint']) => ({ size, root });

async function checkSignature({ note, checkpoint, keys }: OfficeLog, seen: SeenCheckpoint | undefined): Promise<Claim> {
  const claim = claimsOf('signed', { key: keys.at(-1) ?? '' });
  const key = vkeyOf(keys.at(-1) ?? '');
  try {
    if (key?.name !== checkpoint.origin || !(await signatureOf(note, key))) return claim('broken', 'signed-bad');
  } catch (error) {
    if (error instanceof NoEd25519) return claim('unchecked', 'signed-unable');
    throw error;
  }
  if (!seen) return claim('proved', 'signed-first');
  const [known = ''] = seen.keys.slice(-1);
  if (known === keys.at(-1)) return claim('proved', 'signed-same', { t: seen.at });
  // The list of keys only grows: one that was there stands at its place.
  const grew = seen.keys.every((each, i) => keys[i] === each);
  return grew
    ? claim('unchecked', 'signed-changed', { t: seen.at, old: known })
    : claim('broken', 'signed-other', { t: seen.at, old: known });
}

async function checkContinuation(log: OfficeLog, seen: SeenCheckpoint | undefined, keeps: boolean): Promise<Claim> {
  const { size: n, root } = log.checkpoint;
  const claim = claimsOf('seen', { n });
  if (!keeps) return claim('unchecked', 'seen-unable');
  if (!seen) return claim('none', 'seen-first');
  const values = { t: seen.at, m: seen.size };
  if (seen.size === n && seen.root === root) return claim('proved', 'seen-same', values);
  if (seen.size > n) return claim('broken', 'seen-smaller', values);
  return (await extendsTree(log, seen))
    ? claim('proved', 'seen-extends', values)
    : claim('broken', 'seen-broken', values);
}

interface Witness {
  readonly name: string;
  readonly vkey: string;
  readonly seen: { readonly note: string } | null;
}

/**
 * Who cosigned which checkpoint when (R37): signatures that hold only, each on a checkpoint that the published log extends.
 */
export async function checkWitnesses(log: OfficeLog, read: ReadPublished): Promise<CheckpointFindings> {
  const witnesses = await readWitnesses(read);
  const claims: Claim[] = [];
  for (const { name, vkey, seen } of witnesses) {
    const found = await checkWitness(log, { name, vkey, seen });
    if (found) claims.push(found.claim);
    if (found?.evidence) return { claims, evidence: found.evidence };
  }
  return { claims: claims.length > 0 ? claims : [claimsOf('witnessed')('none', 'witness-none')] };
}

async function checkWitness(
  log: OfficeLog,
  { name, vkey, seen }: Witness,
): Promise<{ readonly claim: Claim; readonly evidence?: Evidence } | undefined> {
  const claim = claimsOf('witnessed', { name });
  const key = vkeyOf(vkey);
  if (!key) return { claim: claim('broken', 'witness-bad') };
  try {
    const here = await signatureOf(log.note, key);
    if (here?.time !== undefined)
      return { claim: claim('proved', 'witness-here', { t: instantOf(here.time), m: log.checkpoint.size }) };
    if (!seen) return undefined;
    const older = parsed(seen.note);
    const time = older && (await signatureOf(older.note, key))?.time;
    if (!older || time === undefined) return { claim: claim('broken', 'witness-bad') };
    const values = { t: instantOf(time), m: older.checkpoint.size, n: log.checkpoint.size };
    if (older.checkpoint.origin === log.checkpoint.origin && (await extendsTree(log, older.checkpoint)))
      return { claim: claim('proved', 'witness-before', values) };
    const evidence = { seen: { note: seen.note }, published: { note: log.text } };
    return { claim: claim('broken', 'witness-broken', values), evidence };
  } catch (error) {
    if (error instanceof NoEd25519) return { claim: claim('unchecked', 'witness-unable') };
    throw error;
  }
}

const instantOf = (seconds: number): string => new Date(seconds * 1000).toISOString();

async function readWitnesses(read: ReadPublished): Promise<readonly Witness[]> {
  const value = await valueOf(read, 'data/log/witnesses.json').catch((error: unknown) => {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  });
  const { witnesses = [] } = (value ?? {}) as { witnesses?: readonly Partial<Witness>[] };
  return witnesses.map(({ name = '', vkey = '', seen = null }) => ({ name, vkey, seen }));
}

/**
 * Holds an older checkpoint, from a letter, a feed or another person's browser, or a receipt to the published log.
 * @param given its text, or a proof that this page saved
 * @param seen whose keys count as the office's too, though it should name them no longer
 */
async function checkOldCheckpoint(
  given: string,
  log: OfficeLog,
  read: ReadPublished,
  seen: SeenCheckpoint | undefined,
): Promise<CheckpointFindings> {
  const claim = claimsOf('old', { n: log.checkpoint.size });
  const text = `${noteIn(given).replaceAll('\r\n', '\n').trim()}\n`;
  const old = parsed(text);
  if (!old) return { claims: [await checkNamed(text, log, read)] };
  const values = { m: old.checkpoint.size };
  const signed = await isSignedByAny(old.note, [...log.keys, ...(seen?.keys ?? [])]);
  const holds = old.checkpoint.origin === log.checkpoint.origin && (await extendsTree(log, old.checkpoint));
  if (holds) return { claims: [claim('proved', signed ? 'old-extends' : 'old-extends-unsigned', values)] };
  if (!signed) return { claims: [claim('broken', 'old-unsigned', values)] };
  const evidence = { seen: { note: text }, published: { note: log.text } };
  return { claims: [claim('broken', 'old-broken', values)], evidence };
}

/** Holds what somebody gave to the log as it is published now, if there is one; says so too where that cannot be read. */
export async function checkGivenCheckpoint(
  given: string,
  read: ReadPublished,
  readTile: ReadPublished,
  memory: Memory,
): Promise<CheckpointFindings> {
  const claim = claimsOf('old');
  try {
    const log = await readLog(read, readTile);
    if (!log || log === 'unreadable') return { claims: [claim('broken', 'old-none')] };
    return await checkOldCheckpoint(given, log, read, memory.checkpoint);
  } catch (error) {
    if (error instanceof Unreachable) return { claims: [claim('unchecked', 'unreachable')] };
    throw error;
  }
}

/** Holds to the log what a text names: the place of an entry, as receipts do, or a checkpoint, as letters and feeds do. */
async function checkNamed(text: string, log: OfficeLog, read: ReadPublished): Promise<Claim> {
  const [place, mark] = [logPlaceIn(text), checkpointIn(text)];
  const claim = claimsOf('old', { n: log.checkpoint.size });
  if (place) {
    const says = await whereIsNow(place, log, read);
    const values = { k: place.leaf + 1, id: place.caseId, code: place.id };
    return claim(says === 'old-place' ? 'proved' : 'broken', says, values);
  }
  if (!mark) return claim('unchecked', 'old-unreadable');
  const holds = await beginsWithTree(log, mark.size, mark.root);
  return claim(holds ? 'proved' : 'broken', holds ? 'old-mark' : 'old-mark-broken', { m: mark.size });
}

/** Has the log so many entries, the case one whose id begins so, and is that one at its place? A receipt shows the beginning only. */
async function whereIsNow({ caseId, leaf, id }: LogPlace, log: OfficeLog, read: ReadPublished) {
  if (leaf >= log.checkpoint.size) return 'old-place-beyond';
  const chain = await publishedChain(read, caseId);
  if (chain === undefined) return 'old-place-no-case';
  const found = chain.split('\n').flatMap((line) => publishedLine(line) ?? []);
  const entry = found.find((line) => line.id.startsWith(id));
  if (!entry) return 'old-place-gone';
  return (await isInTree(log, entry.id, leaf)) ? 'old-place' : 'old-place-moved';
}

/** The note in what somebody gave: all of it, or what a saved proof says was seen. */
function noteIn(given: string): string {
  try {
    const { seen } = JSON.parse(given) as { seen?: { note?: unknown } };
    return typeof seen?.note === 'string' ? seen.note : given;
  } catch {
    return given;
  }
}

async function isSignedByAny(note: OfficeLog['note'], keys: readonly string[]): Promise<boolean> {
  for (const line of keys) {
    const key = vkeyOf(line);
    if (key && (await signatureOf(note, key).catch(() => undefined))) return true;
  }
  return false;
}

/** This browser cannot verify Ed25519. */
class NoEd25519 extends Error {
  override readonly name = 'NoEd25519';
}

/** A signature that holds, and for a witness's the time that it names, in epoch seconds. */
interface HeldSignature {
  readonly time?: number;
}

/**
 * The signature of a note by this key.
 * @returns undefined where it has none that holds
 * @throws NoEd25519 where this browser cannot verify it
 */
async function signatureOf(note: SignedNote, key: VerifierKey): Promise<HeldSignature | undefined> {
  const signed = signedBy(note, key);
  const id = toHex(await browserSha256(keyIdText(key.name, key.type, key.key))).slice(0, 8);
  if (!signed || id !== key.keyId) return undefined;
  const verifier = await imported(key);
  const { message, signature, time } = signed;
  const holds = await crypto.subtle.verify('Ed25519', verifier, Uint8Array.from(signature), message);
  return holds ? (time === undefined ? {} : { time }) : undefined;
}

async function imported({ key }: VerifierKey): Promise<CryptoKey> {
  try {
    return await crypto.subtle.importKey('raw', key, 'Ed25519', false, ['verify']);
  } catch (error) {
    throw new NoEd25519('Ed25519', { cause: error });
  }
}

/** A vkey's parts; undefined for what is none. */
function vkeyOf(line: string): VerifierKey | undefined {
  try {
    return parseVkey(line);
  } catch {
    return undefined;
  }
}
