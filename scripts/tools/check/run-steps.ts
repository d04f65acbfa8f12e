import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** A command that must exit with 0, and what to do if it does not. */
export interface Step {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly remedy: string;
}

/**
 * Runs steps, as many in parallel as the machine has cores, and reports each when it ends.
 * @returns whether all steps succeeded
 */
export async function runSteps(steps: readonly Step[], say: (text: string) => void): Promise<boolean> {
  const waiting = [...steps];
  let isGood = true;
  const work = async (): Promise<void> => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const { code, output, seconds } = await run(step.command);
      const good = code === 0;
      isGood &&= good;
      say(`${good ? 'ok    ' : 'FAILED'} ${step.name.padEnd(10)} ${seconds} s`);
      if (!good) say(`${output.trim().replace(/^/gm, '    ')}\n  → ${step.remedy}\n`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return isGood;
}

interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly seconds: string;
}

function run([program, ...args]: Step['command']): Promise<Ended> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' } });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output, seconds: ((performance.now() - began) / 1000).toFixed(1) }));
  });
}
