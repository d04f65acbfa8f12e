import type { Config } from '#domain/case/state/config.ts';
import type { Instant } from '#domain/clock/instant.ts';
import { formatProblem, type Problem, type Text, withoutReceived } from '#domain/problem.ts';
import { count } from '#domain/words/duration.ts';
import { both, plural } from '#domain/words/language.ts';
import { cut, MARKDOWN, plainName, quote } from '#domain/words/markdown.ts';
import { shortZonedTime } from '#domain/words/time.ts';
import type { CaseComparison } from './compare-case.ts';
import { countsOf, WHAT_IF_KINDS, otherwise, unknownIn } from './report.ts';
import { differenceWords, KIND_WORDS, unknownWords } from './words.ts';

/** The content of the comment on a pull request that changes the configuration. */
export type WhatIfWords =
  /** The configuration can be used, and nothing changes by which cases are judged. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] }
  | { readonly kind: 'not-computed'; readonly why: Text }
  | {
      readonly kind: 'computed';
      readonly asOf: Instant;
      readonly cases: readonly CaseComparison[];
      /** The greatest number of cases that are replayed. The newest cases are chosen. */
      readonly most: number;
      /** The configuration that the pull request proposes. */
      readonly config: Config;
    };

/**
 * Writes the first line of the comment.
 * @param key digest that identifies the head of the pull request and main's configuration
 */
export const whatIfMarker = (key: string): string => `<!-- disposisi:what-if ${key} -->`;

/** Returns the key in the first line of a what-if comment; undefined for any other comment. */
export const whatIfKey = (body: string): string | undefined =>
  /^<!-- disposisi:what-if ([a-z0-9]{1,64}) -->/.exec(body)?.[1];

/**
 * Returns both texts of a what-if comment.
 * @returns undefined for any other comment; empty texts if somebody edited the comment, so that it has another form
 */
export function whatIfWords(body: string): Text | undefined {
  if (whatIfKey(body) === undefined) return undefined;
  const [, id = '', en = ''] =
    /^<!--[^\n]*-->\n\n([\s\S]*)\n\n<details>\n<summary>English<\/summary>\n\n([\s\S]*)\n\n<\/details>$/.exec(body) ??
    [];
  return { id, en };
}

/** What a what-if comment says about the change as a whole. */
export type WhatIfVerdict = 'sound' | 'problems' | 'not-computed';

/** Reads from both texts of a what-if comment whether the changed configuration can be used. */
export function whatIfVerdict({ id }: Text): WhatIfVerdict | undefined {
  if (!id.startsWith(`**${TITLE.id}**`)) return undefined;
  if (id.includes(UNSOUND.id)) return 'problems';
  return id.includes(`\n${NOT_COMPUTED.id}`) ? 'not-computed' : 'sound';
}

/** Returns the text by whose SHA-256 a comment names the head and main's configuration. */
export const whatIfKeyText = (head: string, revision: string): string => `${head}\n${revision}`;
export const WHAT_IF_KEY_LENGTH = 20;

const TITLE: Text = {
  id: 'Seandainya perubahan ini sudah berlaku',
  en: 'If this change were already in force',
};

/** @param visibility which fields become public, or private again: one item of a list each, before everything else */
export function whatIfComment(key: string, words: WhatIfWords, visibility: readonly Text[] = []): string {
  const text = both((language) => {
    const items = visibility.map((each) => `- ${plainName(each[language], LONGEST_SENTENCE)}.`);
    return [`**${TITLE[language]}**`, ...items, bodyOf(words)[language]].join('\n\n');
  });
  const english = ['<details>', '<summary>English</summary>', '', text.en, '', '</details>'].join('\n');
  return [whatIfMarker(key), text.id, english].join('\n\n');
}

const COMMAND = 'npx disposisi what-if';

function bodyOf(words: WhatIfWords): Text {
  switch (words.kind) {
    case 'nothing':
      return {
        id: 'Perubahan ini dapat dipakai, dan tidak mengubah apa pun yang dipakai menilai berkas.',
        en: 'This change can be used, and changes nothing that cases are judged by.',
      };
    case 'not-computed':
      return {
        id: `${NOT_COMPUTED.id} ${words.why.id} Hitunglah dengan \`${COMMAND}\` dalam sebuah klon.`,
        en: `${NOT_COMPUTED.en} ${words.why.en} Compute it with \`${COMMAND}\` in a clone.`,
      };
    case 'problems':
      return both((language) => `${UNSOUND[language]}\n\n${problemBlock(words.problems)[language]}`);
    case 'computed':
      return computedWords(words);
  }
}

const NOT_COMPUTED: Text = { id: 'Tidak dihitung:', en: 'Not computed:' };
const UNSOUND: Text = {
  id: 'Belum dihitung, sebab konfigurasi ini tidak dapat dipakai:',
  en: 'Not computed, since this configuration cannot be used:',
};

/** The most problems, and the most rows of a table, that the comment shows. The command shows all. */
const MOST_PROBLEMS = 15;
const MOST_ROWS = 25;
/** The most characters of a sentence in a cell. */
const LONGEST = 400;
/** The most characters of a sentence that names fields. */
const LONGEST_SENTENCE = 5_000;

function problemBlock(problems: readonly Problem[]): Text {
  const more = problems.length - MOST_PROBLEMS;
  return both((language) => {
    const lines = problems.slice(0, MOST_PROBLEMS).map((each) => `- ${formatProblem(withoutReceived(each), language)}`);
    const rest = more > 0 ? [{ id: `… dan ${more} lagi`, en: `… and ${more} more` }[language]] : [];
    return quote([...lines, ...rest].join('\n'), 'text', 8_000);
  });
}

function computedWords({ asOf, cases, most, config }: Extract<WhatIfWords, { kind: 'computed' }>): Text {
  if (cases.length === 0)
    return {
      id: 'Belum ada berkas yang dapat dibandingkan.',
      en: 'There is no case yet to compare with.',
    };
  const counts = countsOf(cases);
  const kinds = WHAT_IF_KINDS.filter((kind) => counts[kind] > 0);
  const list = otherwise(cases);
  const reading = { zone: config.zone, roles: config.roles, rooms: config.rooms, marks: MARKDOWN };
  const unknown = unknownIn(cases);
  const until = shortZonedTime(asOf, config.zone);
  return both((language) => {
    const summary = kinds.map((kind) => `| ${KIND_WORDS[kind][language]} | ${count(counts[kind])[language]} |`);
    const rows = list.slice(0, MOST_ROWS).map((each) => {
      const said = each.differences.map((difference) => cell(differenceWords(difference, reading)[language]));
      return `| ${each.case} | ${said.join('<br>')} |`;
    });
    const more = list.length - rows.length;
    const heads = { id: ['hasil', 'berkas'], en: ['outcome', 'cases'] }[language];
    return [
      {
        id: `Dinilai lagi: ${cases.length} berkas terbaru (paling banyak ${most}) menurut fakta masing-masing, sampai ${until.id}.`,
        en: `Judged again: the newest ${plural(cases.length, 'case')} (at most ${most}) by their own facts, up to ${until.en}.`,
      }[language],
      [`| ${heads.join(' | ')} |`, '| --- | ---: |', ...summary].join('\n'),
      ...(rows.length > 0
        ? [
            [
              { id: '| berkas | perbedaannya |', en: '| case | what is otherwise |' }[language],
              '| --- | --- |',
              ...rows,
            ].join('\n'),
          ]
        : []),
      ...(more > 0 ? [{ id: `… dan ${more} berkas lagi.`, en: `… and ${plural(more, 'more case')}.` }[language]] : []),
      ...(unknown > 0 ? [unknownWords(unknown)[language]] : []),
      {
        id: `Berkas yang lebih lama, beserta ruang dan nomor agenda yang dipakainya, tidak ikut; semuanya dihitung oleh \`${COMMAND}\` dalam sebuah klon.`,
        en: `Older cases, with the rooms and agenda numbers that they take, are left out; \`${COMMAND}\` in a clone computes all.`,
      }[language],
    ].join('\n\n');
  });
}

/** Writes a cell of a table. An unescaped bar would end the cell, even in code. */
const cell = (text: string): string => cut(text, LONGEST).replace(/(?<!\\)\|/g, '\\|');
