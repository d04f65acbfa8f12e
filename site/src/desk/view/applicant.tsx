import { useState } from 'preact/hooks';
import type { Text } from '#domain/problem.ts';
import { longTime } from '#domain/words/time.ts';
import { alternativesOf, chosenOf } from '#domain/case/room/alternatives.ts';
import { latestResults } from '#domain/case/state/entry.ts';
import { againstAnotherTime } from '#domain/case/submission/postponement.ts';
import { chooseOutcome, rowOf, stepOf } from '#domain/procedure/steps.ts';
import { labelOf } from '#domain/request/annotations.ts';
import { openerNeeds } from '#domain/words/party-rules.ts';
import { eventSentence } from '#domain/words/status.ts';
import { sendClose } from '../acts.ts';
import { type DeskCase, type CurrentState, isOpener } from '../desk-case.ts';
import type { Sent } from '../kept.ts';
import { draftsOf } from '../request/drafts.ts';
import { filled } from '../sign-in-words.ts';
import { foreignPush } from '../request/foreign.ts';
import { sendSubmit } from '../submit.ts';
import { broughtBy, toFix } from '../to-fix.ts';
import { Icon, Refused, useNow, usePlace } from './common.tsx';
import { Problems } from './problems.tsx';
import { useSending } from './use-sending.ts';
import { Values } from './values.tsx';

/** Words of this part. They are loaded with it. */
const WORDS = {
  reviseNote: {
    id: 'Ubah permohonan di formulir, atau ajukan lagi tanpa perubahan.',
    en: 'Change the request in the form, or submit it again as it is.',
  },
  chooseNote: {
    id: 'Pilih salah satu, isi waktu atau tempat lain di formulir, atau tarik permohonan.',
    en: 'Choose one, fill in another time or place in the form, or withdraw the request.',
  },
  picked: { id: '{a} dipilih', en: '{a} is chosen' },
  withdrawHint: {
    id: 'Berkas ditutup dengan status ditarik dan tidak dapat dilanjutkan.',
    en: 'The case ends as withdrawn and cannot be taken up again.',
  },
  withdrawSend: { id: 'Tarik permohonan → berkas ditutup', en: 'Withdraw the request → the case ends' },
} as const satisfies Record<string, Text>;

/** Shows what applicants can do with their request now: correct, submit or withdraw it, or ask for another time. */
export function ApplicantPanel({ one, sentNow }: { one: DeskCase; sentNow: (one: Sent) => void }) {
  const { forge, say, language } = usePlace();
  const [isLooking, setLooking] = useState(false);
  const { send, isSending, fault } = useSending(one, sentNow);
  const isBusy = isLooking || isSending;
  const { current } = one;
  // Only the opener corrects a request. A person for whom the request was entered (R41) may only withdraw it.
  const mayCorrect = !current || (current.state.visit.withApplicant && isOpener(one, current));
  const submit = async (): Promise<void> => {
    setLooking(true);
    const isChosen = draftsOf(one.viewer.databaseId)
      .all()
      .some(({ number, twice }) => number === one.number && twice);
    // After a push by another account the form is needed: it shows the change, and submits the chosen version (R48).
    const needsForm = isChosen || (await foreignPush(forge, one).catch(() => undefined)) !== undefined;
    if (needsForm) location.hash = `#/${one.number}/ubah`;
    else await send([], () => sendSubmit(forge, one));
    setLooking(false);
  };
  return (
    <div class="stack">
      {mayCorrect && <Reasons one={one} />}
      {mayCorrect && (
        <div class="gestures">
          <a class="button" href={`#/${one.number}/ubah`}>
            {say('revise')}
          </a>
          {!current?.step.requires && (
            <button type="button" class="second" disabled={isBusy} onClick={submit}>
              <SubmitWords one={one} />
            </button>
          )}
        </div>
      )}
      {current && isOpener(one, current) && <AnotherTime one={one} current={current} />}
      <Refused text={fault} />
      <details class="in-place">
        <summary>{say('withdraw')}</summary>
        <p class="hint">{WORDS.withdrawHint[language]}</p>
        <button
          type="button"
          class="danger"
          disabled={isBusy}
          onClick={() => send([], () => sendClose(forge, one, undefined))}
        >
          {WORDS.withdrawSend[language]}
        </button>
      </details>
      <p role="status">{isBusy && say('sending')}</p>
    </div>
  );
}

/** Shows the button to ask for another time, or why that is not possible (R53); nothing if the step never allows it. */
function AnotherTime({ one, current: { state, step } }: { one: DeskCase; current: CurrentState }) {
  const { forge, say, language } = usePlace();
  const now = useNow(forge);
  if (!step.postpone) return null;
  const [objection] = againstAnotherTime(step.postpone, state, now);
  if (objection) return <p>{objection.message[language]}.</p>;
  return (
    <div class="gestures">
      <a class="button" href={`#/${one.number}/waktu-lain`}>
        {say('anotherTime')}
      </a>
    </div>
  );
}

function SubmitWords({ one }: { one: DeskCase }) {
  const { say, language } = usePlace();
  const { current } = one;
  if (!current) return <>{say('submit')}</>;
  const { procedure, step, state } = current;
  const { to } = chooseOutcome(step, { request: state.request, results: latestResults(state) });
  if (to === undefined) return <>{say('submit')}</>;
  const next = stepOf(procedure, to);
  return <>{say('submitAgain', { r: rowOf(next), s: next.short[language] })}</>;
}

/**
 * Shows why it is the applicant's turn: the problems that the process found, and the result of the act that gave the
 * case back, such as alternatives.
 * @param request what the form contains now; the alternative that it was filled in from is marked
 */
export function Reasons({
  one,
  request,
  heading: Title = 'h3',
}: {
  one: DeskCase;
  request?: unknown;
  heading?: 'h2' | 'h3';
}) {
  const { say, language } = usePlace();
  const { current } = one;
  const problems = toFix(one);
  const situation = current?.situation;
  const after = situation?.kind === 'waiting' ? situation.after : undefined;
  const isRefused = !current || after?.kind === 'submission-refused';
  const brought = broughtBy(one);
  const needs = current && openerNeeds(current.step, current.schema);
  const isChoice = current && brought && alternativesOf(brought.schema, brought.result, current.step).length > 0;
  return (
    <>
      {isRefused && problems.length > 0 ? (
        <div class="notice is-refused">
          <p>{say('cannotSubmit')}</p>
          <Problems problems={problems} current={current} />
        </div>
      ) : (
        <Problems problems={problems} current={current} />
      )}
      {current && brought && (
        <>
          <Title>{labelOf(brought.schema)?.[language] ?? say('brought')}</Title>
          {/* On the page of the case, the sentence at its top says this. */}
          {after?.kind === 'led' && Title === 'h2' && (
            <p>{eventSentence(after, { zone: current.procedure.zone })[language]}</p>
          )}
          <Brought one={one} current={current} request={request} below={Title} {...brought} />
        </>
      )}
      {needs ? (
        <p>{needs[language]}</p>
      ) : (
        current && Title === 'h3' && <p>{WORDS[isChoice ? 'chooseNote' : 'reviseNote'][language]}</p>
      )}
    </>
  );
}

/** Shows a result, and each alternative in it with the button that chooses the alternative. */
function Brought({
  one,
  current,
  request,
  below,
  result,
  schema,
}: { one: DeskCase; current: CurrentState; request: unknown; below: 'h2' | 'h3' } & NonNullable<
  ReturnType<typeof broughtBy>
>) {
  const { forge, say, language } = usePlace();
  const now = useNow(forge);
  const { zone } = current.procedure;
  const heldUntil = (values: readonly unknown[]): string | undefined =>
    current.state.offered.find(
      ({ room, start, end }) =>
        values.includes(room) &&
        [start, end].every((time) => values.some((each) => Date.parse(String(each)) === Date.parse(time))),
    )?.until;
  const alternatives = alternativesOf(schema, result, current.step);
  const picked = chosenOf(alternatives, request);
  const offering = new Set(alternatives.map(({ field }) => field));
  const rest = Object.fromEntries(Object.entries(result).filter(([name]) => !offering.has(name)));
  const Title = below === 'h2' ? 'h3' : 'h4';
  const shared = { zone, office: one.office };
  return (
    <>
      <Values root={schema} schema={schema} value={rest} {...shared} />
      {alternatives.map((each, at) => (
        <div class="item alternative" key={at}>
          <Title>{say('alternative', { n: at + 1 })}</Title>
          <Values root={schema} schema={each.schema} value={each.offered} {...shared} />
          {[heldUntil(Object.values(each.offered)) ?? []].flat().map((until) => (
            <p class="hint">{say(until > now ? 'heldUntil' : 'heldNoMore', { t: longTime(until, zone)[language] })}</p>
          ))}
          {picked === at + 1 ? (
            <p>
              <Icon name="check" />{' '}
              <strong>{filled(WORDS.picked[language], { a: say('alternative', { n: at + 1 }) })}</strong>
            </p>
          ) : (
            <a class={picked === undefined ? 'button' : 'button second'} href={`#/${one.number}/pilih/${at + 1}`}>
              {say('chooseThis')}
              <span class="unseen"> ({say('alternative', { n: at + 1 })})</span>
            </a>
          )}
        </div>
      ))}
    </>
  );
}

/** Shows which alternative the form was filled in from; nothing if it has the values of none. */
export function Picked({ one, request }: { one: DeskCase; request: unknown }) {
  const { say, language } = usePlace();
  const { current } = one;
  const brought = broughtBy(one);
  const alternatives = current && brought ? alternativesOf(brought.schema, brought.result, current.step) : [];
  const n = chosenOf(alternatives, request) ?? 0;
  const picked = alternatives[n - 1];
  if (!current || !picked) return null;
  return (
    <div class="item alternative">
      <p>
        <Icon name="check" /> <strong>{filled(WORDS.picked[language], { a: say('alternative', { n }) })}</strong>
      </p>
      <Values
        root={picked.schema}
        schema={picked.schema}
        value={picked.offered}
        zone={current.procedure.zone}
        office={one.office}
      />
    </div>
  );
}
