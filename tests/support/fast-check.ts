/**
 * fast-check for every property test, with one fixed seed. A test then fails because of a change, and not by chance. To
 * search further, run the tests with another seed each time:
 * DISPOSISI_SEED=random npm test
 * A counterexample names its seed, and `DISPOSISI_SEED=<that number>` shows it again.
 */
import fc from 'fast-check';

const wanted = process.env['DISPOSISI_SEED'] ?? '20261125';
if (wanted !== 'random' && !/^-?\d+$/.test(wanted))
  throw new Error(`DISPOSISI_SEED is "${wanted}"; expected: a whole number, or random`);
fc.configureGlobal({ ...fc.readConfigureGlobal(), ...(wanted === 'random' ? {} : { seed: Number(wanted) }) });

export default fc;
