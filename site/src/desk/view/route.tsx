import { rowCount } from '#domain/procedure/steps.ts';
import { stationsOf } from '../../lib/route.ts';
import type { CurrentState, DeskCase } from '../desk-case.ts';
import { usePlace } from './common.tsx';

/** Shows where a case is on the way through its SOP, one station for each number of the official table. */
export function RouteLine({
  one,
  current,
  tone,
}: {
  one: DeskCase;
  current: CurrentState;
  tone: 'late' | 'wait' | '';
}) {
  const { say, language } = usePlace();
  const { procedure, state } = current;
  const visits = one.entries.flatMap(({ next }) => (next ? [{ row: next.row, visit: next.visit }] : []));
  const end = state.end ? (state.end.kind === 'completed' ? 'completed' : 'ended') : 'running';
  const rows = rowCount(procedure);
  const stations = stationsOf(rows, state.visit.row, visits, end, procedure, one.office.roleName);
  const here = stations.findIndex((each) => each.state === 'here');
  const near = here < 0 ? [] : [stations[here - 1], stations[here], stations[here + 1]];
  return (
    <div class={`route-line ${tone && `is-${tone}`}`}>
      <ol class={stations.length > 12 ? 'route is-long' : 'route'}>
        {stations.map((each, at) => (
          <li
            key={each.number}
            class={`${each.state} ${stations[at + 1]?.isSameAsBefore ? 'same' : ''}`}
            aria-current={at === here ? 'step' : undefined}
          >
            <b>{each.number}</b>
            {each.rounds > 1 && <em>{say('round', { n: each.rounds })}</em>}
            {each.who && (!each.isSameAsBefore || at === here) && <span>{breakable(each.who[language])}</span>}
          </li>
        ))}
      </ol>
      {near.length > 0 && (
        <p class="route-near" aria-hidden="true">
          {near.map((each, at) => (
            <span key={at}>
              {each && (
                <>
                  {at === 1 ? `${say('row')} ${each.number}` : say(at === 0 ? 'previous' : 'next')}
                  <b>{each.who?.[language] ?? each.number}</b>
                </>
              )}
            </span>
          ))}
        </p>
      )}
    </div>
  );
}

/** Lets a narrow column break a text such as "OPD/pengguna" after the slash. */
const breakable = (text: string) => text.split(/(?<=\/)/).map((part) => [part, <wbr />]);

const HANDS = {
  run: 'M22 14v8l5 3.5',
  late: 'M22 14v10M22 29.5v.1',
  sent: 'M15 22h13M23 17l5 5-5 5',
} as const;

/**
 * Shows the share of the allowed time that is used, as a ring. Words are always next to it.
 * @param share 0 to 1; undefined if it is not known, as for a clock of office hours
 */
export function Dial({ is, share }: { is: keyof typeof HANDS; share: number | undefined }) {
  return (
    <svg class={is === 'late' ? 'dial is-late' : 'dial'} viewBox="0 0 44 44" aria-hidden="true">
      <circle cx="22" cy="22" r="18" />
      {share !== undefined && (
        <circle
          class="used-part"
          cx="22"
          cy="22"
          r="18"
          pathLength="100"
          stroke-dasharray={`${Math.round(share * 100)} 100`}
          transform="rotate(-90 22 22)"
        />
      )}
      <path d={HANDS[is]} />
    </svg>
  );
}
