import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMPILED } from '../../support/compiled.ts';
import { FIRST, ROOT } from '../../support/folders.ts';

const BUNDLE = join(ROOT, '.github/actions/disposisi/index.cjs');

export interface ActionRun {
  readonly code: number;
  /** Everything that the action printed. */
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

export interface ActionCall {
  readonly inputs: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly event?: { readonly name: string; readonly payload: unknown };
  /** The site’s address, for main’s `site/forge.json`. If an address is given, the workspace has only this file. */
  readonly site?: string | undefined;
  /** The time of the runner’s clock, by default the machine’s. */
  readonly clock?: string;
}

/** The file that changes the program’s clock. It is loaded before the program. */
const CLOCK = join(ROOT, 'tests/workflows/support/clock.mjs');

/** Runs the bundled action as a runner does, with inputs and files in the environment. */
export async function runAction({ inputs, env = {}, event, site, clock }: ActionCall): Promise<ActionRun> {
  const temp = await mkdtemp(join(tmpdir(), 'disposisi-action-'));
  const file = async (name: string, text = ''): Promise<string> => {
    await writeFile(join(temp, name), text);
    return join(temp, name);
  };
  const [summary, output, payload] = [
    await file('summary'),
    await file('output'),
    await file('event.json', JSON.stringify(event?.payload ?? {})),
  ];
  if (site !== undefined) {
    await mkdir(join(temp, 'main/site'), { recursive: true });
    await file('main/site/forge.json', JSON.stringify({ site }));
  }
  const given = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  const shift = clock === undefined ? [] : ['--import', CLOCK];
  const ahead = String(Date.parse(clock ?? '') - Date.now());
  const child = spawn(process.execPath, [...shift, BUNDLE], {
    cwd: temp,
    env: {
      PATH: process.env['PATH'],
      ...COMPILED,
      GITHUB_REPOSITORY: 'kantor/berkas',
      GITHUB_EVENT_NAME: event?.name ?? 'workflow_dispatch',
      GITHUB_EVENT_PATH: payload,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_WORKSPACE: site === undefined ? FIRST : join(temp, 'main'),
      RUNNER_TEMP: temp,
      ...(clock === undefined ? {} : { HARNESS_CLOCK_AHEAD: ahead }),
      ...env,
      ...Object.fromEntries(given),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      log += chunk.toString('utf8');
    });
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (ended) => resolve(ended ?? -1));
  });
  const ran = {
    code,
    log,
    summary: await readFile(summary, 'utf8'),
    outputs: parseOutputs(await readFile(output, 'utf8')),
  };
  await rm(temp, { recursive: true, force: true });
  return ran;
}

/** Reads the runner’s file of outputs: `name<<mark`, lines, `mark`. */
function parseOutputs(text: string): Record<string, string> {
  const found = text.matchAll(/^(\S+)<<(\S+)\n([\s\S]*?)\n?\2$/gm);
  return Object.fromEntries([...found].map(([, name, , value]) => [name, value]));
}
