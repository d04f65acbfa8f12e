import { expect, test } from 'vitest';
import type { Schema } from '#domain/request/annotations.ts';
import { sampleText } from '#tests/support/folders.ts';
import { Walk } from '#tests/support/walked-case.ts';
import { deskCase } from '#tests/site/support/desk-case.ts';
import { resultFaults } from './result-faults.ts';

const schema = JSON.parse(sampleText('schemas/hasil-arahan.schema.json')) as Schema;

test.each(['contoh-bpbd', 'Contoh-TU', 'tidak-ada'])(
  'R4, R52: a result may name any account (%s): whether anybody has it the process looks up, and the desk says nothing of it',
  (akun) => {
    const one = deskCase({ walk: new Walk(7).to('arahan-walikota') });
    const { standing } = one;
    if (!standing) throw new Error('The case does not stand.');
    const result = { ruang: 'tcm', pemangku_kepentingan: [{ instansi: 'BPBD Contoh', akun }] };
    expect(resultFaults(one, standing, { schema, result, now: standing.state.visit.begins })).toEqual([]);
  },
);
