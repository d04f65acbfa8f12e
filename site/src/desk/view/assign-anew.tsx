import { useState } from 'preact/hooks';
import { assignedOf } from '#domain/case/state/parties.ts';
import type { Reassigning } from '#domain/case/act/turn.ts';
import { propertiesOf, resolve, type Schema } from '#domain/request/annotations.ts';
import { segmentsOf } from '#domain/request/pointer.ts';
import { reviewBody, sendReview } from '../acts.ts';
import type { DeskCase, CurrentState } from '../desk-case.ts';
import type { Sent } from '../kept.ts';
import { peopleFor } from '../people.ts';
import { resultFaults } from '../result-faults.ts';
import { DESK } from '../words.ts';
import { Refused, useNow, usePlace } from './common.tsx';
import { FaultSummary } from './fault-summary.tsx';
import { Fields } from './fields.tsx';
import { NOTE, NoteField, noteFaultsOf } from './note-field.tsx';
import { useSending } from './use-sending.ts';

/** This file is loaded only if needed, and its words with it. */
const TITLE = { id: 'Tunjuk pelaksana lain', en: 'Assign somebody else' };
const HINT = {
  id: 'Anda yang menunjuk pelaksana langkah ini. Selama belum ada yang menyetujui, penunjukan dapat diganti; tenggatnya tetap.',
  en: 'You assigned this step to somebody. Until somebody has approved, you can change that; the deadline stays.',
};

interface Props {
  readonly one: DeskCase;
  readonly current: CurrentState;
  readonly anew: Reassigning;
  readonly sentNow: (one: Sent) => void;
}

/**
 * Lets a holder of the role that assigned a step assign somebody else, until somebody has approved in the step (R42).
 * Only the field with the assignment can be changed.
 */
export function AssignAnew({ one, current, anew, sentNow }: Props) {
  const { forge, say, language } = usePlace();
  const now = useNow(forge);
  const { procedure, step } = current;
  const schema = one.office.schemas.get(anew.step.requires?.result ?? '');
  const [result, setResult] = useState<Readonly<Record<string, unknown>>>(anew.act.result ?? {});
  const [note, setNote] = useState('');
  const { send, isSending, faults, fault } = useSending(one, sentNow);
  if (!schema) return null;
  const assign = (): Promise<void> => {
    const of = { ...current, step: anew.step };
    const found = [...resultFaults(one, of, { schema, result, now }), ...noteFaultsOf(NOTE, DESK.note, note, false)];
    return send(found, () => sendReview(forge, one, 'approve', reviewBody(one, note, result)));
  };
  return (
    <details class="in-place">
      <summary>{TITLE[language]}</summary>
      <form class="stack" onSubmit={(event) => event.preventDefault()} noValidate>
        <p class="hint">{HINT[language]}</p>
        <FaultSummary faults={faults} title={say('problems')} found={faults} />
        <Fields
          form={{
            ...{ root: schema, office: one.office, zone: procedure.zone, faults },
            people: peopleFor(one.office, procedure, anew.step, now),
          }}
          schema={onlyField(schema, assignedOf(step)?.field ?? '')}
          path=""
          value={result}
          set={(value) => setResult(value as typeof result)}
        />
        <NoteField path={NOTE} title={say('note')} hint={[]} value={note} faults={faults} set={setNote} />
        <Refused text={fault} />
        <button type="button" disabled={isSending} onClick={assign}>
          {TITLE[language]}
        </button>
        <p role="status" lang={language}>
          {isSending && say('sending')}
        </p>
      </form>
    </details>
  );
}

/** Returns the schema with only the field that contains the pointer. */
function onlyField(root: Schema, pointer: string): Schema {
  const [name] = segmentsOf(pointer);
  const whole = resolve(root, root);
  return { ...whole, properties: Object.fromEntries(propertiesOf(whole).filter(([each]) => each === name)) };
}
