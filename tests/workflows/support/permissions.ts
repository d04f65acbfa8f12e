import { isMapping, isString } from '@actions/workflow-parser';
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/index';
import type { Grant } from '#embedded/forge/start-forge.ts';
import { Unevaluated } from './unevaluated.ts';

/** The permissions that a job’s token can have, by the names in workflow files. */
const NAMES = [
  'actions',
  'attestations',
  'checks',
  'contents',
  'deployments',
  'discussions',
  'id-token',
  'issues',
  'models',
  'packages',
  'pages',
  'pull-requests',
  'security-events',
  'statuses',
] as const;

export type Permissions = Readonly<Record<string, 'read' | 'write'>>;

/** The permissions of a job whose workflow names none, by GitHub’s restricted setting. */
export const RESTRICTED: Permissions = { contents: 'read', packages: 'read' };

/** All permissions, as `permissions: write-all` and the unrestricted setting give them. */
export const WRITE_ALL: Permissions = Object.fromEntries(NAMES.map((name) => [name, 'write' as const]));

/**
 * Reads a `permissions` key. A permission that the mapping does not name is none.
 * @returns undefined if there is no such key
 * @throws Unevaluated
 */
export function permissionsOf(token: TemplateToken | undefined): Permissions | undefined {
  if (token === undefined) return undefined;
  if (isString(token)) {
    if (token.value === 'write-all') return WRITE_ALL;
    if (token.value === 'read-all') return readOnly(WRITE_ALL);
    if (token.value === '') return {};
    throw new Unevaluated('permissions', token.value);
  }
  if (!isMapping(token)) throw new Unevaluated('permissions', token.typeName());
  const given: Record<string, 'read' | 'write'> = {};
  for (const { key, value } of token) {
    const name = key.toString();
    const level = isString(value) ? value.value : value.typeName();
    if (!NAMES.some((known) => known === name)) throw new Unevaluated('permissions', name);
    if (level === 'read' || level === 'write') given[name] = level;
    else if (level !== 'none') throw new Unevaluated('permissions', `${name}: ${level}`);
  }
  return given;
}

/** Returns the permissions that a fork’s pull request keeps. */
export function readOnly(permissions: Permissions): Permissions {
  return Object.fromEntries(
    Object.entries(permissions).flatMap(([name]) => (name === 'id-token' ? [] : [[name, 'read' as const]])),
  );
}

/** Returns the first permission of a called workflow’s job that its caller did not give. GitHub then starts nothing. */
export function excess(wanted: Permissions, given: Permissions): string | undefined {
  const found = Object.entries(wanted).find(([name, level]) => {
    const has = given[name];
    return has === undefined || (level === 'write' && has === 'read');
  });
  return found === undefined ? undefined : `${found[0]}: ${found[1]}`;
}

/** Returns the permissions in the form of the forge’s tokens. */
export function grantOf(permissions: Permissions): Grant {
  return {
    metadata: 'read',
    ...Object.fromEntries(Object.entries(permissions).map(([name, level]) => [name.replace('-', '_'), level])),
  } as Grant;
}
