import type { Account } from '../case/facts.ts';
import { appendRegister } from './append-register.ts';
import { readBlobs } from './blobs.ts';
import { carryOut } from './carry-out.ts';
import type { Forge } from './forge.ts';
import { listOpen } from './list-open.ts';
import { type Client, type ClientOptions, createClient } from './octokit.ts';
import { readCase } from './read-case.ts';
import { readContents } from './read-contents.ts';
import { readRegister } from './read-register.ts';
import { readSelf } from './self.ts';

export interface ForgeOptions extends ClientOptions {
  /** The process's own account where it is known, which spares a read (R28). */
  readonly self?: Account;
  /** On GitHub, the slug of the process's App. */
  readonly appSlug?: string;
}

/**
 * The forge that the engine works with: GitHub, or by `baseUrl` the embedded forge, which answers the same calls.
 * @throws ForgeError where the process's account is not given and cannot be read
 */
export async function createForge(options: ForgeOptions): Promise<Forge> {
  const client = createClient(options);
  return forgeOf(client, options.self ?? (await readSelf(client, options.appSlug)));
}

/** The forge of a client, for a known account. */
export function forgeOf(client: Client, self: Account): Forge {
  return {
    self,
    readCase: (number) => readCase(client, self, number),
    listOpen: () => listOpen(client, self),
    readContents: (pull, heads, known, schemaFor, openDocuments = []) =>
      readContents(client, pull, heads, { known, schemaFor, openDocuments }),
    readBlobs: (ids) => readBlobs(client, ids),
    readRegister: (paths) => readRegister(client, paths),
    appendRegister: (head, message, additions) => appendRegister(client, head, message, additions),
    carryOut: (pull, effects) => carryOut(client, pull, effects),
  };
}
