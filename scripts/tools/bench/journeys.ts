import { openBrowser, isFirefox } from '#tests/browser/support/chromium.ts';
import { openPictureOffice } from '#tools/pictures/sample-office.ts';
import { APPLICANTS } from './journeys/applicants.ts';
import { CITIZEN } from './journeys/citizen.ts';
import { MAINTAINER } from './journeys/maintainer.ts';
import { OFFICIALS } from './journeys/officials.ts';
import { costOf } from './journeys/recorder.ts';
import { type Bench, note, type Row } from './measured.ts';

const WALKS = [...APPLICANTS, ...OFFICIALS, ...CITIZEN, ...MAINTAINER];

/**
 * Measures the tasks of people at the office, from the first page to the end of the task. The seconds are those that a
 * person waits who does not read, types at once, and needs 1.5 s for each tap. All other figures are the same on every machine. The screens are the pages,
 * parts of a form and dialogs that the person sees, and one more for each height of the window that they scroll. The
 * minutes are those of a person: the seconds, 0.2 s for each key and 1.5 s for each tap. Reading and signing are not
 * counted.
 */
export const journeys: Bench = async (_place, _sizes, { only }) => {
  const pictured = await openPictureOffice(0);
  const browser = await openBrowser();
  try {
    const rows: Row[] = [];
    for (const { what, device, path, before, task, aim } of WALKS) {
      if (!new RegExp(only ?? '').test(what)) continue;
      note(what);
      await before?.(pictured);
      const address = `${pictured.office.url}${path}`;
      const figure = await costOf(browser, device, address, (person) => task(person, pictured));
      // Only Chromium can make the network slow.
      const browserSays = isFirefox ? `; Firefox${device.isSlow ? ', not throttled' : ''}` : '';
      rows.push({ what: what + browserSays, figures: [figure], ...(aim === undefined ? {} : { aim }) });
    }
    return rows;
  } finally {
    await browser.close();
    await pictured.close();
  }
};
