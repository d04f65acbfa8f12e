import { checkpointIn, type LogPlace, logPlaceIn } from '#domain/words/checkpoint.ts';
import { keyIdText, parseVkey, type SignedNote, signedBy, type VerifierKey } from '#domain/log/note.ts';
import { toHex } from '#domain/log/bytes.ts';
import { publishedLine } from './chain.ts';
import { type Claim, claimsOf, Unreachable, publishedChain, type ReadPublished, valueOf } from './published.ts';
import { beginsWithTree, extendsTree, isInTree, parsed, type OfficeLog, readLog } from './log.ts';
import type { Evidence, Memory, SeenCheckpoint } from './memory.ts';
import { browserSha256 } from './sha256.ts';

/** Claims about checkpoints, and two checkpoints as evidence if one of them must be wrong. */
export interface CheckpointFindings {
  readonly claims: readonly Claim[];
  readonly evidence?: Evidence;
  /** The newest checkpoint, if its signature is valid and it does not contradict the remembered checkpoint. */
  readonly fresh?: SeenCheckpoint;
}

/**
 * Checks the newest checkpoint against the office's key and against the checkpoint that this browser remembers (R37).
 * If one of these checks fails, both checkpoints are evidence, and the remembered one stays remembered.
 * @param now current time by the reader's clock
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
  // The list of keys only grows, so every known key must still be at its place.
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
 * Checks the signatures of witnesses (R37). A signature proves something only if it is valid and if the published log
 * extends the checkpoint that the witness signed. The check stops at a signed checkpoint that the log does not extend.
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
 * Checks a receipt, or an older checkpoint from a letter, a feed or another person's browser, against the published
 * log.
 * @param given text of the receipt or checkpoint, or evidence that this page saved
 * @param seen checkpoint that this browser remembers; its keys count as the office's, even if the office no longer
 * names them
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

/**
 * Checks a receipt or an older checkpoint, which a reader typed, against the published log. If there is no log, or if
 * the log cannot be read, the claim says that.
 */
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

/**
 * Checks the place of an entry that a receipt names, or the checkpoint that a letter or a feed names, against the
 * log.
 */
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

/**
 * Checks whether the entry that a receipt names is still at its place in the log, and returns the sentence about that.
 * @param place the case, the place in the log, and the first digits of the entry's id, because a receipt shows only
 * these
 */
async function whereIsNow({ caseId, leaf, id }: LogPlace, log: OfficeLog, read: ReadPublished) {
  if (leaf >= log.checkpoint.size) return 'old-place-beyond';
  const chain = await publishedChain(read, caseId);
  if (chain === undefined) return 'old-place-no-case';
  const found = chain.split('\n').flatMap((line) => publishedLine(line) ?? []);
  const entry = found.find((line) => line.id.startsWith(id));
  if (!entry) return 'old-place-gone';
  return (await isInTree(log, entry.id, leaf)) ? 'old-place' : 'old-place-moved';
}

/** Returns the checkpoint in a text from a reader: the seen checkpoint of saved evidence, or the whole text. */
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

/** A valid signature. The signature of a witness also has a time, in seconds since 1970. */
interface HeldSignature {
  readonly time?: number;
}

/**
 * Finds the signature of a note by this key.
 * @returns the signature; undefined if the note has no valid signature by this key
 * @throws NoEd25519 if this browser cannot verify signatures
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

/** Parses a verifier key; undefined if the line is not a verifier key. */
function vkeyOf(line: string): VerifierKey | undefined {
  try {
    return parseVkey(line);
  } catch {
    return undefined;
  }
}
