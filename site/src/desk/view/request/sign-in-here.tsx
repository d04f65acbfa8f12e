import { sayWriting } from '../../request/words.ts';
import { Refused, usePlace } from '../common.tsx';
import { useSignInWindow } from '../sign-in.tsx';
import type { SendFault } from './editor-words.ts';

/**
 * Shows why nothing was sent or, if the session has ended, a button to sign in again.
 * @param account id of the account of the session
 */
export function SendFaultNote({ fault, account }: { fault: SendFault; account: number }) {
  return fault?.kind === 'ended' ? <SignInHere account={account} /> : <Refused text={fault?.sentence} />;
}

/**
 * Renews an ended session without leaving the page, so that no input is lost.
 * @param account id of the account of the ended session
 */
function SignInHere({ account }: { account: number }) {
  const { settings, language, renew } = usePlace();
  const words = sayWriting(language);
  const { news, byWindow } = useSignInWindow(settings, async (token) =>
    (await renew(token, account)) ? '' : words('otherAccount'),
  );
  return (
    <div class="notice is-refused" role="alert">
      <p>{words('ended')}</p>
      <p>
        <button type="button" onClick={byWindow}>
          {words('signInAgain')}
        </button>
      </p>
      <p role="status">{news}</p>
    </div>
  );
}
