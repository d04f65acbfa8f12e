import { Undecidable } from '#domain/case/state/world.ts';
import type { IndexedLog, RegisterIndex } from '#domain/journal/index-file.ts';
import { leavesOf } from '#domain/journal/leaves.ts';
import { CHECKPOINT_PATH, VKEY_PATH } from '#domain/journal/paths.ts';
import { parseLines } from '#domain/journal/sealed-line.ts';
import { toHex } from '#domain/log/bytes.ts';
import { edgeAfter, emptyEdge, type LogEdge, readEdge, rootOfEdge, writeEdge } from '#domain/log/edge.ts';
import { checkpointText, parseVkey, printNote } from '#domain/log/note.ts';
import type { Forge, RegisterView, TextFile } from '#engine/forge/forge.ts';
import type { Deps } from './deps.ts';

/** The log before a run adds to it. */
export interface CurrentLog {
  readonly edge: LogEdge;
  /** The key that signed the newest checkpoint; `undefined` if nothing has been signed. */
  readonly vkey: string | undefined;
}

/**
 * Reads the log from the register's index (R36). An old register has journals and no log. Its log is computed here
 * once, from all journals.
 * @throws RegisterError if a journal is not sound
 * @throws ForgeError if the journals cannot be read
 */
export async function currentLog(
  { forge }: Pick<Deps, 'forge'>,
  { head }: Pick<RegisterView, 'head'>,
  { log }: Pick<RegisterIndex, 'log'>,
): Promise<CurrentLog> {
  if (log) return { edge: readEdge(log), vkey: log.vkey };
  if (head === undefined) return { edge: emptyEdge, vkey: undefined };
  const journals = [...(await forge.readJournals(head))];
  const ids = leavesOf(journals.map(([number, text]) => ({ number, lines: parseLines(number, text) })));
  const keys = await readKeys(forge);
  return { edge: edgeAfter(emptyEdge, ids), vkey: keys.trimEnd().split('\n').at(-1) || undefined };
}

/**
 * Adds entries to the log. Returns the log and the files that are written in the same commit: the signed checkpoint
 * that includes the entries and, if the key is new, the list of keys (R36).
 * @param ids the ids of the new entries
 * @throws Undecidable if the key belongs to another log
 */
export async function extendLog(
  { forge, signer }: Pick<Deps, 'signer'> & { readonly forge: Pick<Forge, 'readRegister'> },
  { edge, vkey }: CurrentLog,
  ids: readonly string[],
): Promise<{ readonly log: IndexedLog; readonly additions: readonly TextFile[] }> {
  const grown = edgeAfter(edge, ids);
  const origin = parseVkey(signer.vkey).name;
  const before = vkey === undefined ? origin : parseVkey(vkey).name;
  if (origin !== before)
    throw new Undecidable(`The log is called ${before}, but the key that is to sign is of ${origin}.`);
  const text = checkpointText({ origin, size: grown.size, root: toHex(rootOfEdge(grown)) });
  const checkpoint = printNote({ text, signatures: [signer.sign(text)] });
  const keys = vkey === signer.vkey ? undefined : `${vkey === undefined ? '' : await readKeys(forge)}${signer.vkey}\n`;
  return {
    log: { ...writeEdge(grown), vkey: signer.vkey },
    additions: [
      { path: CHECKPOINT_PATH, text: checkpoint },
      ...(keys === undefined ? [] : [{ path: VKEY_PATH, text: keys }]),
    ],
  };
}

const readKeys = async (forge: Pick<Forge, 'readRegister'>): Promise<string> =>
  (await forge.readRegister([VKEY_PATH])).get(VKEY_PATH) ?? '';
