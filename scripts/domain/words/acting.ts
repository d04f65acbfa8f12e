import type { Holder } from '#domain/generated/roles.ts';

/** How an acting official is written before the office (R17). */
const PREFIXES = { plt: 'Plt.', plh: 'Plh.', pj: 'Pj.' } as const;

export const actingPrefix = (acting: Pick<NonNullable<Holder['acting']>, 'kind'> | undefined): string =>
  acting ? `${PREFIXES[acting.kind]} ` : '';
