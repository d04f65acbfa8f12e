/** Does a nightly run ask for everything (`npm run test:nightly`)? */
const IS_NIGHTLY = process.env['DISPOSISI_NIGHTLY'] !== undefined;

/**
 * Returns how many rounds a random search makes: all of them at night, and a third at each delivery. The rounds of a
 * delivery are the first ones of the night.
 */
export const rounds = (all: number): number => (IS_NIGHTLY ? all : Math.ceil(all / 3));

/** Returns what a test looks at: everything at night, and at each delivery a part that stands for the rest. */
export const lookedAt = <T>(all: readonly T[], isDaily: (each: T) => boolean): readonly T[] =>
  IS_NIGHTLY ? all : all.filter(isDaily);
