import type { Account } from '#domain/case/state/facts.ts';
import { appendRegister } from './append-register.ts';
import { readBlobs } from './blobs.ts';
import { applyEffects } from './apply-effects.ts';
import { changedFiles, listFolders, readFolder } from './changes.ts';
import { readAccount } from './account.ts';
import type { Forge } from './forge.ts';
import { listOpen } from './list-open.ts';
import { type Client, type ClientOptions, createClient } from './octokit.ts';
import { readCase } from './read-case.ts';
import { readContents } from './read-contents.ts';
import { readJournals, readRegister } from './read-register.ts';
import { readSigned } from './read-signed.ts';

export interface ForgeOptions extends ClientOptions {
  /** The process's account, if the token belongs to another account. */
  readonly self?: Account;
}

/** Creates the forge for the engine: GitHub or, with `baseUrl`, the embedded forge, which has the same calls. */
export const createForge = ({ self, ...options }: ForgeOptions): Forge => forgeOf(createClient(options), self);

function forgeOf(client: Client, self?: Account): Forge {
  return {
    readCase: (number) => readCase(client, number, self),
    listOpen: () => listOpen(client, self),
    readContents: (pull, heads, known, schemaFor, openDocuments = []) =>
      readContents(client, pull, heads, { known, schemaFor, openDocuments }),
    readAccount: (login) => readAccount(client, login),
    changedFiles: (pull, heads) => changedFiles(client, pull, heads),
    readSigned: (named) => readSigned(client, named),
    readFolder: (commits, folder) => readFolder(client, commits, folder),
    listFolders: (commit, folders) => listFolders(client, commit, folders),
    readBlobs: (ids) => readBlobs(client, ids),
    readJournals: (head) => readJournals(client, head),
    readRegister: (paths) => readRegister(client, paths),
    appendRegister: (head, message, additions) => appendRegister(client, head, message, additions),
    applyEffects: (pull, effects) => applyEffects(client, pull, effects),
  };
}
