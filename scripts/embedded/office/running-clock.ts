import { type Instant, toInstant } from '#domain/clock/instant.ts';
import { countedHere, officeClock } from './clock.ts';

/**
 * The clock of an office that runs in another process. That never goes back, so it may be later than its file and the machine's
 * clock say: then it is what the office's own answers say.
 * @param url where the office listens
 * @throws UserError (the function returned) where the clock's file cannot be read
 */
export async function runningClock(folder: string, url: string): Promise<() => Instant> {
  const { now } = officeClock(folder);
  const said = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(2_000) }).then(
    ({ headers }) => Date.parse(headers.get('date') ?? ''),
    () => Number.NaN,
  );
  if (Number.isNaN(said)) return now;
  const heardAt = countedHere();
  return () => {
    const [byFile, byOffice] = [now(), toInstant(said + countedHere() - heardAt)];
    return byFile > byOffice ? byFile : byOffice;
  };
}
