import type { Config } from '#domain/case/state/config.ts';
import { epochSeconds, type Instant } from '#domain/clock/instant.ts';
import type { Text } from '#domain/problem.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { writeAhead } from './clock.ts';
import type { Office } from './open-office.ts';
import { fittingSamples, readSample, shifted } from './samples.ts';
import { readCurrentCase } from './current-case.ts';
import { actorOf, goTo, type Move, openSample, SampleStopped, STRAIGHT_WAY, walk } from './walk.ts';

/** A sample case. Its submission and its event are given as ISO 8601 durations from now. */
export interface Story {
  readonly name: string;
  readonly applicant: string;
  readonly submitted: string;
  readonly event: string;
  readonly moves: readonly Move[];
}

const RETURNED: Move = {
  row: 2,
  role: 'tu',
  after: 'PT3M',
  gesture: 'return',
  note: 'Surat permohonan belum ditandatangani; mohon unggah yang sudah ditandatangani.',
};

/** The sample cases, by time: completed, waiting for a second approval, late, with the applicant, and in progress. */
const STORIES: readonly Story[] = [
  story('rapat-koordinasi-banjir', 'contoh-bpbd', '-PT50H', '-PT26H', STRAIGHT_WAY),
  story('rapat-insiden-keamanan-informasi', 'contoh-opd', '-PT6H', 'PT30H', STRAIGHT_WAY.slice(0, 6)),
  story('konferensi-pers-gangguan-layanan', 'contoh-opd', '-PT100M', 'PT50H', STRAIGHT_WAY.slice(0, 1)),
  story('siaran-langsung-peringatan-dini', 'contoh-bpbd', '-PT40M', 'PT75H', [RETURNED]),
  story('rapat-evakuasi-warga', 'contoh-bpbd', '-PT25M', 'PT98H', STRAIGHT_WAY.slice(0, 3)),
];

function story(name: string, applicant: string, submitted: string, event: string, moves: readonly Move[]): Story {
  return { name, applicant, submitted, event, moves };
}

/** The request that `start --once` takes from the first row to the last. */
export const ONCE_SAMPLE = {
  name: 'rapat-koordinasi-banjir',
  place: 'examples/requests/rapat-koordinasi-banjir',
  applicant: 'contoh-bpbd',
} as const;

/** Returns the sample cases whose requests an office would accept. With the shipped SOP, these are all sample cases. */
export async function storiesFor(config: Config): Promise<readonly Story[]> {
  const fitting = await fittingSamples(PROGRAM, config);
  return STORIES.filter(({ name }) => fitting.has(name));
}

/** Sets the clock of a new office in this folder to a minute before its first sample case. */
export function beginBefore(folder: string, [first]: readonly Story[]): void {
  if (!first) return;
  const zero = '2026-01-01T00:00:00Z';
  writeAhead(folder, epochSeconds(shifted(zero, first.submitted)) - epochSeconds(zero) - 60);
}

/** An act that a person can do next: the case, and the person's login. */
export interface NextAct {
  readonly number: number;
  readonly login: string;
}

interface Listener {
  readonly progress: (done: number, of: number) => void;
  readonly stopped: (why: Text) => void;
}

/**
 * Takes the sample cases through the procedure: people act through the API, and the process judges. The office's clock
 * begins two days ago and ends at the present, so that the trails of the cases cover hours and days.
 * @param present the present time of the machine
 * @returns an act that needs only a note, on the newest case that waits for such an act; `undefined` if there is no
 * such case, or if a sample stopped
 */
export async function seedSamples(
  office: Office,
  stories: readonly Story[],
  present: Instant,
  { progress, stopped }: Listener,
): Promise<NextAct | undefined> {
  let next: NextAct | undefined;
  let isWhole = true;
  for (const [at, each] of stories.entries()) {
    progress(at, stories.length);
    goTo(office, shifted(present, each.submitted));
    const sample = await readSample(PROGRAM, each.name, each.applicant, onTheHour(shifted(present, each.event)));
    const walker = { office, passed: () => undefined };
    const number = await openSample(walker, sample, each.applicant);
    try {
      await walk(walker, number, sample, each.moves);
      next = (await nextAct(office, number, each)) ?? next;
    } catch (error) {
      if (!(error instanceof SampleStopped)) throw error;
      isWhole = false;
      stopped(error.text);
    }
  }
  goTo(office, present);
  progress(stories.length, stories.length);
  return isWhole ? next : undefined;
}

/**
 * Finds the next act of an unfinished story that follows `STRAIGHT_WAY`; `undefined` if the act needs a result, because
 * the person would have to write a file for it.
 */
async function nextAct(office: Office, number: number, { moves }: Story): Promise<NextAct | undefined> {
  const isStraight = moves.every((move, i) => move === STRAIGHT_WAY[i]);
  const move = isStraight ? STRAIGHT_WAY[moves.length] : undefined;
  const isShort = move !== undefined && move.result === undefined;
  const login = isShort
    ? actorOf(await readCurrentCase(office.deps.forge, number), move.role, office.now())
    : undefined;
  return login === undefined ? undefined : { number, login };
}

const onTheHour = (instant: Instant): Instant => `${instant.slice(0, 13)}:00:00Z`;
