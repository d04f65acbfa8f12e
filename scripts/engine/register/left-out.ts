import type { Text } from '#domain/problem.ts';
import { plural } from '#domain/words/language.ts';
import type { Verification } from './clone.ts';

/** What a verification could not look at, in one sentence; undefined where it looked at everything. */
export function leftOut({
  files,
  documents,
  notJudged,
}: Pick<Verification, 'files' | 'documents' | 'notJudged'>): Text | undefined {
  const { configuration, kept } = notJudged;
  const parts: readonly (readonly [count: number, text: Text])[] = [
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
        id: `isi ${documents.unreachable} dokumen bertanda tangan, yang tidak ada di klon ini (hanya bahwa ia terdaftar)`,
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
  ];
  const sentences = parts.flatMap(([count, text]) => (count > 0 ? [text] : []));
  if (sentences.length === 0) return undefined;
  return {
    id: `Tidak dapat diperiksa, dan bukan temuan: ${sentences.map(({ id }) => id).join('; ')}.`,
    en: `Cannot be looked at, and no finding: ${sentences.map(({ en }) => en).join('; ')}.`,
  };
}
