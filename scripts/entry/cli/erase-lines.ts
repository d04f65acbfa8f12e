import { both, plural } from '#domain/words/language.ts';
import { localTimes } from '#domain/words/local-times.ts';
import type { Text } from '#domain/problem.ts';
import type { ErasedCase, ErasePlan } from '#engine/erase/plan.ts';

const WHAT: Readonly<Record<ErasedCase['what'][number], Text>> = {
  letters: { id: 'surat, lampiran, dan catatan', en: 'letters, attachments and notes' },
  documents: { id: 'dokumen bertanda tangan', en: 'signed documents' },
  public: { id: 'bagian publik', en: 'public parts' },
};

/** Writes a number of bytes as people read it. */
const size = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

/** Lists what an erasure takes away: each case with its grounds, and the sums. */
export function planLines({ cases, others, keepers }: ErasePlan, rows: number | undefined): Text[] {
  const branches = cases.flatMap(({ refs }) => refs.filter(({ name }) => name.startsWith('refs/heads/')));
  const pulls = cases.reduce((sum, one) => sum + one.pulls.length, 0);
  const sum = (of: (one: ErasedCase) => number): number => cases.reduce((all, one) => all + of(one), 0);
  const [lines, files, bytes] = [sum((one) => one.lines), sum((one) => one.files), sum((one) => one.bytes)];
  const [rowsId, rowsEn] =
    rows === undefined ? ['', ''] : [`, ${rows} teks dalam basis data`, `, ${plural(rows, 'text')} in the database`];
  const [left, kept] = [others.join(', '), keepers.join(', ')];
  return [
    ...cases.map(caseLine),
    {
      id: `Seluruhnya: ${cases.length} berkas, ${lines} baris jurnal, ${files} file (${size(bytes)}), ${branches.length} cabang, ${pulls} pull request${rowsId}.`,
      en: `In all: ${plural(cases.length, 'case')}, ${plural(lines, 'line')} of journals, ${plural(files, 'file')} (${size(bytes)}), ${plural(branches.length, 'branch', 'branches')}, ${plural(pulls, 'pull request')}${rowsEn}.`,
    },
    ...(left === ''
      ? []
      : [
          {
            id: `Boleh dihapus juga, tetapi tidak disebut: ${left}.`,
            en: `May be erased too, but was not named: ${left}.`,
          },
        ]),
    ...(kept === ''
      ? []
      : [
          {
            id: `Isi yang sama juga milik ini, dan tetap ada di sana: ${kept}.`,
            en: `The same content also belongs to these, and stays there: ${kept}.`,
          },
        ]),
  ];
}

const caseLine = ({ id, what, grounds, lines, files, bytes, sharedWith }: ErasedCase): Text =>
  both((lang) => {
    const parts = what.map((each) => WHAT[each][lang]).join('; ');
    const why = [...new Set(grounds.map((ground) => ground[lang]))].join('; ');
    const counted = {
      id: `${lines} baris, ${files} file, ${size(bytes)}`,
      en: `${plural(lines, 'line')}, ${plural(files, 'file')}, ${size(bytes)}`,
    }[lang];
    const shared = sharedWith.map((each) => `#${each}`).join(', ');
    const note = {
      id: ` Foldernya dipakai juga oleh ${shared}; komit berkas itu tidak diubah.`,
      en: ` ${shared} used the same folder; the commits of that case stay.`,
    }[lang];
    return `${id}: ${parts} (${counted}). ${{ id: 'Dasar', en: 'Ground' }[lang]}: ${why}.${sharedWith.length > 0 ? note : ''}`;
  });

/** Names the refs on which content is back that was erased earlier. */
export const returnedLines = ({ returned }: Pick<ErasePlan, 'returned'>): Text[] => {
  const refs = returned.join(', ');
  if (refs === '') return [];
  return [
    {
      id: `Isi yang dahulu dihapus ada di ${refs}. Hapus cabang atau tag itu, dan minta pemiliknya membuat klon baru; refs/pull hanya dapat dihapus GitHub Support.`,
      en: `Content that was erased earlier is in ${refs}. Delete these branches or tags, and ask their owners to clone anew; only GitHub Support can remove refs/pull.`,
    },
  ];
};

/** Copies that somebody made before, as far as they were found. */
export interface FoundCopies {
  readonly backups: readonly { readonly path: string; readonly made: string }[];
  /** The folders of clones. */
  readonly clones: readonly string[];
}

export const REMAINS: Text = {
  id: 'Yang tetap ada di luar jangkauan perintah ini:',
  en: 'What stays, out of reach of this command:',
};

/** Lists what outlives an erasure in an office on one machine. */
export function remainsOnMachine({ backups, clones }: FoundCopies, zone: string): Text[] {
  const made = both((lang) =>
    listed(
      backups.map((each) => `${each.path}, ${{ id: 'dibuat', en: 'made' }[lang]} ${localTimes(each.made, zone, lang)}`),
      lang,
    ),
  );
  return [
    {
      id: `Cadangan dari sebelum ini: ${made.id}. Hapus, atau ulangi penghapusan sesudah cadangan itu dipulihkan.`,
      en: `Backups made before: ${made.en}. Delete them, or repeat the erasure after such a backup was restored.`,
    },
    {
      id: `Klon dari sebelum ini: ${listed(clones, 'id')}. Hapus, lalu buat klon baru.`,
      en: `Clones made before: ${listed(clones, 'en')}. Delete them, then clone anew.`,
    },
    ...EVERYWHERE,
  ];
}

const NONE: Text = {
  id: 'tidak ditemukan di folder kantor dan di sebelahnya',
  en: 'none was found in the office’s folder and next to it',
};
const listed = (found: readonly string[], lang: keyof Text): string => found.join('; ') || NONE[lang];

const EVERYWHERE: readonly Text[] = [
  {
    id: 'Klon lain dan ekspor: log aktivitas tidak mencatat pembaca, jadi tidak ada yang diketahui. Minta semua orang membuat klon baru dan menghapus yang lama.',
    en: 'Other clones and exports: the activity log does not record readers, so none is known. Ask everybody to clone anew and to delete the old clones.',
  },
  {
    id: 'Pemberitahuan, surel, dan webhook yang sudah terkirim.',
    en: 'Notices, mail and webhooks that were sent.',
  },
  {
    id: 'Isian yang disimpan peramban pada formulir dan Meja kerja.',
    en: 'Drafts that browsers keep of the form and the desk.',
  },
  {
    id: 'Salinan disk (snapshot) dan sektor yang belum ditimpa, serta surat dan cetakan di kertas.',
    en: 'Snapshots of the disk and sectors that are not overwritten yet, and letters and prints on paper.',
  },
];

export const NOTHING: Text = {
  id: 'Tidak ada yang dapat dihapus: tidak ada berkas ditutup yang entri "erased"-nya mencakup sesuatu yang masih ada. Sebut berkas atau masa simpannya di sops/erasures.yaml atau sops/retention.yaml; sistem lalu mencatat entri itu.',
  en: 'Nothing can be erased: no ended case has an entry "erased" that covers something still there. Name the case or its term in sops/erasures.yaml or sops/retention.yaml; the process then records that entry.',
};
