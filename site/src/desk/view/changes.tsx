import type { Entry } from '#domain/generated/journal-entry.ts';
import { fieldAt } from '#domain/request/annotations.ts';
import { ATTACHMENT_CHANGES, CHANGES, changedSince, unchangedSince } from '#domain/words/changes.ts';
import { entryKind } from '#domain/words/entry-kind.ts';
import { heldRole } from '#domain/words/parties.ts';
import type { DeskCase, CurrentState } from '../desk-case.ts';
import type { DeskOffice } from '../office.ts';
import { type DeskRound, isChanged } from '../rounds.ts';
import { Time, usePlace, Words } from './common.tsx';
import { Values } from './values.tsx';

interface Props {
  readonly one: DeskCase;
  readonly current: CurrentState;
  readonly round: DeskRound;
}

/** Shows what the current round changed, and what was requested before. */
export function ChangedSince({ one, current, round, isOpen }: Props & { readonly isOpen: boolean }) {
  const { language } = usePlace();
  return (
    <details class="part" id="berubah" open={isOpen}>
      <summary>
        <h2 class="part-title">{changedSince(round.since)[language]}</h2>
      </summary>
      {round.asked && <ReturnNote one={one} current={current} asked={round.asked} />}
      <RoundChanges one={one} current={current} round={round} />
    </details>
  );
}

/** Shows the act that gave the case back before the round: its note, who acted, and when. */
export function ReturnNote({
  one,
  current,
  asked,
  heading: Title = 'h3',
}: Pick<Props, 'one' | 'current'> & { readonly asked: Entry; readonly heading?: 'h2' | 'h3' }) {
  const { language, say } = usePlace();
  const { who, note, at } = asked;
  // An Approve that led to the applicant, such as an offer, requests no changes. It is shown only if it has a note.
  if (asked.gesture === 'approve' && note === undefined) return null;
  const role = who?.role === undefined ? undefined : heldRole(one.office.roleName)(who.role, who.acting)[language];
  return (
    <div class="asked">
      <Title>{say('askedBefore')}</Title>
      <p class="meta">
        <span>{entryKind(asked)[language]}</span>{' '}
        {who && (
          <span>
            {role && `${role}, `}
            <Words>{who.name ?? who.login}</Words>
          </span>
        )}{' '}
        <span>
          <Time at={at} zone={current.procedure.zone} short />
        </span>
      </p>
      {note !== undefined && (
        <blockquote class="note">
          <Words>{note}</Words>
        </blockquote>
      )}
    </div>
  );
}

/** Shows each changed field before and after the round, and what happened to each attachment. */
export function RoundChanges({ one, current, round }: Props) {
  const { language } = usePlace();
  const { since } = round;
  return (
    <>
      {!isChanged(round) && <p>{unchangedSince(since)[language]}</p>}
      <ChangeTable
        {...{ ...round, schema: current.schema, zone: current.procedure.zone, office: one.office }}
        caption={changedSince(since)[language]}
        heads={[CHANGES.before[language], CHANGES.after[language]]}
      />
    </>
  );
}

interface TableProps extends Pick<CurrentState, 'schema'> {
  readonly fields: Readonly<DeskRound['fields']>;
  readonly attachments: Readonly<DeskRound['attachments']>;
  readonly zone: string;
  readonly office: DeskOffice;
  readonly caption: string;
  /** Headings of the columns before and after. */
  readonly heads: readonly [string, string];
}

/** Shows the differences between two states of a request, next to each other. */
export function ChangeTable({ fields, attachments, schema, zone, office, caption, heads }: TableProps) {
  const { language } = usePlace();
  const value = (path: string, each: unknown) =>
    each === undefined ? (
      <span class="empty">{CHANGES.nothing[language]}</span>
    ) : (
      <Values root={schema} schema={fieldAt(schema, path) ?? {}} value={each} zone={zone} office={office} />
    );
  return (
    <>
      {fields.length > 0 && (
        <table class="compared">
          <caption class="unseen">{caption}</caption>
          <thead>
            <tr>
              {[CHANGES.field[language], ...heads].map((head) => (
                <th scope="col">{head}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {fields.map(({ path, label, before, after }, at) => (
              <tr key={at}>
                <th scope="row">{label[language]}</th>
                <td>{value(path, before)}</td>
                <td>{value(path, after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {attachments.length > 0 && (
        <ul class="plain">
          {attachments.map(({ name, is }) => (
            <li key={name}>
              {is === 'kept' ? ATTACHMENT_CHANGES[is][language] : <strong>{ATTACHMENT_CHANGES[is][language]}</strong>}:{' '}
              <Words>{name}</Words>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
