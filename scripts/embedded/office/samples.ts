import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { parse, stringify } from 'yaml';
import type { Config } from '#domain/case/state/config.ts';
import type { Instant } from '#domain/clock/instant.ts';
import { checkRequest } from '#engine/config/request-files.ts';
import { unlessAbsent } from '#engine/kept-files.ts';
import type { NewFile } from './person.ts';

/** A shipped request with a new time of the event and the applicant's account. Times are local, with their offset. */
export interface Sample {
  readonly name: string;
  readonly start: string;
  readonly end: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly files: readonly NewFile[];
}

const FOLDER = 'examples/requests';

/**
 * Reads a shipped request and moves its event to another start; its length stays the same.
 * @param root the folder of the program
 * @param name the name of the request's folder
 * @param applicant the login that the request names as its applicant
 * @param start the new start
 */
export async function readSample(root: string, name: string, applicant: string, start: Instant): Promise<Sample> {
  const folder = join(root, FOLDER, name);
  const request = parse(await readFile(join(folder, 'request.yaml'), 'utf8')) as SampleRequest;
  const { mulai, selesai } = request.pelaksanaan;
  const length = Temporal.Instant.from(mulai).until(Temporal.Instant.from(selesai));
  const [from, until] = [wallTime(start, mulai), wallTime(Temporal.Instant.from(start).add(length).toString(), mulai)];
  const moved = {
    ...request,
    pemohon: { ...request.pemohon, akun: applicant },
    // A letter is older than its submission, which comes days before the event.
    surat: {
      ...request.surat,
      tanggal: wallTime(Temporal.Instant.from(start).subtract({ hours: 336 }).toString(), mulai).slice(0, 10),
    },
    pelaksanaan: { ...request.pelaksanaan, mulai: from, selesai: until },
  };
  const names = (await readdir(folder)).filter((each) => each !== 'request.yaml').sort();
  const attachments = names.map(async (each) => ({ name: each, bytes: await readFile(join(folder, each)) }));
  const place = `requests/${from.slice(0, 4)}/${name}`;
  return {
    name,
    start: from,
    end: until,
    request: moved,
    files: [
      { path: `${place}/request.yaml`, bytes: Buffer.from(stringify(moved)) },
      ...(await Promise.all(attachments)).map((each) => ({ path: `${place}/${each.name}`, bytes: each.bytes })),
    ],
  };
}

/**
 * Finds the shipped requests that an office would accept with its present procedures and schemas.
 * @param root the folder of the program
 * @returns the names of the requests; empty if there are no shipped requests
 */
export async function fittingSamples(root: string, config: Config): Promise<ReadonlySet<string>> {
  const names = (await readdir(join(root, FOLDER)).catch(unlessAbsent)) ?? [];
  const submitted = '2026-12-01T01:00:00Z';
  const fitting = await Promise.all(
    names.map(async (name) => {
      const sample = await readSample(root, name, 'contoh', shifted(submitted, 'PT24H')).catch(() => undefined);
      const [document, ...attachments] = (sample?.files ?? []).map(({ path, bytes }) => ({ file: path, bytes }));
      if (!document) return [];
      return checkRequest(document, attachments, config, submitted).problems.length === 0 ? [name] : [];
    }),
  );
  return new Set(fitting.flat());
}

interface SampleRequest {
  readonly pemohon: Readonly<Record<string, unknown>>;
  readonly surat: Readonly<Record<string, unknown>>;
  readonly pelaksanaan: Readonly<Record<string, unknown>> & { readonly mulai: string; readonly selesai: string };
}

/** Writes an instant as a form writes it, to the minute unless asked for seconds, with the offset of the time `like`. */
export const wallTime = (instant: Instant, like: string, smallestUnit: 'minute' | 'second' = 'minute'): string =>
  Temporal.Instant.from(instant)
    .toZonedDateTimeISO(like.slice(-6))
    .toString({ smallestUnit, timeZoneName: 'never' })
    .replace(/(T\d\d:\d\d)([+-])/, '$1:00$2');

/** Moves an instant by an ISO 8601 duration; a negative one moves the instant back. */
export const shifted = (instant: Instant, duration: string): Instant =>
  Temporal.Instant.from(instant).add(Temporal.Duration.from(duration)).toString({ smallestUnit: 'second' });
