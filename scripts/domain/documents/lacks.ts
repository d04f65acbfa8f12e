/** Lists what a letter lacks, for the person who makes the letter. The person can make the letter all the same. */
import type { DocumentTemplate, Variant } from '#domain/generated/document.ts';
import type { Letterhead } from '#domain/generated/letterhead.ts';
import type { Text } from '#domain/problem.ts';
import { listed, same } from '#domain/words/language.ts';
import { letterDate } from '#domain/words/time.ts';
import type { DocumentNames } from './reading.ts';
import { signersOf, signingOn } from './signer.ts';

export interface Lack {
  readonly message: Text;
  readonly fix: Text;
}

/** The patterns of parts in the letterhead's free lines. An office may write these lines as they are printed. */
const IN_CONTACT = {
  address: /\b(?:jalan|jln|jl)\b/i,
  postcode: /\b\d{5}\b/,
  telephone: /\btel(?:epon|p|\.|\b)/i,
  email: /\S@\S/,
} as const;

const PARTS: Readonly<Record<keyof typeof IN_CONTACT | 'arms', Text>> = {
  address: { id: 'alamat (address)', en: 'the address (address)' },
  postcode: { id: 'kode pos (postcode)', en: 'the postal code (postcode)' },
  telephone: { id: 'telepon (telephone)', en: 'the telephone (telephone)' },
  email: { id: 'surel (email)', en: 'the e-mail address (email)' },
  arms: { id: 'lambang daerah (arms)', en: 'the arms (arms)' },
};

/** Lists what a letterhead lacks; nothing if the office has no letterhead. */
export function letterheadLacks(letterhead: Letterhead | undefined): Lack[] {
  if (!letterhead) return [];
  const contact = (letterhead.contact ?? []).join('\n');
  const isThere = (part: string): boolean =>
    letterhead[part as keyof Letterhead] !== undefined || IN_CONTACT[part as keyof typeof IN_CONTACT]?.test(contact);
  const missing = Object.entries(PARTS).flatMap(([part, words]) => (isThere(part) ? [] : [words]));
  if (missing.length === 0) return [];
  const named = listed(missing, 'and');
  return [
    {
      message: {
        id: `Kop surat belum memuat ${named.id}`,
        en: `The letterhead lacks ${named.en}`,
      },
      fix: {
        id: 'Surat tetap dapat dibuat tanpa itu. Minta pengelola melengkapi sops/letterhead.yaml',
        en: 'Letters are made without it all the same. Ask the maintainer to complete sops/letterhead.yaml',
      },
    },
  ];
}

/**
 * Lists why it is not clear who signs for a role on a day or, if it is clear, that the signer's rank or NIP is missing.
 * @param day date such as `2026-11-29`
 */
export function signerLacks(
  role: string,
  { role: nameOf, holders }: Pick<DocumentNames, 'role' | 'holders'>,
  day: string,
): Lack[] {
  const name = nameOf(role);
  const on = letterDate(`${day}T00:00:00Z`, 'UTC');
  const signing = signingOn(holders(role), day);
  if (signing.is === 'vacant')
    return [
      {
        message: {
          id: `Pada ${on.id} tidak ada pejabat ${name.id}, jadi nama penanda tangan dikosongkan`,
          en: `Nobody holds the office ${name.en} on ${on.en}, so that the signer's name is left open`,
        },
        fix: {
          id: `Minta pengelola mencatat pejabat atau Plt., Plh., Pj.: npx disposisi roles add ${role} AKUN`,
          en: `Ask the maintainer to enter the holder or an acting official: npx disposisi roles add ${role} LOGIN`,
        },
      },
    ];
  if (signing.is === 'several') {
    const names = listed(
      signing.holders.map((holder) => same(holder.name)),
      'and',
    );
    return [
      {
        message: {
          id: `Pada ${on.id} jabatan ${name.id} dipangku ${names.id}, jadi nama penanda tangan dikosongkan`,
          en: `${names.en} all hold the office ${name.en} on ${on.en}, so that the signer's name is left open`,
        },
        fix: {
          id: 'Tulis tangan nama yang menandatangani, atau minta pengelola mengakhiri yang tidak lagi menjabat dengan until pada sops/roles.yaml',
          en: 'Write the name of the signer by hand, or ask the maintainer to write until in sops/roles.yaml for each person who left the office',
        },
      },
    ];
  }
  const { name: who, rank, nip } = signing.holder;
  const missing = [
    ...(rank === undefined ? [{ id: 'pangkat (rank)', en: 'rank (rank)' }] : []),
    ...(nip === undefined ? [{ id: 'NIP (nip)', en: 'NIP (nip)' }] : []),
  ];
  if (missing.length === 0) return [];
  const named = listed(missing, 'and');
  return [
    {
      message: {
        id: `${named.id} ${who} (${name.id}) belum tercatat, jadi tidak tertulis di bawah namanya`,
        en: `${named.en} of ${who} (${name.en}) ${missing.length > 1 ? 'are' : 'is'} not recorded, and so not written below the name`,
      },
      fix: {
        id: 'Bila ada, minta pengelola menambahkannya pada sops/roles.yaml',
        en: 'Where there is one, ask the maintainer to add it to sops/roles.yaml',
      },
    },
  ];
}

/** Lists what one document lacks on the day on which it is made. */
export const documentLacks = (
  { head }: Pick<DocumentTemplate, 'head'>,
  variant: Variant,
  names: DocumentNames,
  day: string,
): Lack[] => [
  ...(head === 'office' ? letterheadLacks(names.letterhead) : []),
  ...signersOf([variant]).flatMap((role) => signerLacks(role, names, day)),
];
