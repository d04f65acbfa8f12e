import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isMap, isSeq, parseDocument } from 'yaml';
import { localDate } from '#domain/clock/wall.ts';
import type { Holder } from '#domain/generated/roles.ts';
import { NOTHING_WRITTEN, UsageError, UserError } from '#domain/user-error.ts';
import type { Command, Io } from '#entry/command.ts';
import { blobId, configFolder } from '#engine/config/folder.ts';
import { readConfig } from '#engine/config/read.ts';
import { ForgeError } from '#engine/forge/errors.ts';
import { createClient } from '#engine/forge/octokit.ts';
import { keepFile } from '#engine/kept-files.ts';
import { readArgs } from '../read-args.ts';
import { readText } from '../read-file.ts';

const FILE = 'sops/roles.yaml';

/** Adds a holder to a role, by the account's number (R17). */
export const run: Command = async (args, io) => {
  const { values, positionals } = readArgs(
    args,
    {
      name: { type: 'string' },
      from: { type: 'string' },
      until: { type: 'string' },
      acting: { type: 'string' },
      decree: { type: 'string' },
      rank: { type: 'string' },
      nip: { type: 'string' },
    },
    3,
  );
  const [verb, role = '', login = ''] = positionals;
  if (verb !== 'add' || role === '' || login === '')
    throw new UsageError({ id: 'Perlu: roles add PERAN AKUN.', en: 'Needed: roles add ROLE LOGIN.' });
  if ((values.acting === undefined) !== (values.decree === undefined))
    throw new UsageError({ id: '--acting dan --decree diberikan bersama.', en: '--acting and --decree go together.' });
  const path = resolve(io.cwd, FILE);
  const text = await readText(FILE, io);
  const { roles, zone } = await readRoles(text, io);
  const held = roles.roles[role];
  if (held === undefined || role === 'applicant') throw noRole(role, Object.keys(roles.roles));

  const account = await lookUp(login, io);
  const holder = {
    account: account.id,
    login: account.login,
    name: values.name ?? account.name,
    ...(values.rank === undefined ? {} : { rank: values.rank }),
    ...(values.nip === undefined ? {} : { nip: values.nip }),
    from: values.from ?? localDate(io.now(), zone),
    ...(values.until === undefined ? {} : { until: values.until }),
    ...(values.acting === undefined ? {} : { acting: { kind: values.acting, decree: values.decree } }),
  } as Holder;
  if (holder.until !== undefined && holder.until < holder.from)
    throw new UserError({
      id: `--until ${holder.until} sebelum --from ${holder.from}.`,
      en: `--until ${holder.until} is before --from ${holder.from}.`,
    });
  const same = overlapping(held.holders, holder);
  if (same) throw doubled(role, holder, same);
  const changed = addHolder(text, role, holder);
  await readRoles(changed, io);
  keepFile(path, changed, (await stat(path)).mode & 0o777);
  io.out(
    {
      id: `${FILE}: ${held.name.id} + ${holder.login} (akun ${holder.account}), mulai ${holder.from}. Ajukan perubahan ini lewat permintaan tarik.`,
      en: `${FILE}: ${held.name.en} + ${holder.login} (account ${holder.account}), from ${holder.from}. Propose this change by a pull request.`,
    }[io.lang],
  );
  return 0;
};

/** Reads this folder's configuration, with the given text in place of `sops/roles.yaml`. */
async function readRoles(text: string, { cwd }: Io) {
  const files = await configFolder(cwd);
  const changed = { path: FILE, blob: blobId(Buffer.from(text)), text };
  const reading = readConfig([...files.filter(({ path }) => path !== FILE), changed]);
  if ('problems' in reading) throw new UserError(NOTHING_WRITTEN, reading.problems);
  return reading.config;
}

async function lookUp(login: string, { env }: Io): Promise<{ id: number; login: string; name: string }> {
  const api = env['GITHUB_API_URL'];
  // Public accounts need no token. With a token, GitHub allows more calls.
  const { octokit } = createClient({
    owner: '',
    repo: '',
    token: env['GITHUB_TOKEN'] ?? '',
    ...(!api || api === 'https://api.github.com' ? {} : { baseUrl: api }),
  });
  try {
    const { data } = await octokit.request('GET /users/{username}', { username: login });
    if (data.type !== 'User') throw notAPerson(login, data.type);
    return { id: Number(data.id), login: data.login, name: data.name ?? data.login };
  } catch (error) {
    if (!(error instanceof ForgeError) || error.status !== 404) throw error;
    throw new UserError({
      id: `Tidak ada akun "${login.slice(0, 60)}" di GitHub; periksa ejaannya.`,
      en: `There is no account "${login.slice(0, 60)}" on GitHub; check its spelling.`,
    });
  }
}

const notAPerson = (login: string, type: string): UserError =>
  new UserError({
    id: `"${login}" bukan orang melainkan ${type}; hanya orang yang memangku peran.`,
    en: `"${login}" is not a person but a ${type}; only people hold roles.`,
  });

const noRole = (role: string, known: readonly string[]): UserError => {
  const names = known.filter((each) => each !== 'applicant').join(', ');
  return new UserError({
    id: `Tidak ada peran "${role.slice(0, 60)}" yang dapat dipangku; yang ada: ${names}.`,
    en: `There is no role "${role.slice(0, 60)}" to hold; there are: ${names}.`,
  });
};

const doubled = (role: string, { login, from }: Holder, same: Holder): UserError => {
  const until = same.until ?? '…';
  return new UserError({
    id: `${login} sudah memangku ${role} (${same.from} – ${until}), bertumpang dengan ${from}. Akhiri dahulu dengan until.`,
    en: `${login} already holds ${role} (${same.from} – ${until}), which overlaps with ${from}. First end that with until.`,
  });
};

/**
 * Adds a holder at the end of a role's list in `sops/roles.yaml`. Comments, order and everything else stay unchanged.
 * @param text the text of the file, which must have been read without a problem
 * @throws Error if the role does not exist, which the caller excludes
 */
function addHolder(text: string, role: string, holder: Holder): string {
  const document = parseDocument(text);
  const holders = document.getIn(['roles', role, 'holders']);
  if (!isSeq(holders)) throw new Error(`There is no role ${role} with a list of holders.`);
  const node = document.createNode({ ...holder });
  // An acting official needs more than one line.
  if (isMap(node)) node.flow = holder.acting === undefined;
  holders.flow = false;
  holders.add(node);
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

/** Returns a holder with the same account and an overlapping time. The new holder would repeat or contradict it. */
function overlapping(holders: readonly Holder[], holder: Holder): Holder | undefined {
  const lastDay = '9999-12-31';
  return holders.find(
    (each) =>
      each.account === holder.account &&
      each.from <= (holder.until ?? lastDay) &&
      holder.from <= (each.until ?? lastDay),
  );
}
