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

/** Everything that the verification of a case needs besides the published files. */
export interface VerifyTools {
  readonly read: ReadPublished;
  /** Reads files that never change; each file is read only once. */
  readonly readTile: ReadPublished;
  readonly readPage: (html: string) => ReadPage;
  readonly memory: Memory;
  readonly language: Language;
  /** Current time by the reader's clock. */
  readonly now: string;
}

export interface CaseVerification {
  readonly verdict: VerdictSentence;
  readonly values: Readonly<Record<string, string | number>>;
  readonly claims: readonly Claim[];
  readonly entries: readonly ShownLine[];
  /** Number of the first wrong entry, counted from one; 0 if no entry is wrong. */
  readonly fault: number;
  readonly evidence?: Evidence;
}

/** An entry of the chain, for the list on the page. */
export interface ShownLine {
  readonly id: string;
  /** Time of the entry; absent if the entry is hidden. */
  readonly at?: string;
  /** Kind of the entry in words; absent if the public does not know the kind (R11). */
  readonly what?: string;
}

const NOTHING = { claims: [], entries: [], fault: 0 } as const;

/**
 * Verifies a case from the published files and this browser's memory, and makes a claim about each thing (R37). The
 * newest checkpoint is remembered if it is valid, and if it contradicts neither the remembered checkpoint nor the
 * checkpoint of a witness. The chain is remembered if no claim is broken.
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

/** Returns the data of a case if they have the form of such data. Whether the data are true is checked later. */
function statedCase(data: unknown): PublicCase | undefined {
  const one = data as Partial<PublicCase> | undefined;
  const whole = typeof one?.number === 'number' && Array.isArray(one.visits) && one.procedure && one.register;
  return whole ? (one as PublicCase) : undefined;
}

/** Returns the expected length and last id of a chain. Without data of the case, both come from the chain itself. */
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

/** Checks whether the chain is in the log, and checks the checkpoint of the log. */
async function checkLog(
  { lines, claim }: ChainFindings,
  number: number,
  { read, readTile, memory, now }: VerifyTools,
): Promise<{ readonly claims: readonly Claim[]; readonly checkpoint: CheckpointFindings }> {
  const alone = (mark: Claim['mark'], says: Claim['says']) => ({
    claims: [{ thing: 'logged', mark, says } as const],
    checkpoint: { claims: [] },
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

/**
 * Checks whether the chain continues the chain that this browser remembers. A second chain of the same case could be in
 * the log too, but would not continue the first.
 */
function checkSeenChain(id: string, { lines, claim }: ChainFindings, memory: Memory): Claim[] {
  const seen = memory.chain(id);
  if (!seen || claim.mark !== 'proved') return [];
  const values = { m: seen.entries, t: seen.at };
  return lines[seen.entries - 1]?.id === seen.tip
    ? [{ thing: 'case-seen', mark: 'proved', says: 'case-extends', values }]
    : [{ thing: 'case-seen', mark: 'broken', says: 'case-broken', values }];
}

/** Claims that mean that an earlier publication and the current one cannot both be true. */
const ALARMS: ReadonlySet<Claim['says']> = new Set([
  ...(['seen-broken', 'seen-smaller', 'case-broken', 'witness-broken', 'signed-other', 'logged-gone'] as const),
]);

/** Things that must be proved before a case is called whole, except a signature by a key that the office has added. */
const WHOLE: readonly Thing[] = ['chain', 'data', 'page', 'logged', 'signed'];

function verdictOf(
  claims: readonly Claim[],
  { lines, claim }: ChainFindings,
): Pick<CaseVerification, 'verdict' | 'values'> {
  const values = { n: lines.length };
  const broken = claims.filter(({ mark }) => mark === 'broken').length;
  if (claims.some(({ says }) => ALARMS.has(says))) return { verdict: 'alarm', values: { ...values, k: broken } };
  if (broken > 0) return { verdict: 'broken', values: { ...values, k: broken } };
  if (claims.some(({ mark, thing }) => mark === 'none' && WHOLE.includes(thing)))
    return { verdict: 'unlogged', values };
  const sound = new Set(claims.filter(({ mark }) => mark === 'proved').map(({ thing }) => thing));
  const open = WHOLE.filter((thing) => !sound.has(thing)).length;
  // A new key of the office, listed after the old key, is mentioned in the line about signatures and does not change
  // the verdict.
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

/** Returns the value that was read, or null for a file that is not JSON. The check that needs the file reports that. */
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
 * Finds where the site names a case that has neither chain nor data. If the site names the case somewhere, or if this
 * browser remembers its chain, then the chain was deleted.
 * @returns the first such place; undefined if nothing names the case
 */
async function knownElsewhere(id: string, read: ReadPublished, memory: Memory): Promise<KnownPlace | undefined> {
  if (memory.chain(id)) return 'memory';
  // Only a text with the form of a case number becomes part of an address.
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
