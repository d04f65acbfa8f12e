import { useEffect, useRef, useState } from 'preact/hooks';
import { reachesTooFar, signInByWindow } from '../../session.ts';
import { sayWriting } from '../../request/words.ts';
import { Refused, usePlace } from '../common.tsx';
import type { SendFault } from './editor-words.ts';

/** Why nothing could be sent, and the way to go on where the session has ended. @param account whose session it is */
export function SendFaultNote({ fault, account }: { fault: SendFault; account: number }) {
  return fault?.kind === 'ended' ? <SignInHere account={account} /> : <Refused text={fault?.sentence} />;
}

/** Renews a session that ended, in place: nothing on the page is lost. @param account whose it was */
function SignInHere({ account }: { account: number }) {
  const { settings, language, say, renew } = usePlace();
  const write = sayWriting(language);
  const [news, setNews] = useState('');
  const listening = useRef<AbortController>(undefined);
  useEffect(() => () => listening.current?.abort(), []);
  const signIn = async (): Promise<void> => {
    listening.current?.abort();
    listening.current = new AbortController();
    setNews(say('waitingPopup'));
    const result = await signInByWindow(settings, listening.current.signal);
    if (!('token' in result)) {
      setNews(result.fault === 'blocked' ? say('popupBlocked') : say('popupRefused', { r: result.reason }));
      return;
    }
    if (reachesTooFar(settings, result.token)) return setNews(say('tooFar'));
    setNews((await renew(result.token, account)) ? '' : write('otherAccount'));
  };
  return (
    <div class="notice is-refused" role="alert">
      <p>{write('ended')}</p>
      <p>
        <button type="button" onClick={signIn}>
          {write('signInAgain')}
        </button>
      </p>
      <p role="status">{news}</p>
    </div>
  );
}
