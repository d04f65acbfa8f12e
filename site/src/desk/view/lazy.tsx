import type { ComponentType } from 'preact';
import { useState } from 'preact/hooks';
import { usePlace } from './common.tsx';
import { useLoad } from './use-load.tsx';

/**
 * Makes a component that is loaded when it is first shown.
 * @param isQuiet whether nothing is shown meanwhile, or if it cannot be loaded
 */
export function lazy<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  isQuiet = false,
): ComponentType<Props> {
  let known: ComponentType<Props> | undefined;
  return function Lazy(props: Props) {
    const { say } = usePlace();
    const [Part, setPart] = useState<ComponentType<Props> | undefined>(() => known);
    const read = async (): Promise<void> => {
      known ??= await load();
      setPart(() => known);
    };
    const { fault } = useLoad(read, [], undefined, 'partFault');
    return Part ? <Part {...props} /> : isQuiet ? null : (fault ?? <p role="status">{say('loading')}</p>);
  };
}
