import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  APP_ID,
  APP_KEY,
  APP_SLUG,
  ENVIRONMENT,
  LOG_KEY,
  OFFICE_WORKFLOWS,
  SITE,
  WORKFLOWS,
} from '#doors/setup/names.ts';
import { wantedRulesets } from '#doors/setup/rulesets.ts';
import { STATUS_CONTEXT } from '#engine/forge/queries.ts';
import { trackedNames } from '../support/tracked.ts';

const FOLDER = new URL(`../../${WORKFLOWS}`, import.meta.url);
const names = trackedNames('.github/workflows');
const workflows = names.map((file) => readFileSync(new URL(file, FOLDER), 'utf8'));
const used = (pattern: RegExp): string[] => [
  ...new Set(workflows.flatMap((text) => [...text.matchAll(pattern)].map(([, name = '']) => name))),
];

test('workflows ask for the variables, the secret and the environment that setup makes, and for no others', () => {
  expect(used(/\bvars\.(\w+)/g).sort()).toEqual([APP_ID, APP_SLUG, SITE].sort());
  expect(used(/\bsecrets\.(\w+)/g)).toEqual([APP_KEY, LOG_KEY]);
  expect(used(/^ +environment: (\S+)$/gm)).toEqual([ENVIRONMENT]);
});

test('setup looks after every workflow but the program’s own tests', () => {
  expect(names.filter((name) => name !== 'ci.yml').sort()).toEqual([...OFFICE_WORKFLOWS].sort());
});

test('the status that main requires is the one that the process sets, and only from its App', () => {
  const rules = wantedRulesets(7).flatMap((ruleset) => ruleset.rules);
  const required = rules.filter(({ type }) => type === 'required_status_checks');
  expect(required.map(({ parameters }) => parameters?.['required_status_checks'])).toEqual([
    [{ context: STATUS_CONTEXT, integration_id: 7 }],
  ]);
});
