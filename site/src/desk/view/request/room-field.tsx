import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Procedure } from '#domain/generated/procedure.ts';
import { textAt } from '#domain/case/state/world.ts';
import type { Checks } from '../../request/checks.ts';
import { sayWriting } from '../../request/words.ts';
import { usePlace } from '../common.tsx';
import { FieldGroup, type FieldProps, useLabels } from '../fields.tsx';

/** The most rooms that are shown one below the other. More are in a list to choose from. */
const MOST = 6;

/** What is known of the rooms at the time that the request asks for. */
interface RoomsHere {
  readonly states?: Checks['rooms'] | undefined;
  /** Whether the request names a place that is no room. */
  readonly isElsewhere: boolean;
}

export const RoomsContext = createContext<RoomsHere>({ isElsewhere: false });

/**
 * Returns what the rooms of a form show.
 * @param value the request as it was typed
 * @param checks the latest checks of the request, if there are any
 */
export const roomsHere = ({ request }: Procedure, value: unknown, checks: Checks | undefined): RoomsHere => ({
  states: checks?.rooms,
  isElsewhere: Boolean(textAt(value, request.pointers.place)),
});

/** Returns the widget for the room of a request, if the office has few rooms. */
export const roomWidget = (rooms: readonly unknown[]): { readonly room?: typeof RoomField } =>
  rooms.length > 0 && rooms.length <= MOST ? { room: RoomField } : {};

/** Shows the rooms of the office as radio buttons, each with whether it is free at the time that was typed. */
function RoomField(props: FieldProps) {
  const { form, value, isRequired, isAlternative, set } = props;
  const { language } = usePlace();
  const words = sayWriting(language);
  const { states = {}, isElsewhere } = useContext(RoomsContext);
  const labels = useLabels(props);
  const typed = value ?? (isElsewhere ? '' : undefined);
  const radio = (id: string, room: string) => (
    <input type="radio" id={id} name={labels.id} value={room} checked={typed === room} onChange={() => set(room)} />
  );
  return (
    <FieldGroup labels={labels} look="choices rooms">
      {form.office.rooms.map(({ id, name, capacity }, at) => (
        <label class="choice" key={id}>
          {radio(at === 0 ? labels.id : `${labels.id}-${id}`, id)}
          <span>
            {name[language]}{' '}
            <small class={states[id]?.isFree === false ? 'clash' : undefined}>
              {[states[id]?.words[language], words('seats', { n: capacity })].filter(Boolean).join(' · ')}
            </small>
          </span>
        </label>
      ))}
      {(isAlternative || !isRequired) && (
        <label class="choice">
          {radio(`${labels.id}-/`, '')}
          {words('noRoom')}
        </label>
      )}
    </FieldGroup>
  );
}
