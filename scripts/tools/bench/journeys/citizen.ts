import { SLOW_PHONE, see } from './recorder.ts';
import { inList, type Walk } from './walk.ts';

const finds =
  (typed: string): Walk['task'] =>
  async ({ page, tap, fill }) => {
    await fill(page.getByRole('searchbox'), typed);
    await tap(page.getByRole('button', { name: 'Lacak' }));
    await tap(inList(page, 'Contoh: rapat evakuasi warga'));
    await see(page.getByText(/— tenggat |^Lewat tenggat: /).first());
  };

const FIND = 'citizen, slow phone: finds a running case by words of its title, and who acts until when';

export const CITIZEN: readonly Walk[] = [
  { what: FIND, device: SLOW_PHONE, path: '/', task: finds('rapat evakuasi warga') },
  { what: `${FIND}, with typing errors`, device: SLOW_PHONE, path: '/', task: finds('rapt evakuasi wrga') },
];
