import { describe, expect, test } from 'vitest';
import { HttpRefusal } from '../refusal.ts';
import { mediaOf } from './request.ts';

describe('the media type of a reply', () => {
  test.each([
    ['', 'json'],
    ['*/*', 'json'],
    ['text/html, */*;q=0.8', 'json'],
    ['application/json', 'json'],
    ['application/vnd.github+json', 'json'],
    ['application/vnd.github.v3+json', 'json'],
    ['application/vnd.github.mercy-preview+json', 'json'],
    ['application/vnd.github.raw+json', 'json'],
    ['application/vnd.github.diff', 'diff'],
    ['application/vnd.github.v3.diff; charset=utf-8', 'diff'],
    ['Application/Vnd.GitHub.v3.Patch', 'patch'],
    ['text/plain, application/vnd.github.patch', 'patch'],
  ])('a call that accepts “%s” gets %s', (accept, media) => {
    expect(mediaOf(accept, ['diff', 'patch'])).toBe(media);
  });

  test.each(['text/html', 'application/xml', 'application/vnd.github.html', 'application/vnd.github.full+json'])(
    'a call that accepts only “%s”, which is not offered, is refused with 415',
    (accept) => {
      expect(() => mediaOf(accept, ['diff', 'patch'])).toThrow(
        expect.objectContaining({ status: 415, message: expect.stringContaining("Must accept 'application/json'") }),
      );
      expect(() => mediaOf('application/vnd.github.diff', [])).toThrow(HttpRefusal);
    },
  );

  test('a call that accepts raw, with or without +json, gets raw if it is offered', () => {
    expect(mediaOf('application/vnd.github.raw+json', ['raw'])).toBe('raw');
    expect(mediaOf('application/vnd.github.v3.raw', ['raw'])).toBe('raw');
  });
});
