import { join } from 'node:path';
import { MAIN_REF } from '#domain/case/state/pull.ts';
import { type Instant, later, toInstant } from '#domain/clock/instant.ts';
import { plus } from '#domain/clock/limit.ts';
import type { Roles } from '#domain/generated/roles.ts';
import { REGISTER_REF } from '#domain/journal/paths.ts';
import { given } from '#domain/request/given.ts';
import { UserError } from '#domain/user-error.ts';
import { GitFault } from '#embedded/forge/git/repository.ts';
import { gitEnvironment, runGit } from '#embedded/forge/git/run.ts';
import type { RestoredPull } from '#embedded/forge/model/restored.ts';
import { startForge } from '#embedded/forge/start-forge.ts';
import { readingEnvironment } from '#engine/register/git-environment.ts';
import type { Restorable, RestorableCase } from '#engine/register/read-restorable.ts';
import { PROCESS } from './open-office.ts';
import { readMain } from './on-main.ts';
import { makeWhole } from './restore-backup.ts';
import { applicantsOf, isSampleLogin } from './stand-ins.ts';

/**
 * Makes the folder of an office on one machine from a clone of it. Cases keep their numbers. The key of the log is not
 * in a clone, so the office's next start must make a new one.
 * @param clone the path of the clone
 * @param folder a folder that is empty or does not exist
 * @param clock returns the present
 * @throws UserError if a person of the register is no sample person, because every user of the machine may sign in as
 *   any person of such an office
 */
export async function restoreClone(
  clone: string,
  restorable: Restorable,
  folder: string,
  clock: () => Instant,
): Promise<void> {
  const real = [...restorable.people.values()].find((login) => !isSampleLogin(login));
  if (real !== undefined) throw notOfOneMachine(real);
  const { newest } = restorable;
  // All that is made here is later than what the register says, which shows that the pull requests were restored (R1).
  const after = newest === undefined ? '' : plus(newest, 'PT1S');
  const now = (): string => later(toInstant(Date.parse(clock()) - 1000), after);
  await makeWhole(folder, async (fresh) => {
    const forge = await startForge({ folder: fresh, now });
    try {
      await takeObjects(clone, join(fresh, 'repo.git'), restorable);
      const { roles } = await readMain(join(fresh, 'repo.git'), restorable.main);
      for (const person of peopleOf(roles, restorable)) await forge.accounts.add({ ...person, permission: 'write' });
      const { id } = await forge.accounts.add({
        ...{ login: PROCESS, type: 'Bot', permission: 'process' },
        ...given({ id: restorable.process }),
      });
      await forge.restore({ refs: refsOf(restorable), pulls: pullsOf(restorable, id), lastId: restorable.lastId });
    } finally {
      await forge.close();
    }
  });
}

/** Lists everybody who holds or held a role, who opened a request or acted, and the sample applicants. */
function peopleOf(roles: Roles, { people: known, process }: Restorable): { id: number; login: string; name: string }[] {
  const holders = Object.values(roles.roles).flatMap((role) => role.holders);
  const applicants = [true, false].map((isShipped) => applicantsOf(roles, isShipped));
  const isTheirs = (some: readonly { readonly login: string }[]): boolean =>
    some.some(({ login }) => [...known.values()].includes(login));
  const people = new Map([...known].map(([id, login]) => [id, { id, login, name: login }]));
  for (const person of applicants.find(isTheirs) ?? []) people.set(person.id, person);
  for (const { account, login, name } of holders) people.set(account, { id: account, login, name });
  return [...people.values()].filter(({ id }) => id !== process);
}

/** Copies every commit that the office needs from the clone, also those that no branch of the clone has. */
async function takeObjects(clone: string, repository: string, restorable: Restorable): Promise<void> {
  const tips = restorable.open.flatMap(({ head, tip }) => [head, ...(tip === undefined ? [] : [tip])]);
  const wanted = new Set([...refsOf(restorable).values(), ...tips]);
  const { GIT_DIR = clone, GIT_COMMON_DIR, GIT_OBJECT_DIRECTORY } = readingEnvironment(clone);
  const env = { ...gitEnvironment(repository), COMMON: GIT_COMMON_DIR, OBJECTS: GIT_OBJECT_DIRECTORY };
  // Git removes these variables of its own before it starts another git.
  const places = 'GIT_COMMON_DIR="$COMMON" GIT_OBJECT_DIRECTORY="$OBJECTS"';
  const uploadPack = `${places} git -c uploadpack.allowAnySHA1InWant=true upload-pack`;
  const args = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', `--upload-pack=${uploadPack}`, '--stdin'];
  const input = [...wanted].map((oid) => `${oid}\n`).join('');
  const { code, stderr } = await runGit(repository, [...args, GIT_DIR], input, { env });
  if (code !== 0) throw new GitFault(stderr.trim());
}

function refsOf({ main, register, open, others }: Restorable): Map<string, string> {
  return new Map([
    ...[[MAIN_REF, main] as const, [REGISTER_REF, register] as const],
    ...[...others].map(([name, oid]) => [`refs/heads/${name}`, oid] as const),
    ...open.map(({ branch, head }) => [`refs/heads/${branch}`, head] as const),
  ]);
}

/**
 * Lists the pull requests: one for each case, and one for each successor of an open case (R1). A successor that the
 * register does not name gets a number that no case has.
 */
function pullsOf({ main, open, cases }: Restorable, process: number): RestoredPull[] {
  const taken = new Set(cases.keys());
  const free = (from: number): number => {
    let number = from;
    while (taken.has(number)) number += 1;
    taken.add(number);
    return number;
  };
  for (const { pull } of open) if (pull !== undefined) taken.add(pull);
  const shown = new Map(open.map((each) => [each.number, each]));
  const first = [...cases].map(([number, { case: id, branch, applicant }]): RestoredPull => {
    const one = shown.get(number);
    const author = applicant.id;
    if (!one) return { number, title: id, author, branch, head: main, isOpen: false };
    const isOpen = one.moved === 0;
    return { ...titled(one), number, author, tip: isOpen ? one.tip : undefined, isOpen };
  });
  const successors = open.flatMap((one) => {
    const last = { ...titled(one), author: process, number: one.pull ?? 0, tip: one.tip, isOpen: true };
    const before = Array.from({ length: Math.max(0, one.moved - 1) }, () => free(one.number));
    if (one.moved === 0) return [];
    return [
      ...before.map((number) => ({ ...last, number, tip: undefined, isOpen: false })),
      { ...last, number: one.pull ?? free(Math.max(...cases.keys())) },
    ];
  });
  return [...first, ...successors];
}

const titled = ({ id, title, branch, head }: RestorableCase) => ({ title: title ?? id, branch, head });

const notOfOneMachine = (login: string): UserError =>
  new UserError({
    id: `Klon ini memuat tindakan orang sebenarnya, seperti ${login}. Di kantor di satu mesin, setiap orang di mesin itu dapat masuk sebagai siapa pun; pulihkan di GitHub: --repo PEMILIK/NAMA.`,
    en: `Real people act in this office, such as ${login}. An office on one machine lets everybody on that machine sign in as anybody; restore it on GitHub: --repo OWNER/NAME.`,
  });
