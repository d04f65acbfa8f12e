import { useState } from 'preact/hooks';
import { latestResults } from '#domain/case/entry.ts';
import { chooseOutcome, rowOf, stepOf } from '#domain/procedure/steps.ts';
import { labelOf } from '#domain/request/annotations.ts';
import { formAddress } from '../../form/address.ts';
import { sendClose, sendSubmit } from '../acts.ts';
import type { DeskCase } from '../desk-case.ts';
import { RefusedByForge, SessionEnded } from '../forge.ts';
import { keptBy, type Sent } from '../kept.ts';
import { toMend } from '../to-mend.ts';
import { usePlace } from './common.tsx';
import { Problems } from './trail.tsx';
import { Values } from './values.tsx';

/** What an applicant does with their own request: correct it, submit it again, withdraw it. */
export function ApplicantPanel({ one, sentNow }: { one: DeskCase; sentNow: (one: Sent) => void }) {
  const { forge, settings, say, failed } = usePlace();
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState('');
  const { standing, pull } = one;
  const isMine = !standing || standing.state.visit.withApplicant;
  const form = formAddress({ kind: 'revise', branch: pull.headRefName }, settings);
  const send = async (act: () => Promise<Sent>): Promise<void> => {
    setSending(true);
    setProblem('');
    try {
      const done = await act();
      keptBy(one.viewer.databaseId).sent.keep(done);
      sentNow(done);
    } catch (error) {
      setSending(false);
      if (error instanceof SessionEnded) return failed(error);
      setProblem(say('sendFault', { r: error instanceof RefusedByForge ? `${error.message}.` : say('noNetwork') }));
    }
  };
  return (
    <div class="stack">
      {isMine && <Reasons one={one} />}
      {isMine && form === undefined && <p class="hint">{say('reviseElsewhere', { b: pull.headRefName })}</p>}
      {isMine && (
        <div class="gestures">
          {form !== undefined && (
            <a class="button" href={form} target="_blank" rel="noopener">
              {say('revise')} {say('newTab')}
            </a>
          )}
          <button
            type="button"
            class={form === undefined ? '' : 'second'}
            disabled={isSending}
            onClick={() => send(() => sendSubmit(forge, one))}
          >
            <SubmitWords one={one} />
          </button>
        </div>
      )}
      {problem && (
        <p class="notice is-refused" role="alert">
          {problem}
        </p>
      )}
      <details class="in-place">
        <summary>{say('withdraw')}</summary>
        <p class="hint">{say('withdrawHint')}</p>
        <button
          type="button"
          class="danger"
          disabled={isSending}
          onClick={() => send(() => sendClose(forge, one, undefined))}
        >
          {say('withdrawSend')}
        </button>
      </details>
      <p role="status">{isSending && say('sending')}</p>
    </div>
  );
}

function SubmitWords({ one }: { one: DeskCase }) {
  const { say, language } = usePlace();
  const { standing } = one;
  if (!standing) return <>{say('submit')}</>;
  const { procedure, step, state } = standing;
  const { to } = chooseOutcome(step, { request: state.request, results: latestResults(state) });
  if (to === undefined) return <>{say('submit')}</>;
  const next = stepOf(procedure, to);
  return <>{say('submitAgain', { r: rowOf(next), s: next.short[language] })}</>;
}

/** Why it is with the applicant: what the process found, and what the act that led here brought, such as alternatives. */
function Reasons({ one }: { one: DeskCase }) {
  const { say, language } = usePlace();
  const { standing, entries, office } = one;
  const problems = toMend(one);
  const situation = standing?.situation;
  const isRefused = !standing || (situation?.kind === 'waiting' && situation.after?.kind === 'submission-refused');
  const cause = entries.findLast(({ next }) => next);
  const from = standing?.procedure.steps.find(({ id }) => id === cause?.step);
  const schema = office.schemas.get(from?.requires?.result ?? '');
  return (
    <>
      {isRefused && problems.length > 0 ? (
        <div class="notice is-refused">
          <p>{say('cannotSubmit')}</p>
          <Problems problems={problems} />
        </div>
      ) : (
        <Problems problems={problems} />
      )}
      {standing && cause?.result && schema && (
        <>
          <h3>{labelOf(schema)?.[language] ?? say('brought')}</h3>
          <Values root={schema} schema={schema} value={cause.result} zone={standing.procedure.zone} office={office} />
        </>
      )}
      {standing && <p>{say('reviseNote')}</p>}
    </>
  );
}
