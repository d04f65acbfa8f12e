import { useState } from 'preact/hooks';
import { requestLetter } from '#domain/documents/compose.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import { valueAt } from '#domain/request/pointer.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { attachmentPointers } from '#domain/procedure/steps.ts';
import { DrawingFault } from '#public/documents/drawing-fault.ts';
import { type DocumentOffice, letterOffice } from '#public/documents/office-documents.ts';
import { lettersOf } from '../../letters.ts';
import type { TypedValues } from '../../request/drafts.ts';
import type { WritingOffice } from '../../request/open-request.ts';
import { sayWriting } from '../../request/words.ts';
import { announce, Refused, usePlace } from '../common.tsx';
import { LetterPaper } from '../letter-sheet.tsx';
import { useLoad } from '../use-load.tsx';

/**
 * Shows the applicant's letter while the request is written: the office's template, filled in with what is typed so
 * far. Places that are still empty show the title of their field. A button saves the letter as PDF, to be signed and
 * attached.
 */
export function LetterPreview({
  from,
  procedure,
  schema,
  value,
}: {
  readonly from: WritingOffice;
  readonly procedure: Procedure;
  readonly schema: Schema;
  readonly value: TypedValues;
}) {
  const { forge, language } = usePlace();
  const words = sayWriting(language);
  const [documents, setDocuments] = useState<DocumentOffice>();
  const [stage, setStage] = useState<'letterMaking' | 'letterFault' | 'letterDrawing'>();
  const { fault } = useLoad(
    async () => setDocuments(await lettersOf(forge, from.sops, from.office)),
    [from],
    undefined,
    'partFault',
  );
  if (!documents) return fault ?? <p role="status">{words('letterLoading')}</p>;
  const sheet = (showsGaps: boolean) => {
    const office = letterOffice(documents, { procedure, requestSchema: schema });
    const at = `${new Date(forge.now()).toISOString().slice(0, 19)}Z`;
    return requestLetter(office, value, at, { showsGaps, attachments: attachedTo(procedure, value) });
  };
  const take = async (): Promise<void> => {
    setStage('letterMaking');
    try {
      const { saveDocument } = await import('../../../documents/save-document.ts');
      await saveDocument({ sheet: sheet(false), file: `${LETTER}.pdf` });
      announce(words('letterTaken'));
      setStage(undefined);
    } catch (error) {
      setStage(error instanceof DrawingFault ? 'letterDrawing' : 'letterFault');
    }
  };
  return (
    <>
      <p class="gestures">
        <button type="button" class="second" disabled={stage === 'letterMaking'} onClick={() => void take()}>
          {words('letterTake')}
        </button>
      </p>
      <Refused text={stage !== undefined && stage !== 'letterMaking' && words(stage)} />
      <LetterPaper sheet={sheet(true)} isSmall />
    </>
  );
}

const LETTER = 'surat-permohonan';

/** Counts the files that are attached to a request, the signed letter itself apart. */
function attachedTo({ request }: Procedure, value: TypedValues): number {
  const lists = attachmentPointers(request.pointers).map((place) => place.replace(/\/\*.*$/, ''));
  const names = [...new Set(lists)].flatMap((list) => [valueAt(value, list)].flat());
  return names.filter((name) => typeof name === 'string' && !name.startsWith(LETTER)).length;
}
