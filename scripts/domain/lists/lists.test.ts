import { describe, expect, it } from 'vitest';
import type { Rules } from '#domain/case/state/world.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { roleNames } from '#domain/words/case-situation.ts';
import fc from '#tests/support/fast-check.ts';
import { sampleText } from '#tests/support/folders.ts';
import { roles, sop, Walk } from '#tests/support/walked-case.ts';
import { caseOfLine, listLine, printList, printYear, siteOfLine, TITLE_LIMIT, yearsIn } from './list-pages.ts';
import { type ListedCase, listedCase, placeOfCase } from './listed-case.ts';
import { mergeMessage } from './merge-message.ts';

const schema = JSON.parse(sampleText(sop.request.schema)) as Schema;
const rules: Rules = {
  procedure: { path: 'sops/a.yaml', blob: 'b', value: sop },
  schema: { path: sop.request.schema, blob: 'c', value: schema },
};

const REQUEST = {
  kegiatan: { jenis: 'rapat', judul: 'Rapat siaga banjir' },
  pemohon: { nama: 'Nama Pemohon', instansi: 'Dinas Contoh' },
  surat: { perihal: 'Perihal surat' },
};

const listed = (walk: Walk): ListedCase => {
  const one = listedCase(walk.sealed(), rules, roleNames(roles));
  if (!one) throw new Error('No case.');
  return one;
};

const lineOf = (walk: Walk): string => listLine(listed(walk), 'https://situs.example');
const NUMBER = (n: number) => `[PMK-2026-${n}](<https://situs.example/berkas/PMK-2026-${n}/>)`;
const walked = (number = 12): Walk => new Walk(number).submit(REQUEST);

describe('R27: the line of a case in a list', () => {
  it.each<[what: string, walk: Walk, line: string]>([
    [
      'a running case without an agenda number',
      walked(),
      `| ${NUMBER(12)} | – | Rapat siaga banjir | Berjalan / Running | – | – | – |`,
    ],
    [
      'a case that was received',
      walked().to('disposisi'),
      `| ${NUMBER(12)} | 12/2026 | Rapat siaga banjir | Berjalan / Running | – | – | – |`,
    ],
    [
      'a rejected case, by the office that rejected it',
      walked().to('disposisi').reject('Alasan yang publik'),
      `| ${NUMBER(12)} | 12/2026 | Rapat siaga banjir | Ditolak / Rejected | Kepala Dinas / Head of agency | 25 Nov 2026 | – |`,
    ],
    [
      'a withdrawn case, by the opener in the SOP’s word',
      walked().withdraw(),
      `| ${NUMBER(12)} | – | Rapat siaga banjir | Ditarik / Withdrawn | Pemohon / Applicant | 25 Nov 2026 | – |`,
    ],
    [
      'a case with an end in the SOP’s own words',
      walked().approve({ end: 'refused', as: { id: 'izin ditolak', en: 'permit refused' } }),
      `| ${NUMBER(12)} | 12/2026 | Rapat siaga banjir | Izin ditolak / Permit refused | TU / Administration office | 25 Nov 2026 | – |`,
    ],
    [
      'a case with a month that has another name in English',
      new Walk(7, '2026-08-01T02:00:00Z').submit(REQUEST).withdraw(),
      `| ${NUMBER(7)} | – | Rapat siaga banjir | Ditarik / Withdrawn | Pemohon / Applicant | 1 Agu 2026 / 1 Aug 2026 | – |`,
    ],
  ])('R27: shows %s', (_what, walk, line) => {
    expect(lineOf(walk)).toBe(line);
  });

  it('R27, R34: names the folder of a completed case, and links to it from the branch of the register', () => {
    const walk = walked().to('pelaksanaan').approve({ end: 'completed' });
    const folder = 'requests/2026/rahasia-12';
    expect(lineOf(walk)).toContain(` | [\`${folder}\`](../../../../tree/main/${folder}) |`);
  });

  it('R27, R49: shows a title as it was corrected after the end', () => {
    const walk = walked().to('pelaksanaan').approve({ end: 'completed' });
    const corrected = { field: '/kegiatan/judul', before: 'Rapat siaga banjir', after: 'Rapat siaga angin' };
    walk.add('corrected', { note: 'Salah ketik.', corrected });
    expect(listed(walk).title).toBe('Rapat siaga angin');
  });

  it('R27: names no folder of a case that is not completed, or whose path no request may have', () => {
    expect(lineOf(walked().withdraw())).toMatch(/ \| – \|$/);
    const walk = walked().to('pelaksanaan').approve({ end: 'completed' });
    const [first] = walk.entries;
    if (first?.opens) first.opens.path = 'requests/2026/a](https://x.example)|/request.yaml';
    expect(lineOf(walk)).toMatch(/ \| – \|$/);
  });

  it.each<[what: string, walk: Walk]>([
    ['is restricted', new Walk(12).submit(REQUEST, { nature: 'rahasia' }).to('disposisi').reject('Alasan')],
    [
      'was restricted once, also if it is not any more',
      new Walk(12)
        .submit(REQUEST, { nature: 'rahasia' })
        .changes('Sebab')
        .submit(REQUEST, { nature: 'biasa' })
        .to('pelaksanaan')
        .approve({ end: 'completed' }),
    ],
  ])('R11: of a case that %s, shows number, end and day only', (_what, walk) => {
    const line = lineOf(walk);
    expect(line).toBe(`| ${NUMBER(12)} | – | – | Ditutup / Ended | – | 25 Nov 2026 | – |`);
  });

  it('R11: has no text of a request that is not public', () => {
    const secret = new Walk(12).submit({ ...REQUEST, pemohon: { nama: 'Nama Rahasia', telepon: '0800' } });
    expect(lineOf(secret.to('disposisi').reject('Sebab'))).not.toMatch(/Nama Rahasia|0800|pemohon-login|Sebab/);
  });
});

/** Divides a line of a table as a reader of Markdown does: at each pipe without a backslash before it. */
const cellsOf = (line: string): string[] => line.split(/(?<!\\)\|/).slice(1, -1);

describe('security 24: the title of a request stays text in a list', () => {
  it.each([
    ['a pipe', 'a | b', 'a &#124; b'],
    ['a pipe behind a backslash', 'a \\| b', 'a \\\\&#124; b'],
    ['a mention', 'untuk @semua', 'untuk @&#8203;semua'],
    ['a link and a picture', '[x](https://y.z) ![a](b)', '\\[x\\](https\\:&#8203;//y.z) \\!\\[a\\](b)'],
    ['HTML', '<img src=x onerror=y> <!-- -->', '\\<img src=x onerror=y\\> \\<\\!-- --\\>'],
    ['backticks', '`kode` ``', '\\`kode\\` \\`\\`'],
    ['several lines', 'satu\n| dua |\n\n# tiga', 'satu &#124; dua &#124; \\# tiga'],
    ['a reference and a picture word', 'closes #12 :tada:', 'closes \\#&#8203;12 \\:&#8203;tada\\:'],
  ])('security 24: %s', (_what, judul, shown) => {
    const line = lineOf(new Walk(12).submit({ kegiatan: { judul } }));
    expect(cellsOf(line)[2]).toBe(` ${shown} `);
    expect([line.split('\n').length, cellsOf(line).length]).toEqual([1, 7]);
  });

  it('security 24: no title ends its cell, its line or its list', () => {
    const one = listed(walked());
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (title) => {
        const line = listLine({ ...one, title }, undefined);
        expect(cellsOf(line)).toHaveLength(7);
        expect(caseOfLine(line, placeOfCase(one))).toBe(12);
      }),
    );
  });

  it('a long title is cut', () => {
    const [, , title = ''] = cellsOf(lineOf(new Walk(12).submit({ kegiatan: { judul: 'a'.repeat(4_000) } })));
    expect(title.length).toBeLessThanOrEqual(TITLE_LIMIT * 10);
    expect(title.endsWith('… ')).toBe(true);
  });

  it('an address of the site cannot end the link', () => {
    const line = listLine(listed(walked()), 'https://situs.example/>)|x\n');
    expect([cellsOf(line).length, line.split('\n').length]).toEqual([7, 1]);
    expect(siteOfLine(lineOf(walked()))).toBe('https://situs.example');
    expect(siteOfLine(listLine(listed(walked()), undefined))).toBeUndefined();
  });
});

describe('R27: lists and their pages', () => {
  const place = { year: '2026', hundred: 1 };
  const lines = new Map([120, 101].map((number) => [number, lineOf(walked(number))]));

  it('R27: a list has its cases in the order of numbers', () => {
    const text = printList(place, lines);
    expect(text).toContain('# Daftar berkas 2026: 100–199 / Cases of 2026: 100–199\n');
    expect(text.split('\n').slice(-3)).toEqual([lines.get(101), lines.get(120), '']);
  });

  it('R27: the page of a year links to its lists, the newest first, and the links of a README are read', () => {
    const page = printYear('2026', [0, 11, 2, 2]);
    expect(page.split('\n').slice(-4)).toEqual(['- [1100–1199](11.md)', '- [200–299](2.md)', '- [1–99](0.md)', '']);
    expect(yearsIn('- [2026](daftar/2026/README.md)\n- [2025](daftar/2025/README.md)\n')).toEqual(['2026', '2025']);
    expect(yearsIn(undefined)).toEqual([]);
  });
});

describe('R34: the message of the commit by which main receives a case', () => {
  const done = (judul: string, more = {}) =>
    listed(new Walk(12).submit({ kegiatan: { judul } }, more).to('pelaksanaan').approve({ end: 'completed' }));

  it('R34: says of the case what its page says, and links to the page', () => {
    expect(mergeMessage(done('Rapat siaga banjir'), sop.title.id, 'https://situs.example')).toBe(
      [
        'PMK-2026-12: Rapat siaga banjir',
        '',
        'Nomor agenda / Agenda number: 12/2026',
        'Judul / Title: Rapat siaga banjir',
        'Keputusan / Decision: Selesai / Completed',
        'Oleh / By: Staf/operator / Operator',
        'Ditutup / Ended: 25 Nov 2026',
        'https://situs.example/berkas/PMK-2026-12/',
      ].join('\n'),
    );
  });

  it('R11, R34: of a restricted case, says nothing that its page does not say', () => {
    const message = mergeMessage(done('Rahasia', { nature: 'rahasia' }), 'SOP contoh', undefined);
    expect(message).toBe(
      ['PMK-2026-12: SOP contoh', '', 'Keputusan / Decision: Ditutup / Ended', 'Ditutup / Ended: 25 Nov 2026'].join(
        '\n',
      ),
    );
  });

  it.each([
    ['a mention', '@semua', '@ semua'],
    ['a closing keyword', 'closes #12, fixes GH-3, org/repo#4', 'closes # 12, fixes GH- 3, org/repo# 4'],
    ['a command that skips workflows', '[skip ci] [ci skip]', '(skip ci) (ci skip)'],
    ['a link', 'https://y.z www.y.z', 'https: //y.z www .y.z'],
    ['a trailer on a line of its own', 'a\n\n\nskip-checks: true', 'a skip-checks: true'],
  ])('security 24: %s in a title stays text in the message', (_what, title, shown) => {
    const [first, , , second] = mergeMessage(done(title), sop.title.id, undefined).split('\n');
    expect([first, second]).toEqual([`PMK-2026-12: ${shown}`, `Judul / Title: ${shown}`]);
  });

  it('security 24: no title adds a line to the message, and the first line is not longer than GitHub shows', () => {
    const one = done('Judul');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (title) => {
        const lines = mergeMessage({ ...one, title: `a${title}` }, sop.title.id, undefined).split('\n');
        expect(lines).toHaveLength(7);
        expect([...(lines[0] ?? '')].length).toBeLessThanOrEqual(72);
        expect(lines.join('\n')).not.toMatch(/@\S|#\d|:\/\/|\[/);
      }),
    );
  });
});
