import { useState } from 'preact/hooks';
import { unfitFor, unfitProblem } from '#domain/case/state/signed.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { formatProblem, type Text } from '#domain/problem.ts';
import { type NamedDocument, PHOTO_LIMITS, SIGNED_LIMITS, signedLineFaults } from '#domain/request/signed-line.ts';
import { SIGNED_NOT_CHECKED } from '#domain/words/entry-remarks.ts';
import { attachmentName } from '../../../request/attachment-name.ts';
import { photoOf } from '../../../request/picture.ts';
import { sha256Of } from '../../../request/sha256-of.ts';
import { RefusedByForge } from '../../forge.ts';
import { blobOf } from '../../request/sent-files.ts';
import { usePlace, Words } from '../common.tsx';

/** Words of the field for signed documents, or for photographs. */
const SIGNED_WORDS = {
  choose: { id: 'Dokumen bertanda tangan', en: 'Signed document' },
  hint: {
    id: 'PDF yang sudah ditandatangani di luar, misalnya dengan TTE; paling banyak {n} file, masing-masing 5 MB. Disimpan tanpa diubah.',
    en: 'A PDF that was signed elsewhere, by TTE for example; at most {n}, of 5 MB each. It is kept unchanged.',
  },
  photos: { id: 'Pilih foto', en: 'Choose photographs' },
  photosHint: {
    id: 'Paling banyak {n}; diperkecil, tanpa lokasi pengambilan. Disimpan pada berkas, tidak tampil untuk publik, dan tercetak di akhir laporan.',
    en: 'At most {n}; made smaller, without the place where they were taken. They are kept with the case, not shown to the public, and printed at the end of the report.',
  },
  photoWrong: { id: '{f}: bukan foto yang dapat dibuka.', en: '{f}: no photograph that can be opened.' },
  caption: { id: 'Keterangan foto {n}', en: 'Caption of photograph {n}' },
  uploading: { id: 'Mengirim: {n} %', en: 'Sending: {n}%' },
  ready: { id: 'Siap; disimpan setelah dikirim.', en: 'Ready; it is kept once it is sent.' },
  keptBefore: {
    id: 'File yang sama sudah disimpan pada berkas ini.',
    en: 'This case keeps the same file already.',
  },
  remove: { id: 'Hapus', en: 'Remove' },
  removed: { id: 'Dihapus.', en: 'Removed.' },
  noNetwork: { id: 'Tidak tersambung; coba lagi.', en: 'No connection; try again.' },
} as const satisfies Record<string, Text>;

interface Props {
  readonly documents: readonly NamedDocument[];
  readonly entries: readonly Entry[];
  readonly set: (documents: readonly NamedDocument[]) => void;
  readonly id?: string;
  /** The most documents; a single document replaces the one before. */
  readonly most?: number;
  /** Whether the files are photographs, each with a caption. */
  readonly arePhotos?: boolean;
}

const OF_ACT = 'dokumen-bertanda-tangan';

/**
 * Shows the field for PDFs that were signed elsewhere, or for photographs. Each file is checked by the rules of the
 * process. It is uploaded at once, as a blob without a branch. It belongs to no case until an act that names it is sent.
 */
export function SignedField({
  documents,
  entries,
  set,
  id: FIELD = OF_ACT,
  arePhotos = false,
  most = arePhotos ? PHOTO_LIMITS.count : SIGNED_LIMITS.count,
}: Props) {
  const { forge, language, failed } = usePlace();
  const [faults, setFaults] = useState<readonly string[]>([]);
  const [said, setSaid] = useState('');
  const [isBusy, setBusy] = useState(false);
  const say = (key: keyof typeof SIGNED_WORDS): string => SIGNED_WORDS[key][language];

  const take = async (input: HTMLInputElement): Promise<void> => {
    const picked = [...(input.files ?? [])];
    input.value = '';
    if (picked.length === 0) return;
    setBusy(true);
    setSaid(say('uploading').replace('{n}', '0'));
    const wrong: string[] = [];
    let next = documents;
    try {
      for (const file of picked) {
        const heard = (share: number): void => setSaid(say('uploading').replace('{n}', `${Math.floor(share * 100)}`));
        const source = arePhotos ? await photoOf(file) : file;
        if (!source) {
          wrong.push(say('photoWrong').replace('{f}', file.name));
          continue;
        }
        const bytes = new Uint8Array(await source.arrayBuffer());
        const sha256 = await sha256Of(bytes);
        // Some phones give every photograph the same name.
        const name = attachmentName(
          arePhotos ? `${file.name.replace(/\.[^.]*$/, '')}-${sha256.slice(0, 6)}.jpg` : file.name,
        );
        const unfit = unfitFor(bytes, name);
        const others = most > 1 ? next.filter((each) => each.name !== name && each.sha256 !== sha256) : [];
        const problems = unfit
          ? [unfitProblem(name, unfit)]
          : signedLineFaults([...others, { name, sha256, oid: '' }], arePhotos);
        if (problems.length > 0) wrong.push(...problems.map((problem) => formatProblem(problem, language)));
        else next = [...others, { name, sha256, oid: await blobOf(forge, bytes, heard) }];
      }
      setSaid(next === documents ? '' : say('ready'));
    } catch (error) {
      failed(error);
      wrong.push(error instanceof RefusedByForge ? error.message : say('noNetwork'));
    }
    set(next);
    setFaults(wrong);
    setBusy(false);
  };
  const remove = (name: string): void => {
    set(documents.filter((each) => each.name !== name));
    setSaid(say('removed'));
    setFaults([]);
    document.getElementById(FIELD)?.focus();
  };
  const describe = (at: number, caption: string): void =>
    set(documents.map((each, nth) => (nth === at ? { ...each, caption } : each)));
  return (
    <div class="field">
      <label for={FIELD}>{say(arePhotos ? 'photos' : 'choose')}</label>
      <p class="hint" id={`${FIELD}-hint`}>
        {say(arePhotos ? 'photosHint' : 'hint').replace('{n}', String(most))}{' '}
        {!arePhotos && SIGNED_NOT_CHECKED[language]}
      </p>
      {faults.length > 0 && (
        <ul class="plain fault" id={`${FIELD}-fault`} role="alert">
          {faults.map((fault) => (
            <li key={fault}>
              <Words>{fault}</Words>
            </li>
          ))}
        </ul>
      )}
      <input
        id={FIELD}
        type="file"
        accept={arePhotos ? '.png,.jpg,.jpeg,image/png,image/jpeg' : '.pdf,application/pdf'}
        multiple={most > 1}
        disabled={isBusy}
        aria-describedby={faults.length > 0 ? `${FIELD}-hint ${FIELD}-fault` : `${FIELD}-hint`}
        onChange={(event) => void take(event.currentTarget)}
      />
      <p role="status" class="meta">
        {said}
      </p>
      <ul class="plain attachments">
        {documents.map(({ name, sha256, caption = '' }, at) => (
          <li key={name}>
            {arePhotos && (
              <label class="caption">
                {say('caption').replace('{n}', String(at + 1))}
                <input
                  type="text"
                  maxLength={PHOTO_LIMITS.caption}
                  value={caption}
                  onInput={({ currentTarget: { value } }) => describe(at, value)}
                />
              </label>
            )}
            <Words>{name}</Words> {!arePhotos && <span class="meta">SHA-256 {sha256.slice(0, 12)}…</span>}{' '}
            {!arePhotos && entries.some(({ signed }) => signed?.some((each) => each.sha256 === sha256)) && (
              <em>{say('keptBefore')} </em>
            )}
            <button
              type="button"
              class="plain-button"
              onClick={() => remove(name)}
              aria-label={`${say('remove')}: ${name}`}
            >
              {say('remove')}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
