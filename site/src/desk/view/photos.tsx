import { useState } from 'preact/hooks';
import { PHOTO_LIMITS } from '#domain/documents/photos.ts';
import type { SheetPhoto } from '#domain/documents/sheet.ts';
import { photoOf } from '../../request/picture.ts';
import { base64 } from '../../request/sha256-of.ts';
import { sayLetters } from '../letter-words.ts';
import { usePlace, Words } from './common.tsx';

interface Props {
  readonly photos: readonly SheetPhoto[];
  readonly set: (photos: readonly SheetPhoto[]) => void;
}

const FIELD = 'foto-kegiatan';

/**
 * Shows the field for the photographs of a report, with a caption for each. They stay in this window: they become part
 * of the PDF, and the register does not keep them.
 */
export function Photos({ photos, set }: Props) {
  const { language } = usePlace();
  const say = sayLetters(language);
  const [faults, setFaults] = useState<readonly string[]>([]);
  const take = async (input: HTMLInputElement): Promise<void> => {
    const picked = [...(input.files ?? [])];
    input.value = '';
    const wrong: string[] = [];
    const next = [...photos];
    for (const each of picked) {
      const photo = await photoOf(each);
      if (!photo) wrong.push(say('photoWrong', { f: each.name }));
      else if (next.length >= PHOTO_LIMITS.count) wrong.push(say('photosMany', { n: PHOTO_LIMITS.count }));
      else next.push({ image: base64(new Uint8Array(await photo.arrayBuffer())), caption: '' });
    }
    setFaults([...new Set(wrong)]);
    set(next);
  };
  const change = (at: number, photo?: SheetPhoto): void => set(photos.toSpliced(at, 1, ...(photo ? [photo] : [])));
  return (
    <div class="field">
      <label for={FIELD}>{say('photos')}</label>
      <p class="hint" id={`${FIELD}-hint`}>
        {say('photosHint', { n: PHOTO_LIMITS.count })}
      </p>
      {faults.length > 0 && (
        <ul class="plain fault" role="alert">
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
        accept=".png,.jpg,.jpeg,image/png,image/jpeg"
        multiple
        aria-describedby={`${FIELD}-hint`}
        onChange={(event) => void take(event.currentTarget)}
      />
      {photos.map((photo, at) => (
        <div class="photo-line" key={at}>
          <label for={`${FIELD}-${at}`}>{say('caption', { n: at + 1 })}</label>
          <input
            id={`${FIELD}-${at}`}
            type="text"
            maxLength={200}
            value={photo.caption}
            onInput={(event) => change(at, { ...photo, caption: event.currentTarget.value })}
          />
          <button type="button" class="plain-button" onClick={() => change(at)}>
            {say('removePhoto', { n: at + 1 })}
          </button>
        </div>
      ))}
    </div>
  );
}
