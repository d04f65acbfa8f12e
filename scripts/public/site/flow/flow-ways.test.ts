import { describe, expect, it } from 'vitest';
import { permits } from '#tests/support/branching.ts';
import { sop } from '#tests/support/walked-case.ts';
import type { Step } from '#domain/generated/procedure.ts';
import { stepOf } from '#domain/procedure/steps.ts';
import { decides, exitsOf, type Way, type Wish, waysOf } from './flow-ways.ts';

const step = (id: string) => stepOf(permits, id);
const answers = (id: string) => waysOf(step(id)).map(({ answer }) => answer);

describe('R46: the outcomes of a step as arrows', () => {
  it('R46: several forward outcomes have numbers, and a plain decision has yes and no', () => {
    expect(answers('penelaahan')).toEqual([1, 2, 3, 4, 'no']);
    expect(answers('paraf')).toEqual(['yes', 'no']);
    expect(answers('rapat')).toEqual(['yes', 'no', 'time']);
    expect(answers('berkas')).toEqual(['yes']);
  });

  it('R46: forward outcomes to one step are one arrow with all their conditions', () => {
    const given = step('penelaahan');
    const [small, medium, ...rest] = given.outcomes.approve;
    if (!small || !medium) throw new Error('The decision has no ways.');
    const outcomes = { ...given.outcomes, approve: [small, { ...medium, to: 'konsep' }, ...rest] };
    const [first, ...others] = waysOf({ ...given, outcomes });
    expect(first).toMatchObject({ answer: 1, target: { to: 'konsep' }, when: [small.when, medium.when] });
    expect(others.map(({ answer }) => answer)).toEqual([2, 3, 'no']);
  });

  it('R46: outcomes with a reason come last, with numbers; one to the target of Request changes shares the arrow “no”', () => {
    const row7 = stepOf(sop, 'pengecekan');
    expect(
      waysOf(row7).map(({ answer, target: { to, end }, because }) => [answer, to ?? end, because?.map(({ id }) => id)]),
    ).toEqual([
      ['yes', 'persiapan-teknis', undefined],
      [1, 'failed', ['gangguan jaringan internet']],
      [2, 'pemberitahuan-alternatif', ['uji koneksi gagal', 'bersamaan dengan acara lain']],
    ]);
    const changes = { to: 'pemberitahuan-alternatif' };
    const check = waysOf({ ...row7, outcomes: { ...row7.outcomes, changes } });
    expect(check.map(({ answer, target: { to, end } }) => [answer, to ?? end])).toEqual([
      ['yes', 'persiapan-teknis'],
      ['no', 'pemberitahuan-alternatif'],
      [1, 'failed'],
    ]);
    expect(check.map(({ because }) => because?.map(({ id }) => id))).toEqual([
      undefined,
      ['uji koneksi gagal', 'bersamaan dengan acara lain'],
      ['gangguan jaringan internet'],
    ]);
    expect(
      waysOf(stepOf(sop, 'persiapan-teknis')).map(({ answer, target: { to, end } }) => [answer, to ?? end]),
    ).toEqual([
      ['yes', 'pelaksanaan'],
      ['no', 'pengecekan'],
      [1, 'failed'],
      [2, 'pemberitahuan-alternatif'],
    ]);
  });

  it('R46: outcomes to ends of one kind with different words are different arrows', () => {
    const given = step('penelaahan');
    const [first] = given.outcomes.approve;
    const part = { id: 'izin diberikan sebagian', en: 'granted in part' };
    const whole = { id: 'izin diberikan', en: 'granted' };
    const approve = [
      { ...first, to: undefined, end: 'completed' as const, as: part },
      { end: 'completed' as const, as: whole },
      { end: 'completed' as const, as: { ...whole } },
    ];
    const found = waysOf({ ...given, outcomes: { approve } } as Step);
    expect(found.map(({ answer, target }) => [answer, target.as?.id])).toEqual([
      [1, part.id],
      [2, whole.id],
    ]);
  });

  it('R46: a step is a decision if those who act have a choice, and an outcome by time is none', () => {
    expect(['penelaahan', 'paraf', 'rapat'].map((id) => decides(step(id)))).toEqual([true, true, true]);
    const { changes: _none, ...outcomes } = step('rapat').outcomes;
    expect(decides({ ...step('rapat'), outcomes })).toBe(false);
    expect(decides(step('berkas'))).toBe(false);
  });
});

describe('R46: every arrow leaves its step at a place of its own, as long as places are free', () => {
  const way = (answer: Way['answer']): Way => ({ answer, target: {}, when: [] });
  it.each<[string, [Way['answer'], Wish][], string[]]>([
    [
      'the side that it wishes',
      [
        ['yes', 'right'],
        ['no', 'left'],
      ],
      ['right', 'left'],
    ],
    [
      'a place under the symbol, if that side is taken',
      [
        [1, 'left'],
        [2, 'left'],
      ],
      ['left', 'below-left'],
    ],
    [
      'a shared place, if that place is taken too',
      [
        [1, 'left'],
        [2, 'left'],
        [3, 'left'],
      ],
      ['left', 'below-left', 'below-left'],
    ],
    [
      'its side before arrows with a number, if it is a “no”',
      [
        [1, 'right'],
        ['no', 'right'],
      ],
      ['below-right', 'right'],
    ],
    [
      'the side that is left, if it can take either side',
      [
        [1, 'either'],
        [2, 'right'],
      ],
      ['left', 'right'],
    ],
    [
      'the bottom, if it leads straight down',
      [
        [1, 'either'],
        [2, 'bottom'],
        ['no', 'left'],
      ],
      ['right', 'bottom', 'left'],
    ],
  ])('R46: an arrow leaves its step at %s', (_what, given, expected) => {
    expect(
      exitsOf(
        given.map(([answer]) => way(answer)),
        given.map(([, wish]) => wish),
      ),
    ).toEqual(expected);
  });
});
