import type { Step } from '#domain/generated/procedure.ts';

/** Has a step a limit that is measured (R4)? Whether it is a sound one is another matter. */
export const isTimed = ({ time, furtherRows = [] }: Pick<Step, 'time' | 'furtherRows'>): boolean =>
  [time, ...furtherRows.map((row) => row.time)].some(
    ({ limit, measured }) => limit !== undefined && measured !== false,
  );
