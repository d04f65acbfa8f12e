import { describe, expect, test } from 'vitest';
import { run } from '#entry/cli/verbs/messages.ts';
import { UsageError } from '#domain/user-error.ts';
import { sendToWebhook } from '#public/messages/send.ts';
import { messagesOf } from '#public/messages/messages.ts';
import { makeWebhookSecret, readWebhook, readWebhookSecret } from '#public/messages/webhook.ts';
import { newsOf } from '../support/case-news.ts';
import { Walk } from '../support/walked-case.ts';

const secret = makeWebhookSecret();

/** Runs the command. Once it listens, `visit` gets its address. */
async function messages(
  args: string[],
  given: string,
  visit: (at: string) => Promise<unknown> = () => Promise.resolve(),
) {
  const said: string[] = [];
  const code = await run(args, {
    env: { DISPOSISI_WEBHOOK_SECRET: given },
    cwd: '/',
    lang: 'en',
    now: () => `${new Date().toISOString().slice(0, 19)}Z`,
    out: (line) => said.push(line),
    err: () => undefined,
    untilEnded: async () => void (await visit(/http:\/\/127\.0\.0\.1:\d+\//.exec(said.join())?.[0] ?? '')),
  });
  return { code, said: said.join('\n') };
}

describe('disposisi messages', () => {
  test('messages makes a secret that an office accepts', async () => {
    const { code, said } = await messages(['--new-secret'], '');
    expect([code, readWebhookSecret(said).length]).toEqual([0, 32]);
  });

  test('messages prints what an office sends, and that the signature matches', async () => {
    const reported = messagesOf(newsOf(new Walk(7).to('disposisi'), 1), 'https://kantor.example');
    const { code, said } = await messages(['--listen', '0'], secret, async (at) => {
      const webhook = readWebhook(at, secret, { mayBeHere: true });
      if (webhook) expect((await sendToWebhook(webhook, reported)).report.en).toBe('Webhook: 1 message sent.');
    });
    expect(code).toBe(0);
    expect(said).toMatch(/The signature matches: [0-9a-f]{32}-turn/);
    expect(said).toContain('"case": "PMK-2026-7"');
    expect(said).not.toContain(secret);
  });

  test('messages refuses what somebody else sends', async () => {
    const { said } = await messages(['--listen', '0'], secret, async (at) => {
      const webhook = readWebhook(at, makeWebhookSecret(), { mayBeHere: true });
      const reported = messagesOf(newsOf(new Walk(7).to('disposisi'), 1), 'https://kantor.example');
      if (webhook) expect((await sendToWebhook(webhook, reported)).report.en).toContain('answered 401');
      expect((await fetch(at, { method: 'POST', body: 'x' })).status).toBe(401);
    });
    expect(said.match(/REFUSED: the signature does not match|REFUSED: no header/g)).toHaveLength(2);
  });

  test.each([[[]], [['--listen', '0']], [['--listen', 'x']]])(
    'messages %j without a secret is a wrong command line',
    async (args) => {
      await expect(messages(args, '')).rejects.toBeInstanceOf(UsageError);
    },
  );
});
