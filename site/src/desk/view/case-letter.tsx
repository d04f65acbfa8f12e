import { useState } from 'preact/hooks';
import { requestLetter } from '#domain/documents/compose.ts';
import { shownDocument } from '#domain/case/state/corrections.ts';
import { type DocumentOffice, letterOffice } from '#public/documents/office-documents.ts';
import type { CurrentState, DeskCase } from '../desk-case.ts';
import { lettersOf } from '../letters.ts';
import { Icon, usePlace } from './common.tsx';
import { LetterPaper } from './letter-sheet.tsx';
import { useLoad } from './use-load.tsx';

/** Shows the letter of a request as paper: the office's template, filled in with the request that was submitted last. */
export function LetterOfCase({ one, current }: { one: DeskCase; current: CurrentState }) {
  const { forge, say } = usePlace();
  const [documents, setDocuments] = useState<DocumentOffice>();
  const { fault } = useLoad(
    async () => setDocuments(await lettersOf(forge, one.sops, one.office)),
    [one],
    undefined,
    'partFault',
  );
  if (!documents) return fault ?? <p role="status">{say('loading')}</p>;
  const { state, procedure, schema } = current;
  const submitted = one.entries.findLast(({ kind }) => kind === 'submitted') ?? one.entries[0];
  const request = shownDocument(state, state.request) as Parameters<typeof requestLetter>[1];
  const sheet = requestLetter(
    letterOffice(documents, { procedure, requestSchema: schema }),
    request,
    submitted?.at ?? new Date(forge.now()).toISOString(),
    { attachments: state.attachments.filter(({ path }) => !/\/surat-permohonan[^/]*$/.test(path)).length },
  );
  const signed = state.attachments.length > 0 && (
    <span class="signed-elsewhere">
      <Icon name="clip" />
      {say('signedElsewhere')}
    </span>
  );
  return <LetterPaper sheet={sheet} signed={signed} />;
}
