import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { LoadFault, usePlace } from './common.tsx';

/** A part of the desk that is fetched when it is first needed. */
export function lazy<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let known: ComponentType<Props> | undefined;
  return function Lazy(props: Props) {
    const { say } = usePlace();
    const [Part, setPart] = useState<ComponentType<Props> | undefined>(() => known);
    const [tries, setTries] = useState(0);
    const [isFault, setFault] = useState(false);
    useEffect(() => {
      if (Part) return;
      setFault(false);
      load().then(
        (part) => {
          known = part;
          setPart(() => part);
        },
        (error: unknown) => {
          console.error(error);
          setFault(true);
        },
      );
    }, [tries]);
    if (Part) return <Part {...props} />;
    if (!isFault) return <p role="status">{say('loading')}</p>;
    return <LoadFault text={say('partFault')} again={() => setTries(tries + 1)} />;
  };
}
