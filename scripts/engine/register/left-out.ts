import type { Text } from '#domain/problem.ts';
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
        id: `file dari ${files.unreachable} pengajuan, yang tidak ada di klona ini (hanya sidik jarinya)`,
        en: `the files of ${files.unreachable} submissions, which are not in this clone (only their digests)`,
      },
    ],
    [
      documents.unreachable,
      {
        id: `isi ${documents.unreachable} dokumen bertanda tangan, yang tidak ada di klona ini (hanya bahwa ia terdaftar)`,
        en: `the content of ${documents.unreachable} signed documents, which are not in this clone (only that they are listed)`,
      },
    ],
    [
      configuration,
      {
        id: `keputusan pada ${configuration} entri, sebab konfigurasinya tidak ada di klona ini atau tidak terbaca`,
        en: `the decisions in ${configuration} entries, whose configuration is not in this clone or cannot be read`,
      },
    ],
    [
      kept.shown,
      {
        id: `isi, kunjungan, dan komit yang ditunjuk oleh ${kept.shown} tindakan yang diterima`,
        en: `the content, visit and commit that ${kept.shown} accepted acts named`,
      },
    ],
    [
      kept.words,
      {
        id: `kata-kata dari ${kept.words} tindakan yang tidak diterima`,
        en: `the words of ${kept.words} refused acts`,
      },
    ],
    [
      kept.content,
      {
        id: `isi dari ${kept.content} pengajuan yang belum diterima`,
        en: `the content of ${kept.content} refused submissions`,
      },
    ],
  ];
  const told = parts.flatMap(([count, text]) => (count > 0 ? [text] : []));
  if (told.length === 0) return undefined;
  return {
    id: `Tidak dapat diperiksa, dan bukan temuan: ${told.map(({ id }) => id).join('; ')}.`,
    en: `Cannot be looked at, and no finding: ${told.map(({ en }) => en).join('; ')}.`,
  };
}
