import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Where files take longest: they start offices, browsers, or the suites of others. */
const LONG = ['tests/conformity/', 'tests/cli/', 'tests/readme', 'tests/setup/', 'tests/workflows/', 'tests/browser/'];

/** The longest begin first: one that begins last keeps everybody waiting while the other workers have nothing left. */
export default class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = LONG.findIndex((part) => moduleId.includes(`/${part}`));
      return at < 0 ? LONG.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}
