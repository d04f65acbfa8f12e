import { describe, expect, it } from 'vitest';
import fc from '#tests/support/fast-check.ts';
import { cut, inlineCode, mention, plainName, quote } from './markdown.ts';

const FENCE = '```';

describe('security 24: what people type is quoted as text', () => {
  it.each([
    ['a mention', '@semua tolong', 'text\n@semua tolong'],
    ['a fence that would close the fence of the quotation', `a\n${FENCE}\n@semua`, `text\na\n${FENCE}\n@semua`],
    ['HTML that would close the HTML around it', '</details><img src=x>', 'text\n</details><img src=x>'],
    ['the marker of the sticky comment', '<!-- disposisi:sticky -->', 'text\n<!-- disposisi:sticky -->'],
    ['line ends of other systems', 'a\r\nb\rc\u2028d', 'text\na\nb\nc\nd'],
    ['a reversed reading direction', 'setuju\u202Eabc\u0000', 'text\nsetuju<U+202E>abc<U+0000>'],
    ['empty lines around', '\n\n  baris satu\n\n', 'text\n  baris satu'],
    ['no character', '', 'text\n'],
  ])('security 24: text with %s is quoted as text', (_, text, inside) => {
    const fence = text.includes(FENCE) ? '````' : FENCE;
    expect(quote(text)).toBe(`${fence}${inside}\n${fence}`);
  });

  it('security 24: the fence is longer than any run of backticks inside the text', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('`', '``', '`````', '\n', 'a', ' ', '~~~')), (pieces) => {
        const block = quote(pieces.join(''));
        const fence = /^`+/.exec(block)?.[0] ?? '';
        const inside = block.split('\n').slice(1, -1).join('\n');
        expect(block.endsWith(`\n${fence}`)).toBe(true);
        expect(inside).not.toContain(fence);
      }),
    );
  });

  it('a long text is cut in a quotation, and ends with “…”', () => {
    expect(quote('a'.repeat(70_000)).length).toBeLessThan(4_100);
    expect(quote('a'.repeat(70_000))).toContain('a…\n');
  });
});

describe('security 24: in a sentence, typed text is inline code', () => {
  it.each([
    ['a mention', '@semua', '`@semua`'],
    ['an issue', 'closes #12, GH-12', '`closes #12, GH-12`'],
    ['a link and an image', '[x](https://y.z) ![a](b)', '`[x](https://y.z) ![a](b)`'],
    ['HTML', '<b>x</b>', '`<b>x</b>`'],
    ['several lines', 'satu\n\n# dua', '`satu # dua`'],
    ['backticks inside', 'a `b` ``c``', '``` a `b` ``c`` ```'],
    ['only backticks', '``', '``` `` ```'],
  ])('security 24: in a sentence, %s is inline code', (_, text, code) => {
    expect(inlineCode(text)).toBe(code);
  });

  it('in a sentence, an empty text is a dash', () => {
    expect(inlineCode(' \n ')).toBe('–');
  });
});

describe('security 24: a name is escaped', () => {
  it.each([
    ['Kepala Dinas', 'Kepala Dinas'],
    ['staf/operator', 'staf/operator'],
    ['Evarnanda, S.Kom', 'Evarnanda, S.Kom'],
    ['@semua', '@&#8203;semua'],
    ['a@b.co', 'a@&#8203;b.co'],
    ['#12 org/repo#12 GH-12', '\\#&#8203;12 org/repo\\#&#8203;12 GH-&#8203;12'],
    ['0123456789ab', '012345&#8203;6789ab'],
    ['[x](https://y.z)', '\\[x\\](https\\:&#8203;//y.z)'],
    ['_www.y.z', '\\_www&#8203;.y.z'],
    ['![a](b)', '\\!\\[a\\](b)'],
    ['<img src=x>', '\\<img src=x\\>'],
    ['<!-- disposisi:sticky -->', '\\<\\!-- disposisi\\:sticky --\\>'],
    ['*TU* __TU__ ~~TU~~ `TU`', '\\*TU\\* \\_\\_TU\\_\\_ \\~\\~TU\\~\\~ \\`TU\\`'],
    ['a | b', 'a \\| b'],
    ['a\\', 'a\\\\'],
    ['&commat;semua', '&amp;commat;semua'],
    ['1. satu', '1\\. satu'],
    ['- satu', '\\- satu'],
    ['+ satu', '\\+ satu'],
    ['satu + dua = tiga (3)', 'satu + dua = tiga (3)'],
    ['jadi :tada: :+1:', 'jadi \\:&#8203;tada\\: \\:&#8203;+1\\:'],
    ['satu\n\n# dua', 'satu \\# dua'],
  ])('security 24: the name %s is escaped, so that markdown shows it as typed', (text, written) => {
    expect(plainName(text)).toBe(written);
  });

  it('security 24: no character of a name that markdown would interpret is left unescaped', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const bare = plainName(text)
          .replace(/\\[!-/:-@[-`{-~]/g, '')
          .replaceAll(/&(amp|#8203);/g, '');
        expect(bare).not.toMatch(/[\\`*_{}[\]<>#!|~&:\n]|@[a-z\d]/i);
      }),
    );
  });
});

describe('only a login is mentioned', () => {
  it.each([
    ['contoh-tu', '@contoh-tu'],
    ['contoh_kantor', '@contoh_kantor'],
    ['semua/tim', '`semua/tim`'],
    ['a b', '`a b`'],
    ['-a', '`-a`'],
    ['', '–'],
  ])('the mention of “%s” is written as %s', (login, text) => {
    expect(mention(login)).toBe(text);
  });
});

describe('a text is cut between characters', () => {
  it('a text is never cut inside a character', () => {
    expect(cut('𝒜𝒜𝒜𝒜', 3)).toBe('𝒜𝒜…');
    expect(cut('𝒜𝒜𝒜', 3)).toBe('𝒜𝒜𝒜');
  });
});
