import type { Procedure } from '#domain/generated/procedure.ts';
import type { Schema } from '#domain/request/annotations.ts';
import type { Room } from '#domain/room/room.ts';
import { letterOf } from '../../../request/letter.ts';
import { REQUEST_WORDS, sayForm } from '../../../request/words.ts';
import { usePlace, Words } from '../common.tsx';

interface Props {
  readonly procedure: Procedure;
  readonly schema: Schema;
  readonly rooms: readonly Room[];
  /** However incomplete. */
  readonly value: unknown;
}

/** The letter that a request becomes. */
export function LetterSheet({ procedure, schema, rooms, value }: Props) {
  const { language } = usePlace();
  const office = { procedures: [procedure], schemas: { [procedure.request.schema]: schema }, rooms };
  const { letterhead, title, under, parts } = letterOf(office, procedure, value, language);
  return (
    <article class="letter">
      <header class="letterhead">
        {letterhead.map((line, at) => (
          <p key={at}>{line}</p>
        ))}
      </header>
      <p class="letter-title">{title}</p>
      <p class="letter-under">{under}</p>
      {parts.map(({ title: part, lines }, at) => (
        <section key={at}>
          {part !== undefined && <p class="letter-part">{part}</p>}
          <dl>
            {lines.map(({ label, values }, line) => (
              <div key={line}>
                <dt>{label}</dt>
                {values.length === 0 ? (
                  <dd class="meta">{sayForm(REQUEST_WORDS.letterEmpty, language)}</dd>
                ) : (
                  values.map((each, item) => (
                    <dd key={item}>
                      <Words>{each}</Words>
                    </dd>
                  ))
                )}
              </div>
            ))}
          </dl>
        </section>
      ))}
    </article>
  );
}
