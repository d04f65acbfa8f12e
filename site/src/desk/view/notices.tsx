import { useEffect, useState } from 'preact/hooks';
import { type DeviceState, deviceState, mayGetNotifications, registerDevice, unregisterDevice } from '../notices.ts';
import type { DeskViewer } from '../queries.ts';
import { SessionEnded } from '../forge.ts';
import { NOTICES } from '../notice-words.ts';
import { usePlace } from './common.tsx';

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
