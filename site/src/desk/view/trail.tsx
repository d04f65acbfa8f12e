import { heldRole } from '#domain/words/parties.ts';
import { dueOf, noDecisionWords } from '#domain/words/case-situation.ts';
import { noDecisionSentence, spanWords } from '#domain/words/span-words.ts';
import { type Corrected, withCorrections } from '#domain/case/state/corrections.ts';
import { voidedBy } from '#domain/case/state/voided.ts';
import { namedParties } from '#domain/case/people/named.ts';
import { resultPassed } from '#domain/case/state/informed-records.ts';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Step } from '#domain/generated/procedure.ts';
import { labelAt } from '#domain/request/annotations.ts';
import { changedSince } from '#domain/words/changes.ts';
import { consultedWords } from '#domain/words/party-rules.ts';
import { entryKind } from '#domain/words/entry-kind.ts';
import {
  entryRemarks,
  NOTIFIED_BY_ACCOUNT,
  tellingOf,
  WRITTEN_DOWN,
  SIGNED_NOT_CHECKED,
  signedKept,
} from '#domain/words/entry-remarks.ts';
import { refusalSentence, toExplain } from '#domain/words/refusal.ts';
import { levelSentence } from '#domain/words/status.ts';
import { documentPath, REGISTER_BRANCH } from '#domain/journal/paths.ts';
import { type DeskCase, refusalReadingOf, type CurrentState } from '../desk-case.ts';
import type { DeskRound } from '../rounds.ts';
import { RoundChanges } from './changes.tsx';
import { Time, usePlace, Words } from './common.tsx';
import { Problems } from './problems.tsx';
import { Values } from './values.tsx';
import { KeptFile } from './attachments.tsx';

interface TrailProps {
  readonly one: DeskCase;
  readonly current: CurrentState;
  readonly rounds: readonly DeskRound[];
  readonly isOpen: boolean;
}

/**
 * Shows all entries of a case, the newest last. Superseded acts are struck out. A Request changes is never struck out,
 * because the new version of the request follows from it.
 */
export function Trail({ one, current, rounds, isOpen }: TrailProps) {
  const { say } = usePlace();
  const entries = withCorrections(one.entries);
  const voided = voidedBy(entries);
  return (
    <details class="part" open={isOpen}>
      <summary id="riwayat">
        <h2 class="part-title">{say('trail')}</h2>
      </summary>
      <ol class="acts">
        {entries.map((entry) => (
          <EntryItem
            key={entry.seq}
            one={one}
            current={current}
            entry={entry}
            round={rounds.find(({ seq }) => seq === entry.seq)}
            isGone={voided.has(entry.seq) && entry.gesture !== 'changes'}
          />
        ))}
      </ol>
    </details>
  );
}

interface Props {
  readonly one: DeskCase;
  readonly current: CurrentState;
  readonly entry: Entry;
  readonly round: DeskRound | undefined;
  readonly isGone: boolean;
}

function EntryItem({ one, current, entry, round, isGone }: Props) {
  const { language, say } = usePlace();
  const { office } = one;
  const { procedure } = current;
  const { zone } = procedure;
  const step = procedure.steps.find(({ id }) => id === entry.step);
  const schema = office.schemas.get(step?.requires?.result ?? '');
  const { who } = entry;
  const role = who?.role === undefined ? undefined : heldRole(office.roleName)(who.role, who.acting)[language];
  const remarks = entryRemarks(tellingOf(entry), office.roleName, (corrected) =>
    correctedField(one, current, corrected),
  );
  const why = remarks.map((said) => `: ${said[language]}`).join('');
  const what = sentenceOf(one, current, entry)[language] + why;
  const opened = entry.next && procedure.steps.find(({ id }) => id === entry.next?.step);
  const consulted = opened && consultedWords(opened, office.roleName);
  const row = entry.kind === 'submitted' || !step ? undefined : [step.row].flat()[0];
  // The sentence of a refused act names what is missing.
  const isRefusal = entry.kind === 'refused';
  return (
    <li class={`act-${entry.kind}`}>
      <p>
        {isGone ? <s>{what}</s> : what} {isGone && <strong>{say('gone')}</strong>}
      </p>
      <p class="meta">
        {row !== undefined && (
          <span>
            {say('row')} {row}
            {(entry.visit ?? 1) > 1 && `, ${say('round', { n: entry.visit ?? 1 })}`}
          </span>
        )}{' '}
        {who && (
          <span>
            {role && `${role}, `}
            <Words>{who.name ?? who.login}</Words>
          </span>
        )}{' '}
        <Time at={entry.at} zone={zone} short />
      </p>
      {entry.note !== undefined && (
        <blockquote class="note">
          <Words>{entry.note}</Words>
        </blockquote>
      )}
      {entry.signed && (
        <KeptFiles number={one.number} signed={entry.signed} arePhotos={entry.filed?.photos !== undefined} />
      )}
      <Problems problems={isRefusal ? toExplain(entry.problems ?? []) : entry.problems} current={current} />
      <Problems problems={entry.warnings} current={current} />
      {round && (
        <details>
          <summary>{changedSince(round.since)[language]}</summary>
          <RoundChanges one={one} current={current} round={round} />
        </details>
      )}
      {entry.result && schema && (
        <details>
          <summary>{say('result')}</summary>
          <Values root={schema} schema={schema} value={entry.result} zone={zone} office={office} />
        </details>
      )}
      {consulted && <p class="meta">{consulted[language]}.</p>}
      {step?.informs && entry.gesture === 'approve' && <Named one={one} entry={entry} step={step} zone={zone} />}
    </li>
  );
}

/** Returns the label of a corrected field (R49). */
function correctedField({ office }: DeskCase, { procedure, schema }: CurrentState, { step, field }: Corrected) {
  const path = procedure.steps.find(({ id }) => id === step)?.requires?.result;
  const of = step === undefined ? schema : office.schemas.get(path ?? '');
  return of && labelAt(of, field);
}

/** Lists the people that the result of an act names, and how each is notified (R30). */
function Named({ one, entry, step, zone }: { one: DeskCase; entry: Entry; step: Step; zone: string }) {
  const { language } = usePlace();
  if (!entry.next) return null;
  const then = { roles: one.office.roles, at: entry.at, zone };
  const named = namedParties(step, resultPassed(one.entries, entry), then, entry.informed?.accounts);
  return (
    <ul class="plain">
      {named.map(({ name, account }) => (
        <li>
          <Words>{name}</Words>: {(account ? NOTIFIED_BY_ACCOUNT : WRITTEN_DOWN)[language]}
        </li>
      ))}
    </ul>
  );
}

function sentenceOf({ office, entries }: DeskCase, current: CurrentState, entry: Entry) {
  const { procedure } = current;
  if (entry.kind === 'refused' && entry.reason) {
    const tried = procedure.steps.find(({ id }) => id === entry.step);
    return refusalSentence({ ...entry, reason: entry.reason }, refusalReadingOf(office, procedure, tried));
  }
  if (entry.kind === 'rung' && entry.rung) {
    const { share, action, roles } = entry.rung;
    // An escalation level belongs to the deadline of a visit or of a span. The entry names which one. The visit or span
    // may have ended since.
    const before = entries.slice(0, entries.indexOf(entry));
    const timed = entry.span
      ? before.flatMap(({ spans = [] }) => spans).findLast(({ id }) => id === entry.span)
      : before.findLast(({ next }) => next?.step === entry.step && next?.visit === entry.visit)?.next;
    const deadline = dueOf(timed?.deadline ?? { due: entry.at, clock: 'continuous' });
    const name = spanWords(procedure, entry.span);
    const level = { share, action, notified: roles.map(office.roleName), deadline, at: entry.at };
    return levelSentence({ ...level, ...(name && { span: name }) }, { zone: procedure.zone, times: 'short' });
  }
  if (entry.silence) return noDecisionSentence(noDecisionWords(entry.silence));
  return entryKind(entry);
}

/** Lists the files of an entry. A file of the register opens only if it has the digest in the entry (R47). */
function KeptFiles({
  number,
  signed,
  arePhotos,
}: {
  readonly number: number;
  readonly signed: NonNullable<Entry['signed']>;
  readonly arePhotos: boolean;
}) {
  const { language } = usePlace();
  return (
    <div>
      {!arePhotos && (
        <p class="meta">
          {signedKept(signed.length)[language]}. {SIGNED_NOT_CHECKED[language]}
        </p>
      )}
      <ul class="attachments">
        {signed.map(({ name, sha256 }) => (
          <KeptFile
            key={name}
            path={documentPath(number, sha256, name)}
            revision={REGISTER_BRANCH}
            name={name}
            digest={sha256}
          />
        ))}
      </ul>
    </div>
  );
}
