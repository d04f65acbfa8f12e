/** Makes cases in which every public text of a stranger or an official is an attack. */
import type { Entry } from '#domain/generated/journal-entry.ts';
import { isMarkedPublic, propertiesOf, type Schema } from '#domain/request/annotations.ts';
import { sampleText } from '../../support/folders.ts';
import { Walk } from '../../support/walked-case.ts';

export const HOSTILE = `"'><script>window.ran=1</script><img src=x onerror="window.ran=1"><svg onload="window.ran=1">`;

const schemaOf = (name: string): Schema => JSON.parse(sampleText(`schemas/${name}.schema.json`)) as Schema;

/**
 * Makes a document with hostile text in every public text of its schema. Enumerated values, numbers and times are left
 * out.
 */
function hostile(schema: Schema): Record<string, unknown> {
  const value = (field: Schema): unknown => {
    if (field['type'] === 'object') return hostile(field);
    if (field['type'] === 'array') return [value(field['items'] as Schema)];
    return field['type'] === 'string' ? HOSTILE : undefined;
  };
  return Object.fromEntries(
    propertiesOf(schema)
      .filter(([, field]) => isMarkedPublic(field))
      .map(([name, field]) => [name, value(field)])
      .filter(([, each]) => each !== undefined),
  );
}

/** The cases 2 to 5: completed, rejected, returned and running. */
export function hostileCases(): Walk[] {
  const request = {
    ...hostile(schemaOf('permohonan-tcm')),
    kegiatan: { judul: `Rapat kesiapsiagaan ${HOSTILE}`, jenis: HOSTILE },
  };
  const who: NonNullable<Entry['who']> = {
    ...{ id: 7, login: HOSTILE, name: HOSTILE, role: 'kepala-dinas' },
    acting: { kind: 'plt', decree: HOSTILE } as const,
  };
  const text = { id: HOSTILE, en: HOSTILE };
  const problem = { file: HOSTILE, path: HOSTILE, code: HOSTILE, label: text, message: text };
  const slot = { room: HOSTILE, start: '2026-11-26T02:00:00Z', end: '2026-11-26T04:00:00Z' };
  const result = (name: string) => hostile(schemaOf(`hasil-${name}`));
  const open = (n: number) => new Walk(n).submit(request, { warnings: [problem], slot });
  return [
    open(2)
      .to('pengecekan')
      .approve({ partial: true, result: result('pengecekan') })
      .to('persiapan-teknis')
      .approve({ result: result('persiapan-teknis') })
      .wait(60)
      .approve({ result: result('pelaksanaan'), note: HOSTILE, publicNote: true }),
    open(3).to('koordinasi').reject(HOSTILE),
    open(4).to('disposisi').changes(HOSTILE, { who }),
    open(5)
      .approve({ who, note: HOSTILE, publicNote: true })
      .refuse('incomplete', { who, problems: [problem] })
      .refuse('room-taken', { who, detail: { ...slot } })
      .refuse('four-eyes', { who, detail: { name: HOSTILE, row: 2 } }),
  ];
}
