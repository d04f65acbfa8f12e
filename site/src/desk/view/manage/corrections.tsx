import { useEffect, useRef, useState } from 'preact/hooks';
import type { CorrectableField } from '#domain/case/act/correctable.ts';
import { rowOf, stepOf } from '#domain/procedure/steps.ts';
import type { Text } from '#domain/problem.ts';
import { fieldAt, labelOfValue, resolve } from '#domain/request/annotations.ts';
import { REQUIRED } from '#domain/request/schema-sayings.ts';
import { list } from '#domain/words/language.ts';
import { RefusedByForge, SessionEnded } from '../../forge.ts';
import {
  caseNumberIn,
  type CorrectionCase,
  labelsOf,
  loadCorrectable,
  sendCorrection,
  typedValue,
} from '../../manage/corrections.ts';
import type { ManagedOffice } from '../../manage/load.ts';
import { missing, wrong } from '../../manage/plan.ts';
import { MANAGE, manageText } from '../../manage/words.ts';
import { sayBoth } from '../../words.ts';
import { isEntered } from '../../comment-reply.ts';
import { announce, Heading, Icon, Refused, usePlace, Words } from '../common.tsx';
import { Effects, LinesField, MarkedForm, SelectField, TextField, useWords } from './parts.tsx';

type OpenCase = Extract<CorrectionCase, { one: unknown }>;

/** Corrects a public field of an ended case (R49). */
export function CorrectionsPage({ managed }: { managed: ManagedOffice }) {
  const { forge, failed, language } = usePlace();
  const m = useWords();
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<CorrectionCase>();
  const [fault, setFault] = useState<Text>();
  const [done, setDone] = useState('');
  const corrected = async (): Promise<void> => {
    await open();
    setDone(m('correctedNow'));
    announce(m('correctedNow'));
  };
  const refuse = (why: Text): void => {
    setFault(why);
    announce(why[language]);
  };
  const open = async (): Promise<void> => {
    setFault(undefined);
    setDone('');
    const number = caseNumberIn(typed);
    if (number === undefined) {
      setFound(undefined);
      return refuse(typed.trim() === '' ? REQUIRED : manageText('noCase', { n: typed }));
    }
    try {
      const read = await loadCorrectable(forge, number);
      if (!read) refuse(manageText('noCase', { n: typed }));
      else if ('why' in read) refuse(read.why);
      setFound(read && 'one' in read ? read : undefined);
    } catch (error) {
      failed(error);
      refuse(sayBoth('caseFault'));
    }
  };
  return (
    <>
      <Heading>{m('koreksi')}</Heading>
      <p>
        {m('koreksiNote')} <Correctors managed={managed} />
      </p>
      <MarkedForm faults={fault ? [wrong(['nomor', MANAGE.caseNumber], fault)] : []} submit={() => void open()}>
        <TextField
          id="nomor"
          label={m('caseNumber')}
          why={m('caseExample')}
          value={typed}
          set={setTyped}
          longest={40}
        />
        <p>
          <button type="submit" class="second">
            {m('openCase')}
          </button>
        </p>
      </MarkedForm>
      {done && <p class="notice is-accepted">{done}</p>}
      {found && 'one' in found && <Correct key={found.one.entries.length} found={found} corrected={corrected} />}
    </>
  );
}

/** Names the offices that correct ended cases, by the SOPs in force. */
export function Correctors({ managed: { office } }: { managed: ManagedOffice }) {
  const { language } = usePlace();
  const m = useWords();
  const roles = [...office.procedures.values()].flatMap(({ corrections }) => corrections?.by ?? []);
  const names = [...new Set(roles)].map((role) => office.roleName(role)[language]);
  return names.length > 0 ? <>{m('correctors', { r: list(names, 'and', language) })}</> : null;
}

function Correct({ found, corrected }: { found: OpenCase; corrected: () => Promise<void> }) {
  const { forge, language, failed } = usePlace();
  const m = useWords();
  const [at, setAt] = useState('');
  const [typed, setTyped] = useState('');
  const [note, setNote] = useState('');
  const [fault, setFault] = useState('');
  const [news, setNews] = useState('');
  const [tries, setTries] = useState(0);
  const isUnderWay = useRef(false);
  // What was said about missing fields is about the fields before.
  useEffect(() => setFault(''), [at, typed, note]);
  const { one, current, fields } = found;
  const id = current.state.opens.case;
  const chosen = fields[Number(at === '' ? -1 : at)];
  const value = chosen && typedValue(chosen, typed);
  const isReady = chosen !== undefined && value !== undefined && typed.trim() !== '' && value !== chosen.before;
  const faults = [
    ...missing([['isian', MANAGE.field, at]]),
    ...(chosen && typed.trim() !== '' && value === undefined
      ? [wrong(['menjadi', MANAGE.newValue], MANAGE.isNumber)]
      : missing([['menjadi', MANAGE.newValue, chosen ? typed : '-']])),
    ...missing([['alasan', MANAGE.whyCorrect, note]]),
  ];
  const send = async (): Promise<void> => {
    if (isUnderWay.current) return;
    if (faults.length > 0) return setTries(tries + 1);
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
      <MarkedForm faults={faults} tries={tries}>
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
      </MarkedForm>
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
