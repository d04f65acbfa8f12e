import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { openForge, SessionEnded } from '../forge.ts';
import { keptBy } from '../kept.ts';
import { forgetDevice, hearNotices } from '../notices.ts';
import { endToken, forgetForm, session } from '../session.ts';
import type { Settings } from '../settings.ts';
import { CasePage } from './case.tsx';
import { type DeskPlace, PlaceContext, sayIn } from './common.tsx';
import { ListPage } from './list.tsx';
import { SignIn } from './sign-in.tsx';

const caseInAddress = (): number | undefined => {
  const number = Number(/^#\/([1-9]\d{0,8})$/.exec(location.hash)?.[1]);
  return Number.isNaN(number) ? undefined : number;
};

/** The desk: who is signed in, and which page they see. The page is named by the address, so that going back works. */
export function App({ settings }: { settings: Settings }) {
  const [token, setToken] = useState(session.token);
  const [hasEnded, setEnded] = useState(false);
  const [number, setNumber] = useState(caseInAddress);
  const { language } = settings;
  useEffect(() => {
    // A hash that names a place within the page opens no other one.
    const moved = (): void => {
      const other = document.querySelector<HTMLAnchorElement>('.language a');
      if (other) other.hash = location.hash;
      if (location.hash === '' || location.hash.startsWith('#/')) setNumber(caseInAddress());
    };
    moved();
    window.addEventListener('hashchange', moved);
    return () => window.removeEventListener('hashchange', moved);
  }, []);
  useEffect(hearNotices, []);
  const leave = useCallback((ended: boolean) => {
    session.close();
    setEnded(ended);
    setToken(undefined);
  }, []);
  const place = useMemo<DeskPlace | undefined>(
    () =>
      token === undefined
        ? undefined
        : {
            settings,
            language,
            forge: openForge(settings, token),
            say: sayIn(language),
            failed: (error) => (error instanceof SessionEnded ? leave(true) : console.error(error)),
            signOut: (account) => {
              keptBy(account).forgetAll();
              const from = { kind: settings.kind, origin: settings.auth.origin };
              forgetForm(from);
              void forgetDevice(settings);
              void endToken(from, token);
              leave(false);
            },
          },
    [token, settings, language, leave],
  );
  if (!place) {
    const signedIn = (given: string): void => {
      session.open(given);
      setEnded(false);
      setToken(given);
    };
    return <SignIn settings={settings} hasEnded={hasEnded} signedIn={signedIn} />;
  }
  return (
    <PlaceContext.Provider value={place}>
      {number === undefined ? <ListPage /> : <CasePage key={number} number={number} />}
    </PlaceContext.Provider>
  );
}
