import type { IncomingMessage } from 'node:http';
import { HttpRefusal } from './refusal.ts';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Closes the two ways in that are left when a server listens on loopback only: a page of another site whose name was made
 * to resolve to 127.0.0.1 (`Host` shows it), and a page of another site that posts here (`Origin` shows it).
 * @throws HttpRefusal 403
 */
export function guard(request: IncomingMessage, port: number): void {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { host, origin } = request.headers;
  if (host === undefined || !hosts.includes(host.toLowerCase())) {
    throw new HttpRefusal(403, 'This forge answers only to its own name on this machine (Host).');
  }
  if (origin === undefined || READS.has(request.method ?? '')) return;
  if (!hosts.some((own) => origin.toLowerCase() === `http://${own}`)) {
    throw new HttpRefusal(403, 'Writes from pages of another origin are refused (Origin).');
  }
}
