import type { Config } from '#domain/case/state/config.ts';
import type { Language } from '#domain/problem.ts';
import { countsOf, WHAT_IF_KINDS, otherwise, unknownIn } from '#domain/what-if/report.ts';
import { differenceWords, KIND_WORDS, unknownWords } from '#domain/what-if/words.ts';
import { count } from '#domain/words/duration.ts';
import { plural } from '#domain/words/language.ts';
import { shortZonedTime } from '#domain/words/time.ts';
import type { WhatIfResult } from '#engine/register/what-if-clone.ts';

/** A what-if as people read it: how many cases of each kind, then those that would have gone otherwise. */
export function whatIfLines({ asOf, cases }: WhatIfResult, config: Config, lang: Language): string[] {
  const counts = countsOf(cases);
  const kinds = WHAT_IF_KINDS.filter((kind) => counts[kind] > 0);
  const width = widest(kinds.map((kind) => KIND_WORDS[kind][lang]));
  const list = otherwise(cases);
  const ids = widest(list.map((each) => each.case));
  const reading = { zone: config.zone, roles: config.roles, rooms: config.rooms };
  const unknown = unknownIn(cases);
  return [
    headline({ asOf, cases }, config, lang),
    ...kinds.map((kind) => `  ${KIND_WORDS[kind][lang].padEnd(width)}  ${count(counts[kind])[lang].padStart(7)}`),
    ...(list.length > 0 ? [''] : []),
    ...list.flatMap((each) =>
      each.differences.map(
        (difference, n) => `${(n === 0 ? each.case : '').padEnd(ids)}  ${differenceWords(difference, reading)[lang]}`,
      ),
    ),
    ...(unknown > 0 ? ['', unknownWords(unknown)[lang]] : []),
  ];
}

const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(({ length }) => length));

function headline({ asOf, cases }: WhatIfResult, { zone }: Config, lang: Language): string {
  const ofChanged = cases.filter(({ changed }) => changed).length;
  const all = { id: `${count(cases.length).id} berkas`, en: plural(cases.length, 'case') }[lang];
  const of = {
    id: `, ${count(ofChanged).id} di antaranya menurut SOP yang diubah`,
    en: `, ${ofChanged} of them by a changed SOP`,
  }[lang];
  if (asOf === '') return `${all}.`;
  const until = shortZonedTime(asOf, zone);
  return `${all}${of}${{ id: `, sampai ${until.id}`, en: `, up to ${until.en}` }[lang]}:`;
}
