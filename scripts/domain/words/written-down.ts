import type { Text } from '#domain/problem.ts';

/** Of a person without a known account: comment and desk say the same (R35). */
export const WRITTEN_DOWN: Text = {
  id: 'dicatat, tidak berakun; diberi tahu di luar sistem',
  en: 'written down, without an account; notified outside the system',
};

export const NOTIFIED_BY_ACCOUNT: Text = { id: 'diberi tahu lewat akunnya', en: 'notified by their account' };
