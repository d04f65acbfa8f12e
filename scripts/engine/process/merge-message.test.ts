import { describe, expect, it } from 'vitest';
import type { Rules } from '#domain/case/state/world.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { roleNames } from '#domain/words/case-situation.ts';
import fc from '#tests/support/fast-check.ts';
import { sampleText } from '#tests/support/folders.ts';
import { roles, sop, Walk } from '#tests/support/walked-case.ts';
import { mergeMessage, shownCase, type ShownCase } from './merge-message.ts';

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

const shown = (walk: Walk): ShownCase => {
  const one = shownCase(walk.sealed().parts, rules, roleNames(roles));
  if (!one) throw new Error('No case.');
  return one;
};

const walked = (number = 12): Walk => new Walk(number).submit(REQUEST);

describe('R34: what may be said of a case', () => {
  it.each<[what: string, walk: Walk, said: Partial<ShownCase>]>([
    [
      'a rejected case, by the office that rejected it',
      walked().to('disposisi').reject('Alasan yang publik'),
      { decision: { id: 'Ditolak', en: 'Rejected' }, by: { id: 'Kepala Dinas', en: 'Head of agency' } },
    ],
    [
      'a withdrawn case, by the opener in the SOP’s word',
      walked().withdraw(),
      { decision: { id: 'Ditarik', en: 'Withdrawn' }, by: { id: 'Pemohon', en: 'Applicant' } },
    ],
    [
      'a case with an end in the SOP’s own words',
      walked().approve({ end: 'refused', as: { id: 'izin ditolak', en: 'permit refused' } }),
      { decision: { id: 'Izin ditolak', en: 'Permit refused' }, agenda: '12/2026' },
    ],
    [
      'a day in a month that has another name in English',
      new Walk(7, '2026-08-01T02:00:00Z').submit(REQUEST).withdraw(),
      { ended: { id: '1 Agu 2026', en: '1 Aug 2026' } },
    ],
  ])('R34: %s', (_what, walk, said) => {
    expect(shown(walk)).toMatchObject(said);
  });

  it('R49: shows a title as it was corrected after the end', () => {
    const walk = walked().to('pelaksanaan').approve({ end: 'completed' });
    const corrected = { field: '/kegiatan/judul', before: 'Rapat siaga banjir', after: 'Rapat siaga angin' };
    walk.add('corrected', { note: 'Salah ketik.', corrected });
    expect(shown(walk).title).toBe('Rapat siaga angin');
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
    expect(Object.keys(shown(walk)).sort()).toEqual(['decision', 'ended', 'id']);
    expect(shown(walk).decision).toEqual({ id: 'Ditutup', en: 'Ended' });
  });

  it('R11: has no text of a request that is not public', () => {
    const secret = new Walk(12).submit({ ...REQUEST, pemohon: { nama: 'Nama Rahasia', telepon: '0800' } });
    const said = JSON.stringify(shown(secret.to('disposisi').reject('Sebab')));
    expect(said).not.toMatch(/Nama Rahasia|0800|pemohon-login|Sebab/);
  });
});

describe('R34: the message of the commit by which main receives a case', () => {
  const done = (judul: string, more = {}) =>
    shown(new Walk(12).submit({ kegiatan: { judul } }, more).to('pelaksanaan').approve({ end: 'completed' }));

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
  ])('security 24: %s in a title stays text in the message', (_what, title, text) => {
    const [first, , , second] = mergeMessage(done(title), sop.title.id, undefined).split('\n');
    expect([first, second]).toEqual([`PMK-2026-12: ${text}`, `Judul / Title: ${text}`]);
  });

  it('an address of the site stays one line of the message', () => {
    const message = mergeMessage(done('Judul'), sop.title.id, 'https://situs.example/>)|x\n');
    expect(message.split('\n').slice(7)).toEqual(['https://situs.example/)x/berkas/PMK-2026-12/']);
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
