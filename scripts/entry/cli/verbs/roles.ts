import { NAMED } from '#domain/procedure/office-files.ts';
import { localDate } from '#domain/clock/wall.ts';
import type { Holder, Role } from '#domain/generated/roles.ts';
import { heldRoleOf, planEnd, planHolder } from '#domain/manage/plans.ts';
import { given } from '#domain/request/given.ts';
import { UsageError, UserError } from '#domain/user-error.ts';
import type { Command, Io } from '#entry/command.ts';
import { isSampleLogin } from '#embedded/office/stand-ins.ts';
import { ifThere } from '#engine/forge/errors.ts';
import { type ClientOptions, createClient } from '#engine/forge/octokit.ts';
import { CHANGE_OPTIONS, changeConfig, type OpenConfig } from '../change-config.ts';
import { readArgs } from '../read-args.ts';

const OPTIONS = {
  name: { type: 'string' },
  from: { type: 'string' },
  until: { type: 'string' },
  acting: { type: 'string' },
  decree: { type: 'string' },
  rank: { type: 'string' },
  nip: { type: 'string' },
  ...CHANGE_OPTIONS,
} as const;

type Values = Partial<Record<keyof typeof OPTIONS, string>>;

/** Adds a holder to a role by the account's number, or sets the last day of a holder (R17). */
export const run: Command = async (args, io) => {
  const { values, positionals } = readArgs(args, OPTIONS, 3);
  const [verb = '', role = '', login = ''] = positionals;
  if (!['add', 'end'].includes(verb) || role === '' || login === '')
    throw new UsageError({
      id: 'Perlu: roles add PERAN AKUN, atau roles end PERAN AKUN --until TANGGAL.',
      en: 'Needed: roles add ROLE LOGIN, or roles end ROLE LOGIN --until DATE.',
    });
  if ((values.acting === undefined) !== (values.decree === undefined))
    throw new UsageError({ id: '--acting dan --decree diberikan bersama.', en: '--acting and --decree go together.' });
  if (verb === 'end' && values.until === undefined)
    throw new UsageError({ id: 'Perlu --until TANGGAL, hari terakhir.', en: '--until DATE, the last day, is needed.' });
  return changeConfig(values, io, NAMED.roles, async (open) => {
    const { roles } = open.config;
    const held = heldRoleOf(roles, role);
    const text = open.text(NAMED.roles);
    if (verb === 'end') return planEnd(text, roles, role, { login, until: values.until ?? '' });
    return planHolder(text, roles, role, await newHolder(open, { held, login, values }, io));
  });
};

interface Wish {
  readonly held: Role;
  readonly login: string;
  readonly values: Values;
}

async function newHolder(open: OpenConfig, { held, login, values }: Wish, io: Io): Promise<Holder> {
  const account = await lookUp(open, login, held, io);
  return {
    account: account.id,
    login: account.login,
    name: values.name ?? account.name,
    ...given({ rank: values.rank, nip: values.nip }),
    from: values.from ?? localDate(io.now(), open.config.zone),
    ...given({ until: values.until }),
    ...(values.acting === undefined ? {} : { acting: { kind: values.acting, decree: values.decree } }),
  } as Holder;
}

interface Account {
  readonly id: number;
  readonly login: string;
  readonly name: string;
}

/**
 * Finds an account where the office's people have theirs: on GitHub or, for a sample person, in the office that runs
 * here. A sample person whom the office does not know yet gets a number, and an account once the change is in force.
 */
async function lookUp({ forge, people, config }: OpenConfig, login: string, held: Role, io: Io): Promise<Account> {
  if (!forge || !people || !isSampleLogin(login)) {
    const found = await accountOf(forge && !people ? forge : gitHub(io), login);
    if (found) return found;
    throw noAccount(login);
  }
  const known = await accountOf(forge, login);
  if (known) return known;
  const accounts = await Promise.all(people.map((each) => accountOf(forge, each, true)));
  const holders = Object.values(config.roles.roles).flatMap(({ holders }) => holders.map(({ account }) => account));
  const id = Math.max(...holders, ...accounts.map((each) => each?.id ?? 0)) + 1;
  return { id, login, name: `Contoh ${held.name.id}` };
}

/** Public accounts need no token. With a token, GitHub allows more calls. */
function gitHub({ env }: Io): ClientOptions {
  const api = env['GITHUB_API_URL'];
  const baseUrl = !api || api === 'https://api.github.com' ? {} : { baseUrl: api };
  return { owner: '', repo: '', token: env['GITHUB_TOKEN'] ?? '', ...baseUrl };
}

/** @returns undefined if there is no such account */
async function accountOf(options: ClientOptions, login: string, isAnyType = false): Promise<Account | undefined> {
  const { octokit } = createClient(options);
  const found = await ifThere(octokit.request('GET /users/{username}', { username: login }));
  if (!found) return undefined;
  const { data } = found;
  if (data.type !== 'User' && !isAnyType) throw notAPerson(login, data.type);
  return { id: Number(data.id), login: data.login, name: data.name ?? data.login };
}

const noAccount = (login: string): UserError =>
  new UserError({
    id: `Tidak ada akun "${login.slice(0, 60)}" di GitHub; periksa ejaannya.`,
    en: `There is no account "${login.slice(0, 60)}" on GitHub; check its spelling.`,
  });

const notAPerson = (login: string, type: string): UserError =>
  new UserError({
    id: `"${login}" bukan orang melainkan ${type}; hanya orang yang memangku jabatan.`,
    en: `"${login}" is not a person but a ${type}; only people hold roles.`,
  });
