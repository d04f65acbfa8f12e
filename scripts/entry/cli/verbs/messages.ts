import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UsageError } from '#domain/user-error.ts';
import { shownText } from '#domain/request/text.ts';
import { type Command, type Io, needed, wholeNumber, printText } from '#entry/command.ts';
import { doubtOf, makeWebhookSecret, readWebhookSecret, WEBHOOK_SECRET } from '#public/messages/webhook.ts';
import { readBody } from '#embedded/forge/read-body.ts';
import { readArgs } from '../read-args.ts';

const LAST_PORT = 65_535;
const LARGEST = 65_536;

/** Makes a webhook's secret, or runs a receiver that prints each message and whether it is from the office. */
export const run: Command = async (args, io) => {
  const { values } = readArgs(args, { 'new-secret': { type: 'boolean' }, listen: { type: 'string' } });
  if (values['new-secret']) {
    io.out(makeWebhookSecret());
    return 0;
  }
  if (values.listen === undefined) throw nothingAsked();
  return listen(wholeNumber(values.listen, '--listen', LAST_PORT), io);
};

const nothingAsked = (): UsageError =>
  new UsageError({ id: 'Perlu --new-secret atau --listen PORT.', en: '--new-secret or --listen PORT is needed.' });

async function listen(port: number, io: Io): Promise<number> {
  const key = readWebhookSecret(needed(io.env[WEBHOOK_SECRET], WEBHOOK_SECRET));
  const server = createServer((request, response) => {
    receive(request, response, key, io).catch(() => response.destroy());
  });
  const address = await listening(server, port);
  printText(io, {
    id: `Penerima percobaan mendengarkan di ${address}. Ctrl+C mengakhiri.`,
    en: `The test receiver listens on ${address}. Ctrl+C ends it.`,
  });
  await io.untilEnded();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  return 0;
}

function listening(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`));
  });
}

async function receive(request: IncomingMessage, response: ServerResponse, key: Buffer, io: Io): Promise<void> {
  const body = (await readBody(request, LARGEST)).toString('utf8');
  const header = (name: string): string => String(request.headers[name] ?? '');
  const received = {
    id: header('webhook-id'),
    timestamp: header('webhook-timestamp'),
    signatures: header('webhook-signature'),
    body,
  };
  const doubt = doubtOf(key, received, Math.floor(Date.parse(io.now()) / 1000));
  response.writeHead(doubt ? 401 : 204).end();
  const is = doubt
    ? { id: `DITOLAK: ${doubt.id}`, en: `REFUSED: ${doubt.en}` }
    : { id: 'Tanda tangan cocok', en: 'The signature matches' };
  io.out(`${is[io.lang]}: ${shownText(received.id)}`);
  for (const line of printed(body).split('\n')) io.out(`${/^ */.exec(line)?.[0] ?? ''}${shownText(line, 2_000)}`);
}

function printed(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
