import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DESK_LABEL } from '#domain/case/plan/label-names.ts';
import { DRAFT_LABEL } from '#domain/case/push/sign.ts';
import { ROUTES } from '#embedded/forge/rest/routes.ts';
import { STATUS_CONTEXT } from '#engine/forge/queries.ts';
import {
  APP_ID,
  APP_KEY,
  APP_SLUG,
  ENVIRONMENT,
  LOG_KEY,
  OFFICE_WORKFLOWS,
  PROCESS_GROUP,
  SIGN_IN_PERMISSIONS,
  WEBHOOK_SECRET,
  WEBHOOK_URL,
  WORKFLOWS,
} from '#entry/setup/names.ts';
import { wantedRulesets } from '#entry/setup/rulesets.ts';
import { MOST_MINUTES } from '#entry/try-on-github/minutes.ts';
import { trackedNames } from '../support/tracked.ts';

const FOLDER = new URL(`../../${WORKFLOWS}`, import.meta.url);
const names = trackedNames('.github/workflows');
const workflows = names.map((file) => readFileSync(new URL(file, FOLDER), 'utf8'));
const used = (pattern: RegExp): string[] => [
  ...new Set(workflows.flatMap((text) => [...text.matchAll(pattern)].map(([, name = '']) => name))),
];

test('workflows ask for the variables, the secrets and the environment that set-up makes, and for no others', () => {
  expect(used(/\bvars\.(\w+)/g).sort()).toEqual([APP_ID, APP_SLUG].sort());
  expect(used(/\bsecrets\.(\w+)/g).sort()).toEqual([APP_KEY, LOG_KEY, WEBHOOK_SECRET, WEBHOOK_URL].sort());
  expect(used(/^ +environment:\n +name: (\S+)$/gm)).toEqual([ENVIRONMENT]);
});

test('only the runs that events start are in the group that the process is known to have', () => {
  const using = names.filter((_name, at) => workflows[at]?.includes(`'${PROCESS_GROUP}'`));
  expect(using).toEqual(['reconcile.yml']);
});

test('R30: workflows name the labels that the desk and the form set, and no others', () => {
  const named = [
    ...used(/'(?:un)?labeled (\S+)'/g),
    ...used(/"(?:un)?labeled (\S+)"/g),
    ...used(/labels\.\*\.name, '(\S+)'/g),
  ];
  expect([...new Set(named)].sort()).toEqual([DRAFT_LABEL, DESK_LABEL]);
});

test('set-up checks every workflow but those of the program’s tests and releases', () => {
  expect(names.filter((name) => !['ci.yml', 'nightly.yml', 'release.yml'].includes(name)).sort()).toEqual(
    [...OFFICE_WORKFLOWS].sort(),
  );
});

test('the App for sign-in may do what form and desk need, and cannot set the status that main requires', () => {
  // These are the calls of form and desk. Decap’s are in its GitHub backend.
  const asked = [
    'GET /repos/{owner}/{repo}',
    'GET /repos/{owner}/{repo}/branches/{branch}',
    'GET /repos/{owner}/{repo}/commits',
    'GET /repos/{owner}/{repo}/commits/{ref}/status',
    'GET /repos/{owner}/{repo}/compare/{basehead}',
    'GET /repos/{owner}/{repo}/git/blobs/{file_sha}',
    'GET /repos/{owner}/{repo}/git/matching-refs/{ref}',
    'GET /repos/{owner}/{repo}/git/trees/{tree_sha}',
    'POST /repos/{owner}/{repo}/git/blobs',
    'POST /repos/{owner}/{repo}/git/trees',
    'POST /repos/{owner}/{repo}/git/commits',
    'POST /repos/{owner}/{repo}/git/refs',
    'PATCH /repos/{owner}/{repo}/git/refs/{ref}',
    'DELETE /repos/{owner}/{repo}/git/refs/{ref}',
    'GET /repos/{owner}/{repo}/issues/{issue_number}/labels',
    'PUT /repos/{owner}/{repo}/issues/{issue_number}/labels',
    'POST /repos/{owner}/{repo}/issues/{issue_number}/labels',
    'DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}',
    'GET /repos/{owner}/{repo}/pulls',
    'POST /repos/{owner}/{repo}/pulls',
    'PATCH /repos/{owner}/{repo}/pulls/{pull_number}',
    'POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews',
  ];
  const has = Object.entries(SIGN_IN_PERMISSIONS).flatMap(([name, level]) =>
    level === 'write' ? [`${name}:read`, `${name}:write`] : [`${name}:read`],
  );
  const lacks = (operation: string) =>
    !ROUTES.find(({ template }) => template === operation)
      ?.token?.split('|')
      .some((each) => has.includes(each));
  expect(asked.filter(lacks)).toEqual([]);
  expect(lacks('POST /repos/{owner}/{repo}/statuses/{sha}')).toBe(true);
});

test('the status that main requires is the one that the process sets, and only from its App', () => {
  const rules = wantedRulesets(7, true).flatMap((ruleset) => ruleset.rules);
  const required = rules.filter(({ type }) => type === 'required_status_checks');
  expect(required.map(({ parameters }) => parameters?.['required_status_checks'])).toEqual([
    [{ context: STATUS_CONTEXT, integration_id: 7 }],
  ]);
});

test('the most minutes of a case are those in the guides’ table of costs', () => {
  for (const [path, line] of [
    ['docs/guide/costs.md', 'the same on GitHub'],
    ['docs/panduan/biaya.md', 'berkas yang sama, dengan semua tindakan di halaman GitHub'],
  ] as const) {
    const table = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8').split('<!-- minutes -->')[1] ?? '';
    const [, minutes] = new RegExp(`\\| ${line}.* \\| (\\d+) \\|`).exec(table) ?? [];
    expect([path, minutes]).toEqual([path, String(MOST_MINUTES)]);
  }
});
