import { error as annotate, summary, warning } from '@actions/core';
import type { Outcome } from '#engine/process/reconcile.ts';

/**
 * Reports what a run did, for people who open the run on GitHub: the cases, the accepted and refused acts with reasons,
 * and the effects on the forge. The report has only kinds and reasons, and no notes, results or requests (R11).
 */
export async function reportOutcomes(outcomes: readonly Outcome[]): Promise<void> {
  for (const { number, runError } of outcomes) if (runError !== undefined) annotate(`#${number}: ${runError}`);
  for (const { number, refusals } of outcomes)
    for (const { effect, status, message } of refusals) warning(`#${number}: ${effect.do}: ${status} ${message}`);
  for (const outcome of outcomes) for (const line of linesOf(outcome)) process.stdout.write(`${line}\n`);
  if (outcomes.length === 0) {
    summary.addRaw('Tidak ada yang baru. / Nothing new.', true);
    process.stdout.write('Tidak ada yang baru. / Nothing new.\n');
  } else {
    const header = ['Berkas / case', 'Register', 'Di GitHub / on GitHub'];
    table(
      summary,
      header,
      outcomes.map((each) => [
        `#${each.number} ${each.caseId ?? '–'}`,
        rows(each.entries.map(entryText)),
        each.runError === undefined ? rows(effectCounts(each)) : `⚠ ${each.runError}`,
      ]),
    );
  }
  await summary.write();
}

const entryText = ({ kind, step, at, reason }: Outcome['entries'][number]): string =>
  [kind, reason === undefined ? '' : `(${reason})`, step ?? '', at].filter(Boolean).join(' ');

function effectCounts({ effects, refusals }: Outcome): string[] {
  const counts = Map.groupBy(effects, (effect) => effect.do);
  const written = [...counts].map(([verb, { length }]) => (length > 1 ? `${verb} × ${length}` : verb));
  return [...written, ...refusals.map(({ effect, status }) => `⚠ ${effect.do}: ${status}`)];
}

function linesOf(outcome: Outcome): string[] {
  const { number, caseId, entries } = outcome;
  const effects = effectCounts(outcome);
  return [
    `#${number} ${caseId ?? '–'}`,
    ...entries.map((entry) => `  + ${entry.seq} ${entryText(entry)}`),
    ...(effects.length > 0 ? [`  → ${effects.join(', ')}`] : []),
  ];
}

/** Cells of a summary are HTML, so text from any source is escaped (security row 24). */
const text = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('@', '&#64;');

const rows = (lines: readonly string[]): string => lines.join('\n');

/** Adds a table of plain texts to the job's summary. Line feeds separate the lines of a cell. */
function table(to: typeof summary, header: readonly string[], body: readonly (readonly string[])[]): void {
  const cell = (value: string): string => text(value).replaceAll('\n', '<br>');
  to.addTable([
    header.map((data) => ({ data: cell(data), header: true })),
    // The library writes an empty cell without its closing tag, so an empty cell gets a dash.
    ...body.map((line) => line.map((value) => ({ data: cell(value) || '–' }))),
  ]);
}
