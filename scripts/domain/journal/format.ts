/** The format of the register, which is promised for ever from version 1.0 on (R29). */
import { TextError } from '#domain/problem.ts';

/** The mark in `index.json` and in each entry that this program writes. A new format needs an upcaster. */
export const FORMAT = 1 as const;

/** Thrown for a register that this program does not read, since another version wrote it in another format. */
export class OtherFormat extends TextError {
  override readonly name = 'OtherFormat';
}

/**
 * Checks the mark in `index.json` of a register.
 * @param format the mark; undefined if there is none, as in registers of versions 0.x
 * @throws OtherFormat with the program that reads the register
 */
export function checkFormat(format: unknown): void {
  if (format === FORMAT) return;
  throw new OtherFormat(
    typeof format === 'number' && format > FORMAT
      ? {
          id: `Register ini dicatat oleh versi program yang lebih baru (format ${format}; program ini mengenal format ${FORMAT}). Tidak ada yang diubah. Perbarui program ini.`,
          en: `A newer version of the program wrote this register (format ${format}; this program knows format ${FORMAT}). Nothing is changed. Update this program.`,
        }
      : {
          id: 'Register ini dicatat oleh versi percobaan 0.x, yang formatnya tidak dibaca program ini. Tidak ada yang diubah. Periksa register ini dengan versi 0.8.0.',
          en: 'A trial version 0.x wrote this register, in a format that this program does not read. Nothing is changed. Verify this register with version 0.8.0.',
        },
  );
}
