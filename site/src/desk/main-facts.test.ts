import { describe, expect, it } from 'vitest';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { branching, permits } from '#tests/support/branching.ts';
import { disclosure, sop } from '#tests/support/walked-case.ts';
import { countOf } from './view/checklist.tsx';
import { type MainFact, placeAndPeople, whoAndWhat } from './view/in-short.tsx';

const reported = (facts: readonly MainFact[]) => facts.map(({ label, value }) => [label.en, value]);

describe('the facts that a decision needs first', () => {
  const schema = disclosure.request as Schema;
  const request = {
    pemohon: { akun: 'contoh', instansi: 'Dinas Contoh' },
    kegiatan: { jenis: 'rapat' },
    pelaksanaan: { tempat: 'Aula', peserta: 14 },
  };

  it('the facts “who” and “what” are the fields by which the archive filters', () => {
    expect(reported(whoAndWhat(sop, schema, request))).toEqual([
      ['Agency', 'Dinas Contoh'],
      ['Kind of event', 'rapat'],
    ]);
  });

  it('place and number of people are the fields of the procedure’s pointers, if they have values', () => {
    expect(reported(placeAndPeople(sop, schema, request)).map(([, value]) => value)).toEqual(['Aula', 14]);
    expect(placeAndPeople(sop, schema, {})).toEqual([]);
    const settled = (place: { place?: string }) => reported(placeAndPeople(sop, schema, request, place));
    expect(settled({ place: 'Posko' }).map(([, value]) => value)).toEqual(['Posko', 14]);
    expect(settled({}).map(([, value]) => value)).toEqual([14]);
  });

  it('if the archive filters by no field next to the applicant’s account, the account says who; without an account nothing does', () => {
    const other = branching.schemas.get(permits.request.schema)?.value as Schema;
    expect(reported(whoAndWhat(permits, other, { pemohon: 'contoh-warga' }))).toEqual([['Applicant', 'contoh-warga']]);
    const { applicant: _, ...pointers } = permits.request.pointers;
    const nobody: Procedure = { ...permits, request: { ...permits.request, pointers } };
    expect(whoAndWhat(nobody, other, { pemohon: 'contoh-warga' })).toEqual([]);
  });
});

it('the completeness of a step counts what is there or lacking, and not the people to consult', () => {
  expect(countOf([])).toEqual({ n: 0, m: 0 });
  const ticks = [
    ['check', 'Surat terlampir'],
    ['warn', 'Ruang sudah dipesan'],
    ['pen', 'Hasil diisi di sini'],
    ['people', 'Berkoordinasi dengan Kabid IKP'],
  ] as const;
  expect(countOf(ticks)).toEqual({ n: 1, m: 3 });
  expect(countOf(ticks.slice(3))).toEqual({ n: 0, m: 0 });
});
