import { shownText } from '#domain/request/text.ts';
import type { DeskLine } from '../desk-list.ts';
import { openForge } from '../forge.ts';
import { keptBy, type Sent } from '../kept.ts';
import { loadDesk, deskHead } from '../load.ts';
import { areNoticesStopped } from '../notices.ts';
import { listAddress } from '../places.ts';
import type { Settings } from '../settings.ts';
import { openWatch, type WaitingNow } from '../watch.ts';
import { countInTitle, announce, type DeskPlace, sayIn } from './common.tsx';

/** The forge for the holder of this token, and what also sees whether something comes to wait for them. */
export function watchedForge(settings: Settings, token: string): Pick<DeskPlace, 'forge' | 'watch'> {
  const forge = openForge(settings, token);
  const read = async () => {
    let awaited: readonly Sent[] = [];
    const found = await loadDesk(
      forge,
      `${settings.owner}/${settings.repo}`,
      (account) => (awaited = keptBy(account).sent.all()),
    );
    const { sent } = keptBy(found.viewer.databaseId);
    // Only what was looked for: something may have been sent meanwhile.
    for (const { number } of awaited) if (!found.sent.has(number)) sent.forget(number);
    return found;
  };
  const show = ({ count, news }: WaitingNow): void => {
    countInTitle(count);
    if (news.length === 0) return;
    const text = sayIn(settings.language)('cameToWait', { c: news.map(({ id }) => id).join(', ') });
    announce(text);
    if (document.visibilityState === 'hidden' && !areNoticesStopped()) void tellOutside(text, news);
  };
  return { forge, watch: openWatch({ forge, read, head: () => deskHead(forge), notify: show }) };
}

/** Shows it outside of the page, by what a desk that is looked at does not need. */
async function tellOutside(text: string, news: readonly DeskLine[]): Promise<void> {
  const titles = news.flatMap(({ title }) => (title === undefined ? [] : [shownText(title)]));
  const address = news.length > 1 ? listAddress() : `#/${news[0]?.number}`;
  try {
    const { notifyByBrowser } = await import('../notify-by-browser.ts');
    await notifyByBrowser(text, titles.join('\n'), () => (location.hash = address));
  } catch {
    // There is no network: the window's name shows it.
  }
}
