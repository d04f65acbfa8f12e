#!/usr/bin/env node
/**
 * Starts Firefox for Playwright, and relays messages between the two. Playwright sends every new context
 * `emulation.setMediaFeaturesOverride`, which Debian’s Firefox does not know yet, and stops at the error. The relay
 * therefore replies to an `emulation` command that Firefox calls unknown as if it had been done, and the page is shown
 * with the system’s settings. All other messages are passed unchanged. With a Firefox that knows the command the relay
 * changes nothing.
 * The relay is a program of its own, since Playwright starts a program and reads from its output where Firefox listens.
 * The variable FIREFOX names the real Firefox, which gets the arguments of the relay.
 */
import { spawn } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';

/** The size limit of a message. Screenshots and attachments are single messages. */
const LARGEST = 2 ** 30;

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly type?: string;
  readonly error?: string;
}

const firefox = spawn(process.env['FIREFOX'] ?? 'firefox-esr', process.argv.slice(2), {
  stdio: ['ignore', 'inherit', 'pipe'],
});
firefox.on('exit', (code) => process.exit(code ?? 1));
process.on('exit', () => firefox.kill());
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => firefox.kill(signal));

firefox.stderr.setEncoding('utf8');
let reported = '';
firefox.stderr.on('data', (text: string) => {
  const lines = (reported + text).split('\n');
  reported = lines.pop() ?? '';
  for (const line of lines) {
    const [, address] = /^WebDriver BiDi listening on (ws:\S+)$/.exec(line) ?? [];
    if (address === undefined) process.stderr.write(`${line}\n`);
    else listen(address);
  }
});

/** Listens instead of Firefox, and says so in Firefox’s words. */
function listen(address: string): void {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, maxPayload: LARGEST });
  server.on('listening', () => {
    const { port } = server.address() as AddressInfo;
    process.stderr.write(`WebDriver BiDi listening on ws://127.0.0.1:${port}\n`);
  });
  server.on('connection', (playwright, { url }) => {
    const browser = new WebSocket(`${address}${url}`, { maxPayload: LARGEST });
    // Messages that come before Firefox is connected are kept for it.
    playwright.pause();
    browser.on('open', () => playwright.resume());
    relay(playwright, browser);
  });
}

function relay(playwright: WebSocket, browser: WebSocket): void {
  /** The commands that await a reply, and that Firefox may not know. */
  const emulations = new Set<number | undefined>();
  playwright.on('message', (bytes) => {
    const text = String(bytes);
    const { id, method } = JSON.parse(text) as Message;
    if (method?.startsWith('emulation.')) emulations.add(id);
    browser.send(text);
  });
  browser.on('message', (bytes) => {
    const text = String(bytes);
    const { id, type, error } = JSON.parse(text) as Message;
    const isUnknown = emulations.delete(id) && type === 'error' && error === 'unknown command';
    playwright.send(isUnknown ? JSON.stringify({ type: 'success', id, result: {} }) : text);
  });
  browser.on('close', () => playwright.close());
  // When Playwright disconnects, the relay must close Firefox.
  playwright.on('close', () => firefox.kill());
}
