import type { Text } from '#domain/problem.ts';

/** Words of the switch for notifications. They are loaded with it. */
export const NOTICES = {
  tellHere: { id: 'Beri tahu saya di perangkat ini', en: 'Notify me on this device' },
  notifiedHere: {
    id: 'Perangkat ini diberi tahu bila giliran Anda tiba, juga saat Meja kerja ditutup, sampai Anda keluar.',
    en: 'This device is notified when it is your turn, also while the desk is closed, until you sign out.',
  },
  tellNoMore: { id: 'Hentikan di perangkat ini', en: 'Stop on this device' },
  tellRefused: {
    id: 'Peramban tidak mengizinkan notifikasi dari situs ini. Izinkan di setelan situs, lalu coba lagi.',
    en: 'The browser allows no notifications from this site. Allow them in its settings for the site, then try again.',
  },
  tellFault: {
    id: 'Tidak berhasil: layanan notifikasi peramban tidak terhubung. Coba lagi nanti.',
    en: 'This did not work: the browser’s notification service cannot be reached. Try again later.',
  },
} as const satisfies Record<string, Text>;
