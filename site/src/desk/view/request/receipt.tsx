import { encode } from 'uqr';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { SUBMIT_LABEL } from '#domain/case/push/sign.ts';
import { titleOf } from '#domain/case/course/title.ts';
import { shownText } from '#domain/request/text.ts';
import { labelAt } from '#domain/request/annotations.ts';
import type { LogCheckpoint } from '#domain/log/note.ts';
import { titlePointer } from '#domain/request/title.ts';
import { checkpointWords, logPlaceWords } from '#domain/words/checkpoint.ts';
import { statusSentence } from '#domain/words/status.ts';
import type { ProcessReply } from '../../acts.ts';
import { type DeskCase, loadCase } from '../../desk-case.ts';
import { isRefused } from '../../desk-list.ts';
import { keptBy, type Sent } from '../../kept.ts';
import { sayWriting } from '../../request/words.ts';
import { Awaiting } from '../awaiting.tsx';
import { ReplyNotice } from '../reply-notice.tsx';
import { Line } from '../checklist.tsx';
import { Back, Heading, SignedIn, Time, useNow, usePlace, Words } from '../common.tsx';
import { useBehind } from '../use-behind.ts';
import { useLoad } from '../use-load.tsx';

/**
 * Shows the result of a submission. Once the submission is recorded, the page shows a receipt: the number, the state of
 * the case, and the place of the submission in the log.
 */
export function ReceiptPage({ number }: { number: number }) {
  const { forge, say, language } = usePlace();
  const words = sayWriting(language);
  const [one, setOne] = useState<DeskCase>();
  const [waiting, setWaiting] = useState<Sent>();
  const [reply, setReply] = useState<ProcessReply>();
  const { load, fault } = useLoad(
    async () => {
      const read = await loadCase(forge, number);
      setOne(read);
      setWaiting(keptBy(read.viewer.databaseId).sent.of(number) ?? sentElsewhere(read));
    },
    [forge, number],
    number,
  );
  const isBehind = useBehind(one);
  useEffect(() => void (isBehind && !waiting && load()), [isBehind]);
  const current = one?.current;
  const refused = reply && !('entry' in reply && reply.entry.kind === 'submitted');
  const isTheirs = one && (current?.state.opens.applicant.id ?? one.pull.author?.databaseId) === one.viewer.databaseId;
  const isRecorded = isTheirs && current && !waiting && !refused && !current.state.visit.withApplicant;
  return (
    <>
      <Back />
      <Heading>
        {isRecorded ? words('received', { c: current.state.opens.case }) : say('draftNumber', { n: number })}
      </Heading>
      {one && <SignedIn viewer={one.viewer} />}
      {fault ?? (!one && <p role="status">{say('loading')}</p>)}
      {one && waiting && (
        <Awaiting
          one={waiting}
          account={one.viewer.databaseId}
          replied={(given) => void load().then(() => setReply(given))}
        />
      )}
      {one && reply && refused && (
        <>
          <ReplyNotice one={one} reply={reply} />
          <p>
            <a class="button" href={`#/${number}/ubah`}>
              {words('correct')}
            </a>
          </p>
        </>
      )}
      {one && !waiting && !refused && !isRecorded && (
        <p>
          {words(isTheirs ? 'notSubmitted' : 'notYourReceipt')} <a href={`#/${number}`}>{words('toCase')}</a>
        </p>
      )}
      {one && isRecorded && <Receipt one={one} current={current} />}
    </>
  );
}

/** Returns a submission that another window or device has sent and that the process has not read yet. */
function sentElsewhere({ number, pull, current, entries, index: { process } }: DeskCase): Sent | undefined {
  const isSigned = pull.labels.nodes.some(({ name }) => name === SUBMIT_LABEL);
  const isTheirs = current ? current.state.visit.withApplicant && !current.state.end : !isRefused(pull);
  if (!isSigned || !isTheirs) return undefined;
  return { number, gesture: 'submit', after: entries.length, ...(process && { process }) };
}

function Receipt({ one, current }: { one: DeskCase; current: NonNullable<DeskCase['current']> }) {
  const { forge, settings, language } = usePlace();
  const words = sayWriting(language);
  const now = useNow(forge);
  const { state, situation, procedure, schema } = current;
  const { zone, identity } = procedure;
  const address = `${location.origin}${settings.base}${language === 'en' ? '/en' : ''}/berkas/${state.opens.case}/`;
  const title = titleOf(state, procedure, schema);
  const [submitted, ...again] = one.entries.filter(({ kind }) => kind === 'submitted');
  const last = again.at(-1);
  const proof = useProof(one, now, submitted?.seq);
  return (
    <>
      <p class="lead not-on-paper">
        {statusSentence(situation, { zone, now, times: 'live' })[language]} {words('keepNumber')}
      </p>
      <article class="receipt" aria-label={words('receipt')}>
        <header class="letterhead">
          {[...identity.office, identity.division].map((line, at) => (
            <p key={at}>{line}</p>
          ))}
        </header>
        <h2>{words('receipt')}</h2>
        <p class="receipt-number">{state.opens.case}</p>
        <dl class="facts">
          {title !== undefined && (
            <Line name={labelAt(schema, titlePointer(schema) ?? '')?.[language] ?? words('receiptTitle')}>
              <Words>{title}</Words>
            </Line>
          )}
          <Line name={words('receiptBy')}>{nameOf(one, state.opens.applicant)}</Line>
          {submitted && (
            <Line name={words('receiptAt')}>
              <Time at={submitted.at} zone={zone} />
            </Line>
          )}
          {last && (
            <Line name={words('receiptAgain')}>
              {words('receiptTimes', { n: again.length })}
              <Time at={last.at} zone={zone} />
            </Line>
          )}
          <Line name={words('receiptProcedure')}>{procedure.title[language]}</Line>
          <Line name={words('receiptNow')}>{statusSentence(situation, { zone, now })[language]}</Line>
          {proof.length > 0 && (
            <Line name={words('receiptPlace')}>
              {proof.map((line) => (
                <div key={line}>{line}</div>
              ))}
            </Line>
          )}
          <Line name={words('followHere')}>
            <a href={address}>{address}</a>
          </Line>
        </dl>
        <Qr text={address} label={words('qr')} />
      </article>
      <p class="not-on-paper gestures">
        <button type="button" onClick={() => print()}>
          {words('print')}
        </button>
        <a class="button second" href={`#/${one.number}`}>
          {words('toCase')}
        </a>
      </p>
    </>
  );
}

/**
 * Returns the lines that the page of verification can check (R37): the place of the submission in the log and, once
 * it is published, the first checkpoint that contains the submission. The place alone is enough for the check.
 */
function useProof({ lines, current }: DeskCase, now: string, seq = 0): readonly string[] {
  const { settings, language } = usePlace();
  const [checkpoint, setCheckpoint] = useState<LogCheckpoint>();
  const { id = '', leaf } = lines[seq - 1] ?? {};
  useEffect(() => {
    // The site is published some time after the entry, so the checkpoint is looked for every minute.
    if (leaf === undefined || checkpoint) return;
    import('../../../documents/first-checkpoint.ts')
      .then(({ publishedCheckpoint }) => publishedCheckpoint(settings.base, leaf))
      .then(setCheckpoint, console.error);
  }, [leaf, now]);
  if (leaf === undefined || !current) return [];
  const place = logPlaceWords({ caseId: current.state.opens.case, leaf, id });
  return [place, ...(checkpoint ? [checkpointWords(checkpoint)] : [])].map((words) => words[language]);
}

const nameOf = ({ viewer }: DeskCase, { id, login }: { readonly id: number; readonly login: string }): string =>
  id === viewer.databaseId ? shownText(viewer.name ?? login) : login;

/** Draws a QR code (ISO/IEC 18004) as one path, because the policy of the page forbids markup from a text. */
function Qr({ text, label }: { text: string; label: string }) {
  const { size, path } = useMemo(() => {
    const { size: width, data } = encode(text, { border: 4 });
    const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
    return { size: width, path: dark.join('') };
  }, [text]);
  return (
    <svg class="qr" role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} shape-rendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
