import { instantOfEnd } from '#domain/erasure/due.ts';
import { isErasure } from '#domain/journal/erasure.ts';
import { parseIndex } from '#domain/journal/index-file.ts';
import { openJournal } from '#domain/journal/journal.ts';
import { INDEX_PATH, journalPath } from '#domain/journal/paths.ts';
import type { Text } from '#domain/problem.ts';
import { UserError } from '#domain/user-error.ts';
import { plural } from '#domain/words/language.ts';
import { verifyClone } from '#engine/register/clone.ts';
import { readTexts } from '#engine/register/clone-history.ts';
import { formatFinding } from '#engine/register/finding.ts';

/**
 * Refuses an office that has not written everything that its register decided.
 * @param office the name of the office for people
 * @param head the head of its register
 */
export async function refuseUnfinished(office: string, repository: string, head: string): Promise<void> {
  const [text] = await readTexts(repository, head, [INDEX_PATH]);
  const { cases, ending = [] } = parseIndex(text);
  const open = Object.entries(cases).flatMap(([number, { mark }]) => (mark === '' ? [Number(number)] : []));
  const left = [...new Set([...ending, ...open])].sort((a, b) => a - b);
  if (left.length > 0) throw unfinished(office, left);
}

export function unfinished(office: string, pulls: readonly number[] = []): UserError {
  const named = pulls.length > 0 ? ` (#${pulls.slice(0, 5).join(', #')}${pulls.length > 5 ? ', …' : ''})` : '';
  return new UserError({
    id: `${office} — Kantor ini belum selesai dengan pekerjaannya${named}. Jalankan npm start, tunggu semenit, hentikan, lalu ulangi. Tidak ada yang diubah.`,
    en: `${office} — This office has not finished its work${named}. Run npm start, wait a minute, stop it, then repeat. Nothing was changed.`,
  });
}

/** A case that somebody chose to erase. */
export interface ChosenCase {
  readonly number: number;
  /** The case as it was written: by its id, or by its number as `#3` or `3`. */
  readonly written: string;
}

/**
 * Refuses to erase a chosen case if it is not one of those that may be erased (R50).
 * @param head the head of the register
 * @param erasable the cases that may be erased and of which something is still there
 * @throws UserError that says of each such case why, and what to do next
 * @throws RegisterError if the journal of a chosen case is not sound
 */
export async function refuseUnerasable(
  repository: string,
  head: string,
  chosen: readonly ChosenCase[],
  erasable: readonly { readonly number: number }[],
): Promise<void> {
  const texts = await readTexts(
    repository,
    head,
    chosen.map(({ number }) => journalPath(number)),
  );
  const refused = chosen.flatMap((one, i) => {
    const isErasable = erasable.some(({ number }) => number === one.number);
    return whyNot(one, isErasable, texts[i]) ?? [];
  });
  if (refused.length === 0) return;
  throw new UserError({
    id: [...refused.map(({ id }) => id), 'Tidak ada yang diubah.'].join('\n'),
    en: [...refused.map(({ en }) => en), 'Nothing was changed.'].join('\n'),
  });
}

/** Says why a chosen case may not be erased; undefined if it may. */
function whyNot({ number, written }: ChosenCase, isErasable: boolean, text: string | undefined): Text | undefined {
  const { parts, lines } = openJournal(number, text);
  const id = parts[0]?.opens?.case;
  if (id === undefined)
    return {
      id: `${written}: register tidak memuat berkas bernomor ini. Lihat nomornya di halaman berkas atau dalam daftar berkas.`,
      en: `${written}: the register has no case of this number. See the number on the page of the case or in the list of cases.`,
    };
  // Nobody can take back an erasure, so a wrong SOP or year is not passed over here.
  if (written.includes('-') && written.toUpperCase() !== id)
    return {
      id: `${written}: berkas bernomor ${number} ialah ${id}. Tulis ${id} bila berkas itu yang dimaksud.`,
      en: `${written}: the case with the number ${number} is ${id}. Write ${id} if you mean that case.`,
    };
  if (isErasable) return undefined;
  if (lines.some(isErasure))
    return {
      id: `${id}: semua yang boleh dihapus sudah dihapus. Jangan sebut berkas ini lagi; bila ada bagian lain yang harus dihapus, sebut bagian itu dalam sops/erasures.yaml.`,
      en: `${id}: everything that may be erased was erased already. Leave this case out; if another part has to go, name that part in sops/erasures.yaml.`,
    };
  if (instantOfEnd(parts) === undefined)
    return {
      id: `${id}: berkas ini masih berjalan, dan berkas yang berjalan tidak dapat dihapus. Tunggu sampai ditutup.`,
      en: `${id}: this case is open, and an open case cannot be erased. Wait until it has ended.`,
    };
  return {
    id: `${id}: belum ada entri "erased" yang mengizinkannya. Sebut berkas ini dalam sops/erasures.yaml, atau masa simpannya dalam sops/retention.yaml. Bila sudah disebut di sana, tunggu: sistem mencatat entri itu setelah masa simpan habis, dan selama berkas tidak memesan ruang dan bukan asal berkas yang berjalan.`,
    en: `${id}: no entry "erased" allows it yet. Name this case in sops/erasures.yaml, or its term in sops/retention.yaml. If a file names it already, wait: the process records the entry once the term is over, while the case holds no room and is the origin of no open case.`,
  };
}

/** The most findings that a refusal quotes. */
const MOST_QUOTED = 5;

/**
 * Refuses a register with findings.
 * @param named the name of the repository for people
 * @throws UserError that quotes the first findings, since a new repository is gone afterwards
 */
export async function refuseFindings(repository: string, named = repository): Promise<void> {
  const { findings } = await verifyClone(repository);
  if (findings.length === 0) return;
  const said = (language: keyof Text): string =>
    findings
      .slice(0, MOST_QUOTED)
      .map((found) => formatFinding(found, language))
      .join(' ');
  const command = `npx disposisi verify ${named === repository ? named : 'CLONE'}`;
  const [all, rest] =
    findings.length > MOST_QUOTED ? [` Lihat semuanya: ${command}`, ` See all: ${command}`] : ['', ''];
  throw new UserError({
    id: `${named} — Pemeriksaan menunjukkan ${findings.length} temuan, jadi tidak ada yang dihapus dan tidak ada yang diubah: ${said('id')}${all}`,
    en: `${named} — Verification has ${plural(findings.length, 'finding')}, so nothing was erased and nothing was changed: ${said('en')}${rest}`,
  });
}
