import { describe, expect, it } from 'vitest';
import { UsageError } from '#domain/user-error.ts';
import { readArgs } from './read-args.ts';

const OPTIONS = {
  file: { type: 'string' },
  attach: { type: 'string', multiple: true },
  draft: { type: 'boolean' },
} as const;

function refusal(args: readonly string[], operands = 0): { id: string; en: string } {
  try {
    readArgs(args, OPTIONS, operands);
  } catch (error) {
    if (error instanceof UsageError) return error.text;
    throw error;
  }
  throw new Error('it was understood');
}

describe('a wrong command line is reported in the reader’s language, with what is possible', () => {
  it.each([
    [
      'an unknown option',
      ['--cepat'],
      'Tidak ada opsi --cepat; yang ada: --file, --attach, --draft, --lang, --help.',
      'There is no option --cepat; there are: --file, --attach, --draft, --lang, --help.',
    ],
    ['an unknown letter', ['-x'], 'Tidak ada opsi -x;', 'There is no option -x;'],
    [
      'an option without its value',
      ['--file'],
      '--file: diharapkan sebuah nilai, seperti --file NILAI.',
      '--file: expected a value, as in --file VALUE.',
    ],
    [
      'an option followed by another instead of its value',
      ['--file', '--draft'],
      '--file: diharapkan sebuah nilai, diterima "--draft". Nilai yang diawali "-" ditulis --file=--draft.',
      '--file: expected a value, received "--draft". A value that begins with "-" is written --file=--draft.',
    ],
    [
      'a value for an option without one',
      ['--draft=ya'],
      '--draft: tanpa nilai, diterima "ya".',
      '--draft: takes no value, received "ya".',
    ],
    ['one operand too many', ['satu'], 'Tidak dimengerti: "satu".', 'Not understood: "satu".'],
  ])('a command line with %s is refused', (_what, args, id, en) => {
    const text = refusal(args);
    expect(text.id).toContain(id);
    expect(text.en).toContain(en);
  });

  it('the first of several operands too many is named', () => {
    expect(refusal(['satu', 'dua'], 1).en).toContain('"dua"');
  });
});

it('the options and operands of a valid command line are returned as they were written', () => {
  const args = ['satu', '--attach', 'a', '--attach=-b', '--draft', '--', '--file'];
  expect(readArgs(args, OPTIONS, 2)).toMatchObject({
    values: { attach: ['a', '-b'], draft: true },
    positionals: ['satu', '--file'],
  });
});
