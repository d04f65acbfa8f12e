/** Checks the field in which a procedure asks for the applicant's account (R12, R41). */
import { given } from '#domain/request/given.ts';
import type { Instant } from '#domain/clock/instant.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Problem, Text } from '#domain/problem.ts';
import { rolesOf } from '#domain/procedure/steps.ts';
import { fieldNotes } from '#domain/request/annotations.ts';
import type { Content } from '../state/content.ts';
import type { Account } from '../state/facts.ts';
import { rolesHeld } from '../state/roles.ts';
import type { CaseState } from '../state/state.ts';
import { type Rules, textAt, Undecidable, type World } from '../state/world.ts';
import { isOnBehalf } from './recorded-act.ts';

/** Thrown if an account must be looked up before a request or result can be judged. The caller then judges again. */
export class UnreadAccount extends Undecidable {
  readonly login: string;

  constructor(login: string) {
    super(`The account ${login}, named in the request or result, was not read.`);
    this.login = login;
  }
}

interface WorldPart extends Pick<World, 'accounts'> {
  readonly config: Pick<World['config'], 'roles'>;
  readonly opening: { readonly opener: Pick<Account, 'id' | 'login'> };
}

interface Naming {
  readonly file: string;
  readonly at: Instant;
  /** The case so far; undefined at the first submission. */
  readonly before: Pick<CaseState, 'request' | 'onBehalf' | 'opens'> | undefined;
}

interface Found {
  /** The account of the person for whom the request was entered. */
  readonly account?: number;
  readonly problems: readonly Problem[];
  /** The login to look up, if the account has no other problem. */
  readonly unread?: string;
}

/** Returns the key of an account, since letter case does not distinguish logins. */
export const accountKey = (login: string): string => login.toLowerCase();

export const namedLogin = (
  { request: { pointers } }: Pick<Procedure, 'request'>,
  request: unknown,
): string | undefined => textAt(request, pointers.applicant);

/**
 * Returns the account that a request names, or the reasons why the request may not name it. An account that the case
 * already names is not checked again.
 * @throws UnreadAccount if the account must be looked up first
 */
export function takeAccount(
  world: World,
  rules: Rules,
  content: Pick<Content, 'request' | 'document'>,
  at: Instant,
  before: CaseState | undefined,
): Omit<Found, 'unread'> {
  const { unread, ...found } = checkAccount(world, rules, content.request, {
    file: content.document?.path ?? '',
    at,
    before,
  });
  if (unread !== undefined) throw new UnreadAccount(unread);
  return found;
}

/** Does the same as {@link takeAccount} but returns the login to look up instead of throwing. */
export function checkAccount(
  { config, opening, accounts }: WorldPart,
  { procedure: { value: procedure }, schema }: { readonly [Part in keyof Rules]: Pick<Rules[Part], 'value'> },
  request: unknown,
  { file, at, before }: Naming,
): Found {
  const { applicant: path } = procedure.request.pointers;
  const named = namedLogin(procedure, request);
  if (path === undefined || named === undefined) return { problems: [] };
  if (before && namedLogin(procedure, before.request) === named)
    return { ...given({ account: before.onBehalf?.account }), problems: [] };
  const wrong = (fault: Fault): Found => ({
    problems: [{ file, path, received: named, ...fault, ...fieldNotes(schema.value, path) }],
  });
  const own = [opening.opener, ...(before ? [before.opens.applicant] : [])];
  const isOpeners = own.some(({ login }) => accountKey(login) === accountKey(named));
  if (!isOnBehalf(procedure, request))
    return isOpeners ? { problems: [] } : wrong({ ...NOT_OWN, expected: opening.opener.login });
  if (isOpeners) return wrong(OPENERS);
  if (!accounts?.has(accountKey(named))) return { problems: [], unread: named };
  const account = accounts.get(accountKey(named));
  if (account === undefined) return wrong(UNKNOWN);
  if (account === opening.opener.id) return wrong(OPENERS);
  const acting = new Set(procedure.steps.flatMap(({ actor }) => rolesOf(actor)));
  const decides = rolesHeld(config.roles, account, at, procedure.zone).some(({ role }) => acting.has(role));
  return decides ? wrong(DECIDES) : { account, problems: [] };
}

/** The code and the words of a problem. Message and fix name nobody, since a message is public (R11). */
type Fault = Pick<Problem, 'code' | 'message' | 'fix' | 'expected'>;

const LEAVE_EMPTY: Text = {
  id: 'Kosongkan isian ini, atau tulis akun orang yang memohon, bila ada',
  en: 'Leave this field empty, or write the account of the person who asks, if they have one',
};

const NOT_OWN: Fault = {
  code: 'not-own-account',
  message: {
    id: 'Ini bukan akun yang mengajukan permohonan ini',
    en: 'This is not the account that opened this request',
  },
  fix: { id: 'Tulis nama akun Anda sendiri', en: 'Write the name of your own account' },
};
const OPENERS: Fault = {
  code: 'account-of-opener',
  message: {
    id: 'Ini akun yang memasukkan permohonan, bukan akun orang yang memohon',
    en: 'This is the account that entered the request, not that of the person who asks',
  },
  fix: LEAVE_EMPTY,
};
const UNKNOWN: Fault = {
  code: 'account-unknown',
  message: { id: 'Tidak ada akun dengan nama ini', en: 'There is no account of this name' },
  fix: LEAVE_EMPTY,
};
const DECIDES: Fault = {
  code: 'account-decides',
  message: {
    id: 'Pemilik akun ini memutus permohonan menurut SOP ini, sehingga tidak dapat menjadi pemohon di sini',
    en: 'The holder of this account decides requests under this SOP, and cannot be its applicant here',
  },
  fix: {
    id: 'Minta orang itu mengajukan dengan akunnya sendiri, atau kosongkan isian ini',
    en: 'They submit it with their own account, or this field is left empty',
  },
};
