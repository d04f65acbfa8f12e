import type { Text } from '#domain/problem.ts';
import { plural } from '#domain/words/language.ts';
import type { Verification } from './clone.ts';

/** The parts of a sentence, each with the number of things that it counts. */
type Parts = readonly (readonly [count: number, text: Text])[];

/** Joins the parts whose number is not zero to one sentence; `undefined` if there is no such part. */
export function sentenceOf(begin: Text, parts: Parts): Text | undefined {
  const spoken = parts.flatMap(([count, text]) => (count > 0 ? [text] : []));
  if (spoken.length === 0) return undefined;
  return {
    id: `${begin.id}: ${spoken.map(({ id }) => id).join('; ')}.`,
    en: `${begin.en}: ${spoken.map(({ en }) => en).join('; ')}.`,
  };
}

const NOT_CHECKED: Text = {
  id: 'Tidak dapat diperiksa, dan bukan temuan',
  en: 'These could not be checked, and they are not findings',
};

/** Says in one sentence what could not be verified; `undefined` if everything was verified. */
export function leftOut({
  files,
  documents,
  notJudged,
}: Pick<Verification, 'files' | 'documents' | 'notJudged'>): Text | undefined {
  const { configuration, erased, kept } = notJudged;
  return sentenceOf(NOT_CHECKED, [
    [
      files.unreachable,
      {
        id: `file dari ${files.unreachable} pengajuan, yang tidak ada di klon ini (hanya sidik jarinya)`,
        en: `the files of ${plural(files.unreachable, 'submission')}, not in this clone (only the digests)`,
      },
    ],
    [
      documents.unreachable,
      {
        id: `isi ${documents.unreachable} dokumen bertanda tangan, yang tidak ada di klon ini (hanya bahwa dokumen itu terdaftar)`,
        en: `the content of ${plural(documents.unreachable, 'signed document')}, not in this clone (only listed)`,
      },
    ],
    [
      configuration,
      {
        id: `keputusan pada ${configuration} entri, sebab konfigurasinya tidak ada di klon ini atau tidak terbaca`,
        en: `the decisions in ${plural(configuration, 'entry', 'entries')}, whose configuration is not in this clone or cannot be read`,
      },
    ],
    [
      erased,
      {
        id: `keputusan pada ${erased} entri yang isinya, atau isi berkas asalnya, sudah dihapus`,
        en: `the decisions in ${plural(erased, 'entry', 'entries')} whose content, or that of the case of origin, was erased`,
      },
    ],
    [
      kept.shown,
      {
        id: `isi, giliran, dan komit yang ditunjuk oleh ${kept.shown} tindakan yang diterima`,
        en: `the content, visit and commit that ${plural(kept.shown, 'accepted act')} named`,
      },
    ],
    [
      kept.words,
      {
        id: `kata-kata dari ${kept.words} tindakan yang tidak diterima`,
        en: `the words of ${plural(kept.words, 'refused act')}`,
      },
    ],
    [
      kept.content,
      {
        id: `isi dari ${kept.content} pengajuan yang belum diterima`,
        en: `the content of ${plural(kept.content, 'refused submission')}`,
      },
    ],
  ]);
}
