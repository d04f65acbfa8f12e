/**
 * fast-check for every property test, with one seed: the gate judges the change before it, so the same code gives the same
 * answer there. Looking for what nobody thought of is a run of its own, with another seed each time:
 *
 *     DISPOSISI_SEED=random npm test
 *
 * A counterexample that is found this way names its seed; `DISPOSISI_SEED=<that number>` shows it again.
 */
import fc from 'fast-check';

const wanted = process.env['DISPOSISI_SEED'] ?? '20261125';
if (wanted !== 'random' && !/^-?\d+$/.test(wanted))
  throw new Error(`DISPOSISI_SEED is "${wanted}"; expected: a whole number, or random`);
fc.configureGlobal({ ...fc.readConfigureGlobal(), ...(wanted === 'random' ? {} : { seed: Number(wanted) }) });

export default fc;
