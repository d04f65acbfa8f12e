import type { CaseState } from '#domain/case/state/state.ts';
import { rulesFor, type World } from '#domain/case/state/world.ts';
import type { CaseView } from '#engine/forge/forge.ts';
import type { Deps } from './deps.ts';

/** What commits hold; attachments that the journal knows are not read again. */
export function contentsOf(
  { forge }: Deps,
  { pull }: CaseView,
  { config, pinned }: Pick<World, 'config' | 'pinned'>,
  state: CaseState | undefined,
  heads: readonly string[],
  openDocuments: readonly string[],
): ReturnType<Deps['forge']['readContents']> {
  const known = new Map((state?.attachments ?? []).map(({ oid, sha256, type, size }) => [oid, { sha256, type, size }]));
  const schemaFor = (request: Readonly<Record<string, unknown>>) => (pinned ?? rulesFor(config, request))?.schema.value;
  return forge.readContents(pull, heads, known, schemaFor, openDocuments);
}
