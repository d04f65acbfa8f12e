import type { Text } from '#domain/problem.ts';
import { both, plural } from '#domain/words/language.ts';
import { localTimes } from '#domain/words/local-times.ts';
import type { WholeBackup } from '#embedded/office/backup-file.ts';

/**
 * Describes a backup, with the file's name as the person gave it. A backup without the signing key is not called whole,
 * because it replaces an older backup that has the key if people keep only a few.
 */
export function backupLines(backup: WholeBackup, named: string): readonly Text[] {
  const { facts, bytes, sha256 } = backup;
  const what = hasKey(backup)
    ? { id: 'Cadangan utuh', en: 'Backup whole' }
    : { id: 'Cadangan tanpa kunci penanda tangan', en: 'Backup without the signing key' };
  const { requests, zone } = facts;
  const made = both((lang) => localTimes(facts.made, zone, lang));
  const last = both((lang) => localTimes(facts.last, zone, lang));
  const size = `${(bytes / 1_000_000).toFixed(1)} MB`;
  const [id, en] = facts.last === '' ? ['', ''] : [`, perubahan terakhir ${last.id}`, `, last change ${last.en}`];
  return [
    {
      id: `${what.id}: ${named} (${size}), dibuat ${made.id}: ${requests} permohonan${id} menurut jam kantor.`,
      en: `${what.en}: ${named} (${size}), made ${made.en}: ${plural(requests, 'request')}${en} by the office’s clock.`,
    },
    { id: `SHA-256: ${sha256}`, en: `SHA-256: ${sha256}` },
  ];
}

/** Checks whether a backup has the key that signs checkpoints (R36). */
export const hasKey = ({ parts }: WholeBackup): boolean => parts.has('log.key');

/** Says what to do about a backup that has no signing key. */
export const NO_KEY: Text = {
  id: 'log.key tidak ada di cadangan ini, jadi kantor hasil pemulihannya tidak dapat menandatangani. Simpan cadangan yang lama: cari log.key di sana (tar xf FILE -C FOLDER log.key), kembalikan ke folder kantor, lalu buat cadangan lagi. Bila tidak ada di cadangan mana pun: npm start -- --new-log-key.',
  en: 'log.key is not in this backup, so an office that is restored from it cannot sign. Keep the older backups: look for log.key there (tar xf FILE -C FOLDER log.key), put it back into the office’s folder, then make a backup again. If no backup has it: npm start -- --new-log-key.',
};
