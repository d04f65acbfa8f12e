/**
 * As much of Temporal as sentences about instants need, in the place of the package that the engine computes with: the
 * desk computes no deadlines, and the package alone would be a third of its script. See `temporalOfTheDesk` in
 * astro.config.mjs.
 */
class Moment {
  readonly epochMilliseconds: number;

  constructor(epochMilliseconds: number) {
    if (Number.isNaN(epochMilliseconds)) throw new RangeError('Not an instant');
    this.epochMilliseconds = epochMilliseconds;
  }

  /** Whole seconds, as the engine asks for them. */
  toString(): string {
    return `${new Date(this.epochMilliseconds).toISOString().slice(0, 19)}Z`;
  }

  toZonedDateTimeISO(zone: string): Zoned {
    return new Zoned(this, zone);
  }
}

class Zoned {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly dayOfWeek: number;
  readonly offsetNanoseconds: number;

  constructor({ epochMilliseconds }: Moment, timeZone: string) {
    const numeric = 'numeric';
    const parts = new Intl.DateTimeFormat('en-u-ca-iso8601', {
      ...{ timeZone, year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric },
      hourCycle: 'h23',
    }).formatToParts(epochMilliseconds);
    const part = (type: string): number => Number(parts.find((each) => each.type === type)?.value);
    const [year, month, day, hour, minute] = [part('year'), part('month'), part('day'), part('hour'), part('minute')];
    const wall = Date.UTC(year, month - 1, day, hour, minute, part('second'));
    this.year = year;
    this.month = month;
    this.day = day;
    this.hour = hour;
    this.minute = minute;
    this.dayOfWeek = new Date(wall).getUTCDay() || 7;
    this.offsetNanoseconds = (wall - Math.floor(epochMilliseconds / 1000) * 1000) * 1e6;
  }

  toPlainDate(): { toString(): string } {
    const two = (n: number): string => String(n).padStart(2, '0');
    const text = `${String(this.year).padStart(4, '0')}-${two(this.month)}-${two(this.day)}`;
    return { toString: () => text };
  }
}

export const Temporal = {
  Instant: {
    from: (text: string): Moment => new Moment(Date.parse(text)),
    fromEpochMilliseconds: (epochMilliseconds: number): Moment => new Moment(epochMilliseconds),
  },
};
