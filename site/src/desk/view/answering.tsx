import { useState } from 'preact/hooks';
import type { InformedRecord } from '#domain/case/state/informed-records.ts';
import { resultPassed } from '#domain/case/state/informed-records.ts';
import type { Text } from '#domain/problem.ts';
import { rowOf } from '#domain/procedure/steps.ts';
import { heldRole } from '#domain/words/parties.ts';
import { sendAnswer } from '../acts.ts';
import type { DeskCase, CurrentState } from '../desk-case.ts';
import type { Sent } from '../kept.ts';
import { Refused, Time, usePlace, Words } from './common.tsx';
import { FaultSummary } from './fault-summary.tsx';
import { NoteField, noteFaultsOf } from './note-field.tsx';
import { useSending } from './use-sending.ts';
import { Values } from './values.tsx';

/** Words of this part. They are loaded with it. */
const WORDS = {
  isItSo: { id: 'Yang dicatat pada langkah {r}', en: 'What step {r} recorded' },
  notSo: { id: 'Tidak sesuai', en: 'It is not so' },
  notSoWhy: { id: 'Apa yang tidak sesuai', en: 'What is not so' },
} as const satisfies Record<string, Text>;

/** This file is loaded only if needed, and long words with it. */
const HINT = {
  id: 'Satu kali, dengan alasan. Yang mencatat dan yang mendapat giliran diberi tahu; giliran dan tenggat tidak berubah. Publik hanya melihat bahwa ada tanggapan.',
  en: 'Once, with a reason. The recorder and the next to act are notified; turn and deadline do not change. The public sees only that there is an answer.',
};

interface Props {
  readonly one: DeskCase;
  readonly current: CurrentState;
  readonly record: InformedRecord;
  readonly sentNow: (one: Sent) => void;
}

/**
 * Shows a record to a person who was consulted or informed about the record. The person may answer, one time, that the
 * record is wrong (R52).
 */
export function Answering({ one, current, record, sentNow }: Props) {
  const { forge, say, language } = usePlace();
  const [note, setNote] = useState('');
  const { send, isSending, faults, fault } = useSending(one, sentNow);
  const { procedure } = current;
  const step = procedure.steps.find(({ id }) => id === record.step);
  const entry = one.entries.find(({ seq }) => seq === record.seq);
  if (!step || !entry) return null;
  const schema = one.office.schemas.get(step.requires?.result ?? '');
  const result = resultPassed(one.entries, entry);
  const { who } = entry;
  const role = who?.role === undefined ? undefined : heldRole(one.office.roleName)(who.role, who.acting)[language];
  const field = `answer-${record.seq}`;
  const answer = (): Promise<void> =>
    send(noteFaultsOf(field, WORDS.notSoWhy, note, true), () =>
      sendAnswer(forge, one, `${record.step}#${record.visit}`, note),
    );
  return (
    <details class="in-place">
      <summary>{WORDS.isItSo[language].replace('{r}', String(rowOf(step)))}</summary>
      <p class="meta">
        {role && `${role}, `}
        <Words>{who?.name ?? who?.login ?? ''}</Words> · <Time at={entry.at} zone={procedure.zone} short />
      </p>
      {entry.note !== undefined && (
        <blockquote class="note">
          <Words>{entry.note}</Words>
        </blockquote>
      )}
      {result && schema && (
        <Values root={schema} schema={schema} value={result} zone={procedure.zone} office={one.office} />
      )}
      <form class="stack" onSubmit={(event) => event.preventDefault()} noValidate>
        <FaultSummary faults={faults} title={say('problems')} found={faults} />
        <NoteField
          path={field}
          title={WORDS.notSoWhy[language]}
          hint={[HINT[language]]}
          value={note}
          faults={faults}
          set={setNote}
        />
        <Refused text={fault} />
        <button type="button" class="second" disabled={isSending} onClick={answer}>
          {WORDS.notSo[language]}
        </button>
        <p role="status">{isSending && say('sending')}</p>
      </form>
    </details>
  );
}
