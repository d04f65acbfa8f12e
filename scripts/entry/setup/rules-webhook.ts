import { call, type SetupFinding, type SetupRule } from './finding.ts';
import { ENVIRONMENT, WEBHOOK_SECRET, WEBHOOK_URL } from './names.ts';

const BOTH = [WEBHOOK_URL, WEBHOOK_SECRET] as const;

/**
 * Checks the two settings of the optional gateway. With only one of them, no messages are sent. If a setting is outside
 * the environment, every writer can read it.
 */
export const webhook: SetupRule = ({ environment, repositorySecrets }) => {
  const known = 'value' in environment ? (environment.value?.secrets ?? []) : [];
  const lacking = BOTH.filter((name) => !known.includes(name));
  return [
    lacking.length === 1 && lacking.map(half),
    BOTH.filter((name) => repositorySecrets.includes(name)).map(outside),
  ];
};

const half = (name: string): SetupFinding => ({
  code: 'webhook-half',
  severity: 'missing',
  what: {
    id: `Webhook: rahasia ${name} belum ada di lingkungan "${ENVIRONMENT}"; pesan tidak dikirim`,
    en: `Webhook: the secret ${name} is not in the environment "${ENVIRONMENT}"; no messages are sent`,
  },
  advice: {
    id: 'Isi keduanya, atau hapus keduanya; lihat docs/panduan/pesan.md',
    en: 'Set both, or delete both; see docs/guide/messages.md',
  },
});

const outside = (secret_name: string): SetupFinding => ({
  code: 'webhook-outside-environment',
  severity: 'weaker',
  what: {
    id: `${secret_name} tersimpan sebagai rahasia repositori: workflow di cabang mana pun dapat membacanya`,
    en: `${secret_name} is a secret of the repository: a workflow on any branch can read it`,
  },
  advice: {
    id: `setup --apply menghapusnya; isi yang baru di lingkungan "${ENVIRONMENT}", karena yang lama mungkin sudah terbaca`,
    en: `setup --apply deletes it; set a new one in the environment "${ENVIRONMENT}", since the old one may have been read`,
  },
  remedy: call('DELETE /repos/{owner}/{repo}/actions/secrets/{secret_name}', { secret_name }),
});
