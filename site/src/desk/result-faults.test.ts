import { expect, test } from 'vitest';
import type { Schema } from '#domain/request/annotations.ts';
import { sampleText } from '#tests/support/folders.ts';
import { Walk } from '#tests/support/walked-case.ts';
import { deskCase } from '#tests/site/support/desk-case.ts';
import { resultFaults } from './result-faults.ts';

const schema = JSON.parse(sampleText('schemas/hasil-arahan.schema.json')) as Schema;

test.each(['contoh-bpbd', 'Contoh-TU', 'tidak-ada'])(
  'R4, R52: the desk reports nothing if a result informs an account (%s), because only the process looks accounts up',
  (akun) => {
    const one = deskCase({ walk: new Walk(7).to('arahan-walikota') });
    const { current } = one;
    if (!current) throw new Error('There is no case.');
    const result = { ruang: 'tcm', pemangku_kepentingan: [{ instansi: 'BPBD Contoh', akun }] };
    expect(resultFaults(one, current, { schema, result, now: current.state.visit.begins })).toEqual([]);
  },
);

test('R24: the desk checks an offer against capacity, equipment and bookings', () => {
  const alternatives = JSON.parse(sampleText('schemas/hasil-pemberitahuan-alternatif.schema.json')) as Schema;
  const asked = { pelaksanaan: { peserta: 31, peralatan: ['proyektor'] } };
  const walk = new Walk(7).submit(asked).to('pengecekan').approveTo('pemberitahuan-alternatif');
  const one = deskCase({ walk });
  const { current } = one;
  if (!current) throw new Error('There is no case.');
  const taken = {
    room: 'tcm',
    start: '2026-12-01T02:00:00Z',
    end: '2026-12-01T04:00:00Z',
    case: 'PMK-2026-6',
    number: 6,
  };
  const seen = { ...one, index: { ...one.index, bookings: [taken] } };
  const offer = { mulai: '2026-12-01T09:00:00+07:00', selesai: '2026-12-01T11:00:00+07:00', ruang: 'tcm' };
  const result = { alternatif: [offer] };
  const said = resultFaults(seen, current, { schema: alternatives, result, now: current.state.visit.begins });
  expect(said.map(({ message }) => message.en.split(/[.(]/)[0]?.trim())).toEqual([
    'More participants than the room holds',
    'The room lacks equipment',
    'Another case has booked that room',
  ]);
});
