import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { ANSWERED, framed, messagesIn, type PageRequest } from './page-messages.ts';
import { idOf, type PageContent, prefixOf, type Renderer } from './renderer.ts';

/** A renderer that renders pages only. Its caller closes it. */
export interface BundledRenderer extends Renderer {
  /** Ends the process that renders pages. A page that was asked for before is still rendered. */
  readonly close: () => void;
}

type PageProcess = ChildProcessByStdio<Writable, Readable, Readable>;

/** Characters that are kept of what a process wrote before it ended. */
const LAST_WORDS = 2000;

/**
 * Loads the renderer that `npm run bundle` made. For the same sources and base, its id is the one of `loadRenderer`, so
 * that it can continue a site whose style and scripts exist already.
 *
 * Pages are the only code of many packages that runs on the machine with the process's key. So they are rendered in a
 * process of its own, which receives only public data and can reach nothing else: no environment, file, other process
 * or network (R32).
 * @param file path of `renderer.mjs`, with `page-host.mjs` next to it
 * @param base the path below which the site is served, as in a URL; `/` by default
 * @throws if the process does not start, with the end of its error output
 */
export async function loadBundledRenderer(file: string, base = '/'): Promise<BundledRenderer> {
  const child = startHost(await realpath(file));
  const ended = endOf(child);
  // Only a caller that waits for a page gets the error.
  ended.catch(() => undefined);
  const answers = messagesIn(child.stdout);
  // The generator returns replies in the order of the calls, as the process sends them.
  const next = async (): Promise<Buffer> => {
    const { value: answer } = await answers.next();
    if (!answer) throw new Error(await ended);
    if (answer[0] === ANSWERED.made) return answer.subarray(1);
    const { message, cause } = JSON.parse(answer.subarray(1).toString()) as { message: string; cause: string };
    throw new Error(message, { cause });
  };
  const sources = (await next()).toString();
  const prefix = prefixOf(base);
  let sent: PageContent | undefined;
  return {
    id: idOf(sources, prefix),
    page: (url, content) => {
      const { names, props, ...rest } = content;
      const request: PageRequest = {
        ...{ url, content: rest, prefix },
        ...(names === sent?.names ? {} : { names }),
        ...(props === sent?.props ? {} : { props }),
      };
      sent = content;
      child.stdin.write(framed(JSON.stringify(request)));
      return next();
    },
    assets: () => Promise.reject(new Error(`${file} renders pages only; style and scripts come with all packages.`)),
    close: () => child.stdin.end(),
  };
}

/** Starts the process. Node lets it read these two files, and nothing else. */
function startHost(file: string): PageProcess {
  const host = join(dirname(file), 'page-host.mjs');
  const child = spawn(
    process.execPath,
    // A larger young generation of the garbage collector would not be faster, and would use 50 per cent more memory.
    ['--max-semi-space-size=16', '--permission', `--allow-fs-read=${host}`, `--allow-fs-read=${file}`, host, file],
    { env: {}, stdio: ['pipe', 'pipe', 'pipe'] },
  );
  // If the process ended, `next` reports it.
  child.stdin.on('error', () => undefined);
  return child;
}

/** Waits until the process ends, and returns an error message with its exit code and the end of its error output. */
async function endOf(child: PageProcess): Promise<string> {
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-LAST_WORDS)));
  const [code, signal] = (await once(child, 'close')) as [code: number | null, signal: string | null];
  return `The process that renders pages ended (${signal ?? code}) before it answered. ${said.trim()}`.trim();
}
