import { describe, expect, it } from 'vitest';
import type { Config } from '#domain/case/state/config.ts';
import { Undecidable, type World } from '#domain/case/state/world.ts';
import type { RegisterIndex } from '#domain/journal/index-file.ts';
import { applicant, edited, History, office, request, SUBMITTED, wib } from '#tests/support/world.ts';
import { judgeReading } from './judge-reading.ts';

const [entry] = office.procedures.values();
if (!entry) throw new Error('No procedure.');
const origin = { field: '/asal', from: [{ procedure: 'protokol-manajemen-krisis' }] };
const linking: Config = {
  ...office,
  procedures: new Map([[entry.value.id, { ...entry, value: { ...entry.value, origin } }]]),
};

const worldOf = (history: History, config: Config): World => ({
  config,
  pinned: undefined,
  opening: { number: 12, branch: history.branch, opener: history.opener, draft: false, base: 'main' },
  facts: history.facts,
  contents: history.contents,
  documents: new Map(),
  others: { bookings: [], agenda: {}, openCases: {} },
  now: wib(1, '08:01'),
  settle: 0,
  answered: () => false,
  cannotReopen: false,
});

/** Judges, and returns which paths of the register were read. */
async function judged(
  config: Config,
  asal: string | undefined,
  open: RegisterIndex['cases'] = {},
  asked: (paths: readonly string[]) => void = () => undefined,
) {
  const history = new History({ config });
  history.push(wib(1, '07:50'), edited(request(), { '/asal': asal }));
  history.label(wib(1, '07:50:05'), 'opened');
  history.sign(SUBMITTED);
  const read: string[] = [];
  const forge = {
    readRegister: async (paths: readonly string[]) => {
      read.push(...paths);
      asked(paths);
      return new Map<string, string>();
    },
    readAccount: async () => undefined,
    readSigned: async () => [],
  };
  const { judgement } = await judgeReading(forge, worldOf(history, config), undefined, open);
  return { read, problems: judgement.refusedDraft?.problems.map(({ code }) => code), entries: judgement.entries };
}

it('R38: no journal is read for a procedure without origins, or for a request that names no origin', async () => {
  expect(await judged(office, 'PMK-2026-3')).toMatchObject({ read: [], entries: [{ kind: 'submitted' }] });
  expect(await judged(linking, undefined)).toMatchObject({ read: [], entries: [{ kind: 'submitted' }] });
});

it('R45, R38: one journal is read for an origin, and none for a text that is no case number or for the case itself', async () => {
  expect(await judged(linking, 'PMK-2026-3')).toMatchObject({
    read: ['journals/0/3.jsonl'],
    problems: ['origin-unknown'],
  });
  expect(await judged(linking, 'PMK-2026-12')).toMatchObject({ read: [], problems: ['origin-own'] });
  for (const id of ['bukan nomor', '../3', 'PMK-2026-03', 'PMK-2026-3 ', 'PMK-2026-9999999999'])
    expect(await judged(linking, id)).toMatchObject({ read: [], problems: ['origin-unknown'] });
});

it('R31: an open case whose journal is missing is an error, not an absence', async () => {
  const open = { 3: { id: 'PMK-2026-3' } } as unknown as RegisterIndex['cases'];
  await expect(judged(linking, 'PMK-2026-3', open)).rejects.toThrow(Undecidable);
});

describe('R45: the opener’s open cases of the same procedure are read with the origin, by one read', () => {
  const path = entry.path;
  // Only these fields of an open case are read.
  const open = (more: Partial<RegisterIndex['cases'][string]> = {}) =>
    ({
      7: { id: 'PMK-2026-7', applicant: applicant.id, procedure: path, ...more },
    }) as unknown as RegisterIndex['cases'];

  it('R31: a missing journal of another open case of the opener is an error, not an absence', async () => {
    await expect(judged(linking, 'PMK-2026-3', open())).rejects.toThrow(/open case 7 /);
  });

  it('R45: the open cases of others, of another procedure, or entered for others are not read', async () => {
    for (const more of [{ applicant: 1 }, { procedure: 'sops/lain.yaml' }, { onBehalf: true as const }])
      expect((await judged(linking, 'PMK-2026-3', open(more))).read).toEqual(['journals/0/3.jsonl']);
    expect((await judged(linking, 'bukan nomor', open())).read).toEqual([]);
  });

  it('R45: the origin and the opener’s open case are read by one read', async () => {
    const requests: (readonly string[])[] = [];
    await judged(linking, 'PMK-2026-3', open(), (paths) => requests.push(paths)).catch(() => undefined);
    expect(requests).toEqual([['journals/0/3.jsonl', 'journals/0/7.jsonl']]);
  });
});
