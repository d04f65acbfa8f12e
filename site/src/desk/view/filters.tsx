import type { Text } from '#domain/problem.ts';
import {
  type DeskFilter,
  deskSize,
  EVERYTHING,
  filterChoices,
  filterDesk,
  GLANCE,
  isFiltering,
} from '../desk-filter.ts';
import type { Desk } from '../desk-list.ts';
import { announce, usePlace } from './common.tsx';

interface Props {
  readonly whole: Desk;
  /** Number of the viewer's own requests, which the search finds too. */
  readonly own: number;
  readonly filter: DeskFilter;
  readonly choose: (filter: DeskFilter) => void;
}

/**
 * Shows the search of a long list, its filters if there is a choice, and how many cases a filtered list has. Search and
 * filters are of all lines, not only of those on the pages that are shown.
 */
export function Filters({ whole, own, filter, choose }: Props) {
  const { say } = usePlace();
  const { procedures, roles, late, all } = filterChoices(whole, filter);
  const change = (more: Partial<DeskFilter>): void => {
    const next = { ...filter, ...more };
    choose(next);
    announce(wordsFor(next));
  };
  const wordsFor = (of: DeskFilter): string => {
    const n = deskSize(filterDesk(whole, of));
    return n === 0 ? say('noMatch') : say('shownOf', { n, m: deskSize(whole) });
  };
  const clear = (): void => {
    change(EVERYTHING);
    // The button disappears with the filter, so the focus must move.
    const field = document.querySelector<HTMLElement>('#saringan :is(select, input)');
    (field ?? document.querySelector('h1'))?.focus();
  };
  const isLong = deskSize(whole) + own > GLANCE;
  const hasChoice = procedures.length > 0 || roles.length > 0 || late !== undefined;
  return (
    <>
      {(hasChoice || isLong) && (
        <form id="saringan" class="desk-filters not-on-paper" aria-label={say('filters')} onSubmit={stop}>
          {isLong && (
            <div class="field">
              <label for="cari">{say('find')}</label>
              <input
                id="cari"
                type="search"
                value={filter.words}
                onInput={({ currentTarget }) => choose({ ...filter, words: currentTarget.value })}
              />
            </div>
          )}
          <Choice
            id="saring-sop"
            label="SOP"
            all={say('allSops', { n: all.procedures })}
            options={procedures}
            value={filter.procedure}
            choose={(procedure) => change({ procedure })}
          />
          <Choice
            id="saring-peran"
            label={say('role')}
            all={say('allRoles', { n: all.roles })}
            options={roles}
            value={filter.role}
            choose={(role) => change({ role })}
          />
          {late !== undefined && (
            <label class="choice">
              <input type="checkbox" checked={filter.late} onChange={() => change({ late: !filter.late })} />
              {say('onlyLate', { n: late })}
            </label>
          )}
        </form>
      )}
      {isFiltering(filter) && (
        <p class="meta not-on-paper">
          {wordsFor(filter)}{' '}
          <button type="button" class="plain-button" onClick={clear}>
            {say('clearFilters')}
          </button>
        </p>
      )}
    </>
  );
}

const stop = (event: Event): void => event.preventDefault();

interface ChoiceProps {
  readonly id: string;
  readonly label: string;
  readonly all: string;
  readonly options: readonly { readonly id: string; readonly name: Text; readonly count: number }[];
  readonly value: string | undefined;
  readonly choose: (id: string | undefined) => void;
}

function Choice({ id, label, all, options, value, choose }: ChoiceProps) {
  const { language } = usePlace();
  if (options.length === 0) return null;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value ?? ''} onChange={({ currentTarget }) => choose(currentTarget.value || undefined)}>
        <option value="">{all}</option>
        {options.map((one) => (
          <option key={one.id} value={one.id}>
            {`${one.name[language]} (${one.count})`}
          </option>
        ))}
      </select>
    </div>
  );
}
