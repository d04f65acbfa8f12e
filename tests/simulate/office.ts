/** A large office, fictional or the shipped one with its three SOPs, with any number of people and their habits. */
import { parse, stringify } from 'yaml';
import type { Holder, Roles } from '#domain/generated/roles.ts';
import { configFolder } from '#engine/config/folder.ts';
import type { FileView } from '#engine/forge/forge.ts';
import type { Random } from '../naive-judge/random.ts';
import { FIRST, ROOT, SECOND } from '../support/folders.ts';

/** How a person works. */
export interface Habit {
  /** The least and the greatest number of minutes after which the person looks at a case. */
  readonly delay: readonly [number, number];
  /** The likelihood, from 0 to 1, that the person forgets the sign, the note or the result, or sends an act twice. */
  readonly clumsy: number;
  /** The days on leave, from the first to the last. Nobody acts on leave. */
  readonly leave: readonly [number, number] | undefined;
}

export interface Person {
  readonly id: number;
  readonly login: string;
  readonly habit: Habit;
}

export interface LargeOffice {
  readonly files: readonly FileView[];
  readonly roles: Roles;
  readonly officials: readonly Person[];
  readonly applicants: readonly Person[];
}

const DELAYS = [
  [1, 5],
  [3, 40],
  [20, 360],
  [200, 2880],
] as const;

function habitOf(random: Random): Habit {
  const from = 1 + random.below(24);
  return {
    delay: random.pick(DELAYS),
    clumsy: random.pick([0, 0.05, 0.1, 0.3]),
    leave: random.chance(0.25) ? [from, from + random.below(6)] : undefined,
  };
}

const day = (date: number): string => `2026-12-${String(date).padStart(2, '0')}`;

/** Which SOPs the office has: those of two fictional offices together, or the shipped SOPs. */
export type OfficeKind = 'made-up' | 'shipped';

/**
 * Makes an office whose roles have holders for the whole month.
 * @param people the number of people; a quarter of them are applicants
 */
export async function largeOffice(random: Random, people: number, kind: OfficeKind = 'made-up'): Promise<LargeOffice> {
  const roots = kind === 'shipped' ? [ROOT, ROOT] : [FIRST, SECOND];
  const [first = [], second = []] = await Promise.all(roots.map(configFolder));
  const isRoles = ({ path }: { path: string }): boolean => path === 'sops/roles.yaml';
  const read = (text = ''): Roles => {
    const value: Roles = parse(text);
    return value;
  };
  const roles: Roles = {
    ...read(first.find(isRoles)?.text),
    zone: 'Asia/Pontianak',
    roles: { ...read(second.find(isRoles)?.text).roles, ...read(first.find(isRoles)?.text).roles },
  };
  const persons = Array.from({ length: people }, (_, n) => ({
    id: 5000 + n,
    login: `contoh-orang-${n + 1}`,
    habit: habitOf(random),
  }));
  const applicants = persons.slice(0, Math.max(2, Math.floor(people / 4)));
  const officials = persons.slice(applicants.length);
  staff(random, roles, officials);
  const files = [
    ...first.filter((file) => !isRoles(file)),
    ...second.filter(({ path }) => !first.some((file) => file.path === path) && !/roles|rooms|calendar/.test(path)),
    { path: 'sops/roles.yaml', text: stringify(roles), blob: `${'0'.repeat(32)}${random.salt().slice(0, 8)}` },
  ];
  return { files, roles, officials, applicants };
}

/**
 * Gives every role a holder for the whole month. Some roles have more holders. Some of these are acting officials for
 * some days, and some leave during the month.
 */
function staff(random: Random, { roles }: Roles, officials: readonly Person[]): void {
  const names = Object.keys(roles).filter((name) => name !== 'applicant');
  const left = [...officials];
  const holder = ({ id, login }: Person, more: Partial<Holder> = {}): Holder => ({
    account: id,
    login,
    name: `Contoh ${login}`,
    from: '2026-01-01',
    ...more,
  });
  for (const name of names) {
    const role = roles[name];
    if (role) role.holders = [holder(left.shift() ?? random.pick(officials))];
  }
  for (const person of left.length > 0 ? left : officials) {
    const role = roles[random.pick(names)];
    const until = 5 + random.below(20);
    const more: Partial<Holder> = random.chance(0.3)
      ? { from: day(until - 4), until: day(until), acting: { kind: 'plh', decree: 'CONTOH/PLH/1' } }
      : random.chance(0.2)
        ? { until: day(until) }
        : {};
    if (role && !role.holders.some(({ account }) => account === person.id)) role.holders.push(holder(person, more));
  }
}
