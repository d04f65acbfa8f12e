import { useEffect, useState } from 'preact/hooks';
import { list } from '#domain/words/language.ts';
import { DrawingFault } from '#public/documents/drawing-fault.ts';
import type { MadeSheet } from '#public/documents/office-documents.ts';
import { readOnce, readOver } from '../../verify/published.ts';
import { type DeskDocuments, deskDocuments } from '../case-documents.ts';
import type { DeskCase, CurrentState } from '../desk-case.ts';
import { announce, usePlace } from './common.tsx';

interface Props {
  readonly one: DeskCase;
  readonly current: CurrentState;
}

/** The documents that can be made of a case: listed at once, since the person who opened this asks for them; each handed over as a PDF file. */
export function DocumentsPart({ one, current }: Props) {
  const { forge, settings, say, failed, language } = usePlace();
  const [documents, setDocuments] = useState<DeskDocuments>();
  const [stage, setStage] = useState<'loading' | 'documentFault' | 'drawingFault'>();
  const tried = async (work: () => Promise<void>): Promise<void> => {
    setStage('loading');
    try {
      await work();
      setStage(undefined);
    } catch (error) {
      failed(error);
      setStage(error instanceof DrawingFault ? 'drawingFault' : 'documentFault');
    }
  };
  const show = (): Promise<void> =>
    tried(async () => {
      const address = `${location.origin}${settings.base}/berkas/${current.state.opens.case}/`;
      const now = `${new Date(forge.now()).toISOString().slice(0, 19)}Z`;
      setDocuments(
        await deskDocuments(forge, one, current, readOnce(readOver(fetch.bind(window), settings.base)), address, now),
      );
    });
  useEffect(() => void show(), []);
  const take = (sheet: MadeSheet): Promise<void> =>
    tried(async () => {
      const { saveDocument } = await import('../../documents/save-document.ts');
      await saveDocument(sheet);
      announce(say('documentMade', { d: sheet.title[language] }));
    });
  const all = documents?.sheets.flatMap((each) => each.lacks) ?? [];
  const lacks = [...new Map(all.map((lack) => [lack.message.id, lack])).values()];
  return (
    <>
      <p class="hint">{say('documentsNote')}</p>
      {!documents && stage === 'documentFault' && (
        <p>
          <button type="button" class="second" onClick={() => void show()}>
            {say('documentsShow')}
          </button>
        </p>
      )}
      {stage && <p role={stage === 'loading' ? 'status' : 'alert'}>{say(stage)}</p>}
      {documents?.sheets.length === 0 && <p class="empty">{say('noDocuments')}</p>}
      {lacks.map(({ message, fix }) => (
        <p class="hint" key={message.id}>
          {message[language]}. {fix[language]}.
        </p>
      ))}
      <ul class="documents">
        {documents?.sheets.map((each) => (
          <li key={each.file}>
            <button type="button" class="second" onClick={() => void take(each)}>
              {say('takeDocument', { d: each.title[language] })}
            </button>
          </li>
        ))}
      </ul>
      {documents && documents.without.length > 0 && (
        <p class="hint">{say('withoutTemplate', { d: list(documents.without, 'and', language) })}</p>
      )}
    </>
  );
}
