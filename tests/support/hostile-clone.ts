/** Clones whose own settings and hooks run programs. Each program leaves a file with its name, and then ends well. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const HOOKS = [
  ...['post-checkout', 'post-commit', 'post-index-change', 'post-merge', 'post-receive', 'post-rewrite', 'post-update'],
  ...['pre-auto-gc', 'pre-commit', 'pre-merge-commit', 'pre-push', 'pre-receive', 'prepare-commit-msg', 'commit-msg'],
  ...['proc-receive', 'push-to-checkout', 'reference-transaction', 'update', 'fsmonitor-watchman'],
];

const git = (folder: string, args: readonly string[], input = ''): string =>
  execFileSync('git', ['-C', folder, '-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=', ...args], {
    encoding: 'utf8',
    input,
  }).trim();

/** The folder in which the programs are, and in which they leave their marks. */
export class Programs {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    for (const name of ['marks', 'hooks']) mkdirSync(join(folder, name), { recursive: true });
    for (const hook of HOOKS) this.write(`hooks/${hook}`);
  }

  /** Writes a program, and returns its path. */
  write(name: string): string {
    const path = join(this.#folder, name);
    const mark = join(this.#folder, 'marks', name.replaceAll('/', '-'));
    writeFileSync(path, `#!/bin/sh\n: > '${mark}'\ncat > /dev/null 2>&1 < /dev/null\nexit 0\n`);
    chmodSync(path, 0o755);
    return path;
  }

  /** Returns the names of the programs that ran. */
  ran(): string[] {
    return readdirSync(join(this.#folder, 'marks'));
  }
}

/**
 * Gives a clone settings that name programs: in its configuration, in an included file, and in the configuration of its
 * working tree.
 * @param redirect an address that git shall use in place of the office's, by a setting of the clone
 */
export function withSettings(
  clone: string,
  programs: Programs,
  redirect?: { readonly from: string; to: string },
): void {
  const dir = git(clone, ['rev-parse', '--absolute-git-dir']);
  const program = (name: string): string => `"${programs.write(name)}"`;
  const included = join(dir, 'other-settings');
  writeFileSync(
    included,
    `[gpg]\n\tprogram = ${program('gpg.program')}\n[core]\n\teditor = ${program('core.editor')}\n`,
  );
  writeFileSync(
    join(dir, 'config.worktree'),
    `[core]\n\tpager = ${program('core.pager')}\n[diff]\n\texternal = ${program('diff.external')}\n`,
  );
  mkdirSync(join(dir, 'info'), { recursive: true });
  appendFileSync(join(dir, 'info', 'attributes'), '* filter=own diff=own merge=own\n');
  appendFileSync(
    join(dir, 'config'),
    [
      `[extensions]\n\tworktreeConfig = true\n[include]\n\tpath = ${included}`,
      `[core]\n\tfsmonitor = ${program('core.fsmonitor')}\n\thooksPath = ${join(programs.write('hooks/update'), '..')}`,
      `\tsshCommand = ${program('core.sshCommand')}\n\taskPass = ${program('core.askPass')}`,
      `\tgitProxy = ${program('core.gitProxy')}\n\talternateRefsCommand = ${program('core.alternateRefsCommand')}`,
      `[log]\n\tshowSignature = true\n[pager]\n\tlog = ${program('pager.log')}`,
      `[gpg "ssh"]\n\tprogram = ${program('gpg.ssh.program')}\n[gpg "x509"]\n\tprogram = ${program('gpg.x509.program')}`,
      `[diff "own"]\n\ttextconv = ${program('diff.textconv')}\n\tcommand = ${program('diff.command')}`,
      `[filter "own"]\n\tclean = ${program('filter.clean')}\n\tsmudge = ${program('filter.smudge')}`,
      `[merge "own"]\n\tdriver = ${program('merge.driver')}\n[credential]\n\thelper = ${program('credential.helper')}`,
      `[uploadpack]\n\tpackObjectsHook = ${program('uploadpack.packObjectsHook')}`,
      `[gc]\n\trecentObjectsHook = ${program('gc.recentObjectsHook')}\n[commit]\n\tgpgSign = true`,
      `[push]\n\tgpgSign = if-asked\n[protocol "ext"]\n\tallow = always\n`,
      ...(redirect ? [`[url "${redirect.to}"]\n\tinsteadOf = ${redirect.from}\n`] : []),
    ].join('\n'),
  );
}

/** Gives a repository hooks of every kind, in the folder where git looks for them. */
export function withHooks(clone: string, programs: Programs): void {
  const dir = git(clone, ['rev-parse', '--absolute-git-dir']);
  mkdirSync(join(dir, 'hooks'), { recursive: true });
  for (const hook of HOOKS) {
    const path = join(dir, 'hooks', hook);
    writeFileSync(path, `#!/bin/sh\nexec '${programs.write(`hooks/${hook}`)}' "$@"\n`);
    chmodSync(path, 0o755);
  }
}

/** Adds a commit to main that is signed, so that a git that shows signatures starts the program that checks them. */
export function withSignedMain(clone: string): void {
  const main = git(clone, ['rev-parse', 'refs/remotes/origin/main']);
  const commit = git(clone, ['cat-file', 'commit', main]);
  const [head = ''] = commit.split('\n\n');
  const people = head.split('\n').filter((line) => /^(tree|author|committer) /.test(line));
  const [tree = '', ...others] = people;
  const signature = '-----BEGIN PGP SIGNATURE-----\n \n iQ==\n -----END PGP SIGNATURE-----';
  const text = [tree, `parent ${main}`, ...others, `gpgsig ${signature}`, '', 'Signed', ''].join('\n');
  const signed = git(clone, ['hash-object', '-t', 'commit', '-w', '--stdin'], text);
  git(clone, ['update-ref', 'refs/remotes/origin/main', signed]);
}
