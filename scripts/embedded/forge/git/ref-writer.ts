import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { OWN_GROUP } from '#engine/own-group.ts';
import { gitEnvironment } from './run.ts';

interface Transaction {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** Writes refs through one lasting `git update-ref --stdin`, transaction by transaction; each is atomic. */
export class RefWriter {
  readonly #folder: string;
  #child: ChildProcessWithoutNullStreams | undefined;
  #current: Transaction | undefined;
  #said = '';

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Sets refs, or with undefined deletes them. One transaction at a time: the caller waits for the one before.
   * @throws what git complains about; then no ref has changed.
   */
  write(changes: ReadonlyMap<string, string | undefined>): Promise<void> {
    const commands = [...changes].map(([ref, oid]) =>
      oid === undefined ? `delete ${ref}\n` : `update ${ref} ${oid}\n`,
    );
    return new Promise((resolve, reject) => {
      this.#child ??= this.#start();
      this.#current = { resolve, reject };
      this.#child.stdin.write(`start\n${commands.join('')}prepare\ncommit\n`);
    });
  }

  close(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
    return new Promise((resolve) => {
      child.once('close', () => resolve());
      child.stdin.end();
    });
  }

  #start(): ChildProcessWithoutNullStreams {
    const child = spawn('git', ['update-ref', '--stdin'], {
      ...OWN_GROUP,
      env: gitEnvironment(this.#folder),
    });
    let complaint = '';
    this.#said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      this.#said += chunk.toString('utf8');
      if (!this.#said.includes('commit: ok\n')) return;
      this.#said = '';
      this.#end()?.resolve();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      complaint += chunk.toString('utf8');
    });
    child.stdin.on('error', () => undefined); // the exit reports it
    // Git gives up at the first command it refuses; the next transaction starts another one.
    const ended = () => {
      if (this.#child !== child) return;
      this.#child = undefined;
      this.#end()?.reject(new Error(`git update-ref: ${complaint.trim()}`));
    };
    child.on('error', ended);
    child.on('close', ended);
    return child;
  }

  #end(): Transaction | undefined {
    const current = this.#current;
    this.#current = undefined;
    return current;
  }
}
