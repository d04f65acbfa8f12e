import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The test files that take longest. */
const LONGEST = new Set([
  ...['browser/desk-manage', 'browser/site/quality', 'browser/desk-request', 'browser/desk-list-page'],
  ...['search/action/publish', 'search/workflows/straight-walk', 'search/readme'],
  ...['search/erase', 'search/setup', 'search/played-office', 'search/everyday', 'search/ending', 'search/month'],
  ...['search/build', 'search/main-job', 'search/app-in-browser', 'e2e/storage', 'documents/photos'],
  ...['nightly/six-ways', 'nightly/try-on-github', 'nightly/update', 'nightly/workflows/course'],
  'nightly/action/publish-courses',
]);

/**
 * Sorts test files for a short end of the run, in which no worker waits for the others: first the files that have a
 * worker of their own, then the browser, and within a project the files that take longest. Vitest sorts the others by
 * the time that they took on this machine, or by their size.
 */
export default class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const projects = [...new Set(sorted.map(({ project }) => project))].toSorted(
      (a, b) => Number(b.config.isolate) - Number(a.config.isolate) || ORDER(a.name) - ORDER(b.name),
    );
    const isLong = ({ moduleId }: TestSpecification): boolean =>
      LONGEST.has(/\/tests\/(.*)\.test\.ts$/.exec(moduleId)?.[1] ?? '');
    return projects.flatMap((project) =>
      sorted.filter((each) => each.project === project).toSorted((a, b) => Number(isLong(b)) - Number(isLong(a))),
    );
  }
}

/** Browser tests are long, and most files of `npm test` are short. */
const ORDER = (name: string): number =>
  ['nightly', 'browser', 'search', 'test'].findIndex((command) => name.startsWith(command));
