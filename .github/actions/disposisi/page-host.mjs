// Bundled from scripts/public/site/render/page-host.ts by `npm run bundle`.
// scripts/public/site/render/page-host.ts
import { readSync, writeSync } from "node:fs";
import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";
import { runInNewContext } from "node:vm";

// scripts/public/site/render/page-messages.ts
var ANSWERED = { made: 0, failed: 1 };
function framed(message) {
  const body = Buffer.from(message);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  return Buffer.concat([head, body]);
}

// scripts/public/site/render/page-host.ts
var OF_THE_WEB = [
  "AbortController AbortSignal Blob Buffer DOMException Event EventTarget FormData Headers ReadableStream Request Response",
  "TextDecoder TextEncoder TransformStream URL URLSearchParams WritableStream atob btoa clearTimeout crypto performance",
  "queueMicrotask setTimeout"
].flatMap((names) => names.split(" "));
var { argv, exit } = process;
var { setImmediate } = globalThis;
var file = pathToFileURL(argv[2] ?? "").href;
confine(file);
var { render, sources } = await import(file);
answer("made", sources);
var known = {};
for (let request = receive(); request; request = receive()) {
  try {
    const { url, content, prefix, ...parts } = JSON.parse(request);
    known = { ...known, ...parts };
    const { names, props } = known;
    if (!names || !props) throw new Error("The first request brings no names or no props.");
    answer("made", await render(url, { ...content, names, props }, prefix));
  } catch (error) {
    const { message, cause } = error;
    answer("failed", JSON.stringify({ message, cause: String(cause) }));
  }
  await new Promise((resolve) => setImmediate(resolve));
}
exit();
function confine(only) {
  registerHooks({
    resolve: (name, context, next) => {
      if (name !== only) throw new Error(`Page code imports nothing; it asked for ${name}.`);
      return next(name, context);
    }
  });
  const language = runInNewContext("Object.getOwnPropertyNames(globalThis)");
  const kept = /* @__PURE__ */ new Set([...language, ...OF_THE_WEB]);
  const mine = globalThis;
  void mine["Request"];
  for (const symbol of Object.getOwnPropertySymbols(mine)) if (/undici/.test(String(symbol))) mine[symbol] = void 0;
  for (const name of Object.getOwnPropertyNames(mine)) if (!kept.has(name)) delete mine[name];
  mine["fetch"] = () => Promise.reject(new Error("Page code has no network."));
  mine["console"] = new Proxy({}, { get: () => () => void 0 });
  mine["process"] = { env: {}, versions: { node: "" }, [Symbol.toStringTag]: "process" };
}
function receive() {
  const head = bytes(4);
  return head && bytes(head.readUInt32BE())?.toString();
}
function bytes(count) {
  const all = Buffer.alloc(count);
  for (let held = 0, read = 0; held < count; held += read) {
    read = readSync(0, all, held, count - held, null);
    if (read === 0) return void 0;
  }
  return all;
}
function answer(kind, text) {
  const message = framed(Buffer.concat([Buffer.from([ANSWERED[kind]]), Buffer.from(text)]));
  for (let written = 0; written < message.length; ) written += writeSync(1, message, written);
}
