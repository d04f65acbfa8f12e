// The program of the process that bundled-renderer.ts starts, where page code runs. It answers requests in turn and ends with
// its input. No stream is opened: page code might get hold of one, and streams on pipes are sockets, which can connect.
import { readSync, writeSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { runInNewContext } from 'node:vm';
import { ANSWERED, framed, type PageRequest } from './page-messages.ts';
import type { RenderPage } from './renderer.ts';

/** What page code has besides the language itself: what a browser has, without its network, and Node's Buffer. */
const OF_THE_WEB = [
  'AbortController AbortSignal Blob Buffer DOMException Event EventTarget FormData Headers ReadableStream Request Response',
  'TextDecoder TextEncoder TransformStream URL URLSearchParams WritableStream atob btoa clearTimeout crypto performance',
  'queueMicrotask setTimeout',
].flatMap((names) => names.split(' '));

// Page code finds other ones in their places, or none.
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
  // Rendering leaves weak references, whose targets are kept until the event loop turns.
  await new Promise((resolve) => setImmediate(resolve));
}
exit();

/**
 * Leaves page code no way to Node. Node's permissions are not enough: they let a program signal another, which opens a
 * debugger in it, connect to whatever listens on the machine, and write databases.
 * @param only the address of the one module that may be imported
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
  // Its type names what Node has; here names and symbols are taken from it that no type knows.
  const mine = globalThis as unknown as Record<string | symbol, unknown>;
  // Once it is there, Node's HTTP client lies open in symbols.
  void mine['Request'];
  for (const symbol of Object.getOwnPropertySymbols(mine)) if (/undici/.test(String(symbol))) mine[symbol] = undefined;
  for (const name of Object.getOwnPropertyNames(mine)) if (!kept.has(name)) delete mine[name];
  // Astro asks for these where it makes no use of them, and for what it runs in.
  mine['fetch'] = () => Promise.reject(new Error('Page code has no network.'));
  mine['console'] = new Proxy({}, { get: () => () => undefined });
  mine['process'] = { env: {}, versions: { node: '' }, [Symbol.toStringTag]: 'process' };
}

/** The next request; undefined where there will be none. */
function receive(): string | undefined {
  const head = bytes(4);
  return head && bytes(head.readUInt32BE())?.toString();
}

/** So many bytes of the input; undefined where it ends before. */
function bytes(count: number): Buffer | undefined {
  const all = Buffer.alloc(count);
  for (let held = 0, read = 0; held < count; held += read) {
    read = readSync(0, all, held, count - held, null);
    if (read === 0) return undefined;
  }
  return all;
}

/** Answers, with a byte before it that says whether it is a page, or why there is none. */
function answer(kind: keyof typeof ANSWERED, text: string | Uint8Array): void {
  const message = framed(Buffer.concat([Buffer.from([ANSWERED[kind]]), Buffer.from(text)]));
  for (let written = 0; written < message.length;) written += writeSync(1, message, written);
}
