/** Makes journals of the small example procedure, for the tests of sentences. */
import { type CaseState, fold } from '#domain/case/state/state.ts';
import type { Entry, Next, Who } from '#domain/generated/journal-entry.ts';
import { example } from '#tests/support/example-procedure.ts';
import type { Sources } from '#domain/words/sticky-input.ts';

const { procedure, roles } = example();

export const SOURCES: Sources = {
  procedure,
  roles: { roles },
  roomName: (id) => ({ id: `Ruang ${id.toUpperCase()}`, en: `Room ${id.toUpperCase()}` }),
};

export const TU: Who = { id: 1, login: 'contoh-1', name: 'Contoh TU', role: 'tu' };
export const KEPALA: Who = { id: 2, login: 'contoh-2', name: 'Contoh Kepala', role: 'kepala' };
export const PANITIA: Who = { id: 3, login: 'contoh-3', name: 'Contoh Panitia', role: 'panitia' };

/** Returns an instant of a Wednesday, from `HH:MM` in WIB. */
export const at = (wib: string): string => {
  const hour = Number(wib.slice(0, 2)) - 7;
  return `2026-11-25T${String(hour).padStart(2, '0')}:${wib.slice(3)}:00Z`;
};

const ROWS: Readonly<Record<string, number>> = { perbaiki: 1, terima: 2, periksa: 4, putuskan: 5 };

export function visit(step: string, begins: string, due?: string, times = 1): Next {
  const row = ROWS[step] ?? 1;
  const deadline = due && { due: at(due), limit: 'PT1H', clock: 'continuous' as const, zone: procedure.zone };
  return {
    step,
    row,
    visit: times,
    begins: at(begins),
    withApplicant: step === 'perbaiki',
    ...(deadline ? { deadline } : {}),
  };
}

type Line = Omit<Entry, 'seq' | 'config'>;

export const submitted = (wib: string, next = visit('terima', wib, '10:30')): Line => ({
  kind: 'submitted',
  at: at(wib),
  step: 'ajukan',
  visit: 1,
  gesture: 'submit',
  who: { id: 9, login: 'contoh-pemohon' },
  head: { oid: 'a'.repeat(40), push: 1 },
  document: { path: 'requests/2026/contoh/request.yaml', oid: 'd'.repeat(40) },
  digest: 'd1',
  opens: {
    case: 'CTH-2026-12',
    number: 12,
    branch: 'cms/permohonan/2026/contoh',
    path: 'requests/2026/contoh/request.yaml',
    procedure: { path: 'sops/contoh.yaml', blob: 'b1' },
    schema: { path: 'schemas/permohonan-contoh.schema.json', blob: 'b2' },
    applicant: { id: 9, login: 'contoh-pemohon' },
  },
  next,
});

export const accepted = (step: string, wib: string, who: Who, rest: Partial<Entry> = {}): Line => ({
  kind: 'accepted',
  at: at(wib),
  step,
  visit: 1,
  gesture: 'approve',
  who,
  ...rest,
});

export function journalOf(...lines: Line[]): { journal: Entry[]; state: CaseState } {
  const journal = lines.map((line, index): Entry => ({ ...line, seq: index + 1, config: 'c1' }));
  const state = fold(journal);
  if (!state) throw new Error('A journal needs an entry.');
  return { journal, state };
}
