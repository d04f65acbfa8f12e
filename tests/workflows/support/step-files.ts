import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StepResult } from './running.ts';
import { Unevaluated } from './unevaluated.ts';

/**
 * Runs a step with files of its own for outputs, summary and the like, and reads what the step wrote into them.
 * @throws Unevaluated if the step sets variables or the path for later steps
 */
export async function withFiles(
  temp: string,
  n: number,
  run: (files: Record<string, string>) => Promise<{ code: number; log: string }>,
): Promise<Omit<StepResult, 'label'>> {
  const path = (name: string): string => join(temp, `${name}-${n}`);
  const files = {
    GITHUB_OUTPUT: path('output'),
    GITHUB_STEP_SUMMARY: path('summary'),
    GITHUB_ENV: path('env'),
    GITHUB_PATH: path('path'),
    GITHUB_STATE: path('state'),
  };
  for (const file of Object.values(files)) await writeFile(file, '');
  const { code, log } = await run(files);
  for (const name of ['GITHUB_ENV', 'GITHUB_PATH'] as const) {
    if ((await readFile(files[name], 'utf8')) !== '') throw new Unevaluated(name, 'a step that sets it for the next');
  }
  return {
    conclusion: code === 0 ? 'success' : 'failure',
    log,
    outputs: outputsIn(await readFile(files.GITHUB_OUTPUT, 'utf8')),
    summary: await readFile(files.GITHUB_STEP_SUMMARY, 'utf8'),
  };
}

/** Reads `name=value` and `name<<END … END`, as in GITHUB_OUTPUT. */
function outputsIn(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split('\n');
  for (let n = 0; n < lines.length; n += 1) {
    const line = lines[n] ?? '';
    const heredoc = /^([^=<]+)<<(.+)$/.exec(line);
    if (heredoc) {
      const end = lines.indexOf(heredoc[2] ?? '', n + 1);
      if (end < 0) throw new Error('GITHUB_OUTPUT: a value without end');
      outputs[heredoc[1] ?? ''] = lines.slice(n + 1, end).join('\n');
      n = end;
    } else if (line.includes('=')) outputs[line.slice(0, line.indexOf('='))] = line.slice(line.indexOf('=') + 1);
    else if (line !== '') throw new Error(`GITHUB_OUTPUT: ${line}`);
  }
  return outputs;
}
