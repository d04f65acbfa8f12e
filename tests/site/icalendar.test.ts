import ICAL from 'ical.js';
import { expect, it } from 'vitest';
import type { Props } from '#public/site/pages/page-props.ts';
import { calendarText } from '#site/src/lib/icalendar.ts';

const NAME = `Ruang "Rapat"; lantai 3, sayap\\nila\ndekat tangga é𝄞 ${'ruang besar dan terang '.repeat(6)}`.trim();
// Of the view, the calendar uses only the names of rooms, and the names of SOPs if the office has several SOPs.
const view = { language: 'id', roomName: () => ({ id: NAME, en: NAME }), sopOf: () => undefined } as const;
const content: Props<'calendar'> = {
  page: 'calendar',
  room: 'besar',
  register: { head: null, readAt: '2026-11-25T09:00:00Z' },
  uses: [
    { room: 'besar', start: '2026-11-26T02:00:00Z', end: '2026-11-26T04:00:00Z', state: 'held', case: 'PMK-2026-7' },
  ],
};
const text = calendarText(content, view, 'https://contoh.example');

it('a name of any length and any letters is read back unchanged, from lines of at most 75 octets', () => {
  const lines = text.split('\r\n');
  expect(lines.filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
  expect(lines.some((line) => line.startsWith(' '))).toBe(true);
  // No letter of several octets is cut in two.
  expect(text).not.toContain('\uFFFD');
  // By section 3.3.11, comma, semicolon and backslash are always escaped in a text.
  const location = /LOCATION:(.*)/.exec(text.replaceAll('\r\n ', ''))?.[1] ?? '';
  expect(location.replace(/\\[\\;,n]/g, '')).not.toMatch(/[\\;,]/);
  const event = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent');
  expect(event?.getFirstPropertyValue('location')).toBe(NAME);
  expect(event?.getFirstPropertyValue('summary')).toBe(`${NAME}: dipesan (PMK-2026-7)`);
});

it('a name cannot add lines to a calendar', () => {
  const names = ICAL.parse(text)[1].map((property: unknown[]) => property[0]);
  expect(names).toEqual(['version', 'prodid', 'calscale', 'name']);
});
