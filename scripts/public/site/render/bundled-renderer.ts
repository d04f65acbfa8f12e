import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { ANSWERED, framed, messagesIn, type PageRequest } from './page-messages.ts';
import { idOf, type PageContent, prefixOf, type Renderer } from './renderer.ts';

/** A renderer of pages alone; its caller closes it. */
export interface BundledRenderer extends Renderer {
  /** Ends the process in which pages are rendered; a page that is under way is rendered still. */
  readonly close: () => void;
}

type PageProcess = ChildProcessByStdio<Writable, Readable, Readable>;

/** How many characters are kept of what a process said before it ended. */
const LAST_WORDS = 2000;

/**
 * The renderer that `npm run bundle` made, with the id that `loadRenderer` gives it: for a process that goes on with a site,
 * whose style and scripts are there.
 *
 * Pages are the only code of many packages that runs on the machine with the process's key. It runs in a process of its own, which is
 * given what is public and can reach nothing else: no environment, no file, no other process, no network (R32).
 * @param file `renderer.mjs`, with `page-host.mjs` next to it
 * @param base the path below which the site is served, as it stands in a URL; `/` by default
 * @throws if the process does not start, with its last words
 */
export async function loadBundledRenderer(file: string, base = '/'): Promise<BundledRenderer> {
  const child = startHost(await realpath(file));
  const ended = endOf(child);
  // Only a caller that waits for an answer gets the error.
  ended.catch(() => undefined);
  const answers = messagesIn(child.stdout);
  // A generator answers in the order in which it is asked, as the process does.
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

/** Starts the process: Node lets it read the two files, and nothing else. */
function startHost(file: string): PageProcess {
  const host = join(dirname(file), 'page-host.mjs');
  const child = spawn(
    process.execPath,
    // With more for what is young it takes as long, and half as much memory again.
    ['--max-semi-space-size=16', '--permission', `--allow-fs-read=${host}`, `--allow-fs-read=${file}`, host, file],
    { env: {}, stdio: ['pipe', 'pipe', 'pipe'] },
  );
  // Where it ended, `next` says so.
  child.stdin.on('error', () => undefined);
  return child;
}

/** What is said where an answer was expected, once the process ended. What it wrote is kept from the log of a job. */
async function endOf(child: PageProcess): Promise<string> {
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-LAST_WORDS)));
  const [code, signal] = (await once(child, 'close')) as [code: number | null, signal: string | null];
  return `The process that renders pages ended (${signal ?? code}) before it answered. ${said.trim()}`.trim();
}
