import { request } from 'node:http';
import { expect, test } from 'vitest';
import { awaitCode, type Return } from './await-code.ts';

/** Begins to wait, and returns the address of the page, and what the page got. */
async function begin(wait = 30) {
  const { promise: opened, resolve } = Promise.withResolvers<string>();
  const backs: Return[] = [];
  const code = awaitCode(
    (back) => {
      backs.push(back);
      return `<form action="https://github.com/apps/new?state=${back.state}">`;
    },
    resolve,
    wait,
  );
  const address = await opened;
  const page = await get(address);
  const back = backs.at(-1) ?? { redirect: '', state: '' };
  return { code, address, page, back };
}

/** Makes a call as a browser, with the headers that a browser could send. */
function get(url: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; text: string; policy: string }>((resolve, reject) => {
    const call = request(url, { method, headers }, (answer) => {
      let text = '';
      answer.on('data', (part: Buffer) => {
        text += part.toString();
      });
      const policy = String(answer.headers['content-security-policy']);
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text, policy }));
    });
    call.on('error', reject).end();
  });
}

test('the page is on loopback, and GitHub leads the browser back to the command with the code', async () => {
  const { code, address, page, back } = await begin();
  expect(new URL(address).hostname).toBe('127.0.0.1');
  expect([page.status, page.policy]).toEqual([200, expect.stringContaining("default-src 'none'")]);
  expect(page.text).toContain(`state=${back.state}`);
  const answer = await get(`${back.redirect}?code=kode-app&state=${back.state}`);
  expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('Go back to the terminal')]);
  expect(await code).toBe('kode-app');
  await expect(get(address)).rejects.toThrow(/ECONNREFUSED|ECONNRESET/);
});

test.each<[string, (back: Return) => string]>([
  ['without a state', ({ redirect }) => `${redirect}?code=kode-palsu`],
  ['with another state', ({ redirect }) => `${redirect}?code=kode-palsu&state=tebakan`],
  ['without a code', ({ redirect, state }) => `${redirect}?state=${state}`],
  [
    'with a code that is none',
    ({ redirect, state }) => `${redirect}?code=${encodeURIComponent('../user')}&state=${state}`,
  ],
])(
  'security 72: a page of somebody else that leads back %s brings no code, and the command waits on',
  async (_what, attack) => {
    const { code, back } = await begin();
    expect((await get(attack(back))).status).toBe(403);
    await get(`${back.redirect}?code=kode-app&state=${back.state}`);
    expect(await code).toBe('kode-app');
  },
);

test('security 72: another program of this machine cannot find the page, which has the state', async () => {
  const { code, address, back } = await begin();
  const { origin } = new URL(address);
  for (const path of ['/', '/index.html', '//', `/${back.state}`]) {
    const { status, text } = await get(`${origin}${path}`);
    expect([path, status, text.includes(back.state)]).toEqual([path, 404, false]);
  }
  await get(`${back.redirect}?code=kode-app&state=${back.state}`);
  await code;
});

test('security 72: a site that points a name of its own to this machine is refused, as is any method but GET', async () => {
  const { code, address, back } = await begin();
  expect((await get(address, { host: 'palsu.example' })).status).toBe(404);
  expect((await get(address, {}, 'POST')).status).toBe(404);
  await get(`${back.redirect}?code=kode-app&state=${back.state}`);
  await code;
});

test('without a code in time the command continues without one', async () => {
  const { code } = await begin(0.05);
  expect(await code).toBe(undefined);
});
