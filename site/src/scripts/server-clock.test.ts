import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { settingsOf } from '../desk/settings.ts';

type ServerClock = typeof import('./server-clock.ts');

let clock: ServerClock;
beforeEach(async () => {
  vi.resetModules();
  vi.useFakeTimers({ now: new Date('2041-01-01T00:00:00Z'), toFake: ['Date', 'performance'] });
  clock = await import('./server-clock.ts');
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const at = (instant: string): number => Date.parse(instant) / 1000;
const response = (date?: string): Response => new Response('{}', date === undefined ? {} : { headers: { date } });

it('a page does not know the time until a server has sent it, and then counts on by itself', () => {
  expect(clock.serverTime()).toBeUndefined();
  clock.hearResponse(response());
  expect(clock.serverTime()).toBeUndefined();
  clock.hearResponse(response('Wed, 25 Nov 2026 02:20:00 GMT'));
  expect(clock.serverTime()).toBe(at('2026-11-25T02:20:00Z'));
  vi.advanceTimersByTime(90_000);
  expect(clock.serverTime()).toBe(at('2026-11-25T02:21:30Z'));
});

it('the time of a page never goes back, also if the reader’s own clock is set back', () => {
  clock.hearTime(at('2026-11-25T02:20:00Z'));
  vi.setSystemTime(new Date('2001-01-01T00:00:00Z'));
  clock.hearResponse(response('Wed, 25 Nov 2026 02:00:00 GMT'));
  clock.hearTime(Number.NaN);
  expect(clock.serverTime()).toBe(at('2026-11-25T02:20:00Z'));
  clock.hearResponse(response('Wed, 25 Nov 2026 03:00:00 GMT'));
  expect(clock.serverTime()).toBe(at('2026-11-25T03:00:00Z'));
});

it.each([
  ['the forge’s own', 'Wed, 25 Nov 2026 03:00:00 GMT', '2026-11-25T03:00:00Z'],
  ['that of the site’s server, if the forge does not send its own', undefined, '2026-11-25T02:20:00Z'],
])('the desk’s time is %s', async (_, date, expected) => {
  const { openForge } = await import('../desk/forge.ts');
  const target = { kind: 'github', repository: 'kota/agenda', signIn: 'https://masuk.contoh.example' } as const;
  const forge = openForge(settingsOf(target, 'https://kota.example', { language: 'id', base: '' }), 'token');
  vi.stubGlobal('fetch', async () => response(date));
  clock.hearTime(at('2026-11-25T02:20:00Z'));
  await forge.rest('GET', '/pulls/1');
  expect(forge.now()).toBe(Date.parse(expected));
});
