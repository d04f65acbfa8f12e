import type { Procedure } from '#domain/generated/procedure.ts';
import type { PublicCase } from '#domain/generated/public-case.ts';
import type { Language, Text } from '#domain/problem.ts';
import { entryKind } from '#domain/words/entry-kind.ts';
import { same } from '#domain/words/language.ts';
import { checkCaseData } from './case-data.ts';
import { checkCasePage, type ReadPage } from './case-page.ts';
import { checkPublishedChain, type ChainFindings, type PublishedLine } from './chain.ts';
import { checkCheckpoint, checkWitnesses, type CheckpointFindings } from './checkpoints.ts';
import {
  type Claim,
  type Thing,
  Unreachable,
  publishedChain,
  publishedText,
  type ReadPublished,
  valueOf,
} from './published.ts';
import { checkLogged, readLog } from './log.ts';
import type { Evidence, Memory } from './memory.ts';
import type { VerdictSentence } from './words.ts';

/** What a case is verified with: all that is not in the published files. */
export interface VerifyTools {
  readonly read: ReadPublished;
  /** Reads files that never change, each once a visit. */
  readonly readTile: ReadPublished;
  readonly readPage: (html: string) => ReadPage;
  readonly memory: Memory;
  readonly language: Language;
  /** By the reader's clock. */
  readonly now: string;
}

export interface CaseVerification {
  readonly verdict: VerdictSentence;
  readonly values: Readonly<Record<string, string | number>>;
  readonly claims: readonly Claim[];
  readonly entries: readonly ShownLine[];
  /** Which of them does not hold, counted from one; 0: none. */
  readonly fault: number;
  readonly evidence?: Evidence;
}

/** An entry as its line has it; where the letter's nature restricts it, by its id and time, or its id alone. */
export interface ShownLine {
  readonly id: string;
  readonly at?: string;
  readonly what?: string;
}

const NOTHING = { claims: [], entries: [], fault: 0 } as const;

/**
 * Verifies a case from what is published and what this browser remembers, and says of each thing what came of it (R37).
 * What holds and extends what was remembered is remembered.
 */
export async function verifyCase(id: string, tools: VerifyTools): Promise<CaseVerification> {
  try {
    return await verified(id, tools);
  } catch (error) {
    if (error instanceof Unreachable) return { verdict: 'fault', values: { id }, ...NOTHING };
    throw error;
  }
}

async function verified(id: string, tools: VerifyTools): Promise<CaseVerification> {
  const { read, memory } = tools;
  const name = encodeURIComponent(id);
  const [data, chain] = await Promise.all([
    unlessNoJson(valueOf(read, `data/cases/${name}.json`)),
    publishedChain(read, id),
  ]);
  if (chain === undefined) {
    const where = data === undefined ? await knownElsewhere(id, read, memory) : 'data';
    return { verdict: where === undefined ? 'unknown' : 'deleted', values: { id, where: where ?? '' }, ...NOTHING };
  }
  const one = statedCase(data);
  const number = one?.number ?? Number(/\d+$/.exec(id)?.[0] ?? 0);
  const found = await checkPublishedChain(chain, { number, ...stated(one, chain) });
  const { checkpoint, ...log } = await checkLog(found, number, tools);
  const claims = [
    found.claim,
    ...(await checkShown(id, data, one, found, tools)),
    ...log.claims,
    ...checkpoint.claims,
    ...checkSeenChain(id, found, memory),
  ];
  if (checkpoint.fresh) memory.rememberCheckpoint(checkpoint.fresh);
  if (claims.every(({ thing, mark }) => mark !== 'broken' && (thing !== 'chain' || mark === 'proved')))
    memory.rememberChain(id, { entries: found.lines.length, tip: found.lines.at(-1)?.id ?? '', at: tools.now });
  return {
    ...verdictOf(claims, found),
    claims,
    entries: found.lines.map((line) => shownLine(line, tools.language)),
    fault: found.fault,
    ...(checkpoint.evidence ? { evidence: checkpoint.evidence } : {}),
  };
}

function shownLine({ id, public: { part } }: PublishedLine, language: Language): ShownLine {
  if (!part) return { id };
  return { id, at: part.at, ...('kind' in part ? { what: entryKind(part)[language] } : {}) };
}

/** The data of a case as far as they can be taken for some; whether they are true is asked later. */
function statedCase(data: unknown): PublicCase | undefined {
  const one = data as Partial<PublicCase> | undefined;
  const whole = typeof one?.number === 'number' && Array.isArray(one.visits) && one.procedure && one.register;
  return whole ? (one as PublicCase) : undefined;
}

/** What a chain must be. Without data of the case, it is held to itself alone. */
function stated(one: PublicCase | undefined, chain: string): { entries: number; tip: string } {
  if (one?.register) return one.register;
  const lines = chain.split('\n').filter(Boolean);
  return { entries: lines.length, tip: /"id":"(\w+)"/.exec(lines.at(-1) ?? '')?.[1] ?? '' };
}

async function checkShown(
  id: string,
  data: unknown,
  one: PublicCase | undefined,
  { claim, lines }: ChainFindings,
  { read, readPage, language }: VerifyTools,
): Promise<Claim[]> {
  if (!one) return [{ thing: 'data', mark: 'broken', says: data === undefined ? 'data-missing' : 'data-unreadable' }];
  if (claim.mark !== 'proved') return [{ thing: 'data', mark: 'unchecked', says: 'data-no-chain' }];
  const { id: name, revision } = one.procedure;
  const procedure = await guarded('data', async () => ({
    value: (await unlessNoJson(valueOf(read, `data/procedures/${name}/${revision}.json`))) as Procedure | undefined,
  }));
  if ('thing' in procedure) return [procedure];
  const held = checkCaseData(data, lines, procedure.value, id);
  if (held.mark !== 'proved') return [held, { thing: 'page', mark: 'unchecked', says: 'page-no-data' }];
  const page = await guarded('page', async () => {
    const [html, roles] = await Promise.all([
      publishedText(read, `${language === 'en' ? 'en/' : ''}berkas/${encodeURIComponent(id)}/`),
      unlessNoJson(valueOf(read, 'data/roles.json')),
    ]);
    const names = { procedure: procedure.value, roleName: roleNameOf(roles) };
    return checkCasePage(html === undefined ? undefined : readPage(html), one, names, language);
  });
  return [held, page];
}

function roleNameOf(roles: unknown): (id: string) => Text {
  const names = (roles ?? {}) as Readonly<Record<string, Text>>;
  return (id) => (id === 'applicant' ? APPLICANT : Object.hasOwn(names, id) ? (names[id] ?? same(id)) : same(id));
}

const APPLICANT: Text = { id: 'Pemohon', en: 'Applicant' };

/** Whether the chain is in the log, and what the log's checkpoint says. */
async function checkLog(
  { lines, claim }: ChainFindings,
  number: number,
  { read, readTile, memory, now }: VerifyTools,
): Promise<{ readonly claims: readonly Claim[]; readonly checkpoint: CheckpointFindings }> {
  const alone = (mark: Claim['mark'], says: Claim['says'], more: Partial<CheckpointFindings> = {}) => ({
    claims: [{ thing: 'logged', mark, says } as const],
    checkpoint: { claims: [], ...more },
  });
  try {
    const log = await readLog(read, readTile);
    if (log === 'unreadable') return alone('broken', 'logged-unreadable');
    if (!log) {
      const had = memory.checkpoint !== undefined || lines.some(({ leaf }) => leaf !== undefined);
      return alone(had ? 'broken' : 'none', had ? 'logged-gone' : 'logged-none');
    }
    const logged =
      claim.mark === 'proved'
        ? await guarded('logged', () => checkLogged(log, lines, number, read))
        : ({ thing: 'logged', mark: 'unchecked', says: 'data-no-chain' } as const);
    const checkpoint = await guardedFindings('seen', () => checkCheckpoint(log, memory, now));
    const witnessed = await guardedFindings('witnessed', () => checkWitnesses(log, read));
    const evidence = checkpoint.evidence ?? witnessed.evidence;
    return {
      claims: [logged],
      checkpoint: {
        claims: [...checkpoint.claims, ...witnessed.claims],
        ...(evidence ? { evidence } : {}),
        ...(checkpoint.fresh && !evidence ? { fresh: checkpoint.fresh } : {}),
      },
    };
  } catch (error) {
    if (error instanceof Unreachable) return alone('unchecked', 'unreachable');
    throw error;
  }
}

/** Does the chain go on from where this browser saw it last? Another one, all of whose entries are logged too, would not. */
function checkSeenChain(id: string, { lines, claim }: ChainFindings, memory: Memory): Claim[] {
  const seen = memory.chain(id);
  if (!seen || claim.mark !== 'proved') return [];
  const values = { m: seen.entries, t: seen.at };
  return lines[seen.entries - 1]?.id === seen.tip
    ? [{ thing: 'case-seen', mark: 'proved', says: 'case-extends', values }]
    : [{ thing: 'case-seen', mark: 'broken', says: 'case-broken', values }];
}

/** What somebody saw before cannot be true together with what is published now. */
const ALARMS: ReadonlySet<Claim['says']> = new Set([
  ...(['seen-broken', 'seen-smaller', 'case-broken', 'witness-broken', 'signed-other', 'logged-gone'] as const),
]);

/** What must hold for a case to be called whole. */
const WHOLE: readonly Thing[] = ['chain', 'data', 'page', 'logged', 'signed'];

function verdictOf(
  claims: readonly Claim[],
  { lines, claim }: ChainFindings,
): Pick<CaseVerification, 'verdict' | 'values'> {
  const marked = (mark: Claim['mark'], things: readonly Thing[] = WHOLE) =>
    claims.filter((each) => each.mark === mark && things.includes(each.thing)).length;
  const values = { n: lines.length };
  const broken = claims.filter(({ mark }) => mark === 'broken').length;
  if (claims.some(({ says }) => ALARMS.has(says))) return { verdict: 'alarm', values: { ...values, k: broken } };
  if (broken > 0) return { verdict: 'broken', values: { ...values, k: broken } };
  if (marked('none') > 0) return { verdict: 'unlogged', values };
  const sound = new Set(claims.filter(({ mark }) => mark === 'proved').map(({ thing }) => thing));
  const open = WHOLE.filter((thing) => !sound.has(thing)).length;
  // A new key of the office, which the old one is still named before, is said in its line.
  const renewed = claims.some(({ says }) => says === 'signed-changed') ? 1 : 0;
  if (open > renewed) return { verdict: 'unchecked', values: { ...values, k: open } };
  return { verdict: claim.says === 'chain-narrowed' ? 'narrowed' : 'whole', values: { ...values, ...claim.values } };
}

async function guarded<C>(thing: Thing, check: () => Promise<C>): Promise<C | Claim> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof Unreachable) return { thing, mark: 'unchecked', says: 'unreachable' };
    throw error;
  }
}

async function guardedFindings(thing: Thing, check: () => Promise<CheckpointFindings>): Promise<CheckpointFindings> {
  const found = await guarded(thing, check);
  return 'thing' in found ? { claims: [found] } : found;
}

/** What is no JSON is reported by the thing that needs it. */
async function unlessNoJson(reading: Promise<unknown>): Promise<unknown> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

type KnownPlace = 'memory' | 'page' | 'list' | 'rooms' | 'feed';

/**
 * Is a number that has neither chain nor data named elsewhere on the site, or was it seen before? Then its chain was taken
 * away.
 * @returns undefined: nothing names it
 */
async function knownElsewhere(id: string, read: ReadPublished, memory: Memory): Promise<KnownPlace | undefined> {
  if (memory.chain(id)) return 'memory';
  // Only what looks like a number of a case is asked for by its name.
  const year = /^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*-(\d{4})-\d+$/.exec(id)?.[1];
  if (year === undefined) return undefined;
  const named = new RegExp(`(?<![\\w-])${id}(?![\\w-])`);
  const places: readonly (readonly [KnownPlace, string])[] = [
    ['page', `berkas/${id}/`],
    ['list', `data/cases-${year}.csv`],
    ['rooms', 'data/rooms.json'],
    ['feed', 'perubahan.atom'],
  ];
  for (const [place, path] of places) {
    const text = await publishedText(read, path);
    if (text !== undefined && named.test(text)) return place;
  }
  return undefined;
}
