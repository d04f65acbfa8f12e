import { useState } from 'preact/hooks';
import { composeFiling } from '#domain/request/filing-block.ts';
import { type NamedDocument, printSignedLine } from '#domain/request/signed-line.ts';
import { review, withDeskLabel } from '../../acts.ts';
import { isEntered } from '../../comment-reply.ts';
import type { DeskCase } from '../../desk-case.ts';
import { sayLetters } from '../../letter-words.ts';
import { usePlace } from '../common.tsx';
import { lazy } from '../lazy.tsx';

// The field is in the file of the request's form, for the reason that is given in act.tsx.
const SignedField = lazy(async () => (await import('../request/request-page.tsx')).SignedField);

const linesOf = (documents: readonly NamedDocument[]): string => documents.map(printSignedLine).join('\n');

interface Props {
  readonly one: DeskCase;
  /** Id of the letter's template. */
  readonly paper: string;
  /** Number of the entry on which the letter is based. */
  readonly entry: number;
  /** Whether no signed document of the letter is filed yet. */
  readonly isNew: boolean;
  /** The photographs that are filed for it. If this is given, photographs are filed, in place of these. */
  readonly photos?: readonly NamedDocument[];
  readonly filed: () => void;
}

/**
 * Files a letter that was signed elsewhere, or the photographs of a report (R47), while the case runs or after its end.
 */
export function FileSigned({ one, paper, entry, isNew, photos, filed }: Props) {
  const { forge, language, failed } = usePlace();
  const say = sayLetters(language);
  const [documents, setDocuments] = useState(photos ?? []);
  const [stage, setStage] = useState<'fileSent' | 'notFiled' | 'notSent'>();
  const hasChanged = linesOf(documents) !== linesOf(photos ?? []);
  const send = async (): Promise<void> => {
    setStage('fileSent');
    try {
      const body = composeFiling({ paper, entry, documents, note: '' });
      const sent = await withDeskLabel(forge, one, () => review(forge, one, 'COMMENT', body));
      if (await isEntered(forge, one, sent)) filed();
      else setStage('notFiled');
    } catch (error) {
      failed(error);
      setStage('notSent');
    }
  };
  return (
    <details class="in-place">
      <summary>{photos ? `${say('photos')} (${photos.length})` : say(isNew ? 'upload' : 'replace')}</summary>
      <SignedField
        {...{ documents, entries: one.entries, set: setDocuments }}
        {...(photos ? { id: `foto-${paper}`, arePhotos: true } : { id: `arsip-${paper}`, most: 1 })}
      />
      {hasChanged && documents.length > 0 && (
        <button type="button" class="second" disabled={stage === 'fileSent'} onClick={() => void send()}>
          {say('file')}
        </button>
      )}
      <p role={stage === 'fileSent' ? 'status' : 'alert'}>{stage && say(stage)}</p>
    </details>
  );
}
