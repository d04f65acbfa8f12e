import { useLayoutEffect, useRef } from 'preact/hooks';
import { shortZonedTime } from '#domain/words/time.ts';
import type { DeskOffice } from '../../office.ts';
import type { ForeignChange } from '../../request/foreign.ts';
import type { OpenRequest } from '../../request/open-request.ts';
import { sayWriting } from '../../request/words.ts';
import { ChangeTable } from '../changes.tsx';
import { usePlace } from '../common.tsx';

interface Props {
  /** As its opener left it. */
  readonly open: OpenRequest;
  readonly foreign: ForeignChange;
  readonly office: DeskOffice;
  /** @param said what was done, for a screen reader too */
  readonly take: (version: OpenRequest, said: string) => void;
}

/** What another account has changed, and the choice: nothing is saved or submitted before it (R48). */
export function Foreign({ open, foreign, office, take }: Props) {
  const { language } = usePlace();
  const write = sayWriting(language);
  const { by, at, head, theirs, fields, files } = foreign;
  const { schema, procedure } = open;
  const heading = useRef<HTMLHeadingElement>(null);
  // A person who pressed a button at the foot of the form is led to what must be decided first.
  useLayoutEffect(() => heading.current?.focus(), []);
  return (
    <section class="notice is-refused stack" aria-labelledby="akun-lain">
      <h2 id="akun-lain" ref={heading} tabIndex={-1}>
        {write('foreign')}
      </h2>
      <p>{write('foreignBy', { a: by, t: shortZonedTime(at, procedure.zone)[language] })}</p>
      <ChangeTable
        {...{ fields, schema, office, attachments: files, zone: procedure.zone, caption: write('foreign') }}
        heads={[write('foreignMine'), write('foreignTheirs')]}
      />
      {!theirs && <p>{write('foreignUnreadable')}</p>}
      <div class="gestures">
        <button type="button" onClick={() => take({ ...open, over: head }, write('keptMine'))}>
          {write('keepMine')}
        </button>
        {theirs && (
          <button
            type="button"
            class="second"
            onClick={() => take({ ...open, ...theirs, over: head }, write('tookTheirs'))}
          >
            {write('takeTheirs')}
          </button>
        )}
      </div>
      <p class="hint">{write('foreignThen')}</p>
    </section>
  );
}
