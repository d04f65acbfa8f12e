import type { Language } from '#domain/problem.ts';
import { entryKind } from '#domain/words/entry-kind.ts';
import type { PublicEvent } from '#public/export/events.ts';
import { ESCALATION_LEVEL, TEXT } from './text.ts';
import type { View } from './view.ts';

/** What happened, without when and where: "langkah 3: Disetujui (Kepala Dinas)". */
export function eventWords(event: PublicEvent, view: View, language: Language): string {
  const what = event.action ? ESCALATION_LEVEL[event.action] : entryKind(event);
  const who = event.role === undefined ? '' : ` (${view.roleName(event.role)[language]})`;
  return `${TEXT.step[language].toLowerCase()} ${event.row}: ${what[language]}${who}`;
}
