/** The first sentence of a verification: with what the register was compared, and what the comparison proves (R29). */
import type { Text } from '#domain/problem.ts';
import { plural } from '#domain/words/language.ts';
import type { Verification } from './clone.ts';

/** The evidence from outside of the clone. */
export interface Outside {
  /** The number of checkpoints that somebody kept. */
  readonly kept?: number;
  /** A head of the register that somebody saw before. */
  readonly published?: string;
  /** Whether that head comes from the office's own site, which proves nothing against the office. */
  readonly isOwn?: boolean;
  /** A commit that the register must extend, and up to which it was not looked at this time. */
  readonly since?: string;
  readonly forge?: { readonly compared: number; readonly cases: number };
}

/** The sentence, and whether there is evidence that the person who has the office's key cannot change. */
export interface Comparison {
  readonly text: Text;
  readonly isOutside: boolean;
}

type Verified = Pick<Verification, 'log' | 'held'>;

/**
 * Says with what the register was compared.
 * @param isWhole whether verification found no fault; the sentence then also says what the comparison proves
 */
export function comparedWith(verification: Verified, outside: Outside, isWhole: boolean): Comparison {
  const all = [...ofCheckpoints(verification, outside, isWhole), ...ofHeads(outside), ...ofForge(outside)];
  if (all.length === 0) return { text: isWhole ? aloneWhole(outside) : ALONE, isOutside: false };
  const sentences = (language: keyof Text): string =>
    all.map(({ what, reach }) => (isWhole ? `${what[language]} ${reach[language]}` : what[language])).join('; ');
  return {
    text: { id: `Dibandingkan dengan ${sentences('id')}.`, en: `Compared with ${sentences('en')}.` },
    isOutside: true,
  };
}

/** A piece of evidence from outside of the clone, and what it proves if the register matches it. */
interface Part {
  readonly what: Text;
  readonly reach: Text;
}

const ALONE: Text = {
  id: 'Tidak dibandingkan dengan apa pun di luar klon ini.',
  en: 'Compared with nothing outside this clone.',
};

const aloneWhole = ({ published, isOwn }: Outside): Text => {
  const bySite = published !== undefined && isOwn;
  return {
    id: `Dibandingkan hanya dengan ${bySite ? 'situs kantor itu sendiri' : 'klon ini sendiri'}: pemegang kunci kantor dapat menulis ulang seluruhnya, seperti catatan, hasil, permohonan, lampiran, dan pemohon, lalu menandatanganinya lagi, dan itu tidak akan tampak di sini.`,
    en: `Compared with ${bySite ? 'the office’s own site' : 'this clone'} alone: the holder of the office’s key could have rewritten all of it, such as notes, results, requests, attachments and applicants, and signed it again, and that would not show here.`,
  };
};

function ofCheckpoints({ log, held }: Verified, { kept = 0 }: Outside, isWhole: boolean): Part[] {
  const { size = 0, witnesses = [] } = held ?? {};
  // Every register extends a checkpoint of zero entries, so that such a checkpoint proves nothing.
  if (kept === 0 || (isWhole && size === 0)) return [];
  const by = witnesses.join(', ');
  const what =
    by === ''
      ? {
          id: kept === 1 ? 'titik periksa yang Anda simpan' : `${kept} titik periksa yang Anda simpan`,
          en: kept === 1 ? 'the checkpoint that you kept' : `the ${kept} checkpoints that you kept`,
        }
      : {
          id: `titik periksa yang ditandatangani ${by}`,
          en: `the checkpoint that ${by} signed`,
        };
  const left = (log?.size ?? size) - size;
  return [
    {
      what,
      reach:
        left === 0
          ? {
              id: `(semua ${size} entri masih seperti waktu itu)`,
              en: `(all ${size} entries are as they were then)`,
            }
          : {
              id: `(entri ke-1 sampai ke-${size} masih seperti waktu itu; ${left} entri sesudahnya hanya dibandingkan dengan klon ini)`,
              en: `(entries 1 to ${size} are as they were then; the ${left} after them are compared with this clone alone)`,
            },
    },
  ];
}

function ofHeads({ published, isOwn, since }: Outside): Part[] {
  const short = (commit: string): string => commit.slice(0, 12);
  return [
    ...(published === undefined || isOwn
      ? []
      : [
          {
            what: {
              id: `kepala ${short(published)} yang Anda sebut`,
              en: `the head ${short(published)} that you named`,
            },
            reach: {
              id: '(yang ada sampai di situ masih seperti ketika kepala itu Anda lihat)',
              en: '(everything up to that head is as it was when you saw it)',
            },
          },
        ]),
    ...(since === undefined
      ? []
      : [
          {
            what: {
              id: `komit ${short(since)}`,
              en: `commit ${short(since)}`,
            },
            reach: {
              id: '(yang ada sampai di situ tidak berubah, dan kali ini tidak diperiksa)',
              en: '(everything up to that commit is unchanged, and was not looked at this time)',
            },
          },
        ]),
  ];
}

function ofForge({ forge }: Outside): Part[] {
  if (!forge) return [];
  const { compared, cases } = forge;
  if (compared === 0) return [];
  return [
    {
      what: { id: 'forge', en: 'the forge' },
      reach: {
        id: `(${compared} entri dari ${cases} berkas seperti yang sekarang tampil di sana)`,
        en: `(${plural(compared, 'entry', 'entries')} of ${plural(cases, 'case')} as it shows them now)`,
      },
    },
  ];
}

/**
 * Explains how to find out about changes that a clone alone cannot show.
 * @param folder the folder of the clone, as the person named it
 * @param isWithForge whether the register was compared with a forge already
 */
export function howToCompare(
  { head, log }: Pick<Verification, 'head' | 'log'>,
  folder: string,
  isWithForge: boolean,
): Text {
  const keep = log
    ? {
        id: ` Simpan titik periksa hari ini untuk lain kali: git -C ${folder} show ${head}:checkpoint > checkpoint`,
        en: ` Keep today’s checkpoint for the next time: git -C ${folder} show ${head}:checkpoint > checkpoint`,
      }
    : { id: '', en: '' };
  return {
    id: `Untuk memastikannya, bandingkan dengan yang tidak dapat diubah kantor: titik periksa yang dahulu Anda simpan (--checkpoint FILE), ${isWithForge ? 'atau ' : ''}titik periksa dari saksi beserta kuncinya (--checkpoint FILE --witness KUNCI)${isWithForge ? '' : ', atau data di GitHub atau sistem kantor (--forge)'}.${keep.id}`,
    en: `To rule that out, compare it with what the office cannot change: a checkpoint that you kept earlier (--checkpoint FILE), ${isWithForge ? 'or ' : ''}one from a witness with the witness’s key (--checkpoint FILE --witness KEY)${isWithForge ? '' : ', or the data of GitHub or of the office (--forge)'}.${keep.en}`,
  };
}
