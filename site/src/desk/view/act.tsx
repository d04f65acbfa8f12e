import { prefill } from '#domain/case/room/prefill.ts';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { externalOf } from '#domain/case/state/parties.ts';
import { holdersOf } from '#domain/case/state/roles.ts';
import type { Turn } from '#domain/case/act/turn.ts';
import type { Text } from '#domain/problem.ts';
import { READERS, resolve, type Schema } from '#domain/request/annotations.ts';
import { refusalLine } from '#domain/words/refusal.ts';
import { capital } from '#domain/words/language.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { NamedDocument } from '#domain/request/signed-line.ts';
import { type ProcessReply, reviewBody, sendClose, sendReview, UnclearNote } from '../acts.ts';
import { cleaned } from '../cleaned.ts';
import {
  attested,
  type CurrentState,
  type DeskCase,
  gestureWords,
  mayReject,
  problemsAtFields,
  refusalReadingOf,
} from '../desk-case.ts';
import { fieldId } from '../field-id.ts';
import { RefusedByForge } from '../forge.ts';
import { keptBy, type Sent, type Typed } from '../kept.ts';
import { nextInSuccession } from '../in-succession.ts';
import { faultAt } from '../problem-words.ts';
import { peopleFor } from '../people.ts';
import { Icon, Refused, useNow, usePlace } from './common.tsx';
import { FaultSummary } from './fault-summary.tsx';
import { NOTE, NoteField, noteFaultsOf } from './note-field.tsx';
import { DESK, sayBoth } from '../words.ts';
import { useSending } from './use-sending.ts';
import { Values } from './values.tsx';
import { lazy } from './lazy.tsx';

interface Props {
  readonly one: DeskCase;
  readonly current: CurrentState;
  readonly turn: Turn;
  /** What the process replied to the last act. */
  readonly reply: ProcessReply | undefined;
  readonly sentNow: (one: Sent) => void;
  /** Called while something is being typed, for the checklist. */
  readonly typing: (typed: TypedNow) => void;
}

/** What is typed now: the result, and whether there is a note. */
export interface TypedNow {
  readonly result: unknown;
  readonly hasNote: boolean;
}

/** The fields of a result, which many steps do not ask for. */
export const ResultFields = lazy(async () => (await import('./fields.tsx')).Fields);

const REASON = '/alasan';
const DOCUMENTS = '/dokumen';
/** Pointer of the note of the next step, if it is decided together with this one. */
const NEXT_NOTE = '/catatan-berikut';

/** Loads the checks of a result after the page. If they cannot be loaded, only the process checks the result. */
const checks = () => import('../result-faults.ts').catch(() => undefined);

/** Returns the schema of the result that this turn must supply. */
const schemaFor = ({ one, current: { step }, turn }: Pick<Props, 'one' | 'current' | 'turn'>): Schema | undefined =>
  turn.suppliesResult ? one.office.schemas.get(step.requires?.result ?? '') : undefined;

/** Shows the fields of the step's result, the note, and the buttons; each button says where its gesture leads. */
export function ActPanel(props: Props) {
  const { one, current, turn, reply, sentNow, typing } = props;
  const { forge, say, language, settings } = usePlace();
  const { state, step, procedure } = current;
  const { typed } = keptBy(one.viewer.databaseId);
  const visit = `${state.visit.step}#${state.visit.visit}`;
  // A step cannot be approved before it begins (R16). Changes can be requested at any time.
  const now = useNow(forge);
  const early =
    now < state.visit.begins
      ? refusalLine(
          { reason: 'too-early', detail: { row: state.visit.row, at: state.visit.begins } },
          refusalReadingOf(one.office, current.procedure, current.step),
        )
      : undefined;
  const schema = schemaFor(props);
  const holder = (role: string) => holdersOf(one.office.roles, role, now, procedure.zone)[0]?.name;
  const people = useMemo(() => peopleFor(one.office, procedure, step, now), [one, current]);
  const [form, setForm] = useState<Typed>(
    () =>
      typed.of(one.number, visit) ?? {
        ...{ visit, note: '', reason: '' },
        result: schema ? prefill(procedure, step, schema, state, holder) : {},
      },
  );
  const result = useMemo(() => (schema ? cleaned(schema, form.result) : undefined), [schema, form.result]);
  const hasNote = form.note.trim() !== '';
  useEffect(() => typing({ result, hasNote }), [result, hasNote]);
  useEffect(() => void (schema && checks()), [schema]);
  const change = (changed: Partial<Typed>): void => {
    const next = { ...form, ...changed };
    setForm(next);
    typed.keep(one.number, next);
  };
  const words = gestureWords(one, current, turn, result);
  // A result that extends the time needs a reason (R44).
  const isNoteAsked = step.requires?.note !== undefined || words.extending;
  const next = early ? undefined : nextInSuccession(one, current, turn, result);
  const together = next && (form.together ?? { isChosen: true, note: '' });
  const noteOfNext = next && sayBoth('noteOfStep', { r: next.row });
  const forward = next && together?.isChosen ? next.approve : words.approve;
  // A button that ends the case is folded, with a sentence about its consequence.
  const endsByChanges = step.outcomes.changes?.end !== undefined;

  const {
    send,
    isSending,
    faults: found,
    fault,
  } = useSending(one, sentNow, (error) => {
    if (error instanceof UnclearNote) return [{ path: NOTE, label: DESK.note, message: DESK.noteBlock }];
    return error instanceof RefusedByForge && /commit_id/.test(error.message) ? say('changedMeanwhile') : undefined;
  });
  // The notice names the fields that the process refused, and the fields say why, until the person sends again.
  const replied = reply && 'entry' in reply && found.length === 0 ? problemsAtFields(one, reply.entry, now) : [];
  const faults = [
    ...found,
    ...replied.map((problem) =>
      faultAt(problem.file === 'note' ? { ...problem, path: NOTE } : problem, procedure.zone),
    ),
  ];
  const isRecorded = externalOf(step) !== undefined;
  const documentAsked = turn.suppliesResult ? step.requires?.document : undefined;
  const give = async (gesture: 'approve' | 'changes'): Promise<void> => {
    // The record of an act by a party without an account always has a result (R41). Otherwise only an Approve has one.
    const isWhole = gesture === 'approve' || isRecorded;
    const checked = schema && isWhole && (await checks());
    const isNoteNeeded = gesture === 'changes' || isNoteAsked;
    const isTogether = gesture === 'approve' && together?.isChosen;
    const also = next && isTogether ? { visit: next.visit, row: next.row, note: together.note } : undefined;
    const isNextNoteNeeded = next?.step.requires?.note !== undefined;
    return send(
      [
        ...((schema && checked && checked.resultFaults(one, current, { schema, result, now })) || []),
        ...noteFaultsOf(NOTE, DESK.note, form.note, isNoteNeeded),
        ...(isWhole && documentAsked && !form.documents?.length
          ? [{ path: DOCUMENTS, label: documentAsked, message: DESK.noteMissing }]
          : []),
        ...(also && noteOfNext ? noteFaultsOf(NEXT_NOTE, noteOfNext, also.note, isNextNoteNeeded) : []),
      ],
      async () => {
        const body = reviewBody(one, form.note, isWhole ? result : undefined, form.documents);
        const sent = await sendReview(forge, one, gesture, body);
        return also ? { ...sent, next: also } : sent;
      },
    );
  };
  const approve = (): Promise<void> => give('approve');
  const changes = (): Promise<void> => give('changes');
  const reject = (): Promise<void> =>
    send(noteFaultsOf(REASON, DESK.rejectReason, form.reason, true), () =>
      sendClose(forge, one, reviewBody(one, form.reason, undefined, form.documents)),
    );
  /**
   * Shows the button of a gesture.
   * @param ends name of the sentence about the end of the case; the button is folded below this sentence
   */
  const gesture = (name: Text, act: () => Promise<void>, ends?: 'endsHint' | 'failHint', rank?: 'second') =>
    ends ? (
      <details class="in-place">
        <summary>{name[language]}</summary>
        <p class="hint">{say(ends)}</p>
        <button type="button" class="danger" disabled={isSending} onClick={act}>
          {say('failSend')}
        </button>
      </details>
    ) : (
      <button type="button" class={rank} disabled={isSending} onClick={act}>
        <Icon name={rank ? 'back' : 'send'} />
        {name[language]}
      </button>
    );

  return (
    <form class="stack" onSubmit={(event) => event.preventDefault()} onFocusIn={uncover} noValidate>
      <FaultSummary faults={found} title={say('problems')} found={found} />
      {early && <p class="notice">{capital(early[language])}</p>}
      {!early && !turn.suppliesResult && <Attested one={one} current={current} />}
      {!early && schema && (
        <ResultFields
          form={{ root: schema, office: one.office, zone: procedure.zone, faults, people }}
          schema={resolve(schema, schema)}
          path=""
          value={form.result}
          set={(value) => change({ result: value as Typed['result'] })}
        />
      )}
      <NoteField
        path={NOTE}
        title={
          isNoteAsked || faults.some(({ path }) => path === NOTE) ? say('note') : `${say('note')} (${say('optional')})`
        }
        hint={[
          !early && step.requires?.note ? `${capital(step.requires.note[language])}.` : undefined,
          READERS[settings.kind][language],
          words.changes && say('noteReturn'),
        ]}
        value={form.note}
        faults={faults}
        set={(note) => change({ note })}
      />
      {next && together && (
        <div class="pick">
          <label class="choice">
            <input
              type="checkbox"
              checked={together.isChosen}
              onChange={({ currentTarget }) => change({ together: { ...together, isChosen: currentTarget.checked } })}
            />
            <span>
              {say('together', { r: next.row, s: next.step.short[language] })}
              <small>{say('twoActs')}</small>
            </span>
          </label>
          {together.isChosen && next.step.requires?.note && noteOfNext && (
            <NoteField
              path={NEXT_NOTE}
              title={noteOfNext[language]}
              // The first note has already said who can read it.
              hint={[`${capital(next.step.requires.note[language])}.`]}
              value={together.note}
              faults={faults}
              set={(note) => change({ together: { ...together, note } })}
            />
          )}
        </div>
      )}
      {documentAsked && <p id={fieldId(DOCUMENTS)}>{say('documentAsked', { d: documentAsked[language] })}</p>}
      <SignedFold entries={one.entries} documents={form.documents ?? []} set={(documents) => change({ documents })} />
      <div class="gestures decisions">
        {/* The buttons stay on the screen, so the fate of an act is shown next to them. */}
        <Refused text={fault} />
        <p role="status">{isSending && say('sending')}</p>
        {!early && gesture(forward, approve, words.fails ? 'endsHint' : undefined)}
        {words.changes && gesture(words.changes, changes, endsByChanges ? 'failHint' : undefined, 'second')}
        {mayReject(one, current, now) && (
          <details class="in-place" open={form.reason !== ''}>
            <summary>{say('rejectFold')}</summary>
            <NoteField
              path={REASON}
              title={say('rejectReason')}
              hint={[say('rejectHint')]}
              value={form.reason}
              faults={faults}
              set={(reason) => change({ reason })}
            />
            <button type="button" class="danger" disabled={isSending} onClick={reject}>
              {say('rejectSend')}
            </button>
          </details>
        )}
      </div>
    </form>
  );
}

/** Moves a field that got the focus out from under the buttons, which stay in view. */
function uncover(event: FocusEvent): void {
  const at = event.target as Element;
  if (!at.closest('.decisions')) at.scrollIntoView({ block: 'nearest' });
}

/** Shows the result that an Approve attests. */
function Attested({ one, current }: Pick<Props, 'one' | 'current'>) {
  const { say } = usePlace();
  const value = attested(current);
  const schema = one.office.schemas.get(current.step.requires?.result ?? '');
  if (!value || !schema) return null;
  return (
    <div>
      <h3>{say('attest')}</h3>
      <Values root={schema} schema={schema} value={value} zone={current.procedure.zone} office={one.office} />
    </div>
  );
}

// This is loaded with the form of requests, which uses the same code. A separate part would split the script that every
// official loads.
const SignedField = lazy(async () => (await import('./request/request-page.tsx')).SignedField);

/** Shows the field for documents that were signed elsewhere (R47). It is folded, and loaded only when it is opened. */
function SignedFold(props: {
  readonly documents: readonly NamedDocument[];
  /** Entries of the case. An earlier act may already have kept the same file. */
  readonly entries: readonly Entry[];
  readonly set: (documents: readonly NamedDocument[]) => void;
}) {
  const { say } = usePlace();
  const [isOpen, setOpen] = useState(props.documents.length > 0);
  return (
    <details class="part" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say('signedFold')}</summary>
      {isOpen && <SignedField {...props} />}
    </details>
  );
}
