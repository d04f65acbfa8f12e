import { useEffect, useState } from 'preact/hooks';
import type { Text } from '#domain/problem.ts';
import { type DeviceState, deviceState, mayGetNotifications, registerDevice, unregisterDevice } from '../notices.ts';
import type { DeskViewer } from '../queries.ts';
import { SessionEnded } from '../forge.ts';
import { usePlace } from './common.tsx';

/** Words of this part. They are loaded with it. */
export const NOTICES = {
  tellHere: { id: 'Beri tahu saya di perangkat ini', en: 'Notify me on this device' },
  notifiedHere: {
    id: 'Perangkat ini diberi tahu bila giliran Anda tiba, juga saat meja ditutup, sampai Anda keluar.',
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

/**
 * Shows the switch for notifications on this device, if they are possible. The browser asks for permission only after
 * a press.
 */
export function NotificationSwitch({ viewer }: { viewer: DeskViewer }) {
  const { settings, language, failed } = usePlace();
  const [state, setState] = useState<DeviceState>();
  const [isBusy, setBusy] = useState(false);
  const [isFault, setFault] = useState(false);
  useEffect(() => {
    if (mayGetNotifications(settings)) deviceState().then(setState, failed);
  }, [viewer.databaseId]);
  if (state === undefined) return null;
  const isOn = state === 'on';
  const change = async (): Promise<void> => {
    setBusy(true);
    setFault(false);
    try {
      setState(await (isOn ? unregisterDevice() : registerDevice(language)));
    } catch (error) {
      if (error instanceof SessionEnded) failed(error);
      else setFault(true);
    }
    setBusy(false);
  };
  return (
    <p class="notices">
      <span role="status">
        {isFault
          ? NOTICES.tellFault[language]
          : isOn
            ? NOTICES.notifiedHere[language]
            : state === 'refused'
              ? NOTICES.tellRefused[language]
              : ''}
      </span>{' '}
      <button type="button" class="plain-button" aria-disabled={isBusy} onClick={() => !isBusy && change()}>
        {NOTICES[isOn ? 'tellNoMore' : 'tellHere'][language]}
      </button>
    </p>
  );
}
