/**
 * Makes the published files of a site in memory, with a log that an office signs, for tests that verify or forge them.
 */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { PublicCase } from '#domain/generated/public-case.ts';
import { toHex } from '#domain/log/bytes.ts';
import { edgeAfter, emptyEdge, leafOfId, rootOfEdge } from '#domain/log/edge.ts';
import {
  checkpointText,
  cosignedMessage,
  keyIdText,
  printNote,
  printVkey,
  type SignedNote,
  SIGNATURE_TYPES,
  timed,
  type VerifierKey,
} from '#domain/log/note.ts';
import { nodeHash } from '#domain/log/proof.ts';
import { TILE_WIDTH, tilePath } from '#domain/log/tiles.ts';
import { canonicalJson } from '#domain/request/digest.ts';
import { entryKind } from '#domain/words/entry-kind.ts';
import { heldRole } from '#domain/words/parties.ts';
import { statusSentence } from '#domain/words/status.ts';
import { shortTime } from '#domain/words/time.ts';
import { caseHead, caseRow } from '#public/site/open-data/yearly-files.ts';
import { Catalogue } from '#public/site/memory/catalogue.ts';
import { casePath, chainFile, chainPath, dataFiles, json, revisionPath } from '#public/site/open-data/data-files.ts';
import { NewestEvents } from '#public/site/memory/newest-events.ts';
import { exportRegister, type PublicData } from '#tests/support/export-register.ts';
import { publicSituation } from '#public/export/situation.ts';
import { roleName, summarise } from '#public/export/summary.ts';
import { entryCode } from '#site/src/lib/entry-code.ts';
import { type ReadPage, spaced } from '#site/src/verify/case-page.ts';
import { Unreachable, type ReadPublished } from '#site/src/verify/published.ts';
import { type Memory, memoryIn } from '#site/src/verify/memory.ts';
import { type CaseVerification, verifyCase } from '#site/src/verify/verify-case.ts';
import { catalogueOf } from '../../support/catalogue.ts';
import { type Walk, world } from '../../support/walked-case.ts';

/** The files of a site, by their paths. A change of the map is a change of the site. */
export type Files = Map<string, string | Uint8Array>;

/** The key with which an office or a witness signs. */
export interface Signer {
  readonly key: VerifierKey;
  readonly secret: KeyObject;
}

export function signer(name: string, type: number = SIGNATURE_TYPES.log): Signer {
  const { privateKey } = generateKeyPairSync('ed25519');
  const secret = createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const { x = '' } = createPublicKey(secret).export({ format: 'jwk' });
  const key = new Uint8Array(Buffer.from(x, 'base64url'));
  const keyId = createHash('sha256')
    .update(keyIdText(name, type, key))
    .digest('hex')
    .slice(0, 8);
  return { key: { name, keyId, type, key }, secret };
}

/** Makes a signed checkpoint of these ids. */
export function checkpointOf(ids: readonly string[], office: Signer, origin = office.key.name): SignedNote {
  const root = toHex(rootOfEdge(edgeAfter(emptyEdge, ids)));
  const text = checkpointText({ origin, size: ids.length, root });
  const signature = new Uint8Array(sign(undefined, Buffer.from(text), office.secret));
  return { text, signatures: [{ name: office.key.name, keyId: office.key.keyId, signature }] };
}

/**
 * Adds a witness’s signature to the checkpoint.
 * @param time the time of the signature, in epoch seconds
 */
export function cosigned(note: SignedNote, witness: Signer, time: number): SignedNote {
  const signature = timed(time, sign(undefined, cosignedMessage(time, note.text), witness.secret));
  const { name, keyId } = witness.key;
  return { ...note, signatures: [...note.signatures, { name, keyId, signature }] };
}

const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());

/** Writes the log of these ids into a site. */
export async function putLog(files: Files, ids: readonly string[], office: Signer, keys = [office]): Promise<void> {
  for (const path of files.keys()) if (path.startsWith('data/log/tile/')) files.delete(path);
  let hashes: Uint8Array[] = ids.map(leafOfId);
  for (let level = 0; hashes.length > 0; level += 1) {
    const above: Uint8Array[] = [];
    for (let n = 0; n * TILE_WIDTH < hashes.length; n += 1) {
      const tile = hashes.slice(n * TILE_WIDTH, (n + 1) * TILE_WIDTH);
      files.set(`data/log/${tilePath(level, n, tile.length)}`, Buffer.concat(tile));
      if (tile.length === TILE_WIDTH) above.push(await rootOf(tile));
    }
    hashes = above;
  }
  files.set('data/log/checkpoint', printNote(checkpointOf(ids, office)));
  files.set('data/log/vkey', keys.map(({ key }) => `${printVkey(key)}\n`).join(''));
  files.set('data/log/witnesses.json', '{"witnesses":[]}');
}

async function rootOf(hashes: readonly Uint8Array[]): Promise<Uint8Array> {
  const [first] = hashes;
  if (!first || hashes.length === 1) return first ?? new Uint8Array();
  const middle = hashes.length / 2;
  return nodeHash(sha256, await rootOf(hashes.slice(0, middle)), await rootOf(hashes.slice(middle)));
}

/** Returns the lines of a compressed chain. */
export const unpackedLines = (chain: Uint8Array): string[] =>
  gunzipSync(chain).toString('utf8').split('\n').filter(Boolean);

/** Returns the lines of a published chain. */
export const linesIn = (files: Files, id: string): string[] => unpackedLines(files.get(chainPath(id)) as Uint8Array);

/**
 * Puts a chain of these lines into the site, compressed.
 * @param path the chain’s path
 */
export const putLines = (files: Files, path: string, lines: readonly string[]) =>
  files.set(path, gzipSync(lines.map((line) => `${line}\n`).join('')));

/** Returns the published lines with their places in the log. */
export const withLeaves = (lines: readonly string[], ids: readonly string[]): string[] =>
  lines
    .map((line) => JSON.parse(line) as { id: string })
    .map((line) => canonicalJson({ ...line, leaf: ids.indexOf(line.id) }));

/** Returns the data of a case with the places of its entries in the log. */
export function dataWithLeaves(text: string, ids: readonly string[]): string {
  const one = JSON.parse(text) as PublicCase;
  const placed = <T extends { id?: string; tip?: string }>(entry: T) => {
    const leaf = ids.indexOf(entry.id ?? entry.tip ?? '');
    return { ...entry, ...(leaf < 0 ? {} : { leaf }) };
  };
  const visits = one.visits.map((visit) => ({ ...visit, entries: visit.entries.map(placed) }));
  return JSON.stringify({ ...one, visits, ...(one.register ? { register: placed(one.register) } : {}) });
}

export const idsOf = (lines: readonly string[]): string[] =>
  lines.map((line) => (JSON.parse(line) as { id: string }).id);

/**
 * Gives a built site a log of all entries that it publishes.
 * @returns the ids of the log’s entries, in their order
 */
export async function publishLog(folder: string, office: Signer): Promise<string[]> {
  const chains = (await readdir(join(folder, 'data/chains'))).sort();
  const lines = await Promise.all(
    chains.map(async (name) => unpackedLines(await readFile(join(folder, 'data/chains', name)))),
  );
  const ids = lines.flatMap(idsOf);
  const files: Files = new Map();
  for (const [i, name] of chains.entries()) putLines(files, `data/chains/${name}`, withLeaves(lines[i] ?? [], ids));
  for (const name of await readdir(join(folder, 'data/cases'))) {
    const path = `data/cases/${name}`;
    files.set(path, dataWithLeaves(await readFile(join(folder, path), 'utf8'), ids));
  }
  await putLog(files, ids, office);
  await writeFiles(folder, files);
  return ids;
}

/** Writes files into a built site. */
export async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [path, content] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

/** Returns the published files of these cases, without a log. */
export function publishedOf(walks: readonly Walk[]): { readonly files: Files; readonly data: PublicData } {
  const data = exportRegister(world(walks));
  const { publication, dossiers } = data;
  const cases = dossiers.map(({ case: one }) => summarise(one, publication.names));
  const lists = {
    ...publication,
    catalogue: catalogueOf(cases),
    events: new NewestEvents(Catalogue.database()),
    gone: [],
  };
  const files: Files = new Map(dataFiles(lists, true).map(({ path, text }) => [path, text]));
  files.set('data/cases-2026.csv', [caseHead(), ...cases.map(caseRow)].join(''));
  for (const { case: one, procedure, chain } of dossiers) {
    putCase(files, one, data);
    for (const { path, text } of [chainFile(one.id, chain), json(revisionPath(one.procedure), procedure)])
      files.set(path, text);
  }
  return { files, data };
}

/** Puts the data of a case, and a page that shows them, into a site. */
export function putCase(files: Files, one: PublicCase, { publication: { names } }: PublicData): void {
  files.set(casePath(one.id), JSON.stringify(one));
  for (const language of ['id', 'en'] as const) {
    const procedure = names.procedures.find(({ id }) => id === one.procedure.id);
    const situation = publicSituation(one, { procedure, roleName: roleName(names) });
    const page: ReadPage = {
      heading: one.id,
      sentence: spaced(statusSentence(situation, { zone: one.procedure.zone })[language]),
      visits: one.visits.length,
      acts: one.visits.flatMap(({ entries }) =>
        entries.map((entry) => ({
          time: shortTime(entry.at, one.procedure.zone)[language],
          ...{ seq: String(entry.seq), at: entry.at, code: entryCode(entry), what: entryKind(entry)[language] },
          who: entry.who
            ? `${heldRole(roleName(names))(entry.who.role, entry.who.acting)[language]} — ${entry.who.name ?? ''} ${entry.who.acting?.decree ?? ''}`
            : '',
          note: spaced(entry.note ?? ''),
        })),
      ),
    };
    files.set(`${language === 'en' ? 'en/' : ''}berkas/${one.id}/`, JSON.stringify(page));
  }
}

/**
 * Reads files as a site serves them.
 * @param broken the paths that fail, as on a bad network
 */
export const readFrom =
  (files: Files, broken: (path: string) => boolean = () => false, asked: string[] = []): ReadPublished =>
  async (path) => {
    asked.push(path);
    if (broken(path)) throw new Unreachable(path);
    const found = files.get(path);
    return found === undefined ? undefined : new Uint8Array(Buffer.from(found));
  };

/** A browser that keeps its storage from one verification to the next. */
export class Browser {
  readonly #kept = new Map<string, string>();
  readonly memory: Memory = memoryIn(
    { getItem: (key) => this.#kept.get(key) ?? null, setItem: (key, value) => void this.#kept.set(key, value) },
    '',
  );

  /**
   * Verifies a case at a site.
   * @param more the options that differ from the usual ones
   */
  visit(files: Files, id: string, more: Partial<Parameters<typeof verifyCase>[1]> = {}): Promise<CaseVerification> {
    const read = readFrom(files);
    return verifyCase(id, {
      ...{ read, readTile: read, readPage: (text: string) => JSON.parse(text) as ReadPage, memory: this.memory },
      ...{ language: 'id', now: '2026-11-25T10:00:00.000Z', ...more },
    });
  }
}

/** Returns the results of a verification by part, each with its mark and its sentence. */
export const claimsOf = ({ claims }: Pick<CaseVerification, 'claims'>): Record<string, string> =>
  Object.fromEntries(claims.map(({ thing, mark, says }) => [thing, `${mark} ${says}`]));
