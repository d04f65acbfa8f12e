/** What nearly all of the domain may import. */
const BASICS = ['scripts/domain/clock', 'scripts/domain/generated', 'scripts/domain/problem.ts'];
/** Besides, what knows procedures and requests. */
const RULES = [...BASICS, 'scripts/domain/procedure', 'scripts/domain/request'];
/** Besides, what reads cases. */
const CASES = [...RULES, 'scripts/domain/case'];

const SAYING_TIMES = ['scripts/domain/clock', 'scripts/domain/problem.ts', 'scripts/domain/words/language.ts'];

/** What every part of a case may import. */
const BELOW_CASE = [
  ...RULES,
  'scripts/domain/room',
  'scripts/domain/words/duration.ts',
  'scripts/domain/words/language.ts',
  'scripts/domain/words/time.ts',
];

/**
 * Who may import whom. Each place is the beginning of a path, and has a list of the places that it may import besides
 * itself. A file belongs to the longest place with which its path begins. A place in a list allows all files in that
 * place.
 * Imports go only to lower layers. Test files may import anything, and only tests and tools may import them.
 */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'scripts/domain/problem.ts': [],
  'scripts/domain/disk-full.ts': [],
  'scripts/domain/nearest-name.ts': ['scripts/domain/problem.ts'],
  'scripts/domain/user-error.ts': ['scripts/domain/problem.ts'],
  'scripts/domain/generated': [],
  'scripts/domain/clock': ['scripts/domain/generated', 'scripts/domain/nearest-name.ts', 'scripts/domain/problem.ts'],
  'scripts/domain/room': BASICS,
  'scripts/domain/request': [
    'scripts/domain/clock',
    'scripts/domain/nearest-name.ts',
    'scripts/domain/problem.ts',
    'scripts/domain/words/duration.ts',
  ],
  'scripts/domain/procedure': [...BASICS, 'scripts/domain/nearest-name.ts', 'scripts/domain/request'],
  // Questions about a printed SOP, and the files that the answers make.
  'scripts/domain/new-sop': [...RULES, 'scripts/domain/nearest-name.ts'],
  // Lists, times and lengths of time in words. The code of a case may import these files too.
  'scripts/domain/words/language.ts': ['scripts/domain/problem.ts'],
  'scripts/domain/words/duration.ts': SAYING_TIMES,
  'scripts/domain/words/time.ts': SAYING_TIMES,
  // `judge.ts`, which judges a case fact by fact, may import all folders of a case.
  'scripts/domain/case': BELOW_CASE,
  'scripts/domain/case/state': BELOW_CASE,
  'scripts/domain/case/people': [...BELOW_CASE, 'scripts/domain/case/state'],
  'scripts/domain/case/time': [...BELOW_CASE, 'scripts/domain/case/people', 'scripts/domain/case/state'],
  'scripts/domain/case/push': [...BELOW_CASE, 'scripts/domain/case/state', 'scripts/domain/case/time'],
  'scripts/domain/case/room': [...BELOW_CASE, 'scripts/domain/case/state'],
  'scripts/domain/case/course': [...BELOW_CASE, 'scripts/domain/case/state'],
  'scripts/domain/case/act': [
    ...BELOW_CASE,
    'scripts/domain/case/people',
    'scripts/domain/case/push',
    'scripts/domain/case/room',
    'scripts/domain/case/state',
    'scripts/domain/case/time',
  ],
  'scripts/domain/case/submission': [
    ...BELOW_CASE,
    'scripts/domain/case/act',
    'scripts/domain/case/course',
    'scripts/domain/case/people',
    'scripts/domain/case/push',
    'scripts/domain/case/room',
    'scripts/domain/case/state',
    'scripts/domain/case/time',
  ],
  'scripts/domain/case/plan': [
    ...BELOW_CASE,
    'scripts/domain/case/push',
    'scripts/domain/case/state',
    'scripts/domain/case/submission',
  ],
  // Browsers also compute the proofs of the log.
  'scripts/domain/log': [],
  'scripts/domain/journal': [
    ...BASICS,
    'scripts/domain/case',
    'scripts/domain/log',
    'scripts/domain/request',
    'scripts/domain/room',
  ],
  'scripts/domain/replay': [...CASES, 'scripts/domain/room'],
  'scripts/domain/words': [
    ...CASES,
    'scripts/domain/disk-full.ts',
    'scripts/domain/log',
    'scripts/domain/room/closures.ts',
  ],
  'scripts/domain/erasure': [...CASES, 'scripts/domain/journal'],
  'scripts/domain/what-if': [...CASES, 'scripts/domain/replay', 'scripts/domain/room', 'scripts/domain/words'],
  // The differences between versions of a procedure, and of the files with roles, rooms and days off.
  'scripts/domain/versions': [...RULES, 'scripts/domain/words', 'schemas'],
  // Everyday changes of an office: what is edited, what follows from it, how it is proposed.
  'scripts/domain/manage': [
    ...CASES,
    'scripts/domain/journal',
    'scripts/domain/room',
    'scripts/domain/user-error.ts',
    'scripts/domain/versions',
    'scripts/domain/words',
  ],
  'scripts/domain/documents': [...CASES, 'scripts/domain/words'],

  'scripts/engine/own-group.ts': [],
  'scripts/engine/statements.ts': [],
  'scripts/engine/kept-files.ts': ['scripts/domain/problem.ts', 'scripts/domain/user-error.ts'],
  'scripts/engine/config': ['scripts/domain', 'schemas'],
  'scripts/engine/register': ['scripts/domain', 'scripts/engine/config', 'scripts/engine/own-group.ts'],
  // The erasure of what may be erased, in any repository.
  'scripts/engine/erase': [
    'scripts/domain',
    'scripts/engine/register',
    'scripts/engine/kept-files.ts',
    'scripts/engine/own-group.ts',
  ],
  'scripts/engine/forge': ['scripts/domain', 'scripts/engine/config', 'scripts/engine/register'],
  'scripts/engine/process': ['scripts/domain', 'scripts/engine/config', 'scripts/engine/forge'],

  'scripts/public/form': ['scripts/domain'],
  'scripts/public/export': [
    'scripts/domain',
    'scripts/engine/config',
    'scripts/engine/register',
    'scripts/public/form',
  ],

  // Node and browsers make the same documents with the same code. The code that reads a clone runs only in Node.
  'scripts/public/documents': [
    'scripts/domain',
    'scripts/engine/config',
    'scripts/engine/register',
    'scripts/public/export',
  ],
  'scripts/public/figures': ['scripts/domain', 'scripts/public/export'],

  'scripts/public/messages': ['scripts/domain', 'scripts/public/export'],

  'scripts/public/site': [
    'scripts/domain',
    'scripts/engine/statements.ts',
    'scripts/public/export',
    'scripts/public/figures',
    'scripts/public/form',
  ],

  // The embedded forge knows nothing about procedures and cases, so that it answers only what GitHub could answer.
  'scripts/embedded/forge': [
    'scripts/domain/clock',
    'scripts/domain/disk-full.ts',
    'scripts/domain/problem.ts',
    'scripts/engine/kept-files.ts',
    'scripts/engine/own-group.ts',
    'scripts/engine/statements.ts',
  ],
  'scripts/embedded/office': [
    'scripts/domain',
    'scripts/engine',
    'scripts/public',
    'scripts/embedded/forge',
    'schemas',
  ],

  'scripts/entry/command.ts': ['scripts/domain'],
  'scripts/entry/setup': [
    'scripts/domain',
    'scripts/engine',
    'scripts/public/form',
    'scripts/public/messages/webhook.ts',
    'scripts/entry/command.ts',
  ],
  // The sign-in also runs where there is no Node, so it imports nothing of the engine.
  'scripts/entry/sign-in': ['scripts/domain/problem.ts', 'scripts/domain/user-error.ts'],
  'scripts/entry/update': [
    'scripts/domain',
    'scripts/engine/register/git.ts',
    'scripts/entry/setup/names.ts',
    'scripts/entry/setup/workflow-choices.ts',
  ],
  'scripts/entry/cli': [
    'scripts/domain',
    'scripts/engine',
    'scripts/public',
    'scripts/embedded',
    'scripts/entry/command.ts',
    'scripts/entry/setup',
    'scripts/entry/sign-in',
    'scripts/entry/update',
  ],
  'scripts/entry/action': [
    'scripts/domain',
    'scripts/engine',
    'scripts/public',
    'scripts/entry/command.ts',
    'scripts/entry/setup',
  ],
  'scripts/entry/try-on-github': [
    'scripts/domain',
    'scripts/engine',
    'scripts/embedded/office',
    'scripts/entry/cli',
    'scripts/entry/setup/names.ts',
  ],
  'scripts/entry/after-install.mjs': [],

  // Tools for developers: the only place that may import everything, also tests.
  'scripts/tools': ['scripts', 'site', 'schemas', 'tests'],

  // Public pages use the export and the words of the domain. Form and desk also judge, with the code of the domain.
  site: ['scripts/domain', 'scripts/public'],
};

/**
 * How many lines of product each place may have: `.ts`, `.tsx`, `.mjs`, `.astro` and `.css`, without tests and generated
 * files. A limit may go from one place to another, and the commit gives the reason. The sum of all limits never grows.
 */
export const MOST_LINES: Readonly<Record<string, number>> = {
  'scripts/domain': 26_091,
  'scripts/engine': 11_786,
  'scripts/public': 9_966,
  'scripts/embedded': 13_159,
  'scripts/entry': 13_618,
  'scripts/tools': 3_124,
  site: 32_444,
};
