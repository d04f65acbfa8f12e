import { useEffect, useRef, useState } from 'preact/hooks';
import type { CorrectableField } from '#domain/case/act/correctable.ts';
import { rowOf, stepOf } from '#domain/procedure/steps.ts';
import { fieldAt, labelOfValue, resolve } from '#domain/request/annotations.ts';
import { RefusedByForge, SessionEnded } from '../../forge.ts';
import {
  caseNumberIn,
  type CorrectionCase,
  labelsOf,
  loadCorrectable,
  sendCorrection,
  typedValue,
} from '../../manage/corrections.ts';
import { isEntered } from '../../comment-reply.ts';
import { announce, Heading, Icon, Refused, usePlace, Words } from '../common.tsx';
import { Effects, LinesField, SelectField, TextField, useWords } from './parts.tsx';

type OpenCase = Extract<CorrectionCase, { one: unknown }>;

/** Corrects a public field of an ended case (R49). */
export function CorrectionsPage() {
  const { forge, failed, say } = usePlace();
  const m = useWords();
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<CorrectionCase>();
  const [fault, setFault] = useState('');
  const [done, setDone] = useState('');
  const corrected = async (): Promise<void> => {
    await open();
    setDone(m('correctedNow'));
    announce(m('correctedNow'));
  };
  const open = async (): Promise<void> => {
    setFault('');
    setDone('');
    const number = caseNumberIn(typed);
    if (number === undefined) {
      setFound(undefined);
      return setFault(m('noCase', { n: typed || '–' }));
    }
    try {
      const read = await loadCorrectable(forge, number);
      if (!read) setFault(m('noCase', { n: typed }));
      else if ('why' in read) setFault(m(read.why, { c: read.id }));
      setFound(read && 'one' in read ? read : undefined);
    } catch (error) {
      failed(error);
      setFault(say('caseFault'));
    }
  };
  return (
    <>
      <Heading>{m('koreksi')}</Heading>
      <p>{m('koreksiNote')}</p>
      <form
        class="card manage-form manage-ask"
        onSubmit={(event) => {
          event.preventDefault();
          void open();
        }}
      >
        <TextField
          id="nomor"
          label={m('caseNumber')}
          why={m('caseExample')}
          value={typed}
          set={setTyped}
          longest={40}
        />
        <Refused text={fault} />
        <p>
          <button type="submit" class="second">
            {m('openCase')}
          </button>
        </p>
      </form>
      {done && <p class="notice is-accepted">{done}</p>}
      {found && 'one' in found && <Correct key={found.one.entries.length} found={found} corrected={corrected} />}
    </>
  );
}

function Correct({ found, corrected }: { found: OpenCase; corrected: () => Promise<void> }) {
  const { forge, language, failed } = usePlace();
  const m = useWords();
  const [at, setAt] = useState('');
  const [typed, setTyped] = useState('');
  const [note, setNote] = useState('');
  const [fault, setFault] = useState('');
  const [news, setNews] = useState('');
  const isUnderWay = useRef(false);
  // What was said about missing fields is about the fields before.
  useEffect(() => setFault(''), [at, typed, note]);
  const { one, current, fields } = found;
  const id = current.state.opens.case;
  const chosen = fields[Number(at === '' ? -1 : at)];
  const value = chosen && typedValue(chosen, typed);
  const isReady = chosen !== undefined && value !== undefined && typed.trim() !== '' && value !== chosen.before;
  const send = async (): Promise<void> => {
    if (isUnderWay.current) return;
    if (chosen && typed.trim() !== '' && value === undefined) return setFault(m('isNumber'));
    const missing = [
      ...(chosen ? [] : [m('field')]),
      ...(typed.trim() === '' ? [m('newValue')] : []),
      ...(note.trim() === '' ? [m('whyCorrect')] : []),
    ];
    if (missing.length > 0) return setFault(m('complete', { f: missing.join(', ') }));
    if (!isReady || value === undefined) return setFault(m('nothingChanges'));
    isUnderWay.current = true;
    setFault('');
    setNews(m('waitingReply'));
    try {
      const review = await sendCorrection(forge, one, chosen, { value, note: note.trim() });
      const isDone = await isEntered(forge, one, review);
      setNews('');
      if (isDone) await corrected();
      else setFault(m('notCorrected'));
    } catch (error) {
      setNews('');
      failed(error);
      if (error instanceof SessionEnded) return;
      if (error instanceof RangeError) setFault(m('unclear'));
      else setFault(m('notSent', { r: error instanceof RefusedByForge ? `${error.message}.` : m('noNetwork') }));
    } finally {
      isUnderWay.current = false;
    }
  };
  const labels = labelsOf(fields, (step) => String(rowOf(stepOf(current.procedure, step))), language);
  const label = labels[Number(at)] ?? '';
  const choices = chosen && choicesOf(chosen, language);
  return (
    <div class="manage-two">
      <form class="card manage-form" onSubmit={(event) => event.preventDefault()}>
        <h2>
          <a href={`#/${one.number}`}>{id}</a>
        </h2>
        <SelectField
          id="isian"
          label={m('field')}
          value={at}
          set={(next) => {
            setAt(next);
            setTyped('');
          }}
          options={labels.map((each, n) => ({ value: String(n), label: each }))}
        />
        {chosen && (
          <>
            <p class="hint">
              {m('nowReads', { v: '' })} <Words>{shown(chosen, chosen.before)}</Words>
            </p>
            {choices ? (
              <SelectField id="menjadi" label={m('newValue')} value={typed} set={setTyped} options={choices} />
            ) : (
              <LinesField id="menjadi" label={m('newValue')} rows={2} value={typed} set={setTyped} />
            )}
          </>
        )}
        <LinesField id="alasan" label={m('whyCorrect')} why={m('reasonWhy')} rows={2} value={note} set={setNote} />
      </form>
      <div class="manage-right">
        <section class="says" aria-label={m('willBe')}>
          <p class="says-label">{m('willBe')}</p>
          {isReady && value !== undefined ? (
            <p class="says-big">
              {m('corrects', { c: id, f: label, v: shown(chosen, value), b: shown(chosen, chosen.before) })}.
            </p>
          ) : (
            <p class="says-none">{m(chosen && value === chosen.before ? 'nothingChanges' : 'fillIn')}</p>
          )}
        </section>
        <section class="card">
          <h2>{m('effects')}</h2>
          <Effects
            effects={(['keepsOld', 'keepsDigest', 'notifiesOpener'] as const).map((each) => ({
              kind: 'check',
              words: m(each),
            }))}
          />
          <Refused text={fault} />
          <p role="status">{news}</p>
          <p class="gestures">
            <button type="button" onClick={() => void send()}>
              <Icon name="pen" />
              {m('sendCorrection')}
            </button>
          </p>
        </section>
      </div>
    </div>
  );

  function shown({ schema, field }: CorrectableField, value: unknown): string {
    const at = fieldAt(schema, field);
    return at ? labelOfValue(resolve(schema, at), value)[language] : String(value);
  }
}

/** Returns the values that a field may have, if they are a list; undefined if the value is typed. */
function choicesOf({ schema, field, before }: CorrectableField, language: 'id' | 'en') {
  const at = fieldAt(schema, field);
  const of = at ? resolve(schema, at) : {};
  const values: unknown = typeof before === 'boolean' ? [true, false] : of['enum'];
  return Array.isArray(values)
    ? (values as unknown[]).map((value) => ({ value: String(value), label: labelOfValue(of, value)[language] }))
    : undefined;
}
