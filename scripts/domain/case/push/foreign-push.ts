/** Pushes by accounts other than the opener's (R48). */
import { given } from '#domain/request/given.ts';
import type { Problem, Text } from '#domain/problem.ts';
import { differingPaths, sameFiles } from '../state/content.ts';
import { isSeen } from '../state/entry.ts';
import { compareFacts, type Fact, type Position, type PushFact } from '../state/facts.ts';
import type { CaseState } from '../state/state.ts';
import type { World } from '../state/world.ts';
import { nextDue } from '../time/instants.ts';
import { countingPush, filesAt, isForeign, isOwn, otherPush, type Pushes, currentPush } from './pushes.ts';
import { mayBeSubmission, isSignSet } from './sign.ts';

/** Checks whether a foreign push changes the request, and its account was not noted yet in this visit (R48). */
export function isToBeNoted(world: World, state: CaseState, push: PushFact): boolean {
  // Pushes before the journal's last entry were checked when that entry was written.
  if (compareFacts(push, state.last) <= 0 || state.foreign.includes(push.actor.id)) return false;
  return !sameFiles(filesAt(world, push.head), state.files);
}

type Ground = Pick<World, 'facts' | 'opening'>;

/** A commit of another account on which the opener may have built, or which the opener may mean to submit. */
interface Doubt {
  readonly head: string;
  /** The push that gave the request its content before. */
  readonly own: PushFact;
  /** The login of the other account, if a push to the commit is known. */
  readonly by: string | undefined;
  /** Does the branch show this commit instead of the opener's push? */
  readonly isShown: boolean;
}

/**
 * Returns the problems of a submission after a foreign push, which the opener may not have seen (R48). There is one
 * problem for each file in which the branch differs from the opener's latest push before the foreign push. The opener's
 * next submission is not refused for the same push.
 * @param fact sign by the opener, or a push while the sign is set
 */
export function foreignProblems(world: World, state: CaseState | undefined, fact: Fact): Problem[] {
  const doubts = doubtsOf(world, state, fact);
  const first = doubts.find(({ head, own }) => differing(world, head, own.head).length > 0);
  if (!first) return [];
  const branch = doubts.find(({ isShown }) => isShown)?.head ?? countingPush(world, state, fact)?.head ?? first.head;
  return differing(world, branch, first.own.head).map((file) => problem(file, first.by));
}

/** Finds the foreign commits since the last submission on which the opener built, or which the branch shows. */
function doubtsOf(pushes: Ground, state: CaseState | undefined, fact: Fact): Doubt[] {
  const { facts } = pushes;
  const since = state ? state.submitted : lastAttempt(pushes, fact);
  const own = facts.filter(
    (each): each is PushFact =>
      each.kind === 'push' &&
      (since === undefined || compareFacts(each, since) > 0) &&
      compareFacts(each, fact) <= 0 &&
      isOwn(pushes, state, each),
  );
  const built = own.flatMap((push): Doubt[] => {
    const before = countingPush(pushes, state, justBefore(push));
    const { before: head = '' } = push;
    if (!before || /^0*$/.test(head) || head === before.head) return [];
    const found = facts.findLast((each) => each.kind === 'push' && each.head === head && compareFacts(each, push) < 0);
    // The earlier submission was already checked for this foreign push.
    if (found && since && compareFacts(found, since) <= 0) return [];
    return [{ head, own: before, by: found?.actor.login, isShown: false }];
  });
  return [...built, ...shownOf(pushes, state, fact, since)];
}

/** Finds the foreign push that the branch shows while the opener submits their own push. */
function shownOf(pushes: Pushes, state: CaseState | undefined, fact: Fact, since: Position | undefined): Doubt[] {
  const last = currentPush(pushes.facts, fact);
  const own = countingPush(pushes, state, fact);
  if (!last || !own || last === own || !isForeign(pushes, state, last)) return [];
  const isOld = [since, state?.visitFrom].some((start) => start !== undefined && compareFacts(last, start) <= 0);
  return isOld ? [] : [{ head: last.head, own, by: last.actor.login, isShown: true }];
}

const justBefore = ({ at, kind, order }: PushFact): Position => ({ at, kind, order: order - 0.5 });

/** Finds the last fact before this fact by which the opener tried to submit a draft. */
function lastAttempt({ opening, facts }: Ground, fact: Fact): Fact | undefined {
  const window = { opening, from: undefined };
  return facts.findLast(
    (each) => compareFacts(each, fact) < 0 && mayBeSubmission(window, each) && isSignSet(window, facts, each),
  );
}

function differing(world: World, one: string, other: string): string[] {
  return differingPaths(filesAt(world, one), filesAt(world, other), ({ oid }) => oid).sort();
}

/** Returns the commits whose files a judgement may need. The list stays short, even if somebody pushes often. */
export function listingsNeeded(world: Omit<World, 'contents'>, state: CaseState | undefined): string[] {
  const { facts, opening } = world;
  if (state?.end) return [];
  const window = { opening, from: undefined };
  const isAttempt = (fact: Fact): boolean => mayBeSubmission(window, fact) && isSignSet(window, facts, fact);
  const first = state ? undefined : facts.find(isAttempt);
  if (!state && !first) return [];
  const isNews = (fact: Fact): boolean =>
    state ? compareFacts(fact, state.last) > 0 : first !== undefined && compareFacts(fact, first) >= 0;
  // If a new visit begins, an account that was noted before is noted again.
  const due = state && nextDue(state)?.at;
  const mayMove =
    state === undefined ||
    (due !== undefined && due <= world.now) ||
    facts.some((fact) =>
      fact.kind === 'push'
        ? isNews(fact) && !isForeign(world, state, fact)
        : isNews(fact) || (fact.kind === 'review' && !isSeen(state, fact)),
    );
  const others = facts.flatMap((fact): PushFact[] => {
    if (fact.kind === 'review' && fact.verdict !== 'comment' && !(state && isSeen(state, fact))) {
      const made = otherPush(world, state, fact);
      return made && state?.digests[made.head] === undefined ? [made] : [];
    }
    const isOther = fact.kind === 'push' && isNews(fact) && isForeign(world, state, fact);
    const isNamed = !mayMove && state?.foreign.includes(fact.actor.id);
    return isOther && !isNamed ? [fact] : [];
  });
  const attempts = facts.filter(
    (fact) =>
      mayBeSubmission(window, fact) &&
      (state ? !isSeen(state, fact) && compareFacts(fact, state.submitted) > 0 : isNews(fact)),
  );
  const doubts = attempts.flatMap((fact) => {
    const found = doubtsOf(world, state, fact);
    const own = found.length > 0 ? countingPush(world, state, fact) : undefined;
    return [...found.flatMap(({ head, own: before }) => [head, before.head]), ...(own ? [own.head] : [])];
  });
  return [...new Set([...others.map(({ head }) => head), ...doubts])];
}

const problem = (file: string, who: string | undefined): Problem => ({
  ...{ file, path: '', code: 'foreign-push', message: CHANGED, fix: LOOK },
  ...given({ received: who === undefined ? undefined : `@${who}` }),
});

const CHANGED: Text = {
  id: 'File ini diubah akun lain, atau berbeda dari yang terakhir disimpan pemohon',
  en: 'Another account changed this file on the branch of the request, or it differs from what the applicant had saved before',
};
const LOOK: Text = {
  id: 'Periksa isinya, lalu ajukan lagi. Yang diajukan adalah isian yang terakhir disimpan pemohon (sesudah repositori dipulihkan: yang terakhir diajukan). Untuk mengajukan perubahan itu, simpan dahulu di Meja kerja, atau pakai act submit --file',
  en: 'Look at it, then submit again. This submits what the applicant’s account saved last (after a restoration: what it submitted last), not what the branch shows. To submit what the branch shows, save it again at the desk, or use act submit --file',
};
