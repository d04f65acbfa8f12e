import { useLayoutEffect, useRef } from 'preact/hooks';
import { isRefusedAsk } from '#domain/case/state/voided.ts';
import { entryKind } from '#domain/words/entry-kind.ts';
import { refusalSentence, toExplain } from '#domain/words/refusal.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { toInstant } from '#domain/clock/instant.ts';
import type { Language } from '#domain/problem.ts';
import { rolesOf } from '#domain/procedure/steps.ts';
import type { ProcessReply } from '../acts.ts';
import { type DeskCase, myTurn, problemsAtFields, refusalReadingOf } from '../desk-case.ts';
import { PAIR, RECORDED, SUPPLIER } from '../reply-words.ts';
import { filled } from '../sign-in-words.ts';
import { usePlace } from './common.tsx';
import { NextAfterAct } from './place-in-list.tsx';
import { Problems } from './problems.tsx';

// The page of a case gets both in one file, because a phone pays for each request.
export { PlaceInList } from './place-in-list.tsx';

/** Two steps that were decided together. `first` is empty if the act for the first step was refused. */
export interface TwoActs {
  readonly first: number | string;
  readonly second: number | string;
  /** Whether the act for the second step was sent. */
  readonly isSent: boolean;
}

interface Props {
  readonly one: DeskCase;
  readonly reply: ProcessReply | undefined;
  readonly pair?: TwoActs | undefined;
}

/** Shows the reply of the process, and what became of two acts that were chosen together. */
export function ReplyNotice({ one, reply, pair }: Props) {
  const { language } = usePlace();
  return (
    <>
      {reply && <OneReply one={one} reply={reply} />}
      {pair && <p role="status">{pairWords(pair, reply, language)}</p>}
    </>
  );
}

/** Chooses the sentence about two steps that were decided together. */
function pairWords({ first, second, isSent }: TwoActs, reply: ProcessReply | undefined, language: Language): string {
  const isAccepted = reply && 'entry' in reply && reply.entry.kind === 'accepted';
  const sent = !reply ? PAIR.nextSent : isAccepted ? PAIR.bothAccepted : PAIR.onlyFirst;
  return filled((isSent ? sent : PAIR.nextUnsent)[language], { a: first, b: second });
}

/**
 * Shows the act that was recorded and the next case that waits, or the reason of the refusal. The notice takes the
 * focus.
 */
function OneReply({ one, reply }: { one: DeskCase; reply: ProcessReply }) {
  const { forge, say, language } = usePlace();
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => ref.current?.focus(), [reply]);
  const entry = 'entry' in reply ? reply.entry : undefined;
  const refused = entry?.kind === 'refused' || entry?.kind === 'submission-refused' || !entry;
  const isDouble = entry?.reason === 'already-acted';
  const reason =
    entry?.kind === 'refused' && entry.reason && one.current
      ? refusalSentence(
          { ...entry, reason: entry.reason },
          refusalReadingOf(one.office, one.current.procedure, one.current.state.end ? undefined : one.current.step),
        )[language]
      : undefined;
  // The reasons at fields are shown there. The sentence above names the fields.
  const atFields = entry ? problemsAtFields(one, entry, toInstant(forge.now())) : [];
  const explained = reason
    ? toExplain(entry?.problems ?? []).filter((each) => !atFields.includes(each))
    : entry?.problems;
  const supplier = entry && supplierToAsk(one, entry, toInstant(forge.now()));
  return (
    <div
      ref={ref}
      tabIndex={-1}
      role={refused && !isDouble ? 'alert' : 'status'}
      class={`notice ${refused && !isDouble ? 'is-refused' : 'is-accepted'}`}
    >
      {!refused && (
        <>
          <p>
            <strong>{acceptedWords(entry, language)}</strong>
          </p>
          <NextAfterAct one={one} />
        </>
      )}
      {reason && <p>{reason}</p>}
      {'refusedDraft' in reply && <p lang="id">{reply.refusedDraft}</p>}
      {entry?.kind === 'submission-refused' && (
        <p>{isRefusedAsk(entry) ? `${entryKind(entry)[language]}:` : say('cannotSubmit')}</p>
      )}
      <Problems problems={explained} current={one.current} />
      <Problems problems={entry?.warnings} current={one.current} />
      {supplier !== undefined && <p>{SUPPLIER[language].replace('{p}', one.office.roleName(supplier)[language])}</p>}
    </div>
  );
}

/**
 * Returns the role that must send another result: the room of the result was refused, and the person who was refused
 * only confirms what that role has sent.
 */
function supplierToAsk(one: DeskCase, { problems = [] }: Entry, now: string): string | undefined {
  const { current } = one;
  if (!current || !problems.some(({ code }) => code.startsWith('room-'))) return undefined;
  const mine = myTurn(one, current, now);
  return 'turn' in mine && !mine.turn.suppliesResult ? rolesOf(current.step.actor)[0] : undefined;
}

/**
 * Chooses the sentence about a recorded act for the person who acted. The word "accepted" is not used for a return, or
 * for an end without success, because it would sound as if the request had been accepted.
 */
export function acceptedWords(
  entry: Pick<Entry, 'kind' | 'gesture' | 'next' | 'end' | 'because' | 'extended' | 'postpones' | 'partial' | 'result'>,
  language: Language,
): string {
  const { kind, gesture, next, end, because } = entry;
  const said = (key: keyof typeof RECORDED, places?: Parameters<typeof filled>[1]): string =>
    filled(RECORDED[key][language], places);
  if (entry.extended) return said('recordedExtended');
  if (kind === 'rejected' || kind === 'withdrawn') return said('recordedEnd');
  if (kind === 'answered') return said('recordedAnswer');
  if (entry.postpones && next) return said('recordedPostponed', { r: next.row });
  if (entry.partial && entry.result) return said('recordedPart');
  // An Approve whose result leads to another step than usual does not grant the request.
  const w = because?.[language] ?? '';
  if (because && next) return said('recordedLed', { w, r: next.row });
  if (because && end) return said('recordedLedEnd', { w });
  if (end && end !== 'completed') return said('recordedEnd');
  if (gesture !== 'changes') return said('accepted');
  if (next) return next.withApplicant ? said('recordedBack') : said('recordedTo', { r: next.row });
  return said(end ? 'recordedEnd' : 'accepted');
}
