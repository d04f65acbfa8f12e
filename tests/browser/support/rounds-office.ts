import { deflateSync } from 'node:zlib';
import { stringify } from 'yaml';
import type { Office } from '#embedded/office/open-office.ts';
import type { NewFile } from '#embedded/office/person.ts';
import { readSample, type Sample, shifted } from '#embedded/office/samples.ts';
import { openSample, type Move, STRAIGHT_WAY, walk } from '#embedded/office/walk.ts';
import { PROGRAM } from '#engine/config/root.ts';
import { type DeskOffice, openEmptyOffice } from './desk-office.ts';

export const LETTER = 'surat-permohonan.pdf';

/** An office with a case at row 10, and a case that was submitted again with changes. */
export interface RoundsOffice extends DeskOffice {
  readonly lastRow: number;
  readonly changedCase: number;
}

export async function openRoundsOffice(): Promise<RoundsOffice> {
  const desk = await openEmptyOffice();
  const { office } = desk;
  const lastRow = await atLastRow(office, 'rapat-koordinasi-banjir', 'contoh-opd');
  const changedCase = await twoRounds(office, 'siaran-langsung-peringatan-dini', 'contoh-opd', (sample) => ({
    request: changed(
      sample,
      {
        pelaksanaan: { peserta: 14, peralatan: ['computer', 'video-conference'] },
        pemohon: { nama: 'Nama Rahasia' },
      },
      [LETTER, 'peta.png'],
    ),
    files: { 'peta.png': pngOf(90) },
  }));
  return { ...desk, lastRow, changedCase };
}

/** Returns a PNG of one grey point. */
export function pngOf(grey: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from([0, grey]))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc(bytes: Uint8Array): number {
  let rest = ~0;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit += 1) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
  }
  return ~rest >>> 0;
}

interface Requested {
  readonly pemohon: object;
  readonly pelaksanaan: object;
}

/** Returns a request with other values in two of its parts. */
export const changed = (
  { request }: Sample,
  { pemohon, pelaksanaan }: Partial<Requested>,
  names: readonly string[],
) => {
  return {
    ...request,
    pemohon: { ...(request['pemohon'] as object), ...pemohon },
    pelaksanaan: { ...(request['pelaksanaan'] as object), ...pelaksanaan },
    lampiran: names,
  };
};

const RETURN = 'Jumlah peserta keliru; surat belum ditandatangani.';
const RETURNED: Move = { row: 2, role: 'tu', after: 'PT2M', gesture: 'return', note: RETURN };

/**
 * Opens a sample, returns it at receipt, and submits it again.
 * @returns its number
 */
export async function twoRounds(
  office: Office,
  name: string,
  applicant: string,
  second: (sample: Sample) => { readonly request: object; readonly files?: Readonly<Record<string, Uint8Array>> },
): Promise<number> {
  const walker = { office, passed: () => undefined };
  const start = `${shifted(office.now(), 'PT72H').slice(0, 13)}:00:00Z`;
  const sample = await readSample(PROGRAM, name, applicant, start);
  const number = await openSample(walker, sample, applicant);
  await walk(walker, number, sample, [RETURNED]);
  const { request, files = {} } = second(sample);
  const folder = sample.files[0]?.path.replace(/[^/]+$/, '') ?? '';
  const pushed: NewFile[] = [
    { path: `${folder}request.yaml`, bytes: Buffer.from(stringify(request)) },
    ...Object.entries(files).map(([file, bytes]) => ({ path: folder + file, bytes })),
  ];
  const person = await office.as(applicant);
  office.forward(60);
  await person.push(`permohonan/${name}`, pushed);
  await office.idle();
  office.forward(60);
  await person.submit(number);
  await office.idle();
  return number;
}

/**
 * Opens a sample and leads it to its last row.
 * @returns its number
 */
async function atLastRow(office: Office, name: string, applicant: string): Promise<number> {
  const walker = { office, passed: () => undefined };
  const start = `${shifted(office.now(), 'PT72H').slice(0, 13)}:00:00Z`;
  const sample = await readSample(PROGRAM, name, applicant, start);
  const number = await openSample(walker, sample, applicant);
  await walk(walker, number, sample, STRAIGHT_WAY.slice(0, -1));
  return number;
}
