import { FORMAT } from '#domain/journal/format.ts';
import type { IndexedCase } from '#domain/journal/index-file.ts';
import type { DeskReading } from '#site/src/desk/desk-list.ts';
import { deskOfficeOf, filesOf } from '#site/src/desk/office.ts';
import { sampleText } from './folders.ts';

/** The path of the sample office’s procedure. */
export const DESK_SOP = 'sops/protokol-manajemen-krisis.yaml';
const file = (name: string) => ({
  name,
  type: 'blob',
  oid: name,
  object: { text: sampleText(`sops/${name}`) },
});
/** The configuration files of the sample office, as the forge gives them to the desk. */
export const DESK_FILES = ['protokol-manajemen-krisis.yaml', 'roles.yaml', 'rooms.yaml', 'calendar.yaml'].map(file);
const known = new Map<string, string>();
export const DESK_OFFICE = deskOfficeOf(filesOf('sops', { entries: DESK_FILES }, known), known);

const ROWS: Readonly<Record<string, number>> = { penerimaan: 2, disposisi: 3, 'laporan-walikota': 4, pengecekan: 7 };

/** Returns a case at a step, as the index has it. */
export const indexedAt = (step: string, more: Partial<IndexedCase> = {}): IndexedCase => ({
  ...{ id: 'PMK-2026-1', path: '', step, row: ROWS[step] ?? 1, visit: 1, withApplicant: step === 'perbaikan' },
  ...{ applicant: 1101, procedure: DESK_SOP, mark: '', config: '' },
  ...more,
});

/**
 * Returns what the desk of an account reads. The cases get the numbers 1, 2, … in their order.
 * @param account account id
 */
export function deskReading(
  account: number,
  cases: readonly IndexedCase[],
  more: Partial<DeskReading> = {},
): DeskReading {
  const listed = cases.map((each, n) => [String(n + 1), { ...each, id: `PMK-2026-${n + 1}` }] as const);
  return {
    viewer: { login: 'contoh', name: null, databaseId: account },
    maintains: false,
    office: DESK_OFFICE,
    index: { format: FORMAT, config: '', agenda: {}, cases: Object.fromEntries(listed), bookings: [] },
    ...{ own: [], ended: new Map(), sent: new Set<number>(), head: undefined },
    ...more,
  };
}
