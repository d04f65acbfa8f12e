import { useLayoutEffect, useRef } from 'preact/hooks';
import { shortZonedTime } from '#domain/words/time.ts';
import type { DeskOffice } from '../../office.ts';
import type { ForeignChange } from '../../request/foreign.ts';
import type { OpenRequest } from '../../request/open-request.ts';
import { sayWriting } from '../../request/words.ts';
import { ChangeTable } from '../changes.tsx';
import { usePlace } from '../common.tsx';

interface Props {
  /** The opener's version of the request. */
  readonly open: OpenRequest;
  readonly foreign: ForeignChange;
  readonly office: DeskOffice;
  /**
   * Uses the chosen version.
   * @param said sentence about the choice
   */
  readonly take: (version: OpenRequest, said: string) => void;
}

/**
 * Shows the change of another account, and the choice between the versions. Before the choice nothing can be saved or
 * submitted (R48).
 */
export function Foreign({ open, foreign, office, take }: Props) {
  const { language } = usePlace();
  const words = sayWriting(language);
  const { by, at, head, theirs, fields, files } = foreign;
  const { schema, procedure } = open;
  const heading = useRef<HTMLHeadingElement>(null);
  // The heading takes the focus, because the person must choose first, and may be at the foot of the form.
  useLayoutEffect(() => heading.current?.focus(), []);
  return (
    <section class="notice is-refused stack" aria-labelledby="akun-lain">
      <h2 id="akun-lain" ref={heading} tabIndex={-1}>
        {words('foreign')}
      </h2>
      <p>{words('foreignBy', { a: by, t: shortZonedTime(at, procedure.zone)[language] })}</p>
      <ChangeTable
        {...{ fields, schema, office, attachments: files, zone: procedure.zone, caption: words('foreign') }}
        heads={[words('foreignMine'), words('foreignTheirs')]}
      />
      {!theirs && <p>{words('foreignUnreadable')}</p>}
      <div class="gestures">
        <button type="button" onClick={() => take({ ...open, over: head }, words('keptMine'))}>
          {words('keepMine')}
        </button>
        {theirs && (
          <button
            type="button"
            class="second"
            onClick={() => take({ ...open, ...theirs, over: head }, words('tookTheirs'))}
          >
            {words('takeTheirs')}
          </button>
        )}
      </div>
      <p class="hint">{words('foreignThen')}</p>
    </section>
  );
}
