/** Names that the workflows in `.github/` and the set-up share. A test compares both. */

/** The environment that holds the App's key. Its only deployment branch is main. */
export const ENVIRONMENT = 'disposisi';
/** GitHub's environment for Pages. Only the site's branch may use it, since it decides what the public sees. */
export const PAGES_ENVIRONMENT = 'github-pages';
/** The secret of that environment with the App's private key, in PEM. */
export const APP_KEY = 'DISPOSISI_APP_KEY';
/** The secret of that environment with the key that signs the register's checkpoints (R36). */
export const LOG_KEY = 'DISPOSISI_LOG_KEY';
/**
 * Optional secrets of that environment: the address of the gateway for messages, and the secret that signs them. The
 * address is not a variable, since writers may change variables.
 */
export { WEBHOOK_SECRET, WEBHOOK_URL } from '#public/messages/webhook.ts';
/** The variable of the repository with the App's numeric id. Jobs read it before they have an environment. */
export const APP_ID = 'DISPOSISI_APP_ID';
/** The variable of the repository with the App's slug. Workflows recognise the App's own acts by this name. */
export const APP_SLUG = 'DISPOSISI_APP_SLUG';
/** The file that says who must approve changes of the office itself. */
export const CODEOWNERS = '.github/CODEOWNERS';

/** The branch that the process writes the public site to, and that GitHub Pages serves. */
export const SITE_BRANCH = 'site';
/** The branch on which the process keeps the site's database (`site.sqlite`). */
export const SITE_MEMORY_BRANCH = 'site-memory';

/** The concurrency group of the runs that events start. Every workflow of a repository can use its name. */
export const PROCESS_GROUP = 'disposisi-process';
export const SCHEDULE_WORKFLOW = 'deadlines.yml';
/** The workflow that makes all pages again. */
export const PUBLISH_WORKFLOW = 'publish.yml';
/** The workflows that an office needs. `ci`, the program's own tests, may be switched off. */
export const OFFICE_WORKFLOWS: readonly string[] = [
  'bell.yml',
  'check.yml',
  SCHEDULE_WORKFLOW,
  PUBLISH_WORKFLOW,
  'reconcile.yml',
  'verify.yml',
];
export const WORKFLOWS = '.github/workflows/';

/** The permissions of the App, and nothing more. */
export const APP_PERMISSIONS = {
  /** For the register, for merging, and for restoring a branch. */
  contents: 'write',
  /** Granted with every App. */
  metadata: 'read',
  /** For labels, comments, review requests, dismissals, closing and merging. */
  pull_requests: 'write',
  /** For the only required status. */
  statuses: 'write',
} as const;

/**
 * The permissions of the App for signing in: what form and desk need. Each person's own rights still limit them. This
 * App is not that of the process, whose tokens could set the status that main requires.
 */
export const SIGN_IN_PERMISSIONS = {
  /** For drafts and attachments on branches, and for reading the register. */
  contents: 'write',
  metadata: 'read',
  /** For opening requests, for their labels, and for reviews. */
  pull_requests: 'write',
  /** For what the process says about a submission. */
  statuses: 'read',
} as const;

/**
 * The rulesets. Main and register have two each, since an account that may bypass one of them must not be able to
 * bypass the other. The branches of the site have one, since the process also rewrites them. In a private repository,
 * one more keeps workflows out of the branches of people who write.
 */
export const RULESETS = {
  main: 'disposisi: main',
  merge: 'disposisi: main, merge',
  register: 'disposisi: register',
  append: 'disposisi: register, append only',
  site: 'disposisi: site',
  workflows: 'disposisi: workflows',
} as const;
