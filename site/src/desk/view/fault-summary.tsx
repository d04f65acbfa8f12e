import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Fault } from '../problem-words.ts';
import { usePlace } from './common.tsx';
import { fieldId } from './fields.tsx';

/**
 * Every fault at once, each leading to its field. It takes the focus when faults are found, before anything else can be typed:
 * a person who works by keyboard goes on from here.
 * @param found changes whenever faults were looked for; while somebody corrects them the focus stays where it is
 */
export function FaultSummary({
  faults,
  title,
  found,
  heading: Title = 'h3',
}: {
  faults: readonly Fault[];
  title: string;
  found: unknown;
  heading?: 'h2' | 'h3';
}) {
  const { language } = usePlace();
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => ref.current?.focus(), [found]);
  if (faults.length === 0) return null;
  return (
    <div class="notice is-refused" ref={ref} tabIndex={-1} role="alert" aria-labelledby="galat">
      <Title id="galat">{title}</Title>
      <ul class="plain">
        {faults.map(({ path, label, message }, at) => (
          <li key={at}>
            <a
              href={`#${fieldId(path)}`}
              onClick={(event) => {
                // The address names the case and must stay, so the link only moves the focus.
                event.preventDefault();
                // The page, or the part of it in which another program shows the form.
                (event.currentTarget.getRootNode() as Document | ShadowRoot).getElementById(fieldId(path))?.focus();
              }}
            >
              {label[language]}: {message[language]}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
