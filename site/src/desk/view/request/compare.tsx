import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { fieldAt, labelAt } from '#domain/request/annotations.ts';
import { segmentsOf, valueAt } from '#domain/request/pointer.ts';
import { applied } from '../../../request/normalise.ts';
import type { Draft, TypedValues as Typed } from '../../request/drafts.ts';
import type { OpenRequest } from '../../request/open-request.ts';
import { twoVersions } from '../../request/two-versions.ts';
import { sayWriting } from '../../request/words.ts';
import type { DeskOffice } from '../../office.ts';
import { usePlace } from '../common.tsx';
import { fieldId } from '../fields.tsx';
import { Values } from '../values.tsx';

interface Props {
  readonly draft: Draft;
  readonly theirs: OpenRequest;
  readonly office: DeskOffice;
  readonly chosen: (value: Typed) => void;
}

/**
 * Shows the draft of this device next to a version that was saved elsewhere, for each field that differs. The person
 * chooses one of the two values of each field, so that nothing is overwritten unseen.
 */
export function Compare({ draft, theirs, office, chosen }: Props) {
  const { language } = usePlace();
  const words = sayWriting(language);
  const { schema, procedure } = theirs;
  const { here, differing, first } = useMemo(
    () => twoVersions(schema, draft, theirs.value),
    [schema, draft, theirs.value],
  );
  const [picked, setPicked] = useState(first);
  const heading = useRef<HTMLHeadingElement>(null);
  // The heading takes the focus, because the person must choose first, and may be at the foot of the form.
  useLayoutEffect(() => heading.current?.focus(), []);
  const use = (): void => {
    const edits = differing
      .filter((pointer) => picked[pointer] === 'there')
      .map((pointer) => {
        const value = valueAt(theirs.value, pointer);
        return { path: segmentsOf(pointer), ...(value === undefined ? {} : { value }) };
      });
    chosen(applied(draft.value, edits) as Typed);
  };
  const shown = (value: unknown, pointer: string) =>
    value === undefined ? (
      <span class="meta">{words('notFilled')}</span>
    ) : (
      <Values
        root={schema}
        schema={fieldAt(schema, pointer) ?? {}}
        value={value}
        zone={procedure.zone}
        office={office}
      />
    );
  return (
    <section class="notice is-refused" aria-labelledby="banding">
      <h2 id="banding" ref={heading} tabIndex={-1}>
        {words('moved')}
      </h2>
      {differing.length === 0 && <p>{words('sameNow')}</p>}
      {differing.map((pointer) => (
        <fieldset key={pointer} class="choices">
          <legend>{labelAt(schema, pointer)?.[language] ?? pointer}</legend>
          {(['here', 'there'] as const).map((side) => (
            <label key={side} class="choice">
              <input
                type="radio"
                name={`banding${fieldId(pointer)}`}
                checked={picked[pointer] === side}
                onChange={() => setPicked({ ...picked, [pointer]: side })}
              />
              <span>
                <strong>{words(side)}</strong>
                <br />
                {shown(valueAt(side === 'here' ? here : theirs.value, pointer), pointer)}
              </span>
            </label>
          ))}
        </fieldset>
      ))}
      <p>
        <button type="button" onClick={use}>
          {words('useChosen')}
        </button>
      </p>
    </section>
  );
}
