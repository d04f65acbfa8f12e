import type { IncomingMessage } from 'node:http';
import { HttpRefusal } from './refusal.ts';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * The two doors that stay open on loopback: a page of another site whose name was turned to 127.0.0.1 (its `Host`
 * tells), and a page that posts here from elsewhere (its `Origin` tells).
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
