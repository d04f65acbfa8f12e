import { plural } from '#domain/words/language.ts';
import type { Text } from '#domain/problem.ts';
import type { Io } from '#entry/command.ts';
import type { Failure } from './apply.ts';
import type { SetupFinding } from './finding.ts';
import { refusal } from './plan.ts';
import type { RepositorySituation } from './read-situation.ts';

const SEVERITY: Readonly<Record<SetupFinding['severity'], Text>> = {
  missing: { id: 'belum ada', en: 'missing' },
  wrong: { id: 'salah', en: 'wrong' },
  weaker: { id: 'lemah', en: 'weaker' },
};

const APPLY: Text = { id: 'Jalankan setup dengan --apply', en: 'Run setup with --apply' };

/** Prints the remaining findings, one after another. Returns the exit code, which is 0 if all of them are advisory. */
export function reportFindings(findings: readonly SetupFinding[], { out, lang }: Io): number {
  if (findings.length === 0) {
    out({ id: 'Siap: tidak ada yang kurang.', en: 'Ready: nothing is missing.' }[lang]);
    return 0;
  }
  for (const group of groups(findings, lang)) {
    const [first] = group;
    if (!first) continue;
    const advice = `    → ${(first.advice ?? APPLY)[lang]}`;
    for (const { code, severity, what, is, should } of group) {
      out(`[${SEVERITY[severity][lang]}] ${code} — ${what[lang]}`);
      // The findings of a group differ in one line each.
      if (group.length > 1) continue;
      if (is !== undefined) out(`    ${{ id: 'adanya', en: 'found' }[lang]}: ${is}`);
      if (should !== undefined) out(`    ${{ id: 'seharusnya', en: 'should be' }[lang]}: ${should}`);
    }
    out(advice);
  }
  const byApply = findings.filter(({ remedy, advice }) => remedy && !advice).length;
  const [count, rest] = [findings.length, findings.length - byApply];
  out(
    {
      id: `${count} hal: ${byApply} dapat dibereskan dengan --apply, ${rest} oleh Anda.`,
      en: `${plural(count, 'finding')}: ${byApply} can be put right with --apply, ${rest} by you.`,
    }[lang],
  );
  return findings.every(({ advisory }) => advisory) ? 0 : 1;
}

/** Joins neighbouring findings of one kind about several people or roles, whose advice is the same. */
function groups(findings: readonly SetupFinding[], lang: Io['lang']): SetupFinding[][] {
  const kind = ({ code, advice }: SetupFinding): string =>
    code.includes('/') && (advice || code.startsWith('holder-')) ? `${code.split('/')[0]} ${advice?.[lang]}` : code;
  const joined: SetupFinding[][] = [];
  for (const finding of findings) {
    const last = joined.at(-1);
    if (last?.[0] && kind(last[0]) === kind(finding)) last.push(finding);
    else joined.push([finding]);
  }
  return joined;
}

/** Reports each finding that was fixed. Without other words, the finding's own sentence says how it was before. */
export const reportDone =
  ({ err, lang }: Io) =>
  ({ what, remedy, done }: SetupFinding): void => {
    if (remedy?.do === 'call' && remedy.calls.length === 0) return;
    const before = { id: `Dibereskan. Sebelumnya: ${what.id}`, en: `Fixed. Before: ${what.en}` };
    err(`✓ ${(done ?? before)[lang]}`);
  };

/**
 * Checks whether GitHub refused a ruleset because the App that the ruleset names is not installed in the repository.
 */
export const waitsForInstallation = (
  { finding, status, message }: Failure,
  { app }: Pick<RepositorySituation, 'app'>,
): boolean =>
  finding.code.startsWith('ruleset') && status === 422 && app !== undefined && !/upgrade|plan|billing/i.test(message);

/** Returns the page on which an App is installed. */
export const installationPage = (slug: string): string => `https://github.com/apps/${slug}/installations/new`;

/** Reports what GitHub refused, and what that most likely means. */
export function reportFailures(failures: readonly Failure[], situation: RepositorySituation, { err, lang }: Io): void {
  const { app, isPrivate } = situation;
  const waiting = failures.filter((failure) => waitsForInstallation(failure, situation));
  if (app && waiting.length > 0) {
    const codes = waiting.map(({ finding }) => finding.code).join(', ');
    const page = installationPage(app.slug);
    const advice = {
      id: `! ${codes}: menunggu App dipasang. Pasang lebih dahulu, lalu jalankan lagi: ${page}`,
      en: `! ${codes}: waiting for the App. First install the App, then run again: ${page}`,
    };
    err(advice[lang]);
  }
  // Several people may be refused for one reason.
  const refused = new Map<string, string[]>();
  for (const failure of failures) {
    if (waiting.includes(failure)) continue;
    const { finding, status, message } = failure;
    const advice = finding.ifRefused ?? refusal(finding.code, { status, message }, isPrivate).advice;
    const words = `${status} ${message.slice(0, 200)}\n    → ${advice[lang]}`;
    refused.set(words, [...(refused.get(words) ?? []), finding.code]);
  }
  for (const [words, codes] of refused) for (const line of `! ${codes.join(', ')}: ${words}`.split('\n')) err(line);
}
