import type { PublicData } from '../../../scripts/export/export-register.ts';
import { punctuality } from '../../../scripts/export/situation.ts';
import type { Language } from '../../../scripts/problem.ts';
import { count, percent } from '../../../scripts/words/duration.ts';
import { wall } from '../../../scripts/words/wall.ts';
import { TEXT } from './text.ts';

/** The four figures of the overview: running, late, completed in the month of the data, rows kept in time. */
export function figuresOf({ cases, register }: PublicData, late: number, open: number, language: Language) {
  const month = (at: string, zone: string) => {
    const { year, month: number } = wall(at, zone);
    return year * 12 + number;
  };
  const done = cases.filter(
    ({ end, procedure }) =>
      end?.kind === 'completed' && month(end.at, procedure.zone) === month(register.readAt, procedure.zone),
  ).length;
  const rows = cases.map(({ visits }) => punctuality(visits));
  const [kept, of] = [rows.reduce((sum, each) => sum + each.kept, 0), rows.reduce((sum, each) => sum + each.of, 0)];
  return [
    { name: 'open', label: TEXT.running[language], value: count(open)[language] },
    { name: 'late', label: TEXT.late[language], value: count(late)[language] },
    { name: 'done', label: TEXT.doneThisMonth[language], value: count(done)[language] },
    {
      name: 'kept',
      label: TEXT.onTime[language],
      value: of > 0 ? percent(kept, of)[language] : TEXT.noFigure[language],
    },
  ];
}
