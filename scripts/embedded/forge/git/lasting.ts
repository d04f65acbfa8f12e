import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { OWN_GROUP } from '#engine/own-group.ts';
import { gitEnvironment } from './run.ts';

/** A git process that keeps running. The first `ask` starts git. If git has ended, the next `ask` starts git again. */
export class LastingGit {
  readonly #start: () => ChildProcessWithoutNullStreams;
  #child: ChildProcessWithoutNullStreams | undefined;

  /**
   * @param heard called with each part of git's output
   * @param lost called with git's error output, if git ends although it was not closed
   */
  constructor(
    folder: string,
    args: readonly string[],
    { heard, lost }: { readonly heard: (chunk: Buffer) => void; readonly lost: (complaint: string) => void },
  ) {
    this.#start = () => {
      const child = spawn('git', args, { ...OWN_GROUP, env: gitEnvironment(folder) });
      let complaint = '';
      child.stdout.on('data', heard);
      child.stderr.on('data', (chunk: Buffer) => {
        complaint += chunk.toString('utf8');
      });
      child.stdin.on('error', () => undefined); // if git ended early, `lost` is called
      const ended = () => {
        if (this.#child !== child) return;
        this.#child = undefined;
        lost(complaint.trim());
      };
      child.on('error', ended);
      child.on('close', ended);
      return child;
    };
  }

  /** Writes a text to git's input. */
  ask(text: string): void {
    this.#child ??= this.#start();
    this.#child.stdin.write(text);
  }

  /** Closes git's input, so that git ends after its last output. */
  close(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
    return new Promise((resolve) => {
      child.once('close', () => resolve());
      child.stdin.end();
    });
  }
}
