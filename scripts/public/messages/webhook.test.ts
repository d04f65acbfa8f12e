import { afterEach, describe, expect, it } from 'vitest';
import { UsageError } from '#domain/user-error.ts';
import { newsOf } from '#tests/support/case-news.ts';
import { drips, hangs, openReceiver, talksForEver, type TestReceiver } from '#tests/support/receiver.ts';
import { Walk } from '#tests/support/walked-case.ts';
import { messagesOf } from './messages.ts';
import { postAll } from './post.ts';
import { sendToWebhook } from './send.ts';
import { doubtOf, makeWebhookSecret, readWebhook, readWebhookSecret, webhookPost } from './webhook.ts';

const secret = makeWebhookSecret();
const open: TestReceiver[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});
const receiver = async (...answer: Parameters<typeof openReceiver>): Promise<TestReceiver> => {
  const made = await openReceiver(...answer);
  open.push(made);
  return made;
};

const webhookAt = (address: string) => {
  const webhook = readWebhook(address, secret, { mayBeHere: true });
  if (!webhook) throw new Error('There is no webhook.');
  return webhook;
};
const messages = [2, 3, 4].flatMap((number) =>
  messagesOf(newsOf(new Walk(number).to('disposisi'), 1), 'https://kantor.example'),
);
/** A time limit for receivers that never answer. */
const QUICK = { longest: 400, againAfter: [1, 1] };
/** A time limit for receivers that answer, on a very busy machine. */
const PATIENT = { ...QUICK, longest: 120_000 };

describe('the delivery of a message', () => {
  // The reference library of Standard Webhooks has made this signature for its own example.
  it('the signature in the reference library’s own example is accepted', () => {
    const key = readWebhookSecret('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
    const received = {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestamp: '1614265330',
      signatures: 'v1a,AAAA v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
      body: '{"test": 2432232314}',
    };
    expect(doubtOf(key, received, 1_614_265_330)).toBeUndefined();
  });

  it('a delivery has id, time and body, which its receiver can check', async () => {
    const there = await receiver();
    const { report } = await sendToWebhook(webhookAt(`${there.url}/masuk?kunci=RAHASIA`), messages);
    expect(report.en).toBe('Webhook: 3 messages sent.');
    expect(there.got.map(({ path }) => path)).toEqual(Array(3).fill('/masuk?kunci=RAHASIA'));
    const seconds = Math.floor(Date.now() / 1000);
    for (const { headers, body } of there.got) {
      const received = {
        id: String(headers['webhook-id']),
        timestamp: String(headers['webhook-timestamp']),
        signatures: String(headers['webhook-signature']),
        body,
      };
      const key = readWebhookSecret(secret);
      expect(doubtOf(key, received, seconds)).toBeUndefined();
      for (const changed of [
        { id: 'x' },
        { timestamp: '1' },
        { body: `${body} ` },
        { signatures: 'v1,' },
        { signatures: '' },
      ])
        expect(doubtOf(key, { ...received, ...changed }, seconds)?.en).toBe('the signature does not match');
      expect(doubtOf(readWebhookSecret(makeWebhookSecret()), received, seconds)?.en).toContain('does not match');
      expect(doubtOf(key, received, seconds + 600)?.en).toContain('five minutes');
      expect(JSON.parse(body)).toEqual(messages.find(({ data }) => data.number === JSON.parse(body).data.number));
    }
    expect(new Set(there.got.map(({ headers }) => headers['webhook-id'])).size).toBe(3);
  });

  it('a message that is sent again has the same id', () => {
    const [message] = messages;
    if (!message) throw new Error('There is no message.');
    const ids = [1, 2].map(
      (seconds) => webhookPost(webhookAt('https://gerbang.example'), message, seconds).headers['webhook-id'],
    );
    expect(ids[0]).toBe(ids[1]);
  });
});

describe('security 48: a receiver that is dead or hostile delays nothing, and is sent nothing more', () => {
  it.each([
    ['hangs', hangs],
    ['sends its headers byte by byte', drips],
  ])('security 48: a receiver that %s is left when the time for all messages is over', async (_what, answer) => {
    const there = await receiver(answer);
    const many = Array.from({ length: 40 }, () => messages).flat();
    const { report } = await sendToWebhook(webhookAt(there.url), many, QUICK);
    expect(report.en).toBe('Webhook: 120 of 120 messages did not arrive (no answer in time); they are not sent again.');
    expect(there.got.length).toBeLessThanOrEqual(8);
  });

  it('security 48: an endless response of a receiver is not read', async () => {
    const there = await receiver(talksForEver);
    expect((await sendToWebhook(webhookAt(there.url), messages, PATIENT)).report.en).toBe('Webhook: 3 messages sent.');
  });

  it('security 48: a receiver that fails is not asked again, since it may have the message', async () => {
    const there = await receiver((response) => void response.writeHead(500).end());
    const { report } = await sendToWebhook(webhookAt(there.url), messages, PATIENT);
    expect(report.en).toContain('3 of 3 messages did not arrive (answered 500)');
    expect(there.got).toHaveLength(3);
  });

  it('security 48: a receiver that breaks off in the middle is not asked again either', async () => {
    const there = await receiver((response) => void response.destroy());
    const { report } = await sendToWebhook(webhookAt(there.url), messages, PATIENT);
    expect(report.en).toContain('the connection broke off');
    expect(there.got).toHaveLength(3);
  });

  it('security 48: a receiver that replies 503 is sent the message again, with the same id, at most three times in all', async () => {
    const there = await receiver((response, _request, count) => void response.writeHead(count < 3 ? 503 : 204).end());
    const [one] = messages;
    expect((await sendToWebhook(webhookAt(there.url), one ? [one] : [], PATIENT)).report.en).toBe(
      'Webhook: 1 message sent.',
    );
    expect(new Set(there.got.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    const never = await receiver((response) => void response.writeHead(503).end());
    await sendToWebhook(webhookAt(never.url), one ? [one] : [], PATIENT);
    expect(never.got).toHaveLength(3);
  });

  it('security 48: an unreachable receiver is reported in one line', async () => {
    const there = await openReceiver();
    await there.close();
    const { report } = await sendToWebhook(webhookAt(there.url), messages, PATIENT);
    expect(report.en).toBe('Webhook: 3 of 3 messages did not arrive (no connection); they are not sent again.');
  });

  it('security 48: a redirect to an internal address is not followed', async () => {
    const within = await receiver();
    const there = await receiver(
      (response) => void response.writeHead(307, { location: `${within.url}/latest/meta-data` }).end(),
    );
    const { report } = await sendToWebhook(webhookAt(there.url), messages, PATIENT);
    expect(report.en).toContain('answered 307');
    expect(within.got).toEqual([]);
  });

  it('security 48: deliveries under way end with the office', async () => {
    const there = await receiver(hangs);
    const end = new AbortController();
    const posted = postAll(
      messages.map((message) => () => webhookPost(webhookAt(there.url), message, 1)),
      { longest: 600_000, signal: end.signal },
    );
    await there.came(3);
    end.abort();
    expect(await posted).toEqual(['late', 'late', 'late']);
  });
});

describe('security 30: the settings of a webhook', () => {
  const refused = (address: string, given: string, options = {}): string => {
    try {
      readWebhook(address, given, options);
    } catch (error) {
      if (error instanceof UsageError) return `${error.text.id} ${error.text.en}`;
      throw error;
    }
    return '';
  };

  it('without settings there is no webhook', () => expect(readWebhook('', '')).toBeUndefined());

  it.each([
    'http://gerbang.example/RAHASIA',
    'http://127.0.0.1/RAHASIA',
    'http://169.254.169.254/RAHASIA',
    'ftp://gerbang.example/RAHASIA',
    'https://RAHASIA@gerbang.example/',
    'https://a:RAHASIA@gerbang.example/',
    'RAHASIA',
    '',
  ])('security 30: %j is no address, and is not quoted', (address) => {
    const words = refused(address, secret);
    expect(words).toContain('DISPOSISI_WEBHOOK_URL');
    expect(words).not.toContain('RAHASIA');
    expect(words).not.toContain(secret);
  });

  it('a receiver on this machine may be named, without TLS, only for an office on one machine', () => {
    for (const address of ['http://127.0.0.1:8080/x', 'http://localhost/x', 'http://[::1]:1/'])
      expect(readWebhook(address, secret, { mayBeHere: true })?.address).toBe(address);
    for (const address of ['http://10.0.0.1/', 'http://127.0.0.1.example/', 'http://localhost.example/'])
      expect(refused(address, secret, { mayBeHere: true })).not.toBe('');
  });

  it.each([
    '',
    'RAHASIA',
    `whsec_${Buffer.from('pendek').toString('base64')}`,
    'whsec_RAHASIA!RAHASIA!RAHASIA!RAHASIA!RAHASIA!',
    `whsec_${Buffer.alloc(65).toString('base64')}`,
  ])('security 30: %j is no secret, and is not quoted', (given) => {
    const words = refused('https://gerbang.example/KUNCI', given);
    expect(words).toContain('DISPOSISI_WEBHOOK_SECRET');
    expect(words).not.toMatch(/RAHASIA|KUNCI|cGVuZGVr/);
  });
});
