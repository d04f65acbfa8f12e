import { shownText } from '#domain/request/text.ts';
import type { DeskLine } from '../desk-list.ts';
import { loadCase, schemasFor } from '../desk-case.ts';
import type { DeskForge } from '../forge.ts';
import { keptBy, type Sent } from '../kept.ts';
import { loadDesk, deskHead } from '../load.ts';
import { listAddress } from '../places.ts';
import { openReadAhead } from '../read-ahead.ts';
import type { RawList } from '../queries.ts';
import type { Settings } from '../settings.ts';
import { openWatch, type WaitingNow } from '../watch.ts';
import { countInTitle } from '../window-title.ts';
import { sayIn } from '../words.ts';
import { announce, type DeskPlace } from './common.tsx';

/**
 * Watches the forge of a person: reports the cases that begin to wait for this person, and reads ahead the case that
 * the person will probably open.
 * @param list the list, if it was asked for already
 */
export function watchedForge(
  settings: Settings,
  forge: DeskForge,
  list?: Promise<RawList>,
): Pick<DeskPlace, 'forge' | 'watch' | 'ahead'> {
  let first = list;
  const read = async () => {
    let awaited: readonly Sent[] = [];
    const asked = first;
    first = undefined;
    const found = await loadDesk(
      forge,
      `${settings.owner}/${settings.repo}`,
      (account) => (awaited = keptBy(account).sent.all()),
      asked,
    );
    const { sent } = keptBy(found.viewer.databaseId);
    // Only acts that were looked for are forgotten, because another act may have been sent meanwhile.
    for (const { number } of awaited) if (!found.sent.has(number)) sent.forget(number);
    return found;
  };
  const show = ({ count, news }: WaitingNow): void => {
    countInTitle(count);
    if (news.length === 0) return;
    const text = sayIn(settings.language)('cameToWait', { c: news.map(({ id }) => id).join(', ') });
    announce(text);
    if (document.visibilityState === 'hidden') void tellOutside(text, news);
  };
  const watch = openWatch({ forge, read, head: () => deskHead(forge), notify: show });
  const asked = new Set<string>();
  const readCase = async (number: number) => {
    // A schema that was read before is read again only if it has changed since.
    const also = schemasFor(watch.latest(), number).filter((path) => !asked.has(path));
    const one = await loadCase(forge, number, also);
    for (const path of also) asked.add(path);
    return one;
  };
  const ahead = openReadAhead(readCase, forge.now);
  return { forge, watch, ahead };
}

/** Shows the news outside of the page. The code for that is loaded only if the desk is hidden. */
async function tellOutside(text: string, news: readonly DeskLine[]): Promise<void> {
  const titles = news.flatMap(({ title }) => (title === undefined ? [] : [shownText(title)]));
  const address = news.length > 1 ? listAddress() : `#/${news[0]?.number}`;
  try {
    const [{ notifyByBrowser }, { areNotificationsStopped }] = await Promise.all([
      import('../notify-by-browser.ts'),
      import('../notices.ts'),
    ]);
    if (areNotificationsStopped()) return;
    await notifyByBrowser(text, titles.join('\n'), () => (location.hash = address));
  } catch {
    // Without a network only the title of the window shows the news.
  }
}
