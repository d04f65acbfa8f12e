import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Recorder } from '../conformity/recorder.ts';
import type { Office } from './office.ts';

/** GitHub’s own command, if it is installed. */
export const GH = spawnSync('gh', ['--version'], { stdio: 'ignore' }).status === 0 ? 'gh' : undefined;

interface Done {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Gh {
  /** Runs `gh` as this person, in a folder. */
  run(login: string, args: readonly string[], cwd: string): Promise<Done>;
  /**
   * Clones the repository as this person, with git.
   * @returns the clone’s folder
   */
  clone(login: string): Promise<string>;
  /**
   * Returns git’s output.
   * @throws if git fails
   */
  git(...args: readonly string[]): Promise<string>;
  close(): Promise<void>;
}

/**
 * Makes `gh` work on an office’s forge. For other hosts than GitHub, `gh` uses only TLS on port 443, unless it has a
 * Unix socket, which it uses without TLS. A relay behind the socket forwards to the forge, under the forge’s own name.
 */
export async function openGh(office: Office, record: Recorder): Promise<Gh> {
  const { url, cloneUrl, accounts } = office.local;
  const folder = await mkdtemp(join(tmpdir(), 'gh-'));
  const socket = join(folder, 'forge.sock');
  const { host } = new URL(url);
  const relay = createServer((asked, answer) => {
    void forward(asked, `${url}${asked.url ?? ''}`, host, record).then(({ status, headers, body }) => {
      answer.writeHead(status, headers);
      answer.end(body);
    });
  }).listen(socket);
  await once(relay, 'listening');
  const tokens = new Map<string, string>();
  const tokenOf = async (login: string) => {
    const token = tokens.get(login) ?? (await accounts.token(login, { ttl: 'P90D' }));
    tokens.set(login, token);
    return token;
  };
  const settings = join(folder, 'settings');
  await mkdir(settings);
  await writeFile(join(settings, 'config.yml'), `version: "1"\nprompt: disabled\nhttp_unix_socket: ${socket}\n`);
  return {
    run: async (login, args, cwd) =>
      done(
        spawn('gh', args, {
          cwd,
          env: {
            PATH: process.env['PATH'],
            HOME: folder,
            GH_CONFIG_DIR: settings,
            GH_HOST: '127.0.0.1',
            GH_ENTERPRISE_TOKEN: await tokenOf(login),
            GH_NO_UPDATE_NOTIFIER: '1',
          },
          stdio: ['ignore', 'pipe', 'pipe'],
        }),
      ),
    clone: async (login) => {
      const target = join(folder, `clone-${login}`);
      const { protocol } = new URL(cloneUrl);
      const withToken = cloneUrl.replace(`${protocol}//`, `${protocol}//x:${await tokenOf(login)}@`);
      await git('clone', '--quiet', withToken, target);
      return target;
    },
    git,
    close: async () => {
      relay.close();
      relay.closeAllConnections();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function git(...args: readonly string[]): Promise<string> {
  const { code, out, err } = await done(spawn('git', args, { stdio: ['ignore', 'pipe', 'pipe'] }));
  if (code !== 0) throw new Error(err);
  return out;
}

async function done(child: ChildProcess): Promise<Done> {
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('its output is not read');
  const [out, err, [code]] = await Promise.all([text(stdout), text(stderr), once(child, 'close') as Promise<[number]>]);
  return { code, out, err };
}

async function forward(asked: IncomingMessage, url: string, host: string, record: Recorder) {
  const { method = 'GET' } = asked;
  const sent = await text(asked);
  const upstream = request(url, { method, headers: { ...asked.headers, host, 'accept-encoding': 'identity' } });
  upstream.end(sent);
  const [response] = (await once(upstream, 'response')) as [IncomingMessage];
  const body = await text(response);
  const { statusCode: status = 0, headers } = response;
  record.note({ method, url, sent, status, type: headers['content-type'] ?? '', text: body });
  return { status, headers, body };
}
