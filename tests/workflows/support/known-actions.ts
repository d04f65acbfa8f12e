import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { checkOut } from './checkout.ts';
import { type Contexts, evaluate, textOf } from './expressions.ts';
import type { Running } from './running.ts';
import { Unevaluated } from './unevaluated.ts';

interface Outcome {
  readonly failed: boolean;
  readonly log: string;
  readonly outputs?: Readonly<Record<string, string>>;
}

const done = (log = ''): Outcome => ({ failed: false, log });
const failed = (log: string): Outcome => ({ failed: true, log });

/** The actions that are not the project’s: what each does to a job, and which inputs it refuses. */
export const KNOWN_ACTIONS: Readonly<
  Record<string, (inputs: Record<string, string>, running: Running, contexts: Contexts) => Promise<Outcome>>
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
    const workspace = join(running.workspace, inputs['path'] ?? '');
    const runError = await checkOut({
      cloneUrl: running.machine.forge.cloneUrl,
      token: running.token,
      ref: inputs['ref'] || sha,
      sparse: (inputs['sparse-checkout'] ?? '').split('\n').filter((line) => line.trim() !== ''),
      cone: inputs['sparse-checkout-cone-mode'] !== 'false',
      depth: Number(inputs['fetch-depth'] ?? '1'),
      persist: inputs['persist-credentials'] !== 'false',
      workspace,
    });
    return runError === undefined ? done(await listing(workspace)) : failed(runError);
  },
  'actions/upload-artifact': async (inputs, running) => {
    refuseUnknown('actions/upload-artifact', inputs, ['name', 'path', 'retention-days', 'if-no-files-found']);
    return upload(running, inputs['name'] || 'artifact', inputs['path'] ?? '');
  },
  'actions/download-artifact': async (inputs, { artifacts }) => {
    refuseUnknown('actions/download-artifact', inputs, ['name', 'path']);
    const artifact = artifacts.get(inputs['name'] ?? '');
    if (artifact === undefined) return failed(`Artifact not found for name: ${inputs['name']}`);
    // The files of a folder, or a single file, come into the named folder.
    const target = join(inputs['path'] ?? '', artifact.file);
    await mkdir(dirname(target), { recursive: true });
    await cp(artifact.kept, target, { recursive: true });
    return done();
  },
};

/** Keeps a file or a folder as an artifact of the run, which outlives the job. */
async function upload({ artifacts, folder }: Running, name: string, path: string): Promise<Outcome> {
  if (!existsSync(path)) return failed(`No files were found with the provided path: ${path}`);
  if (artifacts.has(name)) return failed(`Conflict: an artifact with this name already exists: ${name}`);
  const kept = `${folder}-${name}-${basename(path)}`;
  await cp(path, kept, { recursive: true });
  artifacts.set(name, { file: (await stat(path)).isDirectory() ? '' : basename(path), kept });
  return done();
}

function refuseUnknown(action: string, inputs: Readonly<Record<string, string>>, known: readonly string[]): void {
  const unknown = Object.keys(inputs).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Unevaluated(action, `the input ${unknown}`);
}

/** Lists the files of a workspace, one path per line. */
async function listing(workspace: string): Promise<string> {
  const entries = await readdir(workspace, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(workspace, join(entry.parentPath, entry.name)));
  return paths
    .filter((path) => !path.startsWith('.git/'))
    .sort()
    .join('\n');
}
