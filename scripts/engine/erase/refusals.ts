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
