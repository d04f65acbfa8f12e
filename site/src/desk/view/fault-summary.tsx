import { useLayoutEffect, useRef } from 'preact/hooks';
import { fieldId } from '../field-id.ts';
import type { Fault } from '../problem-words.ts';
import { usePlace } from './common.tsx';

/**
 * Lists all faults with links to their fields. The list takes the focus when faults are found, so that a person who
 * works by keyboard continues there.
 * @param hasReasons whether the list says what is wrong, because the fields, which say it, may not be on the screen
 * @param show shows a field that is not on the screen, and focuses its control
 * @param found a value that changes with every check; while the person corrects fields, the focus does not move
 */
export function FaultSummary({
  faults,
  title,
  found,
  hasReasons = false,
  heading: Title = 'h3',
  show = (path, root) => root.getElementById(fieldId(path))?.focus(),
}: {
  faults: readonly Fault[];
  title: string;
  found: unknown;
  hasReasons?: boolean;
  heading?: 'h2' | 'h3';
  show?: (path: string, root: Document | ShadowRoot) => void;
}) {
  const { language } = usePlace();
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (found) ref.current?.focus();
  }, [found]);
  if (faults.length === 0) return null;
  const isFirst = ({ path }: Fault, at: number): boolean => faults.findIndex((each) => each.path === path) === at;
  const listed = hasReasons ? faults : faults.filter(isFirst);
  return (
    <div
      class={found ? 'notice is-refused' : 'notice'}
      ref={ref}
      tabIndex={-1}
      role={found ? 'alert' : undefined}
      aria-labelledby="galat"
    >
      <Title id="galat">{title}</Title>
      <ul class="plain">
        {listed.map(({ path, label, message, isMissing }, at) => (
          <li key={at}>
            <a
              href={`#${fieldId(path)}`}
              onClick={(event) => {
                // The address names the case, so the link must not change it and only moves the focus.
                event.preventDefault();
                // The root is the page, or the shadow root in which another program shows the form.
                show(path, event.currentTarget.getRootNode() as Document | ShadowRoot);
              }}
            >
              {label[language]}
              {hasReasons && !isMissing && `: ${message[language]}`}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
