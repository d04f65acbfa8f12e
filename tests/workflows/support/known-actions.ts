import { existsSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { checkOut } from './checkout.ts';
import { type Contexts, evaluate, textOf } from './expressions.ts';
import type { Running } from './job.ts';
import { Unevaluated } from './unevaluated.ts';

/** Actions that are not ours: what each does to a job, and what it would refuse. @returns the trouble, if any */
export const KNOWN_ACTIONS: Readonly<
  Record<string, (inputs: Record<string, string>, running: Running, contexts: Contexts) => Promise<string | undefined>>
> = {
  'actions/checkout': async (inputs, running, contexts) => {
    refuseUnknown('actions/checkout', inputs, [
      'ref',
      'persist-credentials',
      'sparse-checkout',
      'sparse-checkout-cone-mode',
      'fetch-depth',
      'path',
    ]);
    const sha = textOf(evaluate('github.sha', contexts));
    return checkOut({
      cloneUrl: running.machine.forge.cloneUrl,
      token: running.token,
      ref: inputs['ref'] || sha,
      sparse: (inputs['sparse-checkout'] ?? '').split('\n').filter((line) => line.trim() !== ''),
      cone: inputs['sparse-checkout-cone-mode'] !== 'false',
      depth: Number(inputs['fetch-depth'] ?? '1'),
      persist: inputs['persist-credentials'] !== 'false',
      workspace: join(running.workspace, inputs['path'] ?? ''),
    });
  },
  'actions/upload-artifact': async (inputs, { artifacts, folder }) => {
    refuseUnknown('actions/upload-artifact', inputs, ['name', 'path', 'retention-days', 'if-no-files-found']);
    const { name = 'artifact', path = '' } = inputs;
    if (!existsSync(path)) return `No files were found with the provided path: ${path}`;
    // It outlives the job.
    const kept = `${folder}-${name}-${basename(path)}`;
    await copyFile(path, kept);
    artifacts.set(name, { file: basename(path), kept });
    return undefined;
  },
  'actions/download-artifact': async (inputs, { artifacts }) => {
    refuseUnknown('actions/download-artifact', inputs, ['name', 'path']);
    const artifact = artifacts.get(inputs['name'] ?? '');
    if (artifact === undefined) return `Artifact not found for name: ${inputs['name']}`;
    const target = join(inputs['path'] ?? '', artifact.file);
    await mkdir(dirname(target), { recursive: true });
    await copyFile(artifact.kept, target);
    return undefined;
  },
};

function refuseUnknown(action: string, inputs: Readonly<Record<string, string>>, known: readonly string[]): void {
  const unknown = Object.keys(inputs).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Unevaluated(action, `the input ${unknown}`);
}
