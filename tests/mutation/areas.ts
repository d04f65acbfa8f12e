/**
 * A folder from which mutations are taken, and the tests that run first for its files. A file belongs to the first
 * folder of the list that has the file.
 */
export interface Area {
  readonly folder: string;
  /** Test files and folders of any command. */
  readonly tests: readonly string[];
  /** Tests that take longer. They run if `tests` have not noticed the mutation. */
  readonly slow?: readonly string[];
  /** Whether these tests run the bundle, which is then made with the mutation. */
  readonly isBundled?: boolean;
}

export const AREAS: readonly Area[] = [
  {
    folder: 'scripts/domain/case',
    tests: [
      'tests/domain',
      'scripts/domain/case',
      'scripts/domain/words',
      'scripts/public',
      'tests/search/naive-judge',
      'tests/search/history',
    ],
    slow: ['tests/e2e', 'tests/search/month'],
  },
  {
    folder: 'scripts/domain/journal',
    tests: ['scripts/domain/journal', 'scripts/engine/register', 'tests/search/month'],
    slow: ['tests/log', 'tests/search/tampering', 'tests/search/rewritten'],
  },
  {
    folder: 'scripts/domain/documents',
    tests: ['scripts/domain/documents', 'tests/documents', 'tests/search/document-pages'],
  },
  {
    folder: 'scripts/domain',
    tests: ['scripts/domain', 'tests/domain', 'scripts/engine/config', 'tests/search/naive-judge'],
    slow: ['tests/e2e', 'tests/cli', 'tests/site', 'site/src', 'tests/search/what-if-clone'],
  },
  {
    folder: 'scripts/engine/register',
    tests: [
      'scripts/engine/register',
      'tests/search/tampering',
      'tests/log',
      'tests/e2e/log',
      'tests/search/rewritten',
    ],
    slow: [
      'tests/e2e/linked',
      'tests/e2e/signed',
      'tests/e2e/storage',
      'tests/cli/clone',
      'tests/search/what-if-clone',
    ],
  },
  {
    folder: 'scripts/engine/forge',
    tests: ['scripts/engine/forge', 'tests/e2e/verify-forge'],
    slow: ['tests/e2e', 'tests/search/flood'],
  },
  {
    folder: 'scripts/engine',
    tests: ['scripts/engine/config', 'scripts/engine/process', 'tests/e2e/straight-walk'],
    slow: ['tests/e2e', 'tests/search/races', 'tests/search/crash'],
  },
  {
    folder: 'scripts/embedded/forge',
    tests: ['scripts/embedded/forge', 'scripts/engine/forge', 'tests/e2e/refusals', 'tests/e2e/repairs'],
    slow: [
      'tests/conformity',
      'tests/search/conformity',
      'tests/search/crash',
      'tests/e2e/grants',
      'tests/e2e/storage',
    ],
  },
  {
    folder: 'scripts/embedded/office',
    tests: ['scripts/embedded/office', 'tests/cli'],
    slow: ['tests/e2e', 'tests/search/own-office', 'tests/browser/desk'],
  },
  { folder: 'scripts/entry/setup', tests: ['scripts/entry/setup', 'tests/setup'] },
  { folder: 'scripts/entry/cli', tests: ['scripts/entry/cli', 'tests/cli'], slow: ['tests/search/own-office'] },
  {
    folder: 'scripts/entry',
    tests: ['scripts/entry'],
    slow: ['tests/search/action', 'tests/search/workflows'],
    isBundled: true,
  },
  {
    folder: 'scripts/public',
    tests: ['scripts/public'],
    slow: ['tests/site', 'tests/documents', 'tests/browser/site', 'tests/browser/documents'],
  },
  { folder: 'site/src', tests: ['site/src', 'scripts/public/site'], slow: ['tests/site', 'tests/browser'] },
];
