import type { Day } from '#domain/generated/calendar.ts';
import { planDay, planWorkday } from '#domain/manage/plans.ts';
import { NAMED } from '#domain/procedure/office-files.ts';
import { letterDay } from '#domain/words/time.ts';
import type { ManagedOffice } from '../../manage/load.ts';
import { missing, type Plan, planFile } from '../../manage/plan.ts';
import { MANAGE, manageText, type ManageWord } from '../../manage/words.ts';
import { Heading, useNow, usePlace } from '../common.tsx';
import { ChangeForm, Pick, TextField, toForm, useKept, useWords } from './parts.tsx';

const EMPTY = { gone: '', date: '', name: '', nameEn: '', kind: 'holiday', decree: '' };

/** Adds a day off to the office's calendar, or removes one (R20). */
export function DaysOffPage({ managed }: { managed: ManagedOffice }) {
  const { language, forge } = usePlace();
  const m = useWords();
  const { calendar, viewer } = managed;
  const typed = useKept('libur', viewer.databaseId, EMPTY);
  const { value, set, field } = typed;
  const now = useNow(forge);
  const thisYear = now.slice(0, 4);
  const year = value.date.slice(0, 4);
  const isNewYear = /^\d{4}-/.test(value.date) && calendar.years.every((each) => String(each.year) !== year);
  const plan = planOf();
  const years = calendar.years.filter((each) => String(each.year) >= thisYear).toSorted((a, b) => a.year - b.year);
  return (
    <>
      <Heading>{m('libur')}</Heading>
      <ChangeForm
        managed={managed}
        plan={plan}
        sent={typed.forget}
        fields={
          <>
            <h2 tabIndex={-1}>{value.gone ? m('removeDay', { d: letterDay(value.gone)[language] }) : m('addDay')}</h2>
            {value.gone ? (
              <p>
                <button type="button" class="plain-button" onClick={() => set({ gone: '' })}>
                  {m('addDay')}
                </button>
              </p>
            ) : (
              <>
                <TextField id="tanggal" type="date" label={m('day')} {...field('date')} />
                <Pick
                  name="jenis"
                  legend={m('kind')}
                  {...field('kind')}
                  options={(['holiday', 'leave'] as const).map((each) => ({ value: each, label: m(each) }))}
                />
                <TextField id="nama" label={m('dayName')} {...field('name')} longest={100} />
                <TextField id="nama-en" label={m('dayNameEn')} isOptional {...field('nameEn')} longest={100} />
                {isNewYear && (
                  <TextField
                    id="dasar"
                    label={m('yearDecree', { y: year })}
                    why={m('yearDecreeWhy')}
                    {...field('decree')}
                    longest={200}
                  />
                )}
              </>
            )}
          </>
        }
      />
      {years.map(({ year: of, decree, holidays, collectiveLeave }) => (
        <section key={of} class="manage-history">
          <h2>{m('daysOf', { y: of })}</h2>
          <p class="hint">{decree}</p>
          <dl class="facts manage-days">
            {[...holidays.map(dayOf('holiday')), ...collectiveLeave.map(dayOf('leave'))]
              .sort((a, b) => (a.date < b.date ? -1 : 1))
              .map(({ date, name, kind }) => (
                <div key={date}>
                  <dt>{letterDay(date)[language]}</dt>
                  <dd>
                    {name[language]} {kind === 'leave' && <span class="hint">{m('leave')}</span>}
                  </dd>
                  <dd>
                    <button
                      type="button"
                      class="plain-button"
                      aria-label={m('removeDay', { d: letterDay(date)[language] })}
                      onClick={() => {
                        set({ gone: date });
                        toForm();
                      }}
                    >
                      {m('remove')}
                    </button>
                  </dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </>
  );

  function planOf(): Plan {
    if (value.gone)
      return planFile(managed, NAMED.calendar, language, undefined, (text) => planWorkday(text, calendar, value.gone));
    const faults = missing([
      ['tanggal', MANAGE.day, value.date],
      ['nama', MANAGE.dayName, value.name],
      ['dasar', manageText('yearDecree', { y: year }), isNewYear && value.kind === 'holiday' ? value.decree : '-'],
    ]);
    if (faults.length > 0) return { faults };
    const name = { id: value.name.trim(), en: value.nameEn.trim() || value.name.trim() };
    const day = { date: value.date, name, isLeave: value.kind === 'leave', decree: value.decree.trim() };
    return planFile(managed, NAMED.calendar, language, ['tanggal', MANAGE.day], (text) => planDay(text, calendar, day));
  }
}

const dayOf =
  (kind: ManageWord & ('holiday' | 'leave')) =>
  (day: Day): Day & { kind: 'holiday' | 'leave' } => ({ ...day, kind });
