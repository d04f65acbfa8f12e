import type { Entry, PublicCase } from '#domain/generated/public-case.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Language, Text } from '#domain/problem.ts';
import { entryKind } from '#domain/words/entry-kind.ts';
import { heldRole } from '#domain/words/parties.ts';
import { statusSentence } from '#domain/words/status.ts';
import { shortTime } from '#domain/words/time.ts';
import { publicSituation } from '#public/export/situation.ts';
import { entryCode } from '../lib/entry-code.ts';
import type { Claim } from './published.ts';

/** The parts of the page of a case that are compared with the data. */
export type ReadPage = ReturnType<typeof readCasePage>;

export interface PageNames {
  readonly roleName: (id: string) => Text;
  /** The version of the procedure that the case is pinned to (R7). The page uses its words. */
  readonly procedure: Procedure | undefined;
}

/**
 * Compares the page of a case with the data, which were compared with the chain before. The comparison covers the
 * case number, the sentence on top, how many visits there are, and the number, time, code, person and note of every
 * entry. The kind of an entry is compared too, unless the page shows it as a whole sentence. Nothing else is compared.
 * @param page parts of the page; undefined if there is no such page
 */
export function checkCasePage(
  page: ReadPage | undefined,
  one: PublicCase,
  names: PageNames,
  language: Language,
): Claim {
  const broken = (place: string): Claim => ({ thing: 'page', mark: 'broken', says: 'page-differs', values: { place } });
  if (!page) return { thing: 'page', mark: 'broken', says: 'page-missing' };
  const situation = publicSituation(one, names);
  const sentence = statusSentence(situation, { zone: one.procedure.zone })[language];
  if (page.heading !== one.id) return broken(page.heading || '—');
  if (page.sentence !== spaced(sentence)) return broken(page.sentence || '—');
  const entries = one.visits.flatMap((visit) => visit.entries);
  if (page.visits !== one.visits.length || page.acts.length !== entries.length)
    return broken(`${page.visits}/${one.visits.length}, ${page.acts.length}/${entries.length}`);
  const shown = new Map(page.acts.map((act) => [act.seq, act]));
  const { zone } = one.procedure;
  const differing = entries.find((entry) => !isShown(entry, shown.get(String(entry.seq)), names, { language, zone }));
  if (differing) return broken(`${differing.seq}`);
  return { thing: 'page', mark: 'proved', says: 'page-holds', values: { n: entries.length } };
}

function isShown(
  entry: Entry,
  act: ReadPage['acts'][number] | undefined,
  { roleName }: PageNames,
  { language, zone }: { readonly language: Language; readonly zone: string },
): boolean {
  const { who, note = '' } = entry;
  if (act?.time !== shortTime(entry.at, zone)[language]) return false;
  if (act.at !== entry.at || act.code !== entryCode(entry) || act.note !== spaced(note)) return false;
  const named = who
    ? [heldRole(roleName)(who.role, who.acting)[language], who.name ?? '', who.acting?.decree ?? '']
    : [];
  if (!named.every((each) => act.who.includes(spaced(each))) || (!who && act.who !== '')) return false;
  // The page shows a refusal, a reminder and a decision not made in time as whole sentences, which are not compared.
  return ['refused', 'rung', 'silence'].includes(entry.kind) || act.what === entryKind(entry)[language];
}

/** Replaces each run of white space with one space, as a page does. */
export const spaced = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Reads the compared parts from the page of a case. */
export function readCasePage(page: ParentNode) {
  const text = (within: ParentNode, selector: string): string =>
    spaced(within.querySelector(selector)?.textContent ?? '');
  return {
    heading: text(page, '.case-top .number'),
    sentence: text(page, '.case-top .sentence'),
    visits: page.querySelectorAll('.trail .visit').length,
    acts: [...page.querySelectorAll('.trail ol > li')].map((act) => ({
      seq: act.id.replace(/^catatan-/, ''),
      at: act.querySelector('time')?.getAttribute('datetime') ?? '',
      /** The time in the words of the page. */
      time: text(act, 'time'),
      /** Number and first digits of the id, see {@link entryCode}. */
      code: text(act, 'code'),
      // The kind of the act is the first part of the line, struck out or not. The person is named before the time.
      what: spaced(act.querySelector('p')?.firstChild?.textContent ?? ''),
      who: spaced(act.querySelector('time')?.previousSibling?.textContent ?? ''),
      note: text(act, 'blockquote.note'),
    })),
  };
}
