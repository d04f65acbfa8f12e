import { PERMITS } from './folders.ts';
import type { OfficeOptions } from './office.ts';

/**
 * The options that open the fictional office in tests/fixtures/permits with its accounts and two citizens, on Monday,
 * 21 December 2026, 09.00 in central Indonesia.
 */
export const PERMITS_OFFICE = {
  root: PERMITS,
  people: { loket: 1, periksa: 2, kepala: 5, warga: 20, tetangga: 21 },
  now: '2026-12-21T01:00:00Z',
} as const satisfies OfficeOptions;

/** Returns a request for the hall of this fictional office. */
export const hallRequest = (changes: Readonly<Record<string, unknown>>): Record<string, unknown> => ({
  ...{ sop: 'izin-balai', akun: 'warga', acara: 'Pasar murah', lampiran: ['surat-permohonan.pdf'] },
  ...changes,
});
