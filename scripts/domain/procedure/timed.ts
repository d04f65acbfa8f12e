import type { Step } from '#domain/generated/procedure.ts';

/** Also an invalid limit counts (R4). */
export const isTimed = ({ time, furtherRows = [] }: Pick<Step, 'time' | 'furtherRows'>): boolean =>
  [time, ...furtherRows.map((row) => row.time)].some(
    ({ limit, measured }) => limit !== undefined && measured !== false,
  );
