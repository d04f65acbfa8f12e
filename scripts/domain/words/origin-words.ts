import { ORIGIN_STATES } from '#domain/case/submission/origin-problems.ts';
import type { OriginCase } from '#domain/case/state/world.ts';
import type { Text } from '#domain/problem.ts';
import { type Marks, PLAIN } from './language.ts';
import { longTime } from './time.ts';

/** Writes the case of origin for officials (R45): "Berkas asal: IZB-2026-3, ditolak pada …; diputus Contoh, …". */
export function originSentence({ case: id, end, at, decidedBy }: OriginCase, zone: string, marks: Marks = PLAIN): Text {
  const stands = ORIGIN_STATES[end ?? 'waiting'];
  const when = at === undefined ? { id: '', en: '' } : longTime(at, zone);
  const names = decidedBy.map(({ name, login }) => marks.name(name ?? login)).join(', ');
  const by = {
    id: names && `; diputus ${names}, yang tidak boleh memutus berkas ini`,
    en: names && `; decided by ${names}, who may not decide this case`,
  };
  return {
    id: `Berkas asal: ${marks.name(id)}, ${stands.id}${when.id && ` pada ${when.id}`}${by.id}.`,
    en: `Case of origin: ${marks.name(id)}, ${stands.en}${when.en && ` on ${when.en}`}${by.en}.`,
  };
}
