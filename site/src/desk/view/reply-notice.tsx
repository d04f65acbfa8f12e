import { useLayoutEffect, useRef } from 'preact/hooks';
import { isRefusedAsk } from '#domain/case/state/voided.ts';
import { entryKind } from '#domain/words/entry-kind.ts';
import { refusalSentence, toExplain } from '#domain/words/refusal.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import { toInstant } from '#domain/clock/instant.ts';
import type { Language, Text } from '#domain/problem.ts';
import { rolesOf } from '#domain/procedure/steps.ts';
import type { ProcessReply } from '../acts.ts';
import { type DeskCase, myTurn, refusalReadingOf } from '../desk-case.ts';
import type { DESK } from '../words.ts';
import { usePlace } from './common.tsx';
import { Problems } from './problems.tsx';

/**
 * Shows the reply of the process: the act that was recorded, or the reason of the refusal. The notice takes the
 * focus.
 */
export function ReplyNotice({ one, reply }: { one: DeskCase; reply: ProcessReply }) {
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
  const supplier = entry && supplierToAsk(one, entry, toInstant(forge.now()));
  return (
    <div
      ref={ref}
      tabIndex={-1}
      role={refused && !isDouble ? 'alert' : 'status'}
      class={`notice ${refused && !isDouble ? 'is-refused' : 'is-accepted'}`}
    >
      {!refused && (
        <p>
          <strong>{say(...acceptedWords(entry, language))}</strong>
        </p>
      )}
      {reason && <p>{reason}</p>}
      {'refusedDraft' in reply && <p lang="id">{reply.refusedDraft}</p>}
      {entry?.kind === 'submission-refused' && (
        <p>{isRefusedAsk(entry) ? `${entryKind(entry)[language]}:` : say('cannotSubmit')}</p>
      )}
      <Problems problems={reason ? toExplain(entry?.problems ?? []) : entry?.problems} current={one.current} />
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

const SUPPLIER: Text = {
  id: 'Hasil ini dari {p}, yang dapat mengirim hasil baru pada langkah ini. Sampaikan kepadanya.',
  en: 'This result is from {p}, who can send another one in this step. Tell them.',
};

/**
 * Chooses the sentence about a recorded act for the person who acted. The word "accepted" is not used for a return, or
 * for an end without success, because it would sound as if the request had been accepted.
 * @returns name of the sentence in `DESK`, and the values for its places
 */
export function acceptedWords(
  entry: Pick<Entry, 'kind' | 'gesture' | 'next' | 'end' | 'because' | 'extended' | 'postpones' | 'partial' | 'result'>,
  language: Language,
): readonly [key: keyof typeof DESK, places?: Readonly<Record<string, string | number>>] {
  const { kind, gesture, next, end, because } = entry;
  if (entry.extended) return ['recordedExtended'];
  if (kind === 'rejected' || kind === 'withdrawn') return ['recordedEnd'];
  if (kind === 'answered') return ['recordedAnswer'];
  if (entry.postpones && next) return ['recordedPostponed', { r: next.row }];
  if (entry.partial && entry.result) return ['recordedPart'];
  // An Approve whose result leads to another step than usual does not grant the request.
  const w = because?.[language] ?? '';
  if (because && next) return ['recordedLed', { w, r: next.row }];
  if (because && end) return ['recordedLedEnd', { w }];
  if (end && end !== 'completed') return ['recordedEnd'];
  if (gesture !== 'changes') return ['accepted'];
  if (next) return next.withApplicant ? ['recordedBack'] : ['recordedTo', { r: next.row }];
  return [end ? 'recordedEnd' : 'accepted'];
}
