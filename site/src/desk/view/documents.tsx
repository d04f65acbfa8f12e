import { useEffect, useState } from 'preact/hooks';
import { list } from '#domain/words/language.ts';
import { DrawingFault } from '#public/documents/drawing-fault.ts';
import { type MadeSheet, documentCase, recordsWithout, sheetsOf } from '#public/documents/office-documents.ts';
import type { Instant } from '#domain/clock/instant.ts';
import { readOnce, readOver, type ReadPublished } from '../../verify/published.ts';
import type { DeskCase, CurrentState } from '../desk-case.ts';
import { announce, usePlace } from './common.tsx';
import { documentPlace } from '../../documents/place-of.ts';
import type { DeskForge } from '../forge.ts';
import { lettersOf } from '../letters.ts';

/**
 * Makes the documents of a case for staff, with internal parts, from its journal and the templates of main.
 * @param read reads the site's files, which contain the checkpoints
 * @returns `sheets`: the documents; `without`: records of the SOP (Pencatatan) for which there is no template
 */
async function deskDocuments(
  forge: DeskForge,
  one: DeskCase,
  { procedure, schema }: CurrentState,
  read: ReadPublished,
  address: string,
  now: Instant,
) {
  const { office, sops, entries, lines } = one;
  const documents = await lettersOf(forge, sops, office);
  const by = { procedure, requestSchema: schema, schemas: (path: string) => office.schemas.get(path), now };
  return {
    sheets: sheetsOf(documents, documentCase(documents, entries, by, false), await documentPlace(read, lines, address)),
    without: recordsWithout(procedure, documents.templates),
  };
}

/**
 * Shows the documents of a case. They are listed at once, because the person has opened this part; each can be saved
 * as PDF.
 */
export function DocumentsPart({ one, current }: { one: DeskCase; current: CurrentState }) {
  const { forge, settings, say, failed, language } = usePlace();
  const [documents, setDocuments] = useState<Awaited<ReturnType<typeof deskDocuments>>>();
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
