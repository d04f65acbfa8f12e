import fc from '#tests/support/fast-check.ts';
import { rounds } from '#tests/support/rounds.ts';
import { expect, test } from 'vitest';
import { formatProblem } from '#domain/problem.ts';
import { blobId, configFolder } from '#engine/config/folder.ts';
import { readConfig } from '#engine/config/read.ts';
import { SECOND } from '#tests/support/folders.ts';
import { interview } from './interview.ts';
import { filesOfSop, withRoles } from './write-sop.ts';

const office = await configFolder(SECOND);
const roles = office.find(({ path }) => path === 'sops/roles.yaml')?.text ?? '';

interface RandomRow {
  readonly who: string;
  readonly time: string;
  readonly otherwise: string;
  readonly hasResult: boolean;
}

const ROW = fc.record<RandomRow>({
  who: fc.constantFrom('1', '2', '3', '2+3', '2/3'),
  time: fc.constantFrom('', 'sesuai jadwal', '30 menit', '2 hari kerja', '10-15 menit'),
  otherwise: fc.constantFrom('p', 'x', '-', '1', '2'),
  hasResult: fc.boolean(),
});

/** Answers each question by its kind, as a person with the printed table does. */
function held(rows: readonly RandomRow[], hasNature: boolean, isOfficeClock: boolean) {
  const asked = interview({
    roles: { applicant: { name: { id: 'Pemohon', en: 'Applicant' } }, 'tata-usaha': { name: { id: 'TU', en: 'TU' } } },
    zone: 'Asia/Makassar',
    shorts: ['PKD'],
    paths: office.map(({ path }) => path),
    today: '2026-12-01',
  });
  let number = 0;
  let fields = 0;
  const answer = (text: string): string => {
    if (text.startsWith('Title')) return 'Izin Contoh / Sample permit';
    if (text.startsWith('Name of the office')) return 'KANTOR CONTOH';
    if (text.startsWith('Time is counted')) return isOfficeClock ? '1' : '2';
    if (text.startsWith('Role columns')) return 'Pemohon, TU, Kepala Baru';
    if (/^Row \d+, activity/.test(text)) return rows[number++] ? `Kegiatan ke-${number}` : '';
    const row = rows[number - 1];
    if (text.includes('who acts')) return row?.who ?? '';
    if (text.endsWith(', time')) return row?.time ?? '';
    if (text.includes('not in order')) return Number(row?.otherwise) >= number ? 'p' : (row?.otherwise ?? '');
    if (text.includes('fields of its result')) return row?.hasResult ? 'Nilai: angka' : '';
    if (text.startsWith('The first field')) return 'Nama: publik';
    if (text.startsWith('The next field')) return (fields += 1) === rows.length ? 'Surat: berkas' : '';
    return text.startsWith('Does a request have a nature') && hasNature ? 'y' : '';
  };
  for (let step = asked.next(); ; step = asked.next(answer(step.value.text.en))) if (step.done) return step.value;
}

test('R3, R7: the interview writes a sound procedure from any table', () => {
  // The last row is always one in which an official decides, since the interview accepts the end of the table only
  // after such a row.
  const rows = fc.array(ROW, { minLength: 1, maxLength: 8 }).map((some) => [...some, { ...LAST }]);
  fc.assert(
    fc.property(rows, fc.boolean(), fc.boolean(), (table, hasNature, isOfficeClock) => {
      const draft = held(table, hasNature, isOfficeClock);
      const made = new Map([
        ...filesOfSop(draft, false),
        ['sops/roles.yaml', withRoles(roles, draft.newRoles, undefined)],
      ]);
      const files = [...made].map(([path, text]) => ({ path, text, blob: blobId(Buffer.from(text)) }));
      const reading = readConfig([...office.filter(({ path }) => !made.has(path)), ...files]);
      expect('problems' in reading ? reading.problems.map((each) => formatProblem(each, 'en')) : []).toEqual([]);
      expect(draft.rows).toHaveLength(table.length);
    }),
    { numRuns: rounds(60) },
  );
});

const LAST: RandomRow = { who: '3', time: '', otherwise: '-', hasResult: false };
