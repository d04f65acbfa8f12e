/** What is asked before a request is submitted, taken back or deleted, on its own page or on the board. */
import type { Problem } from '#domain/problem.ts';
import { toInstant } from '#domain/clock/instant.ts';
import { checksOf } from '../desk/request/checks.ts';
import { sayForm } from '../request/words.ts';
import { branchOf } from './address.ts';
import { hasMoved, headOf } from './heads.ts';
import { type FormWorld, refuse, refuseFor, turnNow } from './pre-save.ts';
import { currentSession, type Gates } from './session.ts';
import type { FormEntry } from './turn.ts';
import { WORDS } from './words.ts';

/** Decap's third status, which means nothing here. */
const READY = 'pending_publish';
const SUBMIT = 'pending_review';

export function gatesOf(world: FormWorld): Gates {
  const { language } = world;
  return {
    async beforeStatus(collection, slug, status) {
      if (status === READY) refuse(sayForm(WORDS.noThirdStatus, language));
      const turn = await turnNow(entryAt(collection, slug), world);
      if (!turn.maySave) refuse(turn.sentence, turn.ended ? { ended: true } : {});
      if (status !== SUBMIT) return;
      const branch = branchOf(collection, slug);
      const isOpen = headOf(branch) !== undefined;
      if (isOpen && hasMoved(branch, await currentSession()?.reader.tip(branch)))
        refuse(sayForm(WORDS.moved, language));
      const problems = await problemsAt(collection, slug, world);
      if (problems.length > 0) refuseFor(problems, 'submitting', language);
    },
    async beforeDelete(collection, slug) {
      const turn = await turnNow(entryAt(collection, slug), world);
      if (!turn.mayDelete) refuse(turn.ended ? turn.sentence : sayForm(WORDS.notDeleted, language));
    },
  };
}

/** A request by its place, whatever stands in it. */
const entryAt = (collection: string, slug: string): FormEntry => ({
  ...{ collection, slug, isNew: false, isOnBranch: true },
  account: undefined,
});

/** Everything that the process would have against the request as its branch has it now. */
async function problemsAt(collection: string, slug: string, { office }: FormWorld): Promise<readonly Problem[]> {
  const session = currentSession();
  const value = await session?.reader.request(collection, slug);
  const procedure = office.procedures.find(({ id }) => id === collection);
  const schema = procedure && office.schemas[procedure.request.schema];
  // What cannot be read here the process reads, and answers.
  if (!session || !value || !schema) return [];
  const now = toInstant(session.reader.now());
  return checksOf({ procedure, schema, rooms: office.rooms, bookings: [], asked: [], value, caseId: '', now }).problems;
}
