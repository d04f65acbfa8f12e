import { useEffect, useRef, useState } from 'preact/hooks';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { readCode } from '../../request/letter-code.ts';
import type { FoundLetter } from './found-letter.tsx';

interface Attached {
  /** Names of the attachments of which there are bytes. */
  readonly names: readonly string[];
  /** Reads the bytes of an attachment. */
  readonly read: (name: string) => Promise<Uint8Array>;
  readonly procedure: Procedure;
  readonly schema: Schema;
}

/**
 * Recognises the letters among the attachments that the form has made: when the request is opened, and whenever a file
 * is added. So a letter that no longer says what the fields say is still noticed after a reload.
 * @returns `letters`: the recognised letters; `seen`: looks at a new file; `leave`: notes that the person keeps the own
 *   fields
 */
export function useAttachedLetters({ names, read, procedure, schema }: Attached) {
  const [found, setFound] = useState<readonly FoundLetter[]>([]);
  /** The latest reading of each file. A file may be replaced while it is read. */
  const latest = useRef(new Map<string, object>());
  const others = (name: string) => (all: readonly FoundLetter[]) => all.filter((each) => each.name !== name);
  const look = async (name: string, bytes: Uint8Array | Promise<Uint8Array>): Promise<void> => {
    if (!name.endsWith('.pdf')) return;
    const mine = {};
    latest.current.set(name, mine);
    setFound(others(name));
    try {
      const fields = await readCode(await bytes, procedure, schema);
      if (fields && latest.current.get(name) === mine) setFound((all) => [...others(name)(all), { name, fields }]);
    } catch (error) {
      // Without the file there is only no warning. Another opening of the request reads it again.
      console.error(error);
    }
  };
  useEffect(() => {
    for (const name of names) if (!latest.current.has(name)) void look(name, read(name));
  }, [names.join('/')]);
  return {
    letters: found.filter(({ name }) => names.includes(name)),
    seen: (name: string, bytes: Uint8Array): void => void look(name, bytes),
    leave: (name: string): void =>
      setFound((all) => all.map((each) => (each.name === name ? { ...each, isLeft: true } : each))),
  };
}
