/**
 * `npm run bench:journeys`: what it takes people to do what they come for, from the first page to its end, in a browser: presses,
 * keys, fields, screens scrolled, bytes, requests and seconds; and what axe finds on the way. Seconds are of one run and of a
 * machine that types at once; all else is the same on every machine.
 * `npm run bench:journeys -- --pictures FOLDER` takes a picture at every stop.
 */
import { parseArgs } from 'node:util';
import { openBrowser } from '#tests/browser/support/chromium.ts';
import { openBusyOffice } from './journeys/busy-office.ts';
import { type Cost, costOf } from './journeys/visitor.ts';
import { WALKS } from './journeys/walks.ts';

const { values } = parseArgs({ options: { pictures: { type: 'string' }, only: { type: 'string', multiple: true } } });
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const row = (...cells: readonly (string | number)[]): void => say(`| ${cells.join(' | ')} |`);

const cellsOf = ({ presses, keys, fields, screens, bytes, requests, seconds, faults }: Cost) => [
  ...[presses, keys, fields, screens.toFixed(1)],
  ...[`${(bytes / 1000).toFixed(0)} KB`, requests, `${seconds.toFixed(1)} s`, faults.length],
];

const place = await openBusyOffice((line) => process.stderr.write(`${line}\n`));
const browser = await openBrowser();
try {
  row('who', 'with', 'does', 'presses', 'keys', 'fields', 'screens', 'on the wire', 'requests', 'time', 'axe');
  row('---', '---', '---', '---:', '---:', '---:', '---:', '---:', '---:', '---:', '---:');
  for (const { name, who, screen, does, path, task } of WALKS) {
    if (values.only !== undefined && !values.only.includes(name)) continue;
    const pictures = values.pictures === undefined ? {} : { pictures: { folder: values.pictures, name } };
    try {
      const wanted = { browser, screen, url: place.office.url, path, ...pictures };
      const cost = await costOf(wanted, (visitor) => task(visitor, place));
      row(who, screen.name, does, ...cellsOf(cost));
      for (const fault of cost.faults) process.stderr.write(`  axe, ${name}: ${fault}\n`);
    } catch (error) {
      // The other journeys are told all the same.
      row(who, screen.name, `${does}: not to its end`);
      process.stderr.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 1;
    }
  }
} finally {
  await browser.close();
  await place.close();
}
