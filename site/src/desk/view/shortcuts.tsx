import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import type * as Keys from '../shortcuts.ts';
import { usePlace } from './common.tsx';
import { jumpTo } from './in-short.tsx';

/** Adds the shortcuts of the desk's reading pages, and their list with a switch. They are loaded after the page. */
export function Shortcuts({ on }: { on: Keys.ReadingPage }) {
  const { language, say } = usePlace();
  const [keys, setKeys] = useState<typeof Keys>();
  const [areOn, setOn] = useState(true);
  useEffect(() => {
    import('../shortcuts.ts').then(
      (found) => {
        setOn(found.areShortcutsOn());
        setKeys(found);
      },
      // Without a network there are no shortcuts.
      () => undefined,
    );
  }, []);
  // The keys work as soon as the list of them is shown.
  useLayoutEffect(() => keys?.hearShortcuts(on, jumpTo), [keys, on]);
  if (!keys) return null;
  const list = keys.shortcutList(on, language, say);
  const toggle = (): void => {
    keys.keepShortcuts(!areOn);
    setOn(!areOn);
  };
  return (
    <details class="shortcuts not-on-paper" id="pintasan">
      <summary>{list.title}</summary>
      <dl>
        {list.keys.map(([key, words]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <p class="hint">{list.note}</p>
      <label class="choice">
        <input type="checkbox" checked={areOn} onChange={toggle} />
        {list.use}
      </label>
    </details>
  );
}
