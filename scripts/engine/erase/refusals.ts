import { parseIndex } from '#domain/journal/index-file.ts';
import { INDEX_PATH } from '#domain/journal/paths.ts';
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

/**
 * Refuses a register with findings.
 * @param named the name of the repository for people
 */
export async function refuseFindings(repository: string, named = repository): Promise<void> {
  const { findings } = await verifyClone(repository);
  const [first] = findings;
  if (!first) return;
  const said = (language: keyof Text): string => formatFinding(first, language);
  throw new UserError({
    id: `${named} — Pemeriksaan menunjukkan ${findings.length} temuan, jadi tidak ada yang dihapus dan tidak ada yang diubah. Yang pertama: ${said('id')} Lihat semuanya: npx disposisi verify ${named === repository ? named : 'CLONE'}`,
    en: `${named} — Verification has ${plural(findings.length, 'finding')}, so nothing was erased and nothing was changed. The first: ${said('en')} See all: npx disposisi verify ${named === repository ? named : 'CLONE'}`,
  });
}
