const SAYING_TIMES = ['scripts/domain/clock', 'scripts/domain/problem.ts', 'scripts/domain/words/language.ts'];

/** What every part of a case may import. */
const BELOW_CASE = [
  'scripts/domain/clock',
  'scripts/domain/generated',
  'scripts/domain/problem.ts',
  'scripts/domain/procedure',
  'scripts/domain/request',
  'scripts/domain/room',
  'scripts/domain/words/duration.ts',
  'scripts/domain/words/language.ts',
  'scripts/domain/words/time.ts',
];

/**
 * Who may import whom: each place, by the beginning of its path, and the places that it may import besides itself.
 * A file belongs to the longest place that its path begins with; a place allows all that lies in it. Arrows go down only.
 * Test files are outside: they may import anything, and nothing but tests and tools may import them.
 */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'scripts/domain/problem.ts': [],
  'scripts/domain/disk-full.ts': [],
  'scripts/domain/nearest-name.ts': ['scripts/domain/problem.ts'],
  'scripts/domain/user-error.ts': ['scripts/domain/problem.ts'],
  'scripts/domain/generated': [],
  'scripts/domain/clock': ['scripts/domain/generated', 'scripts/domain/nearest-name.ts', 'scripts/domain/problem.ts'],
  'scripts/domain/room': ['scripts/domain/clock', 'scripts/domain/generated', 'scripts/domain/problem.ts'],
  'scripts/domain/request': ['scripts/domain/clock', 'scripts/domain/nearest-name.ts', 'scripts/domain/problem.ts'],
  'scripts/domain/procedure': [
    'scripts/domain/clock',
    'scripts/domain/generated',
    'scripts/domain/nearest-name.ts',
    'scripts/domain/problem.ts',
    'scripts/domain/request',
  ],
  // Questions about a printed SOP, and the files that the answers make.
  'scripts/domain/new-sop': [
    'scripts/domain/clock',
    'scripts/domain/generated',
    'scripts/domain/nearest-name.ts',
    'scripts/domain/problem.ts',
    'scripts/domain/procedure',
    'scripts/domain/request',
  ],
  // How people say lists, times and lengths of time: also in what a case answers.
  'scripts/domain/words/language.ts': ['scripts/domain/problem.ts'],
  'scripts/domain/words/duration.ts': SAYING_TIMES,
  'scripts/domain/words/time.ts': SAYING_TIMES,
  // `judge.ts` sees all of it, and takes a case from fact to fact.
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
  // Browsers compute the log's proofs as well.
  'scripts/domain/log': [],
  'scripts/domain/journal': [
    'scripts/domain/case',
    'scripts/domain/clock',
    'scripts/domain/generated',
    'scripts/domain/log',
    'scripts/domain/problem.ts',
    'scripts/domain/request',
    'scripts/domain/room',
  ],
  'scripts/domain/replay': [
    'scripts/domain/case',
    'scripts/domain/clock',
    'scripts/domain/generated',
    'scripts/domain/problem.ts',
    'scripts/domain/procedure',
    'scripts/domain/request',
    'scripts/domain/room',
  ],
  'scripts/domain/words': [
    'scripts/domain/case',
    'scripts/domain/clock',
    'scripts/domain/disk-full.ts',
    'scripts/domain/generated',
    'scripts/domain/log',
    'scripts/domain/problem.ts',
    'scripts/domain/procedure',
    'scripts/domain/request',
  ],
  'scripts/domain/what-if': [
    'scripts/domain/case',
    'scripts/domain/clock',
    'scripts/domain/generated',
    'scripts/domain/problem.ts',
    'scripts/domain/procedure',
    'scripts/domain/replay',
    'scripts/domain/request',
    'scripts/domain/room',
    'scripts/domain/words',
  ],
  // What versions of a procedure differ in.
  'scripts/domain/versions': ['scripts/domain/problem.ts', 'scripts/domain/request', 'scripts/domain/words', 'schemas'],
  'scripts/domain/documents': [
    'scripts/domain/case',
    'scripts/domain/clock',
    'scripts/domain/generated',
    'scripts/domain/problem.ts',
    'scripts/domain/procedure',
    'scripts/domain/request',
    'scripts/domain/words',
  ],

  'scripts/engine/own-group.ts': [],
  'scripts/engine/statements.ts': [],
  'scripts/engine/kept-files.ts': ['scripts/domain/problem.ts', 'scripts/domain/user-error.ts'],
  'scripts/engine/config': ['scripts/domain', 'schemas'],
  'scripts/engine/register': ['scripts/domain', 'scripts/engine/config', 'scripts/engine/own-group.ts'],
  'scripts/engine/forge': ['scripts/domain', 'scripts/engine/config', 'scripts/engine/register'],
  'scripts/engine/process': ['scripts/domain', 'scripts/engine/config', 'scripts/engine/forge'],

  'scripts/public/form': ['scripts/domain'],
  'scripts/public/export': [
    'scripts/domain',
    'scripts/engine/config',
    'scripts/engine/register',
    'scripts/public/form',
  ],

  // Node and browsers set the same sheet by the same code; what reads a clone runs in Node only.
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

  // The embedded forge knows nothing of procedures and cases: whatever it answers, GitHub could have answered.
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
  // It runs where there is no Node, too: nothing of the engine.
  'scripts/entry/sign-in': ['scripts/domain/problem.ts', 'scripts/domain/user-error.ts'],
  'scripts/entry/cli': [
    'scripts/domain',
    'scripts/engine',
    'scripts/public',
    'scripts/embedded',
    'scripts/entry/command.ts',
    'scripts/entry/setup',
    'scripts/entry/sign-in',
  ],
  'scripts/entry/action': [
    'scripts/domain',
    'scripts/engine',
    'scripts/public',
    'scripts/entry/command.ts',
    'scripts/entry/setup',
  ],
  'scripts/entry/try-on-github': ['scripts/domain', 'scripts/engine', 'scripts/embedded/office', 'scripts/entry/cli'],
  'scripts/entry/after-install.mjs': [],

  // For developers only: the one place that may see everything, tests too.
  'scripts/tools': ['scripts', 'site', 'schemas', 'tests'],

  // Public pages read the export and the sentences; form and desk besides judge in the browser, with the domain itself.
  site: ['scripts/domain', 'scripts/public'],
};
