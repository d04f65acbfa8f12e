import { later, parseInstant } from '#domain/clock/instant.ts';
import { toWall } from '#domain/clock/local-time.ts';
import type { Closure } from '#domain/generated/rooms.ts';
import { planClosure, planOpening, timeIn } from '#domain/manage/plans.ts';
import { NAMED } from '#domain/procedure/office-files.ts';
import type { Room } from '#domain/room/room.ts';
import { period } from '#domain/words/time.ts';
import type { ManagedOffice } from '../../manage/load.ts';
import { missing, type Plan, planFile, wrong } from '../../manage/plan.ts';
import { MANAGE } from '../../manage/words.ts';
import { Heading, useNow, usePlace } from '../common.tsx';
import { ChangeForm, SelectField, TextField, toForm, useKept, useWords } from './parts.tsx';

const EMPTY = { room: '', from: '', until: '', reason: '', reasonEn: '', opens: '', at: '' };

/** Closes a room for a time, or opens it again earlier (R51). */
export function RoomsPage({ managed }: { managed: ManagedOffice }) {
  const { language, forge } = usePlace();
  const m = useWords();
  const { office, viewer } = managed;
  const now = useNow(forge);
  const [only] = office.rooms.length === 1 ? office.rooms : [];
  const typed = useKept('ruang', viewer.databaseId, { ...EMPTY, room: only?.id ?? '' });
  const { value, set, field } = typed;
  const room = office.rooms.find(({ id }) => id === value.room);
  const closing = room?.closures?.find(({ from }) => from === value.opens);
  const plan = planOf();
  return (
    <>
      <Heading>{m('ruang')}</Heading>
      <ChangeForm
        managed={managed}
        plan={plan}
        sent={typed.forget}
        fields={
          <>
            {!only && (
              <SelectField
                id="ruang"
                label={m('room')}
                value={value.room}
                set={(id) => set({ room: id, opens: '' })}
                options={office.rooms.map(({ id, name }) => ({ value: id, label: name[language] }))}
              />
            )}
            {room && (
              <h2 tabIndex={-1}>
                {closing ? `${m('openNow')}: ${room.name[language]}` : m('closeRoom', { r: room.name[language] })}
              </h2>
            )}
            {room && closing ? (
              <>
                <p class="hint">{timeOf(room, closing)}</p>
                <TextField id="buka" type="datetime-local" label={m('openFrom')} {...field('at')} />
                <p>
                  <button type="button" class="plain-button" onClick={() => set({ opens: '' })}>
                    {m('cancel')}
                  </button>
                </p>
              </>
            ) : (
              <>
                <div class="manage-pair is-long">
                  <TextField id="dari" type="datetime-local" label={m('closeFrom')} {...field('from')} />
                  <TextField id="sampai" type="datetime-local" label={m('closeUntil')} {...field('until')} />
                </div>
                <TextField id="alasan" label={m('reason')} why={m('reasonWhy')} {...field('reason')} longest={200} />
                <TextField id="alasan-en" label={m('reasonEn')} isOptional {...field('reasonEn')} longest={200} />
              </>
            )}
          </>
        }
      />
      <section class="manage-history">
        <h2>{m('closures')}</h2>
        {office.rooms.every(({ closures = [] }) => closures.length === 0) && <p class="empty">{m('noClosures')}</p>}
        <dl class="facts manage-days">
          {office.rooms.flatMap((each) =>
            (each.closures ?? []).map((closure) => (
              <div key={`${each.id} ${closure.from}`}>
                <dt>{each.name[language]}</dt>
                <dd>
                  {timeOf(each, closure)} <span class="hint">{closure.reason[language]}</span>
                </dd>
                <dd>
                  {isToCome(closure) && (
                    <button
                      type="button"
                      class="plain-button"
                      onClick={() => {
                        const begin = instantOf(closure.from) > now ? closure.from : now;
                        set({ room: each.id, opens: closure.from, at: toWall(begin, each.zone) });
                        toForm();
                      }}
                    >
                      {m('openNow')}
                    </button>
                  )}
                </dd>
              </div>
            )),
          )}
        </dl>
      </section>
    </>
  );

  function isToCome({ until }: Closure): boolean {
    return instantOf(until) > now;
  }

  function timeOf({ zone }: Room, { from, until }: Closure): string {
    const [start, end] = [instantOf(from), instantOf(until)];
    return period(start, later(start, end), zone)[language];
  }

  function planOf(): Plan {
    if (!room) return { faults: missing([['ruang', MANAGE.room, '']]) };
    if (closing) {
      const [opens, at] = [['buka', MANAGE.openFrom] as const, timeIn(room.zone, value.at, false)];
      if (at === undefined) return { faults: missing([[...opens, '']]) };
      return planFile(managed, NAMED.rooms, language, opens, (text) => planOpening(text, room, at));
    }
    const closure = closureOf(room);
    if (!closure)
      return {
        faults: missing([
          ['dari', MANAGE.closeFrom, value.from],
          ['sampai', MANAGE.closeUntil, value.until],
          ['alasan', MANAGE.reason, value.reason],
        ]),
      };
    const until = ['sampai', MANAGE.closeUntil] as const;
    if (instantOf(closure.from) >= instantOf(closure.until)) return { faults: [wrong(until, MANAGE.notThen)] };
    return planFile(managed, NAMED.rooms, language, ['dari', MANAGE.closeFrom], (text) =>
      planClosure(text, room, closure),
    );
  }

  function closureOf({ zone }: Room): Closure | undefined {
    const [from, until] = [timeIn(zone, value.from, false), timeIn(zone, value.until, true)];
    const id = value.reason.trim();
    return from && until && id ? { from, until, reason: { id, en: value.reasonEn.trim() || id } } : undefined;
  }
}

function instantOf(written: string): string {
  const reading = parseInstant(written);
  return 'instant' in reading ? reading.instant : '';
}
