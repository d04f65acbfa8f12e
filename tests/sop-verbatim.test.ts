import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Procedure } from '#domain/generated/procedure.ts';
import { rowsOf } from '#domain/procedure/steps.ts';
import { sampleText } from './support/folders.ts';

// The fixture is the original: a heading, the identity block and the table, with cells divided by tabs.
const original = readFileSync(new URL('fixtures/sop-protokol-manajemen-krisis.txt', import.meta.url), 'utf8');
const sop = parse(sampleText('sops/protokol-manajemen-krisis.yaml')) as Procedure;
const { identity, headings, columns } = sop;

const lines = original.split('\n');
const table = lines.slice(lines.findIndex((line) => line.startsWith('NO\t')));
const head = lines.slice(0, lines.length - table.length);
const cell = (label: string): string =>
  head.find((line) => line.startsWith(`${label}\t`))?.slice(label.length + 1) ?? `no ${label}`;

/** Returns the two cells under a pair of labels, with their items numbered and joined as in the original. */
const pair = (left: string, right: string): string[] =>
  (head[head.indexOf(`${left}\t${right}`) + 1] ?? '').split('\t').map((text) => text.replace(/^<ol[^>]*>/, ''));
const numbered = (items: readonly string[]): string => items.map((item, i) => `${i + 1}. ${item}`).join('');

describe('R4: the SOP file equals the printed SOP', () => {
  test('R4: the SOP file has the heading of the print', () => {
    const heading = head.join('\n').split('Nomor SOP')[0] ?? '';
    const plain = heading.replaceAll('**', '').split('\n').filter(Boolean);
    expect(plain).toEqual([...identity.office, identity.division]);
  });

  test.each([
    ['Nomor SOP', identity.number],
    ['Tanggal Pembuatan', identity.created],
    ['Tanggal Revisi', identity.revised],
    ['Tanggal Efektif', identity.effective],
    ['JUDUL SOP', identity.title],
  ])('R4: the SOP file has the identity cell %s of the print', (label, text) => {
    expect(text).toBe(cell(label));
  });

  test('R4: the SOP file has the person who approved it, with NIP', () => {
    const { office, name, rank, nip } = identity.approvedBy;
    expect(`${office}  ${name} ${rank} NIP. ${nip}`).toBe(cell('Disahkan Oleh'));
  });

  test.each([
    ['Dasar Hukum', numbered(identity.legalBasis), 'Kualifikasi Pelaksana', numbered(identity.qualifications)],
    ['Keterkaitan', identity.related.join(' '), 'Peralatan/Perlengkapan', numbered(identity.equipment)],
    ['Peringatan', identity.warnings.join(' '), 'Pencatatan dan Pendataan', numbered(identity.records)],
  ])(
    'R4: the SOP file has the identity cell %s of the print, and the cell next to it',
    (left, leftText, right, rightText) => {
      expect([leftText, rightText]).toEqual(pair(left, right));
    },
  );

  test('R4: the identity block of the print has no part besides those that these tests compare', () => {
    const labels = [
      'Nomor SOP',
      'Tanggal Pembuatan',
      'Tanggal Revisi',
      'Tanggal Efektif',
      'Disahkan Oleh',
      'JUDUL SOP',
    ];
    const pairs = ['Dasar Hukum\tKualifikasi Pelaksana', 'Keterkaitan\tPeralatan/Perlengkapan'];
    pairs.push('Peringatan\tPencatatan dan Pendataan');
    const start = head.findIndex((line) => line.startsWith('Nomor SOP'));
    const rest = head.slice(start).filter((line, i, all) => {
      const isCell = labels.some((label) => line.startsWith(`${label}\t`));
      return line !== '' && !isCell && !pairs.includes(line) && !pairs.includes(all[i - 1] ?? '');
    });
    expect(rest).toEqual([headings?.title]);
  });

  test('R4: the SOP file has the headings of the table, in order', () => {
    const printed = table.slice(0, 2).map((line) => line.split('\t').filter(Boolean));
    expect(printed).toEqual([
      [headings?.row, headings?.activity, headings?.actors, headings?.standard, headings?.remarks],
      [...columns.map(({ heading }) => heading), headings?.completeness, headings?.time, headings?.output],
    ]);
  });

  test('R4: the SOP file has every row of the table, cell by cell, and no other row', () => {
    const printed = table
      .slice(2)
      .filter(Boolean)
      .map((line) => line.split('\t').filter(Boolean));
    const rows = sop.steps
      .filter(({ kind }) => kind !== 'revise')
      .map((step) => [rowsOf(step).join(), step.activity, step.completeness, step.time.printed, step.output]);
    expect(printed).toEqual(rows);
  });

  test('R4: a revise step repeats the row to which it belongs', () => {
    for (const step of sop.steps.filter(({ kind }) => kind === 'revise')) {
      const { activity, completeness, output } = step;
      const row = sop.steps.find((other) => other !== step && other.row === step.row);
      expect(row).toMatchObject({ activity, completeness, output });
    }
  });

  test('R4: the printed time and the measured time of a step are the same', () => {
    const UNITS: Record<string, (n: string) => string> = { menit: (n) => `PT${n}M`, hari: (n) => `P${n}D` };
    for (const { time } of sop.steps.filter(({ kind }) => kind !== 'revise')) {
      const [count = '', unit = ''] = time.printed.toLowerCase().split(' ');
      expect(time.limit).toBe(UNITS[unit]?.(count));
    }
  });
});
