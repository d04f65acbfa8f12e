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
 * Reads the letters among the attachments: when the request is opened, and whenever a file is added. So a letter that
 * no longer says what the fields say is still noticed after a reload.
 * @returns `letters`: what was found in them; `seen`: reads a new file, also a letter that another program has made;
 *   `leave`: notes that the person keeps the own fields
 */
export function useAttachedLetters({ names, read, procedure, schema }: Attached) {
  const [found, setFound] = useState<readonly FoundLetter[]>([]);
  /** The latest reading of each file. A file may be replaced while it is read. */
  const latest = useRef(new Map<string, object>());
  const isLetter = (name: string): boolean => name.endsWith('.pdf');
  const others = (name: string) => (all: readonly FoundLetter[]) => all.filter((each) => each.name !== name);
  const look = (name: string, work: () => Promise<FoundLetter | undefined>): void => {
    const mine = {};
    latest.current.set(name, mine);
    setFound(others(name));
    work().then(
      (letter) => letter && latest.current.get(name) === mine && setFound((all) => [...others(name)(all), letter]),
      // Without the file there is only no warning. Another opening of the request reads it again.
      console.error,
    );
  };
  const ours = async (name: string, bytes: Uint8Array): Promise<FoundLetter | undefined> => {
    const fields = await readCode(bytes, procedure, schema);
    return fields && { name, isOurs: true, fields };
  };
  useEffect(() => {
    for (const name of names)
      if (isLetter(name) && !latest.current.has(name)) look(name, async () => ours(name, await read(name)));
  }, [names.join('/')]);
  return {
    letters: found.filter(({ name }) => names.includes(name)),
    seen: (name: string, bytes: Uint8Array): void => {
      if (!isLetter(name)) return;
      look(name, async () => {
        const known = await ours(name, bytes);
        if (known) return known;
        // A letter from elsewhere. The reader is loaded only for it.
        const { readLetter } = await import('../../request/read-letter.ts');
        return { name, isOurs: false, fields: await readLetter(bytes, schema) };
      });
    },
    leave: (name: string): void =>
      setFound((all) => all.map((each) => (each.name === name ? { ...each, isLeft: true } : each))),
  };
}
