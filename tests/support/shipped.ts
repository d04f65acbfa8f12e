import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Roles } from '#domain/generated/roles.ts';
import { ROOT } from './folders.ts';

const { roles } = parse(readFileSync(join(ROOT, 'sops/roles.yaml'), 'utf8')) as Roles;
const holders = Object.values(roles).flatMap((role) => role.holders);

/**
 * Is the office at the root of the repository the shipped one, which has sample holders? Tests of the program
 * do not depend on this. Tests of shipped files run only in the shipped office.
 */
export const IS_SHIPPED: boolean = holders.length > 0 && holders.every(({ login }) => login.startsWith('contoh-'));
