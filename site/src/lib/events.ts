import type { PublicEvent } from '../../../scripts/export/events.ts';
import type { Language } from '../../../scripts/problem.ts';
import { entryKind } from '../../../scripts/words/entry-kind.ts';
import { RUNG, TEXT } from './text.ts';
import type { View } from './view.ts';

/** What happened, without when and where: "baris 3: Disetujui (Kepala Dinas)". */
export function eventWords(event: PublicEvent, view: View, language: Language): string {
  const what = event.action ? RUNG[event.action] : entryKind(event);
  const who = event.role === undefined ? '' : ` (${view.roleName(event.role)[language]})`;
  return `${TEXT.row[language].toLowerCase()} ${event.row}: ${what[language]}${who}`;
}
