import type { CourseMonth, PublicFiguresNow } from '#domain/generated/public-figures-now.ts';
import { keptOf, type ProcedureSums } from '#public/figures/month-figures.ts';
import type { PageView } from '../view.ts';
import type { FigureTable } from './figure-part.ts';
import { Sayings } from './sayings.ts';

/**
 * Returns the table of a month for an office with several SOPs. Each SOP has a row, which links to the page of the
 * SOP in this month; the last row is the sum.
 * @param month the month as `YYYY-MM`
 */
export function officeTable(view: PageView, procedures: readonly ProcedureSums[], month: string): FigureTable {
  const words = new Sayings(view);
  const lines = procedures.map(({ id, submitted, ended, limits }) => ({
    name: view.procedure(id)?.title[view.language] ?? id,
    ...{ submitted, ended: ended.reduce((sum, { n }) => sum + n, 0), ...keptOf(limits) },
  }));
  const total = (name: 'submitted' | 'ended' | 'kept' | 'of') => lines.reduce((sum, each) => sum + each[name], 0);
  const all = { submitted: total('submitted'), ended: total('ended'), kept: total('kept'), of: total('of') };
  return {
    caption: words.say('wholeOffice'),
    links: procedures.map(({ id }) => `/angka/${month}/${id}/`),
    head: ['SOP', ...words.heads('submitted', 'ended', 'onTime', 'late', 'share')],
    rows: [...lines, { name: words.say('wholeOffice'), ...all }].map(({ name, submitted, ended, kept, of }) => [
      ...[name, words.n(submitted), words.n(ended), words.n(kept), words.n(of - kept)],
      words.share(kept, of, 'noLimits'),
    ]),
  };
}

/** Adds up the months of all SOPs into the months of the whole office. */
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
