import type { PublicEvent } from '../../../scripts/export/events.ts';
import type { Language } from '../../../scripts/problem.ts';
import { CHANGES, KIND, RUNG, TEXT } from './text.ts';
import type { View } from './view.ts';

/** What happened, without when and where: "baris 3: Disetujui (Kepala Dinas)". */
export function eventWords(event: PublicEvent, view: View, language: Language): string {
  const changes = event.kind === 'accepted' && event.gesture === 'changes';
  const what = changes ? CHANGES : event.action ? RUNG[event.action] : KIND[event.kind];
  const who = event.role === undefined ? '' : ` (${view.roleName(event.role)[language]})`;
  return `${TEXT.row[language].toLowerCase()} ${event.row}: ${what[language]}${who}`;
}
