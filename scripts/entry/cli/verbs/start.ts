import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { Config } from '#domain/case/state/config.ts';
import type { Text } from '#domain/problem.ts';
import { stepOf } from '#domain/procedure/steps.ts';
import { UsageError, UserError } from '#domain/user-error.ts';
import { longTime, shortZonedTime } from '#domain/words/time.ts';
import { type Command, type Io, officeFolder, wholeNumber, printText } from '#entry/command.ts';
import { StoreFault } from '#embedded/forge/store-fault.ts';
import { Store } from '#embedded/forge/store.ts';
import { beginBefore, seedSamples, type NextAct, ONCE_SAMPLE, storiesFor } from '#embedded/office/seed-samples.ts';
import { isListening } from '#embedded/office/is-listening.ts';
import { readOfficeFile } from '#embedded/office/office-file.ts';
import { readMain } from '#embedded/office/on-main.ts';
import { type Office, type OfficeOptions, openOffice } from '#embedded/office/open-office.ts';
import { fittingSamples, readSample, shifted } from '#embedded/office/samples.ts';
import { type CaseReading, readCurrentCase } from '#embedded/office/current-case.ts';
import type { StartProgress } from '#embedded/office/starting-page.ts';
import { goTo, openSample, STRAIGHT_WAY, walk } from '#embedded/office/walk.ts';
import { officeRoot, PROGRAM } from '#engine/config/root.ts';
import { readWebhook, WEBHOOK_SECRET, WEBHOOK_URL } from '#public/messages/webhook.ts';
import { throwCloneFault } from '../clone-fault.ts';
import { folderHint } from '../office-changes.ts';
import { makeFolder, refuseUnlessEmpty } from '../folders.ts';
import { readArgs } from '../read-args.ts';
import { readOffice } from '../read-office.ts';
import { fullDiskFault, startFault } from '../start-fault.ts';

const PORT = 4780;
const LAST_PORT = 65_535;
/** If a folder has one of these files, an office was begun in it before. */
const LEFT_BY_AN_OFFICE = ['forge.sqlite', 'repo.git', 'clock.json'];
const ONCE = '.disposisi/once';

/** Runs the whole office on this machine. */
export const run: Command = async (args, io) => {
  const { values } = readArgs(args, {
    once: { type: 'boolean' },
    port: { type: 'string' },
    folder: { type: 'string' },
    empty: { type: 'boolean' },
    'token-days': { type: 'string' },
    'revoke-tokens': { type: 'boolean' },
    'new-log-key': { type: 'boolean' },
    'clock-is-right': { type: 'boolean' },
  });
  // Only the owner can read the files that are made from here on, also those of git and of the site's renderer.
  process.umask(0o077);
  const port = values.port === undefined ? undefined : wholeNumber(values.port, '--port', LAST_PORT);
  const root = officeRoot(io.cwd);
  const folder = officeFolder(values.folder, values.once ? ONCE : undefined);
  // An existing office has its configuration on its main. So it starts even if the configuration here is not sound.
  const config = await readOffice(root).catch((error: unknown) => {
    if (!values.once && isBegunIn(resolve(io.cwd, folder)) && error instanceof UserError) return undefined;
    throw error;
  });
  if (values.once && config) {
    if (!(await fittingSamples(PROGRAM, config)).has(ONCE_SAMPLE.name)) throw noSampleToWalk(config);
    const fresh = await freshFolder(folder, io);
    return orFullDisk(walkOnce(fresh, port ?? 0, io), folder, io);
  }
  const more = {
    ...(values['token-days'] === undefined ? {} : { tokenDays: daysOf(values['token-days']) }),
    ...(values['revoke-tokens'] ? { revokeTokens: true } : {}),
    ...(values['new-log-key'] ? { newLogKey: true } : {}),
    ...(values['clock-is-right'] ? { isClockRight: true } : {}),
    webhook: readWebhook(io.env[WEBHOOK_URL] ?? '', io.env[WEBHOOK_SECRET] ?? '', { mayBeHere: true }),
  };
  return orFullDisk(serve(folder, port, values.empty ? undefined : config, io, more), folder, io);
};

const orFullDisk = (work: Promise<number>, named: string, io: Io): Promise<number> =>
  work.catch(async (error: unknown) => {
    throw await fullDiskFault(error, resolve(io.cwd, named), named);
  });

const isBegunIn = (folder: string): boolean => LEFT_BY_AN_OFFICE.some((name) => existsSync(join(folder, name)));

function daysOf(text: string): number {
  const days = wholeNumber(text, '--token-days', 3_650);
  if (days > 0) return days;
  throw new UsageError({ id: '--token-days: paling sedikit 1.', en: '--token-days: 1 at least.' });
}

async function serve(
  named: string,
  port: number | undefined,
  config: Config | undefined,
  io: Io,
  more: Pick<OfficeOptions, 'tokenDays' | 'revokeTokens' | 'newLogKey' | 'isClockRight' | 'webhook'>,
): Promise<number> {
  await makeFolder(named, io);
  const folder = resolve(io.cwd, named);
  // The office keeps the address of its last run, so that clones and bookmarks stay valid.
  const last = (await readOfficeFile(folder))?.url;
  const address = port ?? (last === undefined ? PORT : Number(new URL(last).port));
  const present = io.now();
  const stories = config ? await storiesFor(config) : [];
  if (!isBegunIn(folder)) beginBefore(folder, stories);
  const place = relative(io.cwd, folder) || '.';
  const ended = io.untilEnded();
  let samples: StartProgress | undefined;
  let next: NextAct | undefined;
  let isEnding = false;
  let isKept = true;
  void ended.then(() => {
    isEnding = true;
  });
  // Work in progress prints nothing after the command was asked to end.
  const note = (line: string): void => {
    if (!isEnding) io.err(line);
  };
  const log = (text: Text): void => note(text[io.lang]);
  const office = await open(folder, address, io, {
    timers: true,
    followsMain: true,
    progress: () => samples,
    log,
    ...more,
  });
  if (more.revokeTokens)
    printText(io, {
      id: 'Semua token dan sesi masuk sudah dicabut; perintah memakai yang baru, orang masuk lagi.',
      en: 'Every token and signed-in session has ended; commands use new ones, people sign in again.',
    });
  if (more.newLogKey) printText(io, newKey(office.deps.signer.vkey));

  const makeReady = async (): Promise<void> => {
    if (office.standIns[0] !== undefined) printText(io, standInWords(office.standIns[0]));
    if (office.isNew && config && stories.length === 0) printText(io, noSamples(config));
    if (office.isNew && stories.length > 0) {
      printText(io, {
        id: `Pertama kali: permohonan contoh dijalankan melalui langkah-langkah sebenarnya; ${office.url}/ memberi tahu sampai di mana …`,
        en: `First start: sample requests go through the SOP; ${office.url}/ shows the progress …`,
      });
      next = await seedSamples(office, stories, present, {
        progress: (done, of) => {
          samples = { done, of };
          note(`  ${done}/${of}`);
        },
        stopped: log,
      });
    }
    // The samples, also those of an interrupted first start, left the clock behind the machine's.
    goTo(office, io.now());
    await office.showSite().catch(throwCloneFault);
    await office.idle();
  };

  try {
    const ready = makeReady();
    const isReady = await Promise.race([ready.then(() => true), ended.then(() => false)]);
    if (isReady) {
      const { zone } = await readMain(join(folder, 'repo.git'));
      printText(
        io,
        welcome(office, { folder: place, time: longTime(office.now(), zone) }, await newestCase(office), next),
      );
      const options = named === officeFolder(undefined) ? '' : ` --folder ${named}`;
      // A hint that cannot be made ends no office.
      const hint = office.isNew
        ? undefined
        : await folderHint(officeRoot(io.cwd), office.deps.forge, options).catch(() => undefined);
      if (hint) printText(io, hint);
      await ended;
    } else {
      // The start continues until it finds the office closed. Its error is then not reported.
      ready.catch(() => undefined);
    }
    // Somebody may have deleted or moved the folder while the office ran.
    isKept = isBegunIn(folder);
    const closed = isReady ? { id: 'Ditutup; data kantor tersimpan.', en: 'Closed; the state is kept.' } : undefined;
    printText(io, isKept ? (closed ?? cutShort(place, samples)) : gone(place));
  } finally {
    await office.close();
  }
  return isKept ? 0 : 1;
}

const newKey = (vkey: string): Text => ({
  id: `Kunci penanda tangan baru, berlaku mulai entri berikutnya. Berikan baris ini kepada para saksi, jangan melalui situs:\n  ${vkey}`,
  en: `A new signing key, used from the next entry on. Give this line to the witnesses, in another way than by the site:\n  ${vkey}`,
});

const gone = (place: string): Text => ({
  id: `Ditutup, tetapi data kantor tidak ada lagi di ${place}: folder itu dihapus atau dipindahkan selagi kantor berjalan. Kembalikan folder itu, atau pulihkan cadangan: npx disposisi restore FILE`,
  en: `Closed, but the state of the office is no longer in ${place}: the folder was deleted or moved while the office ran. Put the folder back, or restore a backup: npx disposisi restore FILE`,
});

function cutShort(place: string, samples: StartProgress | undefined): Text {
  if (samples === undefined || samples.done === samples.of)
    return {
      id: 'Ditutup sebelum siap; data kantor tersimpan.',
      en: 'Closed before it was ready; the state is kept.',
    };
  return {
    id: `Ditutup sebelum permohonan contoh lengkap (${samples.done} dari ${samples.of}). Untuk membuatnya dari awal, hapus folder ${place}, lalu jalankan lagi.`,
    en: `Closed before the sample requests were complete (${samples.done} of ${samples.of}). To make them again, delete the folder ${place}, then start again.`,
  };
}

async function open(
  folder: string,
  port: number,
  io: Io,
  options: Partial<Omit<OfficeOptions, 'folder' | 'root' | 'port'>> = {},
): Promise<Office> {
  try {
    return await openOffice({ folder, root: officeRoot(io.cwd), port, log: () => undefined, ...options });
  } catch (error) {
    throw startFault(await fullDiskFault(error, folder, relative(io.cwd, folder)), port, await addressOf(folder));
  }
}

async function addressOf(folder: string): Promise<string | undefined> {
  const last = await readOfficeFile(folder).catch(() => undefined);
  return last && (await isListening(last.url)) ? last.url : undefined;
}

async function newestCase({ site }: Office): Promise<string | undefined> {
  const cases = await readdir(join(site, 'berkas')).catch(() => []);
  return cases
    .filter((id) => /-\d+$/.test(id))
    .sort((a, b) => numberOf(a) - numberOf(b))
    .at(-1);
}

const numberOf = (id: string): number => Number(id.slice(id.lastIndexOf('-') + 1));

/** Says that holders get no accounts here. Anybody may sign in as anybody, so no account belongs to a real person. */
const standInWords = (login: string): Text => ({
  id: `Pejabat dalam sops/roles.yaml tidak diberi akun di sini; setiap jabatan dipangku akun contoh, misalnya ${login}.`,
  en: `The holders in sops/roles.yaml get no accounts here; sample accounts hold each role, such as ${login}.`,
});

function noSamples({ procedures }: Config): Text {
  const titles = [...procedures.values()].map(({ value }) => value.title);
  return {
    id: `Untuk SOP kantor ini (${titles.map(({ id }) => id).join(', ')}) tidak ada permohonan contoh, jadi kantor dibuka tanpa berkas; ajukan yang pertama lewat formulir.`,
    en: `There are no sample requests for this office's SOPs (${titles.map(({ en }) => en).join(', ')}), so it opens without a case; submit the first one with the form.`,
  };
}

function noSampleToWalk({ procedures }: Config): UserError {
  const own = [...procedures.keys()].join(', ');
  return new UserError({
    id: `--once menjalankan permohonan contoh ${ONCE_SAMPLE.place} sampai selesai. Untuk itu perlu SOP dan skema yang menerimanya; SOP di sops/ (${own}) tidak. Kantor sendiri dijalankan dengan: npm start`,
    en: `--once takes the sample request ${ONCE_SAMPLE.place} to its end. This needs an SOP and a schema that accept it; those in sops/ (${own}) do not. Run the office itself with: npm start`,
  });
}

/**
 * @param newest the id of a case to try `explain` on, if there is one
 * @param next an act that somebody could do now, on this case or another
 */
function welcome(
  { url }: Office,
  { folder, time }: { readonly folder: string; readonly time: Text },
  newest: string | undefined,
  next: NextAct | undefined,
): Text {
  const acts = (note: string): string[] => [
    `  npx disposisi ${newest === undefined ? 'help new' : `explain ${newest}`}`,
    ...(next ? [`  npx disposisi act approve ${next.number} --as ${next.login} --note "${note}"`] : []),
  ];

  return {
    id: [
      '',
      `Kantor contoh berjalan. Halaman publik: ${url}/`,
      `  Meja kerja (menyetujui):       ${url}/meja/`,
      `  Tulis permohonan (mengajukan): ${url}/meja/#/baru`,
      '  Kelola (untuk pengelola):      npx disposisi manage',
      `  Jam kantor ini:                ${time.id}`,
      `  (hanya di mesin ini; data kantor tersimpan di ${folder}; hentikan dengan Ctrl+C)`,
      '',
      'Coba di jendela lain:',
      ...acts('Laksanakan.'),
      '  npx disposisi help',
      '',
    ].join('\n'),
    en: [
      '',
      `The sample office is running. Public pages: ${url}/en/`,
      `  Desk (approve):           ${url}/en/meja/`,
      `  Write a request (submit): ${url}/en/meja/#/baru`,
      '  Manage (for maintainers): npx disposisi manage',
      `  This office's clock:      ${time.en}`,
      `  (on this machine only; its state is kept in ${folder}; end it with Ctrl+C)`,
      '',
      'Try in another window:',
      ...acts('Go ahead.'),
      '  npx disposisi help',
      '',
    ].join('\n'),
  };
}

/**
 * Returns an empty folder for an office that runs once. The default folder is emptied. Another folder must be empty,
 * since it may contain somebody's files.
 * @throws UserError if another office uses the folder, or if it contains something else
 */
async function freshFolder(named: string, io: Io): Promise<string> {
  const folder = resolve(io.cwd, named);
  if (folder === resolve(io.cwd, ONCE)) {
    refuseIfInUse(join(folder, 'forge.sqlite'));
    await rm(folder, { recursive: true, force: true });
  } else await refuseUnlessEmpty(named, io);
  await makeFolder(named, io);
  return folder;
}

function refuseIfInUse(database: string): void {
  try {
    if (existsSync(database)) new Store(database).close();
  } catch (error) {
    if (error instanceof StoreFault && error.kind === 'in-use') throw startFault(error, 0);
  }
}

async function walkOnce(folder: string, port: number, io: Io): Promise<number> {
  const office = await open(folder, port, io);
  try {
    const { name, applicant } = ONCE_SAMPLE;
    const sample = await readSample(PROGRAM, name, applicant, shifted(office.now(), 'PT24H'));
    let id = '';
    const passed = (reading: CaseReading, { row, login }: { readonly row: number; readonly login: string }) => {
      const { state } = reading.journal;
      id = state?.opens.case ?? '';
      const entry = reading.journal.entries.findLast(({ kind }) => kind === 'accepted' || kind === 'submitted');
      const step = reading.procedure && entry?.step ? stepOf(reading.procedure, entry.step).short[io.lang] : '';
      const word = { id: 'langkah', en: 'step' }[io.lang];
      const at = entry && reading.procedure ? shortZonedTime(entry.at, reading.procedure.zone)[io.lang] : '';
      io.out(`${word} ${String(row).padStart(2)}  ${at}  ${login.padEnd(20)}  ${step}`);
    };
    const walker = { office, passed };
    const number = await openSample(walker, sample, applicant);
    await walk(walker, number, sample, STRAIGHT_WAY);
    const { view, journal } = await readCurrentCase(office.deps.forge, number);
    if (view.pull.state !== 'merged' || journal.state?.end?.kind !== 'completed')
      throw new Error(
        `The case ended as ${journal.state?.end?.kind ?? 'nothing'}, its pull request ${view.pull.state}.`,
      );
    await office.showSite();
    const page = relative(io.cwd, join(office.site, 'berkas', id, 'index.html'));
    printText(io, {
      id: `Selesai: ${id} digabungkan ke main. Halaman: ${page}`,
      en: `Completed: ${id} is merged into main. Page: ${page}`,
    });
  } finally {
    await office.close();
  }
  return 0;
}
