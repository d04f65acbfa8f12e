import { expect, test } from 'vitest';
import { UserError } from '#domain/user-error.ts';
import { startFault } from './start-fault.ts';

/** Returns the error that Node throws if it cannot listen on a port. */
const thrown = (code: string) => Object.assign(new Error(`listen ${code}`), { code, syscall: 'listen' });
const words = (error: unknown) => (error instanceof UserError ? error.text : undefined);

test('a port that needs an administrator is reported with a port that needs none', () => {
  const text = words(startFault(thrown('EACCES'), 80));
  expect(text?.id).toMatch(/tidak boleh memakai port 80; .*npm start -- --port 4780$/);
  expect(text?.en).toMatch(/may not use port 80; .*npm start -- --port 4780$/);
});

test('the port that is offered instead of a used one is a valid port', () => {
  expect(words(startFault(thrown('EADDRINUSE'), 4780))?.en).toContain('--port 4781');
  expect(words(startFault(thrown('EADDRINUSE'), 65_535))?.en).toContain('--port 65534');
});

test('a folder without permission is reported as a folder, not as a port', () => {
  const error = Object.assign(new Error(), { code: 'EACCES', syscall: 'mkdir', path: '/srv/kantor' });
  expect(startFault(error, 80)).toBe(error);
});
