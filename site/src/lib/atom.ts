import { checkpointWords } from '#domain/words/checkpoint.ts';
import { feedAddress } from '#public/site/pages/addresses.ts';
import type { Props } from '#public/site/pages/page-props.ts';
import { entryKind } from '#domain/words/entry-kind.ts';
import { heldRole } from '#domain/words/parties.ts';
import type { PublicEvent } from '#public/export/events.ts';
import { TEXT, ESCALATION_LEVEL } from './text.ts';
import type { PageView } from './view.ts';

/**
 * Writes an Atom feed (RFC 4287). Each event is an entry of the feed, with the id of the event's journal entry.
 * @param address address of the site
 */
export function feedText({ register, procedure, events }: Props<'feed'>, view: PageView, address: string): string {
  const { language } = view;
  const site = `${address.replace(/\/$/, '')}${language === 'en' ? '/en' : ''}`;
  const own = procedure === undefined ? undefined : view.procedure(procedure)?.title[language];
  const title = [TEXT.site[language], ...(own === undefined ? [] : [own]), TEXT.changes[language]].join(': ');
  const self = `${site}${procedure === undefined ? '/perubahan.atom' : feedAddress(procedure)}`;
  const entries = events.map((event) => {
    const page = `${site}/berkas/${event.case}/#catatan-${event.seq}`;
    const what = [event.case, ...(event.title === undefined ? [] : [event.title]), eventWords(event, view)];
    return [
      '  <entry>',
      `    <id>urn:sha256:${escaped(event.id)}</id>`,
      `    <title>${escaped(what.join(', '))}</title>`,
      `    <updated>${event.at}</updated>`,
      `    <link rel="alternate" href="${escaped(page)}"/>`,
      `    <category term="${escaped(event.procedure)}" label="${escaped(view.procedure(event.procedure)?.title[language] ?? event.procedure)}"/>`,
      `    <content type="text">${escaped(eventWords(event, view))}</content>`,
      '  </entry>',
    ].join('\n');
  });
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">`,
    `  <id>${escaped(self)}</id>`,
    `  <title>${escaped(title)}</title>`,
    ...(register?.checkpoint
      ? [`  <subtitle>${escaped(checkpointWords(register.checkpoint)[language])}</subtitle>`]
      : []),
    `  <updated>${events[0]?.at ?? register?.readAt}</updated>`,
    `  <author><name>${escaped(TEXT.site[language])}</name></author>`,
    `  <link rel="self" href="${escaped(self)}"/>`,
    `  <link rel="alternate" href="${escaped(`${site}/${procedure === undefined ? '' : `sop/${procedure}/`}`)}"/>`,
    ...entries,
    '</feed>',
    '',
  ].join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes a text for XML, and drops the characters that XML does not allow. */
const escaped = (text: string): string =>
  text.replace(/[^\t\n\r\P{Cc}]|[\p{Cs}\uFFFE\uFFFF]/gu, '').replace(/[&<>"']/g, (each) => ENTITIES[each] ?? '');

/** Returns a short sentence about an event, without its time and its case: "langkah 3: Disetujui (Kepala Dinas)". */
export function eventWords(event: PublicEvent, { language, roleName }: PageView): string {
  const what = event.action ? ESCALATION_LEVEL[event.action] : entryKind(event);
  const who = event.role === undefined ? '' : ` (${heldRole(roleName)(event.role, event.acting)[language]})`;
  return `${TEXT.step[language].toLowerCase()} ${event.row}: ${what[language]}${who}`;
}
