import type { Text } from '#domain/problem.ts';
import { plural } from '#domain/words/language.ts';
import type { WholeBackup } from '#embedded/office/backup-file.ts';

/** Describes a backup, with the file's name as the person gave it. */
export function backupLines({ facts, bytes, sha256 }: WholeBackup, named: string): readonly Text[] {
  const { requests, made, last } = facts;
  const size = `${(bytes / 1_000_000).toFixed(1)} MB`;
  const [id, en] = last === '' ? ['', ''] : [`, perubahan terakhir ${last}`, `, last change ${last}`];
  return [
    {
      id: `Cadangan utuh: ${named} (${size}), dibuat ${made}: ${requests} permohonan${id} menurut jam kantor.`,
      en: `Backup whole: ${named} (${size}), made ${made}: ${plural(requests, 'request')}${en} by the office’s clock.`,
    },
    { id: `SHA-256: ${sha256}`, en: `SHA-256: ${sha256}` },
  ];
}
