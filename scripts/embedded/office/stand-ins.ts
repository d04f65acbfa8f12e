import type { Procedure, Step } from '#domain/generated/procedure.ts';
import type { Roles } from '#domain/generated/roles.ts';
import { rolesOf } from '#domain/procedure/steps.ts';
import type { EmbeddedForge } from '#embedded/forge/start-forge.ts';

type Role = Roles['roles'][string];
type Holder = Role['holders'][number];

/** The beginning of the logins of sample people. Every login that begins in this way counts as a sample person's. */
const SAMPLE = 'contoh-';

const LONGEST = 39;

/** The first account id of a stand-in. The shipped sample people have lower ids. */
const FIRST_ACCOUNT = 1201;

/** The day from which stand-ins hold their roles, before any event of a sample. */
const FROM = '2026-01-01';

/** The sample applicants: those of the shipped requests, and those of an office that would accept none of them. */
const SHIPPED_APPLICANTS = [
  { id: 1101, login: 'contoh-opd', name: 'Contoh OPD' },
  { id: 1102, login: 'contoh-bpbd', name: 'Contoh BPBD' },
];
const OWN_APPLICANTS = ['contoh-pemohon', 'contoh-pemohon-2'];

/**
 * Lists the sample applicants of an office on one machine.
 * @param isShipped whether the office would accept a shipped request; then the applicants are those of these requests
 */
export function applicantsOf({ roles }: Roles, isShipped: boolean) {
  if (isShipped) return SHIPPED_APPLICANTS;
  const name = `Contoh ${roles['applicant']?.name.id ?? 'Pemohon'}`;
  return OWN_APPLICANTS.map((login, i) => ({ id: 1101 + i, login, name: i === 0 ? name : `${name} ${i + 1}` }));
}

/**
 * Replaces real holders by sample people, for an office on one machine. Everyone who opens the pages of such an office
 * may sign in as any person and act, so no real person may have an account there. The holders of the shipped office are
 * sample people already, and stay.
 * @returns the roles; the same object if nobody is replaced
 */
export function withStandIns(roles: Roles, procedures: readonly Procedure[]): Roles {
  const entries = Object.entries(roles.roles);
  if (entries.every(([id, role]) => id === 'applicant' || isSample(role))) return roles;
  const kept = entries.flatMap(([, { holders }]) => holders.filter(isSampleHolder));
  const applicants = [...OWN_APPLICANTS, ...SHIPPED_APPLICANTS.map(({ login }) => login)];
  const logins = new Set([MAINTAINER_LOGIN, ...applicants, ...kept.map(({ login }) => login)]);
  const accounts = new Set(kept.map(({ account }) => account));
  let account = FIRST_ACCOUNT;
  const standIn = (id: string, { name }: Role): Holder => {
    while (accounts.has(account)) account += 1;
    accounts.add(account);
    const { login, number } = freeLogin(id, logins);
    logins.add(login);
    return { account, login, name: `Contoh ${name.id}${number > 1 ? ` ${number}` : ''}`, from: FROM };
  };
  const holdersOf = (id: string, role: Role): Holder[] => {
    if (id === 'applicant') return role.holders;
    const samples = role.holders.filter(isSampleHolder);
    const lacking = holdersNeeded(id, procedures) - samples.filter(({ until }) => until === undefined).length;
    return [...samples, ...Array.from({ length: Math.max(0, lacking) }, () => standIn(id, role))];
  };
  return {
    ...roles,
    roles: Object.fromEntries(entries.map(([id, role]) => [id, { ...role, holders: holdersOf(id, role) }])),
  };
}

/** Checks whether a login is that of a sample person. */
export const isSampleLogin = (login: string): boolean => login.startsWith(SAMPLE);

const isSampleHolder = ({ login }: Holder): boolean => isSampleLogin(login);

const isSample = ({ holders }: Role): boolean => holders.length > 0 && holders.every(isSampleHolder);

/** Finds a free login for a role, such as `contoh-kepala`, or `contoh-kepala-2` for the second person of the role. */
function freeLogin(role: string, taken: ReadonlySet<string>): { readonly login: string; readonly number: number } {
  for (let number = 1; ; number += 1) {
    const end = number > 1 ? `-${number}` : '';
    const begin = `${SAMPLE}${role}`
      .slice(0, LONGEST - end.length)
      .replace(/-+/g, '-')
      .replace(/-$/, '');
    if (!taken.has(begin + end)) return { login: begin + end, number };
  }
}

/** Counts the people that a role needs, so that there are enough for its quorums and for four eyes. */
function holdersNeeded(role: string, procedures: readonly Procedure[]): number {
  const counts = procedures.flatMap(({ steps }) =>
    steps
      .filter((step) => shareOf(step, role) > 0)
      .map((step) => {
        const before = steps.filter(({ id }) => step.fourEyes?.includes(id));
        return [step, ...before].reduce((sum, each) => sum + shareOf(each, role), 0);
      }),
  );
  return Math.max(1, ...counts);
}

/** Counts the people of a role that one visit to a step needs. */
function shareOf({ actor }: Step, role: string): number {
  if (!rolesOf(actor).includes(role)) return 0;
  return typeof actor === 'object' && 'quorum' in actor ? Math.ceil(actor.quorum / actor.of.length) : 1;
}

/** The maintainer's login. If a holder has it already, a number is added. */
const MAINTAINER_LOGIN = 'contoh-pengelola-kantor';
/** The maintainer's account id, below those of stand-ins. */
const ACCOUNT = 1190;

/**
 * Returns the login of the maintainer's account, and makes the account if there is none yet. Besides the process, only
 * this account may merge into main, and so put a changed SOP in force. Nobody can sign in as this account: its token is
 * in the folder of the office, which only the owner can read.
 */
export async function maintainerOf({ accounts }: Pick<EmbeddedForge, 'accounts'>): Promise<string> {
  const all = await accounts.list();
  const known = all.find(({ permission }) => permission === 'admin');
  if (known) return known.login;
  const logins = new Set(all.map(({ login }) => login.toLowerCase()));
  let [login, id] = [MAINTAINER_LOGIN, ACCOUNT];
  for (let n = 2; logins.has(login); n += 1) login = `${MAINTAINER_LOGIN}-${n}`;
  while (await accounts.hasHad(id)) id -= 1;
  await accounts.add({ login, id, name: 'Contoh Pengelola Kantor', permission: 'admin' });
  return login;
}
