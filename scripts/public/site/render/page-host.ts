// The program of the process that bundled-renderer.ts starts. Page code runs in this process. The program renders pages
// one after another, and ends when its input ends. It opens no stream. Page code might find a stream, and a stream on a
// pipe is a socket, which can connect.
import { readSync, writeSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { runInNewContext } from 'node:vm';
import { ANSWERED, framed, type PageRequest } from './page-messages.ts';
import type { RenderPage } from './renderer.ts';

/** The globals of page code besides those of the language: those of a browser without network, and Node's Buffer. */
const OF_THE_WEB = [
  'AbortController AbortSignal Blob Buffer DOMException Event EventTarget FormData Headers ReadableStream Request Response',
  'TextDecoder TextEncoder TransformStream URL URLSearchParams WritableStream atob btoa clearTimeout crypto performance',
  'queueMicrotask setTimeout',
].flatMap((names) => names.split(' '));

// `confine` removes or replaces these globals for page code, so this program keeps its own references.
const { argv, exit } = process;
const { setImmediate } = globalThis;

const file = pathToFileURL(argv[2] ?? '').href;
confine(file);
const { render, sources } = (await import(file)) as { readonly render: RenderPage; readonly sources: string };
answer('made', sources);
let known: Pick<PageRequest, 'names' | 'props'> = {};
for (let request = receive(); request; request = receive()) {
  try {
    const { url, content, prefix, ...parts } = JSON.parse(request) as PageRequest;
    known = { ...known, ...parts };
    const { names, props } = known;
    if (!names || !props) throw new Error('The first request brings no names or no props.');
    answer('made', await render(url, { ...content, names, props }, prefix));
  } catch (error) {
    const { message, cause } = error as Error;
    answer('failed', JSON.stringify({ message, cause: String(cause) }));
  }
  // Rendering creates weak references, whose targets are kept until the event loop turns.
  await new Promise((resolve) => setImmediate(resolve));
}
exit();

/**
 * Leaves page code no access to Node. Node's permissions are not enough. They still allow three things: to send another
 * program a signal that opens a debugger in it, to connect to any server on the machine, and to write databases.
 * @param only the address of the only module that may be imported
 */
function confine(only: string): void {
  registerHooks({
    resolve: (name, context, next) => {
      if (name !== only) throw new Error(`Page code imports nothing; it asked for ${name}.`);
      return next(name, context);
    },
  });
  const language = runInNewContext('Object.getOwnPropertyNames(globalThis)') as string[];
  const kept = new Set([...language, ...OF_THE_WEB]);
  // The type of globalThis does not list all names and symbols that are removed here.
  const mine = globalThis as unknown as Record<string | symbol, unknown>;
  // Node adds symbols with its HTTP client when `Request` is first read. So it is read before symbols are removed.
  void mine['Request'];
  for (const symbol of Object.getOwnPropertySymbols(mine)) if (/undici/.test(String(symbol))) mine[symbol] = undefined;
  for (const name of Object.getOwnPropertyNames(mine)) if (!kept.has(name)) delete mine[name];
  // Astro looks for `fetch` and `console`, but does not use them. It reads its platform from `process`.
  mine['fetch'] = () => Promise.reject(new Error('Page code has no network.'));
  mine['console'] = new Proxy({}, { get: () => () => undefined });
  mine['process'] = { env: {}, versions: { node: '' }, [Symbol.toStringTag]: 'process' };
}

/** Reads the next call for a page, or returns undefined at the end of the input. */
function receive(): string | undefined {
  const head = bytes(4);
  return head && bytes(head.readUInt32BE())?.toString();
}

/** Reads a number of bytes from the input, or returns undefined if the input ends before. */
function bytes(count: number): Buffer | undefined {
  const all = Buffer.alloc(count);
  for (let held = 0, read = 0; held < count; held += read) {
    read = readSync(0, all, held, count - held, null);
    if (read === 0) return undefined;
  }
  return all;
}

/** Sends a reply. Its first byte says whether the reply is a page or an error. */
function answer(kind: keyof typeof ANSWERED, text: string | Uint8Array): void {
  const message = framed(Buffer.concat([Buffer.from([ANSWERED[kind]]), Buffer.from(text)]));
  for (let written = 0; written < message.length;) written += writeSync(1, message, written);
}
