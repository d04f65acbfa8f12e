import type { ComponentType } from 'preact';
import { useState } from 'preact/hooks';
import { usePlace } from './common.tsx';
import { useLoad } from './use-load.tsx';

/**
 * Makes a component that is loaded when it is first shown, or when `ask` is called before.
 * @param isQuiet whether nothing is shown meanwhile, or if it cannot be loaded
 */
export function lazy<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  isQuiet = false,
): ComponentType<Props> & { readonly ask: () => void } {
  let known: ComponentType<Props> | undefined;
  const read = async (): Promise<ComponentType<Props>> => (known ??= await load());
  function Lazy(props: Props) {
    const { say } = usePlace();
    const [Part, setPart] = useState<ComponentType<Props> | undefined>(() => known);
    const { fault } = useLoad(
      async () => {
        const part = await read();
        setPart(() => part);
      },
      [],
      undefined,
      'partFault',
    );
    return Part ? <Part {...props} /> : isQuiet ? null : (fault ?? <p role="status">{say('loading')}</p>);
  }
  // A failure is shown when the part is needed.
  return Object.assign(Lazy, { ask: () => void read().catch(() => undefined) });
}
