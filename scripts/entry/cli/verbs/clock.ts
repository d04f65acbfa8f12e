import { join, resolve } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { type Instant, parseInstant } from '#domain/clock/instant.ts';
import { formatProblem } from '#domain/problem.ts';
import { UsageError, UserError } from '#domain/user-error.ts';
import { longTime } from '#domain/words/time.ts';
import { type Command, officeFolder, printText } from '#entry/command.ts';
import { moveClock } from '#embedded/office/clock.ts';
import { readMain } from '#embedded/office/on-main.ts';
import { runningClock } from '#embedded/office/clock.ts';
import { runningOffice } from '../connect.ts';
import { readArgs } from '../read-args.ts';

/** Shows the clock of the office, or moves it forward. It never goes back: judged acts must stay in the past. */
export const run: Command = async (args, io) => {
  const { values, positionals } = readArgs(args, { folder: { type: 'string' } }, 1);
  const { url } = await runningOffice(values.folder, io);
  const folder = resolve(io.cwd, officeFolder(values.folder));
  const now = await runningClock(folder, url);
  const { zone } = await readMain(join(folder, 'repo.git'));
  const [to] = positionals;
  if (to !== undefined) {
    const until = target(to, now());
    if (until < now())
      throw new UserError({
        id: `Jam kantor tidak dapat dimundurkan; sekarang ${longTime(now(), zone).id}.`,
        en: `The office's clock cannot go back; it is ${longTime(now(), zone).en}.`,
      });
    moveClock(folder, until, Date.now());
  }
  const time = longTime(now(), zone);
  printText(io, { id: `Jam kantor: ${time.id}.`, en: `The office's clock: ${time.en}.` });
  return 0;
};

/**
 * Returns the instant that was asked for.
 * @throws UsageError if the text is not an instant, or is beyond the calendar
 */
function target(text: string, now: Instant): Instant {
  const read = parseInstant(later(text, now) ?? text, { file: 'clock', path: '' });
  if ('instant' in read) return read.instant;
  throw new UsageError({
    id: `${formatProblem(read.problem, 'id')}\nJam kantor tidak diubah; beri lamanya (PT30M, P2D) atau saatnya.`,
    en: `${formatProblem(read.problem, 'en')}\nThe office's clock was not moved; give a duration (PT30M, P2D) or an instant.`,
  });
}

/** Adds a duration to now. It returns `undefined` if the text is not a duration, or the result is too far away. */
function later(text: string, now: Instant): Instant | undefined {
  try {
    const seconds = Math.floor(Temporal.Duration.from(text).total({ unit: 'seconds', relativeTo: '2026-01-01' }));
    return Temporal.Instant.from(now).add({ seconds }).toString({ smallestUnit: 'second' });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
