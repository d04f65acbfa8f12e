import type { Judgement } from '#domain/case/judge.ts';
import { type Landing, landingOf } from '#domain/case/plan/landing.ts';
import { judgedHead } from '#domain/case/plan/plan.ts';
import { isOpenersAlone } from '#domain/case/push/pushes.ts';
import type { CaseState } from '#domain/case/state/state.ts';
import { rulesFor, type World } from '#domain/case/state/world.ts';
import type { Journal } from '#domain/journal/journal.ts';
import type { CaseView } from '#engine/forge/forge.ts';
import type { Deps } from './deps.ts';

/**
 * Checks whether main can receive a completed case (R34), by the files of the judged commit and of main.
 * @returns the result; `undefined` if nothing is to be merged
 * @throws ForgeError if a commit cannot be read (R31)
 */
export async function landingFor(
  deps: Deps,
  view: CaseView,
  world: World,
  { judgement, journal }: { readonly judgement: Judgement; readonly journal: Journal },
): Promise<Landing | undefined> {
  const { state } = judgement;
  const { pull, main } = view;
  if (state?.end?.kind !== 'completed' || pull.state === 'merged') return undefined;
  const head = judgedHead({ journal: journal.entries, pull, facts: world.facts }, state);
  const { path } = state.document;
  const [inHead = [], onMain = []] = await deps.forge.readFolder([head, main], path.slice(0, path.lastIndexOf('/')));
  const landing = landingOf(state.files, inHead, onMain);
  const { push } = journal.entries.findLast(({ end }) => end)?.head ?? state.head;
  // If only the newest pushes of a long log were read, others may have pushed before.
  const mixed = view.isLong || !isOpenersAlone(world, state, push);
  return landing.kind === 'clear' && mixed ? { ...landing, mixed } : landing;
}

/** Reads the contents of commits. Attachments that the journal knows are not read again. */
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
