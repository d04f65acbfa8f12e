import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { type Instant, toInstant } from '#domain/clock/instant.ts';
import type { Roles } from '#domain/generated/roles.ts';
import type { Text } from '#domain/problem.ts';
import { UserError } from '#domain/user-error.ts';
import { same } from '#domain/words/language.ts';
import { type EmbeddedForge as LocalForge, startForge } from '#embedded/forge/start-forge.ts';
import { configFolder } from '#engine/config/folder.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { createForge } from '#engine/forge/github.ts';
import { erasedObjects } from '#engine/register/erased-objects.ts';
import type { Deps } from '#engine/process/deps.ts';
import { reconcile } from '#engine/process/reconcile.ts';
import { CaseFaults, scheduledRun, undecidedOf } from '#engine/process/scheduled-run.ts';
import { commentWhatIf } from '#engine/process/what-if.ts';
import { SAMPLE_MARK } from '#public/export/sample-mark.ts';
import type { PostingOptions } from '#public/messages/post.ts';
import type { Webhook } from '#public/messages/webhook.ts';
import { moveClock, officeClock, readAhead } from './clock.ts';
import { refuseBackwards, refuseFarAhead } from './clock-refusals.ts';
import { healthEndpoint, healthOf, heardBy, Watched } from './health.ts';
import { officeLogKey, refuseDamagedKey, refuseToReplace } from './log-key.ts';
import { readOfficeFile, writeOfficeFile } from './office-file.ts';
import { keepToOwner } from './owner-only.ts';
import { type Person, personOf } from './person.ts';
import { pullPages } from './pull-page.ts';
import { deviceEndpoint } from './push/device-endpoint.ts';
import { Devices } from './push/devices.ts';
import { isPushService } from './push/push.ts';
import { Queue, type Work } from './queue.ts';
import { fittingSamples } from './samples.ts';
import { serveFolder } from './serve-folder.ts';
import { OfficeSite } from './site.ts';
import { applicantsOf, isSampleLogin, maintainerOf } from './stand-ins.ts';
import { readOfficeConfig } from './office-config.ts';
import { readMain, samplePeople } from './on-main.ts';
import { errorWords, RepeatedFaults, reportFault } from './report-fault.ts';
import { followMain } from './follow-main.ts';
import { Messenger } from './messenger.ts';
import { startingPage, type StartProgress } from './starting-page.ts';

/** The process's own account on the embedded forge. */
export const PROCESS = 'disposisi[bot]';

/** Milliseconds between two scheduled runs. A trigger may be missed, and deadlines pass without a trigger (R28). */
const SCHEDULE_EVERY = 15_000;
const LOOK_AT_CLOCK_EVERY = 1_000;
/** Milliseconds between two renewals of tokens, by the clock by which tokens end. */
const RENEW_EVERY = 3_600_000;

const TOKEN_DAYS = 90;

const FOLLOWED = (paths: readonly string[]): Text => ({
  id: `Di folder kantor ikut diubah: ${paths.join(', ')}.`,
  en: `Changed in the office's folder too: ${paths.join(', ')}.`,
});

const PRIVACY: Readonly<Record<'fixed' | 'open', Text>> = {
  fixed: {
    id: 'Folder kantor ini tadinya terbuka bagi pengguna lain di mesin ini; sekarang hanya bagi pemiliknya.',
    en: 'Other users of this machine could read this office’s folder; from now on only its owner can.',
  },
  open: {
    id: 'Pengguna lain di mesin ini dapat membaca folder kantor ini, termasuk token dan permohonan: izin folder itu tidak dapat diubah, karena jenis disknya atau karena pemiliknya lain. Pilih --folder di disk lain.',
    en: 'Other users of this machine can read this office’s folder, including its tokens and requests, because the disk or the owner of the folder does not allow closing it. Choose a --folder on another disk.',
  },
};

export interface OfficeOptions {
  readonly folder: string;
  /** The folder with `sops/` and `schemas/`. The first start commits them to main, with sample people as holders. */
  readonly root: string;
  readonly port: number;
  readonly log: (text: Text) => void;
  /** The machine's clock, in milliseconds. */
  readonly machine?: () => number;
  /** Returns the milliseconds that have passed, independent of the machine's clock. */
  readonly counted?: () => number;
  /** Whether the machine's clock is right although the office has not run for a long time by this clock. */
  readonly isClockRight?: boolean;
  /** Returns the progress of the samples, for the page that is shown until the site exists. */
  readonly progress?: () => StartProgress | undefined;
  /** Whether scheduled runs are started; without them only triggers start runs. */
  readonly timers?: boolean;
  /** The life of a person's token, in days of the machine's clock; by default 90. */
  readonly tokenDays?: number;
  /** Whether to make a new key for checkpoints although the register names one that is lost. */
  readonly newLogKey?: boolean;
  /** The office's gateway for messages. */
  readonly webhook?: Webhook | undefined;
  /**
   * Returns whether messages may be posted to the address of a browser; by default, if it is of a known push service.
   */
  readonly allows?: (endpoint: URL) => boolean;
  /** The options for posting messages. Tests use shorter times. */
  readonly posting?: PostingOptions;
  /** Whether files in `root` are updated when a changed configuration is put in force. */
  readonly followsMain?: boolean;
  /** Whether to end all tokens and sessions before new tokens are made. */
  readonly revokeTokens?: boolean;
}

/** A whole office on one machine: embedded forge, process and public site. */
export type Office = Awaited<ReturnType<typeof openOffice>>;

/**
 * Opens the office in a folder, or makes a new one there.
 * @throws StoreFault if another office uses the folder, or its database is damaged
 * @throws UserError if the file of its clock, key or address is damaged, if its key is lost, or is to be replaced while
 *   it is there, or if a clock is wrong
 * @throws LostObject if the register cannot be read
 * @throws the system's error if the port is in use
 */
export async function openOffice(options: OfficeOptions) {
  const { folder, root, log } = options;
  const { machine = Date.now, tokenDays = TOKEN_DAYS } = options;
  const clock = officeClock(folder, machine, options.counted);
  const { now } = clock;
  const machineNow = (): Instant => toInstant(machine());
  // Unreadable files, and files of newer versions, are reported before anything is made or changed.
  now();
  const left = await readOfficeFile(folder);
  if (options.newLogKey) refuseToReplace(folder);
  refuseDamagedKey(folder);
  const repository = join(folder, 'repo.git');
  const refuseWrongClock = async (lastWritten: Instant | undefined): Promise<void> => {
    const { zone } = await readMain(repository);
    if (!options.isClockRight) refuseFarAhead({ folder, zone, now: machineNow() }, left?.at);
    refuseBackwards({ folder, zone, now: now() }, lastWritten);
    if (lastWritten !== undefined) clock.notBefore(lastWritten);
  };
  const devices = new Devices(folder);
  const privacy = await keepToOwner(folder);
  if (privacy !== 'kept') log(PRIVACY[privacy]);
  const out = join(folder, 'site');
  const { webhook, posting, allows = isPushService } = options;
  let queue: Queue | undefined;
  let maintainer = '';
  let mayHaveNewHolders = false;
  // The pages from before this start are shown until there are newer pages.
  let isShown = existsSync(join(out, 'index.html'));
  const watched = { process: new Watched(now), pages: new Watched(now) };
  const forge: LocalForge = await startForge({
    folder,
    port: options.port,
    now,
    guardsMerges: true,
    tokenClock: machineNow,
    beforeServing: refuseWrongClock,
    refused: erasedObjects,
    onEvent: ({ pull, actor }) => {
      // Only the maintainer can bring a configuration to main.
      if (actor === maintainer) mayHaveNewHolders = true;
      // The process's own writes need no run.
      if (pull !== null && actor !== PROCESS) queue?.ring(pull, actor);
    },
    fallback: healthEndpoint(
      () => healthOf(watched, now()),
      deviceEndpoint(
        () => ({ devices, allows, whoIs: (authorization) => personBy(forge.apiUrl, authorization) }),
        pullPages(
          serveFolder(
            out,
            startingPage(
              () => isShown,
              () => options.progress?.(),
            ),
          ),
        ),
      ),
    ),
    signIn: { people: async () => samplePeople(repository, await forge.accounts.list(), now()) },
  });
  try {
    const signer = await officeLogKey(folder, {
      name: `${forge.owner}/${forge.repo}`,
      repository,
      mayReplace: options.newLogKey ?? false,
    });
    // A first start makes the process's account last. Without this account, no first start has succeeded yet.
    const isNew = !(await forge.accounts.list()).some(({ login }) => login === PROCESS);
    const standIns = isNew ? await seed(forge, root) : [];
    maintainer = await maintainerOf(forge);
    const follow = options.followsMain ? await followMain(repository, root) : undefined;
    if (!isNew) await welcomeHolders(forge, repository);
    if (options.revokeTokens) devices.forgetAll();
    if (options.revokeTokens) for (const { login } of await forge.accounts.list()) await forge.accounts.revoke(login);
    const life = `P${tokenDays}D`;
    const own = await forge.accounts.onlyToken(PROCESS);
    let renewedAt = machine();
    let tokens = await tokensOf(forge, left?.tokens ?? {}, life, own);
    const { url, apiUrl, cloneUrl, owner, repo } = forge;
    const client = (login: string) => ({ owner, repo, baseUrl: apiUrl, token: tokens[login] ?? '' });
    const messenger = new Messenger({
      ...{ webhook, devices, allows, posting, log, site: forge.url },
      accounts: async () => (await forge.accounts.list()).map(({ id }) => id),
    });
    let isKept = false;
    const forgeOfProcess = createForge({ ...client(PROCESS), fetch: heardBy(watched.process) });
    const deps: Deps = {
      forge: {
        ...forgeOfProcess,
        appendRegister: (...commit) =>
          forgeOfProcess.appendRegister(...commit).catch((error: unknown) => {
            watched.process.unwritten(error);
            throw error;
          }),
      },
      signer,
      now,
      settle: 0,
      salt: () => randomBytes(16).toString('hex'),
      log,
      finished: new Map(),
      siteUrl: forge.url,
      // Nobody is notified about the samples that a first start makes.
      added: (news) => void ((isKept || !isNew) && messenger.add(news)),
      whatIf: (number) => whatIfs.ring(number),
    };
    const site = new OfficeSite({
      repository,
      out,
      memory: join(folder, 'site.sqlite'),
      spare: join(folder, 'renderer'),
      address: forge.url,
      now,
      looksEvery: SCHEDULE_EVERY / 1_000,
    });
    const look = async ({ pulls, everything }: Work): Promise<void> => {
      try {
        if (mayHaveNewHolders) {
          mayHaveNewHolders = false;
          if (await welcomeHolders(forge, repository)) await renew();
          // The change is in force, even if the folder cannot be written.
          const written = await follow?.().catch(reportFault);
          if (written && written.length > 0) log(FOLLOWED(written));
        }
        // If tokens cannot be renewed, cases must not wait.
        await renewInTime().catch(reportFault);
        for (const number of pulls) await reconcile(deps, number);
        if (everything) await lookOver();
      } finally {
        // A run sends its messages last, after everything that it writes to the forge.
        messenger.send();
      }
      if (isKept) pages.ring();
    };
    const lookOver = async (): Promise<void> => {
      try {
        watched.process.done(undecidedOf(await scheduledRun(deps)));
        faults.over();
      } catch (error) {
        if (error instanceof CaseFaults) watched.process.done(error.undecided);
        else watched.process.failed(error);
        throw error;
      }
    };
    const makePages = async (): Promise<void> => {
      try {
        await site.refresh();
        watched.pages.done();
      } catch (error) {
        watched.pages.failed(error);
        throw error;
      }
    };
    // Pages have a queue of their own, so that acts are judged while all pages are made again.
    const pages = new Queue(makePages, reportFault);
    // Comments on proposed SOPs take long to compute, and cases must not wait for them.
    const whatIfs = new Queue(async ({ pulls }) => {
      for (const number of pulls) await commentWhatIf(deps, number);
    }, reportFault);
    const faults = new RepeatedFaults(log);
    queue = new Queue(look, (error) => faults.report(error));
    const trigger = queue;
    const writeTokens = (): void =>
      writeOfficeFile(folder, {
        ...{ url, apiUrl, cloneUrl, owner, repo },
        ...{ pid: process.pid, at: machineNow(), process: PROCESS, maintainer, tokens },
      });
    writeTokens();
    const renew = async (): Promise<void> => {
      tokens = await tokensOf(forge, tokens, life, own);
      writeTokens();
    };
    // Compares with the clock by which tokens end. A timer would miss the time in which the machine slept or its clock
    // was set.
    const renewInTime = async (): Promise<void> => {
      if (Math.abs(machine() - renewedAt) < RENEW_EVERY) return;
      await renew();
      renewedAt = machine();
    };
    const stopTimers = options.timers ? startTimers(trigger, folder, log, watched.process) : () => undefined;
    const people = new Map<string, Person>();
    return {
      forge,
      isNew,
      /** The logins of the sample people who replaced the office's own holders in this start. */
      standIns,
      url: forge.url,
      site: out,
      now,
      deps,
      /** Moves the office's clock forward. */
      forward: (seconds: number) => {
        const to = Temporal.Instant.from(now()).add({ seconds: Math.max(0, Math.floor(seconds)) });
        moveClock(folder, to.toString({ smallestUnit: 'second' }), machine());
      },
      /** Returns the actions of an account on the forge, or throws a UserError if the office has no such account. */
      as: async (login: string) => {
        await renewInTime();
        const token = tokens[login];
        if (token === undefined) throw nobody(login);
        const known = people.get(token) ?? personOf(client(login));
        people.set(token, known);
        return known;
      },
      /** Waits until the process and the site have nothing more to do. */
      idle: async () => {
        await trigger.idle();
        await whatIfs.idle();
        await pages.idle();
      },
      /** Waits until all messages are sent. The office itself never waits for messages. */
      messagesSent: () => messenger.idle(),
      /** Builds the site now, and from then on whenever the register changes. */
      showSite: async () => {
        await site.refresh();
        isShown = true;
        isKept = true;
        trigger.ring();
      },
      close: async () => {
        stopTimers();
        await trigger.close();
        await whatIfs.close();
        await messenger.close();
        await pages.close();
        await site.close();
        await forge.close();
      },
    };
  } catch (error) {
    await forge.close();
    throw error;
  }
}

/** Returns the account id of the person with this token; `undefined` if the token belongs to nobody or to no person. */
async function personBy(apiUrl: string, authorization: string): Promise<number | undefined> {
  const response = await fetch(`${apiUrl}/user`, { headers: { authorization } });
  if (!response.ok) return undefined;
  const { id, type } = (await response.json()) as { readonly id: number; readonly type: string };
  return type === 'User' ? id : undefined;
}

const nobody = (login: string): UserError =>
  new UserError({
    id: `Kantor ini tidak mengenal akun contoh "${login}".`,
    en: `This office has no sample account "${login}".`,
  });

/** Starts scheduled runs at regular times and when the clock was moved. Returns the function that stops them. */
function startTimers(queue: Queue, folder: string, log: OfficeOptions['log'], watched: Watched): () => void {
  let ahead = readAhead(folder);
  let reported = '';
  const scheduled = setInterval(() => {
    watched.tick();
    queue.ring();
  }, SCHEDULE_EVERY);
  const watching = setInterval(() => {
    try {
      const moved = readAhead(folder);
      reported = '';
      if (moved === ahead) return;
      ahead = moved;
      queue.ring();
    } catch (error) {
      // The error is reported once. Meanwhile the office's clock continues with its last value.
      const words = errorWords(error);
      if (words !== reported) log(same(words));
      reported = words;
    }
  }, LOOK_AT_CLOCK_EVERY);
  return () => {
    clearInterval(scheduled);
    clearInterval(watching);
  };
}

/**
 * The file that marks main as a sample, so that pages say that all data is made up. Everyone who opens the pages of an
 * office on one machine may sign in as any person.
 */
const MADE_UP = `# Kantor contoh

Data dan akun di kantor ini rekaan, dan halaman publik yang dibuat dari repositori ini mengatakannya.

The data and accounts of this office are made up, and public pages made of this repository say so.
`;

/**
 * Commits the office's configuration to main, and makes an account for every sample holder and applicant.
 * @returns the logins of the sample people who replace the office's own holders
 */
async function seed(forge: LocalForge, root: string): Promise<string[]> {
  const reading = readOfficeConfig(await configFolder(root));
  if ('problems' in reading) throw new Error('The configuration is not sound.');
  const { config, roles } = reading;
  const texts = new Map(reading.files.map(({ path, text }) => [path, text]));
  await forge.seed({ ...Object.fromEntries(texts), [SAMPLE_MARK]: MADE_UP }, 'Konfigurasi kantor');
  const holders = holdersIn(roles);
  const people = new Map(holders.map(({ account, login, name }) => [account, { id: account, login, name }]));
  const applicants = applicantsOf(roles, (await fittingSamples(PROGRAM, config)).size > 0);
  const there = new Set((await forge.accounts.list()).map(({ login }) => login));
  for (const person of [...people.values(), ...applicants])
    if (!there.has(person.login)) await forge.accounts.add({ ...person, permission: 'write' });
  await forge.accounts.add({ login: PROCESS, type: 'Bot', permission: 'process' });
  const before = new Set(holdersIn(config.roles).map(({ login }) => login));
  return holders.map(({ login }) => login).filter((login) => !before.has(login));
}

/**
 * Makes accounts for sample holders on main who have none. A changed configuration may have new holders.
 * @returns whether an account was made
 */
async function welcomeHolders({ accounts }: LocalForge, repository: string): Promise<boolean> {
  const { roles } = await readMain(repository);
  const taken = new Set((await accounts.list()).map(({ login }) => login.toLowerCase()));
  const people = new Map(holdersIn(roles).map((holder) => [holder.account, holder]));
  let areNew = false;
  for (const { account, login, name } of people.values()) {
    // A holder whose account was removed gets no new account.
    if (!isSampleLogin(login) || taken.has(login.toLowerCase()) || (await accounts.hasHad(account))) continue;
    await accounts.add({ id: account, login, name, permission: 'write' });
    areNew = true;
  }
  return areNew;
}

const holdersIn = ({ roles }: Roles) => Object.values(roles).flatMap((role) => role.holders);

/**
 * Returns the tokens of all accounts. A known token stays until less than a third of `life` is left, because clones may
 * use it. Then a new token is made.
 * @param own the process's token, which stays the same while the office runs
 */
async function tokensOf(
  { accounts }: LocalForge,
  known: Readonly<Record<string, string>>,
  life: string,
  own: string,
): Promise<Record<string, string>> {
  await accounts.limitTokens(life);
  const tokens: Record<string, string> = {};
  for (const { login } of await accounts.list())
    tokens[login] = login === PROCESS ? own : await accounts.freshToken(login, known[login], life);
  return tokens;
}
