import { checkpointWords } from '#domain/words/checkpoint.ts';
import type { Props } from '#public/site/pages/page-props.ts';
import { USE } from './room-words.ts';
import type { PageView } from './view.ts';

/**
 * Writes the uses of a room as iCalendar (RFC 5545). An event without a case says only that the room is taken (R11).
 */
export function calendarText(
  { room, register, uses }: Props<'calendar'>,
  { language, roomName, sopOf }: Pick<PageView, 'language' | 'roomName' | 'sopOf'>,
  address: string,
) {
  const name = roomName(room)[language];
  const host = address === '' ? 'disposisi.invalid' : new URL(address).hostname;
  const events = uses.flatMap(({ start, end, state, reason, case: id, procedure = '' }) => [
    'BEGIN:VEVENT',
    `UID:${escaped(`${room}-${compact(start)}-${id ?? state}@${host}`)}`,
    `DTSTAMP:${compact(register.readAt)}`,
    `DTSTART:${compact(start)}`,
    `DTEND:${compact(end)}`,
    `SUMMARY:${escaped(`${name}: ${USE[state][language]}${id === undefined ? (reason ? ` (${reason[language]})` : '') : ` (${id})`}`)}`,
    ...[sopOf(procedure)?.[language] ?? []].flat().map((sop) => `CATEGORIES:${escaped(sop)}`),
    `LOCATION:${escaped(name)}`,
    `STATUS:${state === 'asked' || state === 'offered' ? 'TENTATIVE' : 'CONFIRMED'}`,
    `TRANSP:${state === 'asked' ? 'TRANSPARENT' : 'OPAQUE'}`,
    'END:VEVENT',
  ]);
  const head = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Disposisi//ID',
    'CALSCALE:GREGORIAN',
    `NAME:${escaped(name)}`,
    ...(register.checkpoint ? [`DESCRIPTION:${escaped(checkpointWords(register.checkpoint)[language])}`] : []),
  ];
  return [...head, ...events, 'END:VCALENDAR'].map((line) => `${folded(line)}\r\n`).join('');
}

const compact = (instant: string): string => instant.replace(/[-:]/g, '');

/**
 * Escapes backslash, comma, semicolon and line end, which have a meaning of their own in a value (RFC 5545, 3.3.11).
 */
const escaped = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n|\r/g, '\\n');

/**
 * Folds a content line: each physical line has at most 75 octets, and a continuation begins with a space (RFC 5545,
 * 3.1).
 */
function folded(line: string): string {
  const lines: string[] = [];
  let current = '';
  for (const character of line) {
    if (Buffer.byteLength(current + character) > (lines.length === 0 ? 75 : 74)) {
      lines.push(current);
      current = '';
    }
    current += character;
  }
  return [...lines, current].join('\r\n ');
}
