import { describe, expect, it } from 'vitest';
import type { Step } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';
import { stepOf } from '#domain/procedure/steps.ts';
import { SOURCES } from '#tests/support/worded-journal.ts';
import { roleNames } from './case-situation.ts';
import { approveWords, changesWords } from './gestures.ts';

const { procedure, roles } = SOURCES;
const names = roleNames(roles);
const approve = (step: string, request: unknown = {}, missing: string[] = []) =>
  approveWords(procedure, stepOf(procedure, step), { request, results: {} }, names, { missing });

describe('R1: a gesture says what it leads to', () => {
  it('R1: an Approve names the roles that act next', () => {
    expect(approve('periksa')).toEqual({
      id: `Setujui, teruskan ke ${names('panitia').id}`,
      en: `Approve, forward to ${names('panitia').en}`,
    });
  });

  it('R1: an Approve after which the same role acts again names the step', () => {
    const panitia = stepOf(procedure, 'periksa').outcomes.approve[0]?.to ?? '';
    const next = { ...stepOf(procedure, panitia), outcomes: { approve: [{ to: panitia }] } };
    const { id, en } = approveWords(procedure, next, { request: {}, results: {} }, names);
    expect(id).toMatch(/^Setujui, ke langkah \d+: /);
    expect(en).toMatch(/^Approve, to step \d+: /);
  });

  it('R6: an Approve with several outcomes names the outcome to which the request now leads', () => {
    const small = approve('terima', { acara: { jumlah: 1 } }).id;
    expect(small).toBe(`Setujui, teruskan ke ${names('kepala').id} dan ${names('tu').id}`);
    expect(approve('terima', { acara: { jumlah: 100 } }).id).not.toBe(small);
  });

  it('R5: an Approve after which another role must approve too says whose turn is next', () => {
    expect(approve('periksa', {}, ['tu']).id).toBe(`Setujui, lalu giliran ${names('tu').id}`);
  });

  it('R6: an Approve with a reason in the procedure says that it sends a result, confirms a result, or continues the case', () => {
    const because = { id: 'uji gagal', en: 'the test failed' };
    const led = {
      ...stepOf(procedure, 'periksa'),
      outcomes: { approve: [{ to: 'terima', because }] },
      requires: { result: 'schemas/hasil-uji.schema.json' },
    };
    const said = (step: typeof led | Omit<typeof led, 'requires'>, sharing = {}) =>
      approveWords(procedure, step, { request: {}, results: {} }, names, sharing);
    expect(said(led).id).toMatch(/^Kirim hasil: uji gagal, ke langkah \d+: /);
    expect(said(led).en).toMatch(/^Send the result: the test failed, to step \d+: /);
    expect(said(led, { missing: ['tu'] }).id).toMatch(/^Kirim hasil: uji gagal, lalu giliran .*, kemudian ke langkah/);
    expect(said(led, { supplies: false }).id).toMatch(/^Benarkan hasil: uji gagal, ke langkah/);
    const { requires: _, ...decided } = led;
    expect(said(decided)).toMatchObject({
      id: expect.stringMatching(/^Lanjutkan: uji gagal, /),
      en: expect.stringMatching(/^Go on: the test failed, /),
    });
  });

  it('R1: a Request changes names the opener or the row to which it leads, and a step without Request changes has no words for it', () => {
    expect(changesWords(procedure, stepOf(procedure, 'periksa'))).toEqual({
      id: 'Kembalikan ke pemohon',
      en: 'Return to the applicant',
    });
    const { changes: _, ...outcomes } = stepOf(procedure, 'periksa').outcomes;
    expect(changesWords(procedure, { ...stepOf(procedure, 'periksa'), outcomes })).toBeUndefined();
  });

  it('R43: an Approve that ends the case without success never says “approve”', () => {
    const ended = (because?: Text) => ({
      ...stepOf(procedure, 'periksa'),
      outcomes: { approve: [{ end: 'failed' as const, ...(because && { because }) }] },
    });
    const said = (step: Step) => approveWords(procedure, step, { request: {}, results: {} }, names).id;
    expect(said(ended())).toBe('Tutup berkas, permohonan gagal');
    expect(
      said({ ...ended({ id: 'uji gagal total', en: 'all failed' }), requires: { result: 'schemas/a.json' } }),
    ).toBe('Kirim hasil: uji gagal total, permohonan gagal');
  });

  it('R1: the last Approve says that it completes the case, and a Request changes that ends the case as failed says so', () => {
    const step = {
      ...stepOf(procedure, 'periksa'),
      outcomes: { approve: [{ end: 'completed' as const }], changes: { end: 'failed' as const } },
    };
    expect(approveWords(procedure, step, { request: {}, results: {} }, names).id).toBe('Setujui, berkas selesai');
    expect(changesWords(procedure, step)?.id).toBe('Tutup berkas: permohonan gagal');
  });
});
