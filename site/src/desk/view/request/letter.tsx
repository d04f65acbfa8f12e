import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { requestLetter } from '#domain/documents/compose.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import { valueAt } from '#domain/request/pointer.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { attachmentPointers } from '#domain/procedure/steps.ts';
import { DrawingFault } from '#public/documents/drawing-fault.ts';
import { type DocumentOffice, letterOffice } from '#public/documents/office-documents.ts';
import { lettersOf } from '../../letters.ts';
import type { TypedValues } from '../../request/drafts.ts';
import { codeOf } from '../../request/letter-code.ts';
import type { WritingOffice } from '../../request/open-request.ts';
import { sayWriting } from '../../request/words.ts';
import { announce, Icon, Refused, usePlace } from '../common.tsx';
import { LetterPaper } from '../letter-sheet.tsx';

interface LetterSource {
  readonly from: WritingOffice;
  readonly procedure: Procedure;
  readonly schema: Schema;
  readonly value: TypedValues;
}

/**
 * Makes the applicant's letter while the request is written: the office's template, filled in with what is typed so
 * far. The templates are read only when the letter is looked at or downloaded, so that a slow network is not used for
 * nothing.
 */
export function useLetter({ from, procedure, schema, value }: LetterSource) {
  const { forge, language } = usePlace();
  const words = sayWriting(language);
  const [documents, setDocuments] = useState<DocumentOffice>();
  const [stage, setStage] = useState<'letterLoading' | 'letterMaking' | 'letterFault' | 'letterDrawing'>();
  const read = async (): Promise<DocumentOffice> => {
    const known = documents ?? (await lettersOf(forge, from.sops, from.office));
    setDocuments(known);
    return known;
  };
  const sheetOf = (known: DocumentOffice, showsGaps: boolean) => {
    const office = letterOffice(known, { procedure, requestSchema: schema });
    const at = `${new Date(forge.now()).toISOString().slice(0, 19)}Z`;
    return requestLetter(office, value, at, { showsGaps, attachments: attachedTo(procedure, value) });
  };
  const tried = async (doing: 'letterLoading' | 'letterMaking', work: () => Promise<void>): Promise<void> => {
    setStage(doing);
    try {
      await work();
      setStage(undefined);
    } catch (error) {
      console.error(error);
      setStage(error instanceof DrawingFault ? 'letterDrawing' : 'letterFault');
    }
  };
  return {
    stage,
    /** The letter for the screen. Places that are still empty show the title of their field. */
    sheet: documents && sheetOf(documents, true),
    look: (): Promise<void> => tried('letterLoading', async () => void (await read())),
    /** Saves the letter as PDF, to be signed and attached. The file carries the fields from which it is made. */
    take: (): Promise<void> =>
      tried('letterMaking', async () => {
        const { saveDocument } = await import('../../../documents/save-document.ts');
        const sheet = { ...sheetOf(await read(), false), code: await codeOf(procedure, schema, value) };
        await saveDocument({ sheet, file: `${LETTER}.pdf` });
        announce(words('letterTaken'));
      }),
  };
}

export type LetterHere = ReturnType<typeof useLetter>;

const isBusy = ({ stage }: LetterHere): boolean => stage === 'letterLoading' || stage === 'letterMaking';

function Stage({ letter }: { letter: LetterHere }) {
  const { language } = usePlace();
  const words = sayWriting(language);
  const { stage } = letter;
  return (
    <>
      <p role="status">{stage !== undefined && isBusy(letter) && words(stage)}</p>
      <Refused text={stage !== undefined && !isBusy(letter) && words(stage)} />
    </>
  );
}

/** Shows the applicant's letter next to the form, or folded below it. It is made when it is unfolded. */
export function LetterPreview({ letter }: { letter: LetterHere }) {
  const { language } = usePlace();
  const words = sayWriting(language);
  const [isOpen, setOpen] = useState(() => matchMedia('(min-width: 76rem)').matches);
  const { sheet, look } = letter;
  useEffect(() => {
    if (isOpen && !sheet) void look();
  }, [isOpen]);
  return (
    <details class="writing-letter" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {words('letter')} <span class="meta">{words('letterLive')}</span>
      </summary>
      {isOpen && !sheet && <Stage letter={letter} />}
      {sheet && <LetterPaper sheet={sheet} signed={words('letterUnsigned')} isSmall />}
    </details>
  );
}

/** Shows the two steps from the fields to the signed letter: download it, then sign and attach it. */
export function LetterSteps({ letter, children }: { letter: LetterHere; children: ComponentChildren }) {
  const { language } = usePlace();
  const words = sayWriting(language);
  return (
    <ol class="letter-steps">
      <li>
        <h3>{words('letterFirst')}</h3>
        <p class="hint">{words('letterFirstHint')}</p>
        <p>
          <button type="button" class="second" disabled={isBusy(letter)} onClick={() => void letter.take()}>
            <Icon name="save" />
            {words('letterTake')}
          </button>
        </p>
        <Stage letter={letter} />
      </li>
      <li>
        <h3>{words('letterSecond')}</h3>
        {children}
      </li>
    </ol>
  );
}

const LETTER = 'surat-permohonan';

/** Counts the files that are attached to a request, the signed letter itself apart. */
function attachedTo({ request }: Procedure, value: TypedValues): number {
  const lists = attachmentPointers(request.pointers).map((place) => place.replace(/\/\*.*$/, ''));
  const names = [...new Set(lists)].flatMap((list) => [valueAt(value, list)].flat());
  return names.filter((name) => typeof name === 'string' && !name.startsWith(LETTER)).length;
}
