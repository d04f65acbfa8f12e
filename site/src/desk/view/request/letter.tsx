import { type LetterOffice, letterOf } from '../../../request/letter.ts';
import { REQUEST_WORDS, sayForm } from '../../../request/words.ts';
import { usePlace, Words } from '../common.tsx';

/** The letter that a request becomes, however incomplete it is. */
export function LetterSheet({ value, ...by }: LetterOffice & { readonly value: unknown }) {
  const { language } = usePlace();
  const { letterhead, title, under, parts } = letterOf(by, value, language);
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
