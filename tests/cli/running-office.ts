import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { OfficeFile } from '#embedded/office/office-file.ts';

/**
 * Makes a folder look as if an office ran in it, with its file in `.disposisi` and a port that replies 404 to every
 * call.
 * @returns the file’s content, and the growing list of calls
 */
export async function pretendOffice(
  folder: string,
  more: Partial<OfficeFile> = {},
): Promise<{ readonly office: OfficeFile; readonly asked: readonly string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    // Every command asks the office for the time.
    if (request.method !== 'HEAD') asked.push(`${request.method} ${request.url}`);
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => closed(server));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const office: OfficeFile = {
    url,
    apiUrl: `${url}/api/v3`,
    cloneUrl: `${url}/kantor/disposisi.git`,
    owner: 'kantor',
    repo: 'disposisi',
    pid: process.pid,
    process: 'disposisi[bot]',
    tokens: { 'contoh-tu': 'rahasia-sekali', 'contoh-opd': 'rahasia-pula', 'disposisi[bot]': 'lebih-rahasia' },
    ...more,
  };
  await mkdir(join(folder, '.disposisi'), { recursive: true });
  await writeFile(join(folder, '.disposisi/forge.json'), JSON.stringify(office));
  return { office, asked };
}

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.closeAllConnections();
    server.close(() => resolve());
  });
