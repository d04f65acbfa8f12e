import type { Procedure as ProcedureFigures } from '#domain/generated/public-figures.ts';
import type { CourseMonth, PublicFiguresNow } from '#domain/generated/public-figures-now.ts';
import type { Language } from '#domain/problem.ts';
import { keptOf } from '#public/figures/month-figures.ts';
import type { View } from '../view.ts';
import type { FigureTable } from './figure-part.ts';
import { Sayings } from './sayings.ts';

/** A month of an office with several SOPs: a line each, which leads to its page, and the whole office's. @param month `YYYY-MM` */
export function officeTable(
  view: View,
  procedures: readonly ProcedureFigures[],
  month: string,
  language: Language,
): FigureTable {
  const words = new Sayings(view, undefined, language);
  const lines = procedures.map(({ id, submitted, ended, limits }) => ({
    name: view.procedure(id)?.title[language] ?? id,
    ...{ submitted, ended: ended.reduce((sum, { n }) => sum + n, 0), ...keptOf(limits) },
  }));
  const all = lines.reduce(
    (sum, each) => ({
      submitted: sum.submitted + each.submitted,
      ended: sum.ended + each.ended,
      kept: sum.kept + each.kept,
      of: sum.of + each.of,
    }),
    { submitted: 0, ended: 0, kept: 0, of: 0 },
  );
  return {
    caption: words.say('wholeOffice'),
    links: procedures.map(({ id }) => `/angka/${month}/${id}/`),
    head: [
      'SOP',
      words.say('submitted'),
      words.say('ended'),
      words.say('onTime'),
      words.say('late'),
      words.say('share'),
    ],
    rows: [...lines, { name: words.say('wholeOffice'), ...all }].map(({ name, submitted, ended, kept, of }) => [
      ...[name, words.n(submitted), words.n(ended), words.n(kept), words.n(of - kept)],
      words.share(kept, of, 'noLimits'),
    ]),
  };
}

/** The course of the whole office, of those of its SOPs. */
export function officeCourse(course: PublicFiguresNow['course']): CourseMonth[] {
  const [first, ...others] = course.map(({ months }) => months);
  return (first ?? []).map((month, i) =>
    others.reduce((sum, months) => {
      const { kept, of, submitted, completed, ended } = months[i] ?? month;
      return {
        ...{ month: sum.month, kept: sum.kept + kept, of: sum.of + of, submitted: sum.submitted + submitted },
        ...{ completed: sum.completed + completed, ended: sum.ended + ended },
      };
    }, month),
  );
}
