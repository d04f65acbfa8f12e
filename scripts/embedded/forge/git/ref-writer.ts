import { LastingGit } from './lasting.ts';

interface Transaction {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** Writes refs through one `git update-ref --stdin`, which keeps running. Each transaction is atomic. */
export class RefWriter {
  readonly #git: LastingGit;
  #current: Transaction | undefined;
  #said = '';

  constructor(folder: string) {
    this.#git = new LastingGit(folder, ['update-ref', '--stdin'], {
      heard: (chunk) => {
        this.#said += chunk.toString('utf8');
        if (this.#said.includes('commit: ok\n')) this.#end()?.resolve();
      },
      // Git ends at the first command that it refuses. The next transaction starts git again.
      lost: (complaint) => this.#end()?.reject(new Error(`git update-ref: ${complaint}`)),
    });
  }

  /**
   * Sets refs, and deletes the refs whose value is undefined. The caller must wait until the earlier transaction is
   * done.
   * @throws an error with git's message; then no ref has changed
   */
  write(changes: ReadonlyMap<string, string | undefined>): Promise<void> {
    const commands = [...changes].map(([ref, oid]) =>
      oid === undefined ? `delete ${ref}\n` : `update ${ref} ${oid}\n`,
    );
    return new Promise((resolve, reject) => {
      this.#current = { resolve, reject };
      this.#git.ask(`start\n${commands.join('')}prepare\ncommit\n`);
    });
  }

  close(): Promise<void> {
    return this.#git.close();
  }

  #end(): Transaction | undefined {
    const current = this.#current;
    this.#current = undefined;
    this.#said = '';
    return current;
  }
}
