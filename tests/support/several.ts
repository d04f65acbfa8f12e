/** Makes an office with many procedures: those of three fictional offices, and copies of them under other names. */
import { readConfig } from '#engine/config/read.ts';
import { blobId, configFolder } from '#engine/config/folder.ts';
import type { Config } from '#domain/case/state/config.ts';
import type { Roles } from '#domain/generated/roles.ts';
import { parse, stringify } from 'yaml';
import { BRANCHING, FIRST, SECOND } from './folders.ts';
import { PEOPLE } from './office.ts';

/** The accounts of the three offices, and two more applicants. */
export const SEVERAL_PEOPLE = {
  ...PEOPLE,
  ...{ tata: 1, sekar: 2, kelola: 3, benda: 4, 'pan-satu': 5, 'pan-dua': 6, kepala: 7, awas: 8 },
  ...{ peminjam: 20, pemohon: 21 },
};

const textsIn = async (root: string): Promise<Record<string, string>> =>
  Object.fromEntries((await configFolder(root)).map(({ path, text }) => [path, text]));

interface Model {
  readonly sop: string;
  readonly schema: string;
  readonly short: string;
}

/** The originals of the copies, used in turn. */
const MODELS: readonly Model[] = [
  { sop: 'protokol-manajemen-krisis', schema: 'permohonan-tcm', short: 'PMK' },
  { sop: 'peminjaman-kendaraan', schema: 'permohonan-kendaraan', short: 'PKD' },
  { sop: 'izin-acara', schema: 'permohonan-acara', short: 'IZA' },
];

/**
 * Returns the id of a copy, which begins with the id of its original.
 * @param i the copy’s number, from 0
 */
export const copyId = (i: number): string => `${MODELS[i % 3]?.sop}-${i + 1}`;

/** Returns the copy’s prefix of case ids. */
export const copyShort = (i: number): string => `${MODELS[i % 3]?.short}${i + 1}`;

/** Returns the files of a procedure under another id, prefix and title. */
function copied(files: Readonly<Record<string, string>>, i: number): Record<string, string> {
  const model = MODELS[i % 3];
  if (!model) return {};
  const { sop, schema, short } = model;
  const renamed = (path: string): string =>
    (files[path] ?? '')
      .replaceAll(sop, copyId(i))
      .replaceAll(`${schema}.schema`, `${schema}-${i + 1}.schema`)
      .replace(`short: ${short}\n`, `short: ${copyShort(i)}\n`)
      .replace(/^title:\n {2}id: (.+)\n {2}en: (.+)$/m, `title:\n  id: $1 ${i + 1}\n  en: $2 ${i + 1}`)
      .replace(/^title: \{ id: ([^,]+), en: ([^}]+) \}/m, `title: { id: $1 ${i + 1}, en: $2 ${i + 1} }`);
  return {
    [`sops/${copyId(i)}.yaml`]: renamed(`sops/${sop}.yaml`),
    [`schemas/${schema}-${i + 1}.schema.json`]: renamed(`schemas/${schema}.schema.json`),
  };
}

/**
 * Returns the configuration of an office with three different procedures, and copies of them.
 * @param copies the number of copies
 */
export async function severalFiles(copies: number): Promise<Record<string, string>> {
  const [first, second, branching] = await Promise.all([FIRST, SECOND, BRANCHING].map(textsIn));
  const rolesOf = (files: Readonly<Record<string, string>> | undefined) =>
    parse(files?.['sops/roles.yaml'] ?? '') as Roles;
  const all = { ...branching, ...second, ...first };
  const roles = {
    zone: 'Asia/Pontianak',
    roles: {
      ...rolesOf(branching).roles,
      pengawas: {
        name: { id: 'Pengawas', en: 'Inspector' },
        holders: [{ account: SEVERAL_PEOPLE.awas, login: 'awas', name: 'Contoh Awas', from: '2026-01-01' }],
      },
      ...rolesOf(second).roles,
      ...rolesOf(first).roles,
    },
  };
  const made = Array.from({ length: copies }, (_, i) => Object.entries(copied(all, i))).flat();
  return { ...all, 'sops/roles.yaml': stringify(roles), ...Object.fromEntries(made) };
}

/**
 * Reads the configuration of `severalFiles`.
 * @throws if the configuration is unsound
 */
export async function severalConfig(copies: number): Promise<Config> {
  const files = Object.entries(await severalFiles(copies));
  const reading = readConfig(files.map(([path, text]) => ({ path, text, blob: blobId(Buffer.from(text)) })));
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems, undefined, 1));
  return reading.config;
}
