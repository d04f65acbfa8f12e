import { epochSeconds, type Instant } from '#domain/clock/instant.ts';
import { localDate } from '#domain/clock/wall.ts';

/** What the newest commit of the site's branch says about its publication. */
export interface PublishedCommit {
  /** The commit of the day's first publication. */
  readonly snapshot: string;
  /** The commit with the site's database (`site.sqlite`), which describes the snapshot's tree. */
  readonly memory: string;
  /** The register that the snapshot shows, absent if there was none. */
  readonly base?: string;
  /** The register that this publication shows, absent if there was none. */
  readonly register?: string;
  /** The day of the snapshot, in the office's zone. */
  readonly day: string;
  readonly zone: string;
  /** When the site was published within the last hour, the newest last. */
  readonly times: readonly Instant[];
}

/** GitHub Pages builds a branch this many times an hour. Further publications must wait, at GitHub or here. */
const MOST_AN_HOUR = 10;
const HOUR = 3_600;

/** Prints the message of a publication's commit. A snapshot's own message cannot contain the snapshot's id. */
export function printPublished({
  snapshot,
  ...rest
}: Omit<PublishedCommit, 'snapshot'> & { readonly snapshot?: string }): string {
  const { register, base, memory, day, zone, times } = rest;
  const lines = [
    ...Object.entries({ Register: register, Snapshot: snapshot, Base: base, Memory: memory })
      .filter(([, oid]) => oid !== undefined)
      .map(([name, oid]) => `${name}: ${oid}`),
    `Day: ${day} ${zone}`,
    `Published: ${times.join(' ')}`,
  ];
  return `Situs terbit\n\n${lines.join('\n')}\n`;
}

/**
 * Reads the message of a publication's commit.
 * @param commit the commit with this message
 * @returns `undefined` for another commit, such as the first one of the branch
 */
export function parsePublished(commit: string, message: string): PublishedCommit | undefined {
  const of = (name: string): string | undefined => new RegExp(`^${name}: (.+)$`, 'm').exec(message)?.[1];
  const [memory, register, base, snapshot = commit] = ['Memory', 'Register', 'Base', 'Snapshot'].map((name) =>
    oidIn(of(name)),
  );
  const [, day, zone] = /^(\d{4}-\d\d-\d\d) (\S+)$/.exec(of('Day') ?? '') ?? [];
  if (memory === undefined || day === undefined || zone === undefined) return undefined;
  const times = (of('Published') ?? '').split(' ').filter(Boolean);
  return {
    ...{ snapshot, memory, day, zone, times },
    ...(register === undefined ? {} : { register }),
    ...(base === undefined ? {} : { base }),
  };
}

const oidIn = (text: string | undefined): string | undefined => /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.exec(text ?? '')?.[0];

/** Checks whether a snapshot was made on another day than today. Then the next publication is a new snapshot. */
export const isOfAnotherDay = ({ day, zone }: Pick<PublishedCommit, 'day' | 'zone'>, now: Instant): boolean =>
  localDate(now, zone) !== day;

/** Returns the times of publications within the last hour, and now. */
export const timesWith = (times: readonly Instant[], now: Instant): readonly Instant[] => [...within(times, now), now];

/** Checks whether one more publication would exceed the limit of the forge. */
export const isTooOften = ({ times }: Pick<PublishedCommit, 'times'>, now: Instant): boolean =>
  within(times, now).length >= MOST_AN_HOUR;

const within = (times: readonly Instant[], now: Instant): readonly Instant[] =>
  times.filter((time) => epochSeconds(now) - epochSeconds(time) < HOUR);
