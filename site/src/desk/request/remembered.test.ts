import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Schema } from '#domain/request/annotations.ts';
import { begun, knownIn, recalled, rememberedBy, toRemember } from './remembered.ts';

const SCHEMA: Schema = {
  properties: {
    siapa: {
      properties: {
        nama: { type: 'string', 'x-remember': true },
        jenis: { type: 'string', enum: ['opd', 'asn'], 'x-remember': true },
        akun: { type: 'string' },
      },
    },
    sifat: { type: 'string', default: 'biasa' },
  },
};

const store = new Map<string, string>();
beforeEach(() => {
  store.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => store.get(key) ?? null,
    setItem: (key: string, value: string) => store.set(key, value),
    removeItem: (key: string) => store.delete(key),
  });
});

describe('data that a device keeps for the next request', () => {
  it('only the fields that the schema names are kept, and only if they have a text', () => {
    const request = { siapa: { nama: 'Contoh', jenis: '', akun: 'contoh-opd' }, sifat: 'rahasia' };
    expect(toRemember(SCHEMA, request)).toEqual({ '/siapa/nama': 'Contoh' });
  });

  it('a field that has a value keeps it, and a choice that this SOP does not have is not filled in', () => {
    const kept = { values: { '/siapa/nama': 'Contoh', '/siapa/jenis': 'bpbd' }, untilSignOut: false };
    expect(recalled(SCHEMA, {}, kept)).toEqual({ siapa: { nama: 'Contoh' } });
    const own = { siapa: { nama: 'Lain' } };
    expect(recalled(SCHEMA, own, kept)).toEqual(own);
    expect(knownIn(SCHEMA, recalled(SCHEMA, {}, kept), kept)).toEqual(['/siapa/nama']);
    expect(knownIn(SCHEMA, own, kept)).toEqual([]);
    // What was left empty is not asked for again, if its group has remembered data.
    const some = { values: { '/siapa/nama': 'Contoh' }, untilSignOut: false };
    expect(knownIn(SCHEMA, recalled(SCHEMA, {}, some), some)).toEqual(['/siapa/nama', '/siapa/jenis']);
    expect(knownIn(SCHEMA, {}, { values: {}, untilSignOut: false })).toEqual([]);
  });

  it('one account never gets the data of another, and forgotten data are gone', () => {
    rememberedBy(7).keep({ values: { '/siapa/nama': 'Contoh' }, untilSignOut: false });
    expect(rememberedBy(70).of()).toBeUndefined();
    expect(rememberedBy(7).of()?.values).toEqual({ '/siapa/nama': 'Contoh' });
    rememberedBy(7).forget();
    expect(store.size).toBe(0);
  });

  it('data that somebody wrote into the storage fill in no account, no group and no field without the mark', () => {
    const values = { '/siapa/akun': 'orang-lain', '/siapa': { nama: 'x' }, '/sifat': 'x', '/siapa/nama': 5 };
    store.set('disposisi-ingat-7', JSON.stringify({ values }));
    const kept = rememberedBy(7).of();
    expect(kept && recalled(SCHEMA, {}, kept)).toEqual({});
    store.set('disposisi-ingat-7', '{"values":');
    expect(rememberedBy(7).of()).toBeUndefined();
  });

  it('a new request begins with the values of the schema, and a filled field keeps its own', () => {
    expect(begun(SCHEMA, {})).toEqual({ sifat: 'biasa' });
    expect(begun(SCHEMA, { sifat: 'rahasia' })).toEqual({ sifat: 'rahasia' });
  });
});
