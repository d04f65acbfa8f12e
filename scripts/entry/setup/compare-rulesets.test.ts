import { expect, test } from 'vitest';
import { compareRulesets } from './compare-rulesets.ts';
import { RULESETS } from './names.ts';
import { wantedRulesets } from './rulesets.ts';

const site = wantedRulesets(424242, false).find(({ name }) => name === RULESETS.site);
if (!site) throw new Error('There is no ruleset for the site.');
const branches = site.conditions?.ref_name.include ?? [];

/** Returns where a ruleset for these branches differs from the wanted one. */
const found = (...include: readonly string[]) =>
  compareRulesets(site, { ...site, conditions: { ref_name: { include, exclude: [] } } }).map(
    ({ severity, at }) => `${severity} ${at}`,
  );

test('a ruleset for all wanted branches does not differ, also if it is for further branches', () => {
  expect(branches).toHaveLength(2);
  expect(found(...branches)).toEqual([]);
  expect(found(...branches, 'refs/heads/lain')).toEqual([]);
  expect(found('~ALL')).toEqual([]);
});

test('a ruleset that lacks one of the wanted branches, or all of them, is weaker', () => {
  expect(found(...branches.slice(1))).toEqual(['weaker conditions.include']);
  expect(found()).toEqual(['weaker conditions.include']);
});
