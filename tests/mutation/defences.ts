/** A defence that docs/SECURITY.md names, and how to take it out. */
export interface Defence {
  /** Row of the table of threats, or a rule. */
  readonly row: string;
  readonly file: string;
  /** Text as it stands there, exactly once; where it does not, the defence has moved, and its line here must follow. */
  readonly from: string;
  readonly to: string;
  /** Test files of which at least one must fail without it. */
  readonly tests: readonly string[];
}

const CASE = 'scripts/domain/case';

export const DEFENCES: readonly Defence[] = [
  {
    row: '6',
    file: `${CASE}/plan.ts`,
    from: "pull.head === oid ? [] : [{ do: 'restore-branch'",
    to: "pull.head !== undefined ? [] : [{ do: 'restore-branch'",
    tests: ['tests/domain/plan.test.ts'],
  },
  {
    row: '6',
    file: 'scripts/engine/forge/carry-out.ts',
    from: '        sha: effect.oid,\n        merge_method',
    to: '        merge_method',
    tests: ['scripts/engine/forge'],
  },
  {
    row: '7',
    file: `${CASE}/act-checks.ts`,
    from: ' || madeOnOther ?',
    to: ' ?',
    tests: ['tests/domain/change.test.ts'],
  },
  {
    row: '7, 8 (R18)',
    file: `${CASE}/judge.ts`,
    from: "return fact.kind === 'push' && fact.order > state.head.push ?",
    to: "return fact.kind === 'push' && fact.order < 0 ?",
    tests: ['tests/domain/change.test.ts'],
  },
  {
    row: '9',
    file: `${CASE}/sign.ts`,
    from: "last?.what === 'labeled' && last.actor.id === opener.id",
    to: "last?.what === 'labeled' && opener.id > 0",
    tests: ['tests/domain/submission.test.ts'],
  },
  {
    row: '9',
    file: 'scripts/engine/forge/pull-view.ts',
    from: '!status || !isSelf(accountOf(status.creator), self)',
    to: '!status || self.id < 0',
    tests: ['scripts/engine/forge/read-case.test.ts'],
  },
  {
    row: '9',
    file: 'scripts/embedded/forge/permissions.ts',
    from: "write: permission === 'process', protected: true",
    to: "write: allows(permission, 'write'), protected: true",
    tests: ['scripts/embedded/forge/refusals.test.ts'],
  },
  {
    row: '9',
    file: 'scripts/embedded/forge/permissions.ts',
    from: "if (baseRef === MAIN) return permission === 'process' || permission === 'admin';",
    to: "if (baseRef === MAIN) return allows(permission, 'write');",
    tests: ['scripts/embedded/forge/refusals.test.ts'],
  },
  {
    row: '11',
    file: `${CASE}/entry.ts`,
    from: 'state.seen.has(sourceKey(fact))',
    to: 'state.seen.has(fact.at)',
    tests: ['tests/domain/change.test.ts'],
  },
  {
    row: '12',
    file: `${CASE}/roles.ts`,
    from: 'holder.account === account && holdsOn',
    to: 'account > 0 && holdsOn',
    tests: ['tests/domain/refusals.test.ts'],
  },
  {
    row: '13',
    file: `${CASE}/act-checks.ts`,
    from: "actor.kind === 'user' ? undefined : {",
    to: 'actor.kind !== undefined ? undefined : {',
    tests: ['tests/domain/refusals.test.ts'],
  },
  {
    row: '14',
    file: `${CASE}/world.ts`,
    from: 'if (account.id === state.opens.applicant.id) return true;',
    to: '',
    tests: ['tests/domain/refusals.test.ts'],
  },
  {
    row: '14',
    file: `${CASE}/act-checks.ts`,
    from: "isApplicant(world, rules, state, actor) ? { reason: 'applicant' } : undefined",
    to: 'isApplicant(world, rules, state, actor) ? undefined : undefined',
    tests: ['tests/domain/refusals.test.ts'],
  },
  {
    row: '15',
    file: `${CASE}/roles.ts`,
    from: 'holder.from <= day && (holder.until === undefined || day <= holder.until)',
    to: 'holder.from <= day',
    tests: ['tests/domain/refusals.test.ts'],
  },
  {
    row: '15',
    file: `${CASE}/roles.ts`,
    from: 'holder.from <= day && (',
    to: '(',
    tests: ['tests/domain/refusals.test.ts', 'tests/domain/naive-judge.test.ts'],
  },
  {
    row: '17',
    file: 'scripts/embedded/forge/graphql/mutations.ts',
    from: 'expectedHead: input.expectedHeadOid,',
    to: "expectedHead: context.store.get<{ oid: string }>('SELECT oid FROM refs WHERE name = ?', `refs/heads/${branch}`)?.oid ?? input.expectedHeadOid,",
    tests: ['tests/e2e/races.test.ts'],
  },
  {
    row: '18',
    file: 'scripts/engine/forge/errors.ts',
    from: "if (status === 0 || status === 408 || status === 429 || status >= 500) return 'unreachable';",
    to: '',
    tests: ['scripts/engine/forge/octokit.test.ts'],
  },
  {
    row: '21',
    file: 'scripts/domain/request/tree.ts',
    from: "status !== 'removed' && mode !== REGULAR_FILE",
    to: "status !== 'removed' && mode === ''",
    tests: ['scripts/domain/request/tree.test.ts'],
  },
  {
    row: '25',
    file: 'scripts/public/export/csv.ts',
    from: "FORMULA.test(value) ? `'${value}` : value",
    to: 'FORMULA.test(value) ? value : value',
    tests: ['scripts/public/export/csv.test.ts'],
  },
  {
    row: '26',
    file: 'scripts/domain/request/annotations.ts',
    from: "property['x-public'] === true",
    to: "property['x-public'] !== false",
    tests: ['scripts/domain/request/public.test.ts'],
  },
  {
    row: '27',
    file: 'scripts/engine/register/history.ts',
    from: '...(parents.length > 1\n',
    to: '...(parents.length > 9\n',
    tests: ['scripts/engine/register/clone.test.ts'],
  },
  {
    row: '27',
    file: 'scripts/domain/journal/chain.ts',
    from: "check('id', '/id', id, line.id);",
    to: '',
    tests: ['scripts/domain/journal/journal.test.ts', 'scripts/engine/register/clone.test.ts'],
  },
  {
    row: '27',
    file: 'scripts/domain/journal/chain.ts',
    from: "check('chain-broken', '/prev', prev, line.prev);",
    to: '',
    tests: ['scripts/domain/journal/journal.test.ts', 'scripts/engine/register/clone.test.ts'],
  },
  {
    row: '28',
    file: 'scripts/embedded/forge/guard.ts',
    from: 'if (host === undefined || !hosts.includes(host.toLowerCase())) {',
    to: 'if (host === undefined) {',
    tests: ['scripts/embedded/forge/guard.test.ts'],
  },
  {
    row: '28',
    file: 'scripts/embedded/forge/guard.ts',
    from: 'if (!hosts.some((own) => origin.toLowerCase() === `http://${own}`)) {',
    to: "if (origin === '') {",
    tests: ['scripts/embedded/forge/guard.test.ts'],
  },
  {
    row: '29',
    file: `${CASE}/submission.ts`,
    from: '?? 0) >= limit)',
    to: '?? 0) > 999)',
    tests: ['tests/domain/submission.test.ts'],
  },
  {
    row: '30',
    file: 'scripts/engine/forge/errors.ts',
    from: "clean = clean.replaceAll(secret, '***');",
    to: 'clean = clean.replaceAll(secret, secret);',
    tests: ['scripts/engine/forge/octokit.test.ts'],
  },
  {
    row: 'R2',
    file: `${CASE}/act-checks.ts`,
    from: 'state.lastCounted?.person === actor.id && state.lastCounted.words === words',
    to: "state.lastCounted?.person === actor.id && words === ''",
    tests: ['tests/domain/refusals.test.ts', 'tests/domain/naive-judge.test.ts'],
  },
  {
    row: 'R7 (R28)',
    file: `${CASE}/judge.ts`,
    from: 'world.pinned ?? rulesAt(world.config, state.opens)',
    to: "world.pinned ?? rulesAt(world.config, state.opens) && world.config.procedures.get(String(state.request['sop'])) && rulesAt(world.config, { ...state.opens, procedure: world.config.procedures.get(String(state.request['sop'])) ?? state.opens.procedure })",
    tests: ['tests/domain/change.test.ts'],
  },
  {
    row: 'R16 (four eyes)',
    file: `${CASE}/turn.ts`,
    from: '.find(({ who }) => who.id === actor.id);\n  if (!earlier)',
    to: '.find(({ who }) => who.id < 0 && actor.id < 0);\n  if (!earlier)',
    tests: ['tests/domain/refusals.test.ts', 'tests/domain/second-procedure.test.ts'],
  },
  {
    row: 'R24',
    file: 'scripts/domain/room/bookings.ts',
    from: 'a.start < b.end && b.start < a.end',
    to: 'a.start < b.end && b.start < a.start',
    tests: ['scripts/domain/room', 'tests/domain/room.test.ts'],
  },
];
