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
  for (const finding of findings) {
    const { code, severity, what, is, should, advice = APPLY } = finding;
    out(`[${SEVERITY[severity][lang]}] ${code} — ${what[lang]}`);
    if (is !== undefined) out(`    ${{ id: 'adanya', en: 'found' }[lang]}: ${is}`);
    if (should !== undefined) out(`    ${{ id: 'seharusnya', en: 'should be' }[lang]}: ${should}`);
    out(`    → ${advice[lang]}`);
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

/** Reports each finding that was fixed. */
export const reportDone =
  ({ err, lang }: Io) =>
  ({ what, remedy }: SetupFinding): void => {
    if (remedy?.do !== 'call' || remedy.calls.length > 0) err(`✓ ${what[lang]}`);
  };

/** Reports what GitHub refused, and what that most likely means. */
export function reportFailures(failures: readonly Failure[], situation: RepositorySituation, { err, lang }: Io): void {
  for (const { finding, status, message } of failures) {
    err(`! ${finding.code}: ${status} ${message.slice(0, 200)}`);
    const slug = situation.app?.slug;
    // The ruleset names an App that is not installed here.
    const isPlan = /upgrade|plan|billing/i.test(message);
    const isInstall = finding.code.startsWith('ruleset') && status === 422 && slug !== undefined && !isPlan;
    const advice = isInstall
      ? {
          id: `Pasang App lebih dahulu, lalu jalankan lagi: https://github.com/apps/${slug}/installations/new`,
          en: `First install the App, then run again: https://github.com/apps/${slug}/installations/new`,
        }
      : refusal(finding.code, { status, message }, situation.isPrivate).advice;
    err(`    → ${advice[lang]}`);
  }
}
