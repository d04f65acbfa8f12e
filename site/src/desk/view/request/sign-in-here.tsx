import { sayWriting } from '../../request/words.ts';
import { Refused, usePlace } from '../common.tsx';
import { useSignInWindow } from '../sign-in.tsx';
import type { SendFault } from './editor-words.ts';

/** Why nothing could be sent, and the way to go on where the session has ended. @param account whose session it is */
export function SendFaultNote({ fault, account }: { fault: SendFault; account: number }) {
  return fault?.kind === 'ended' ? <SignInHere account={account} /> : <Refused text={fault?.sentence} />;
}

/** Renews a session that ended, in place: nothing on the page is lost. @param account whose it was */
function SignInHere({ account }: { account: number }) {
  const { settings, language, renew } = usePlace();
  const write = sayWriting(language);
  const { news, byWindow } = useSignInWindow(settings, async (token) =>
    (await renew(token, account)) ? '' : write('otherAccount'),
  );
  return (
    <div class="notice is-refused" role="alert">
      <p>{write('ended')}</p>
      <p>
        <button type="button" onClick={byWindow}>
          {write('signInAgain')}
        </button>
      </p>
      <p role="status">{news}</p>
    </div>
  );
}
