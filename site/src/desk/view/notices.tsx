import { useEffect, useState } from 'preact/hooks';
import { type DeviceStanding, deviceStanding, mayBeTold, tellHere, tellNoMore } from '../notices.ts';
import type { DeskViewer } from '../queries.ts';
import { SessionEnded } from '../forge.ts';
import { usePlace } from './common.tsx';

/** The switch by which a person is told on this device; nothing where that cannot be. Nothing is asked before it is pressed. */
export function Notices({ viewer }: { viewer: DeskViewer }) {
  const { settings, language, say, failed } = usePlace();
  const [standing, setStanding] = useState<DeviceStanding>();
  const [isBusy, setBusy] = useState(false);
  const [isFault, setFault] = useState(false);
  useEffect(() => {
    if (mayBeTold(settings)) deviceStanding().then(setStanding, failed);
  }, [viewer.databaseId]);
  if (standing === undefined) return null;
  const isOn = standing === 'on';
  const change = async (): Promise<void> => {
    setBusy(true);
    setFault(false);
    try {
      setStanding(await (isOn ? tellNoMore() : tellHere(language)));
    } catch (error) {
      if (error instanceof SessionEnded) failed(error);
      else setFault(true);
    }
    setBusy(false);
  };
  return (
    <p class="notices">
      <span role="status">
        {isFault ? say('tellFault') : isOn ? say('toldHere') : standing === 'refused' ? say('tellRefused') : ''}
      </span>{' '}
      <button type="button" class="plain-button" aria-disabled={isBusy} onClick={() => !isBusy && change()}>
        {say(isOn ? 'tellNoMore' : 'tellHere')}
      </button>
    </p>
  );
}
