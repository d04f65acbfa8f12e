import { useEffect, useState } from 'preact/hooks';
import type { DeskCase } from '../desk-case.ts';
import type { RegisterIndex } from '#domain/journal/index-file.ts';
import { usePlace } from './common.tsx';

/**
 * Returns whether a case has changed since the page read it. The desk looks at the register while it is open, and the
 * index of the register has a line of each open case.
 */
export function useBehind(one: DeskCase | undefined): boolean {
  const { watch } = usePlace();
  const [isBehind, setBehind] = useState(false);
  useEffect(() => {
    const look = (): void => {
      const latest = watch.latest();
      if (one && latest) setBehind(lineOf(latest.index, one.number) !== lineOf(one.index, one.number));
    };
    setBehind(false);
    return watch.heard(look);
  }, [watch, one]);
  return isBehind;
}

const lineOf = ({ cases }: RegisterIndex, number: number): string => JSON.stringify(cases[number] ?? null);
