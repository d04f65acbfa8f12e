import { stringify } from 'yaml';
import { expect, test } from 'vitest';
import { outline, withoutErased } from '#domain/journal/erasure.ts';
import { asked, documents } from '#tests/documents/ways.ts';
import { disclosure, rooms, roles, sop, Walk } from '#tests/support/walked-case.ts';
import { deskAgendaBooks } from './agenda-book.ts';
import type { DeskForge } from './forge.ts';

const received = (number: number, at: string, more: Parameters<Walk['submit']>[1] = {}): Walk =>
  new Walk(number, at).submit(asked, more).wait(3).approve();

/** Makes a forge with these files on main, and these journals. `read` collects the blobs that were asked for. */
function forgeWith(
  journals: ReadonlyMap<number, string>,
  read: string[],
  templates: readonly string[] = ['buku-agenda.yaml'],
): DeskForge {
  const template = documents.templates.find(({ value }) => value.of === 'year')?.value;
  const files: Readonly<Record<string, string>> = {
    'roles.yaml': stringify(roles),
    'rooms.yaml': stringify({ rooms }),
    'letterhead.yaml': stringify(documents.letterhead),
    ['b'.repeat(40)]: stringify(sop),
    ['c'.repeat(40)]: JSON.stringify(disclosure.request),
    'buku-agenda.yaml': stringify(template),
    ...Object.fromEntries([...journals].map(([number, text]) => [`journal ${number}`, text])),
  };
  const entry = (name: string, oid = name) => ({ name, type: 'blob', oid });
  const folder = (name: string, entries: readonly object[]) => ({ name, type: 'tree', oid: name, object: { entries } });
  const numbers = [...journals.keys()].map((n) => entry(`${n}.jsonl`, `journal ${n}`));
  const repository = {
    journals: { entries: [folder('0', numbers)] },
    checkpoint: null,
    sops: {
      entries: [
        ...['roles.yaml', 'rooms.yaml', 'letterhead.yaml'].map((name) => entry(name)),
        folder(
          'documents',
          templates.map((name) => entry(name)),
        ),
      ],
    },
    schemas: { entries: [] },
  };
  return {
    known: new Map<string, string>(),
    now: () => Date.parse('2026-12-01T03:00:00Z'),
    graphql: (query: string, variables: Readonly<Record<string, string>>) => {
      if (query.includes('AgendaBook')) return Promise.resolve({ repository });
      read.push(...Object.values(variables));
      const blobs = Object.entries(variables).map(([name, oid]) => [name, { oid, text: files[oid] ?? null }]);
      return Promise.resolve({ repository: Object.fromEntries(blobs) });
    },
  } as unknown as DeskForge;
}

const rowsOf = (books: Awaited<ReturnType<typeof deskAgendaBooks>>): string[][] =>
  books.flatMap(({ sheet }) =>
    sheet.parts.flatMap((part) =>
      part.is === 'table' ? part.rows.map((row) => [row[0] ?? '', row[2] ?? '', row[3] ?? '']) : [],
    ),
  );

const BY = { address: 'https://kantor.example' };

test('R13, R50: the agenda book has every case with a number of the year, also one whose content was erased', async () => {
  const erased = received(8, '2026-11-25T02:00:00Z').withdraw();
  const kept = erased.sealed().outlines.map(outline);
  erased.add('erased', { erased: { what: ['letters'], ground: { id: 'Contoh', en: 'Sample' }, kept } });
  const whole = erased.sealed();
  const journals = new Map([
    [7, received(7, '2026-11-24T02:00:00Z').sealed().text],
    [8, withoutErased(8, whole.text, whole.erasure)],
    [9, new Walk(9, '2026-11-26T02:00:00Z').submit(asked).sealed().text],
    [10, received(10, '2026-11-27T02:00:00Z', { nature: 'rahasia' }).sealed().text],
  ]);
  expect(journals.get(8)).not.toContain('Contoh rekaan: banjir.');
  const books = await deskAgendaBooks(forgeWith(journals, []), 2026, { ...BY, count: 3 });
  expect(rowsOf(books)).toEqual([
    ['7', 'PMK-2026-7', 'Dinas Contoh'],
    ['8', 'PMK-2026-8', expect.any(String)],
    ['10', 'PMK-2026-10', 'Dinas Contoh'],
  ]);
});

test('R38: cases are read from the newest on, until as many are found as the index counts', async () => {
  const old = Array.from(
    { length: 40 },
    (_, n) => [n + 1, received(n + 1, '2026-01-05T02:00:00Z').sealed().text] as const,
  );
  const journals = new Map([...old, [50, received(50, '2026-11-24T02:00:00Z').sealed().text]]);
  const read: string[] = [];
  const books = await deskAgendaBooks(forgeWith(journals, read), 2026, { ...BY, count: 1 });
  expect(rowsOf(books).map(([, id]) => id)).toContain('PMK-2026-50');
  expect(read.filter((oid) => oid.startsWith('journal ')).length).toBe(30);
  expect(read).not.toContain('journal 1');
});

test('an office without a template of an agenda book has none', async () => {
  const forge = forgeWith(new Map(), [], []);
  await expect(deskAgendaBooks(forge, 2026, { ...BY, count: 0 })).resolves.toEqual([]);
});
