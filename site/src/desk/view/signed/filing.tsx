import { useState } from 'preact/hooks';
import { composeFiling } from '#domain/request/filing-block.ts';
import type { NamedDocument } from '#domain/request/signed-line.ts';
import { review, withDeskLabel } from '../../acts.ts';
import { isEntered } from '../../comment-reply.ts';
import type { DeskCase } from '../../desk-case.ts';
import { sayLetters } from '../../letter-words.ts';
import { usePlace } from '../common.tsx';
import { lazy } from '../lazy.tsx';

// The field is in the file of the request's form, for the reason that is given in act.tsx.
const SignedField = lazy(async () => (await import('../request/request-page.tsx')).SignedField);

interface Props {
  readonly one: DeskCase;
  /** Id of the letter's template. */
  readonly paper: string;
  /** Number of the entry on which the letter is based. */
  readonly entry: number;
  /** Whether no signed document of the letter is filed yet. */
  readonly isNew: boolean;
  readonly filed: () => void;
}

/** Files a letter that was signed elsewhere (R47), while the case runs or after its end. */
export function FileSigned({ one, paper, entry, isNew, filed }: Props) {
  const { forge, language, failed } = usePlace();
  const say = sayLetters(language);
  const [documents, setDocuments] = useState<readonly NamedDocument[]>([]);
  const [stage, setStage] = useState<'fileSent' | 'notFiled' | 'notSent'>();
  const [document] = documents;
  const send = async (document: NamedDocument): Promise<void> => {
    setStage('fileSent');
    try {
      const body = composeFiling({ paper, entry, document, note: '' });
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
      <summary>{say(isNew ? 'upload' : 'replace')}</summary>
      <SignedField documents={documents} entries={one.entries} set={setDocuments} id={`arsip-${paper}`} most={1} />
      {document && (
        <button type="button" class="second" disabled={stage === 'fileSent'} onClick={() => void send(document)}>
          {say('file')}
        </button>
      )}
      <p role={stage === 'fileSent' ? 'status' : 'alert'}>{stage && say(stage)}</p>
    </details>
  );
}
