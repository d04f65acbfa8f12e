import { join } from 'node:path';
import { epochSeconds, type Instant } from '#domain/clock/instant.ts';
import { duration } from '#domain/words/duration.ts';
import { longTime } from '#domain/words/time.ts';
import { refusedFile } from '#engine/kept-files.ts';
import { CLOCK_FILE, clockText, readAhead } from './clock.ts';

/** The seconds by which an office's time may go back between two starts, because the machine corrects its clock. */
const PUT_BACK = 300;
/** The seconds without a run after which a start needs `--clock-is-right`. */
const STOOD_STILL = 90 * 86_400;

interface Starting {
  readonly folder: string;
  /** The office's zone, in which times are printed. */
  readonly zone: string;
  readonly now: Instant;
}

/**
 * Refuses to open an office whose time has gone back, because new entries would be earlier than existing ones. The
 * clock's file may be lost, or the machine's clock may be wrong.
 * @param last when something was last written, by the office's clock; `undefined` if nothing was written yet
 * @throws UserError if the time has gone back by more than five minutes
 */
export function refuseBackwards({ folder, zone, now }: Starting, last: Instant | undefined): void {
  if (last === undefined) return;
  const back = epochSeconds(last) - epochSeconds(now);
  if (back <= PUT_BACK) return;
  const text = clockText(readAhead(folder) + back).trim();
  const [shown, until, by] = [longTime(now, zone), longTime(last, zone), duration(back)];
  throw refusedFile({
    file: join(folder, CLOCK_FILE),
    code: 'office-clock-back',
    message: {
      id: `Jam kantor ini mundur ${by.id}: sekarang ${shown.id}, padahal sudah ada yang ditulis pada ${until.id}`,
      en: `This office’s clock has gone back by ${by.en}: it is ${shown.en}, and something was written on ${until.en} already`,
    },
    fix: {
      id: `Bila jam mesin salah, betulkan dahulu. Bila jam mesin benar, kantor ini pernah berjalan dengan jam yang terlalu maju: tunggu sampai waktu itu, atau pulihkan cadangan dari sebelumnya (npx disposisi help restore). Bila file ini hilang, atau kantor ini boleh tetap mendahului jam mesin untuk seterusnya, tulis di dalamnya ${text}`,
      en: `If the machine’s clock is wrong, put it right first. If it is right, this office once ran by a clock that was ahead: wait until that time, or restore a backup from before it (npx disposisi help restore). If this file is lost, or the office may stay ahead of the machine’s clock for good, write ${text} into it`,
    },
  });
}

/**
 * Refuses to open an office if the machine's clock is far ahead of the office's last run. If that clock is wrong, the
 * office would record all deadlines before the wrong time as passed. Nobody could undo this, because the office's time
 * never goes back.
 * @param now the present time of the machine's clock
 * @param ran when the office last ran, by the machine's clock; `undefined` if that is unknown
 * @throws UserError if the machine's clock is more than 90 days ahead
 */
export function refuseFarAhead({ folder, zone, now }: Starting, ran: Instant | undefined): void {
  if (ran === undefined) return;
  const gap = epochSeconds(now) - epochSeconds(ran);
  if (gap <= STOOD_STILL) return;
  const [shown, last, by] = [longTime(now, zone), longTime(ran, zone), duration(gap)];
  throw refusedFile({
    file: folder,
    code: 'machine-clock-ahead',
    message: {
      id: `Menurut jam mesin sekarang ${shown.id}; kantor ini terakhir berjalan pada ${last.id}, ${by.id} sebelumnya. Bila jam itu salah, tenggat selama itu akan tercatat lewat, dan waktu kantor tidak dapat mundur lagi`,
      en: `By the machine’s clock it is ${shown.en}; this office last ran on ${last.en}, ${by.en} before. If that clock is wrong, the deadlines of all that time would be recorded as passed, and the office’s time cannot go back again`,
    },
    fix: {
      id: 'Bila jam mesin salah, betulkan dahulu. Bila benar: npm start -- --clock-is-right',
      en: 'If the machine’s clock is wrong, put it right first. If it is right: npm start -- --clock-is-right',
    },
  });
}
