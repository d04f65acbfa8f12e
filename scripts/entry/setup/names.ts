/**
 * What the workflows in `.github/` and the set-up must call by the same name. A test holds the two together.
 */

/** The environment that holds the App's key; its only deployment branch is main. */
export const ENVIRONMENT = 'disposisi';
/** GitHub's own environment for Pages, whose only deployment branch is the site's: who may use it decides what the public sees. */
export const PAGES_ENVIRONMENT = 'github-pages';
/** Secret of that environment: the App's private key, PEM. */
export const APP_KEY = 'DISPOSISI_APP_KEY';
/** Secret of that environment: the key that signs the register's checkpoints (R36). */
export const LOG_KEY = 'DISPOSISI_LOG_KEY';
/**
 * Secrets of that environment, which an office may do without: the gateway to which messages go, and by which secret they are signed.
 * The address is no variable, since writers may change those.
 */
export { WEBHOOK_SECRET, WEBHOOK_URL } from '#public/messages/webhook.ts';
/** Variable of the repository (jobs ask for it before they have an environment): the App's numeric id. */
export const APP_ID = 'DISPOSISI_APP_ID';
/** Variable of the repository: the App's name in its address, by which the process knows itself. */
export const APP_SLUG = 'DISPOSISI_APP_SLUG';
/** Variable of the repository that once held the root of the public site, which main says now: every writer can change a variable. */
export const OLD_SITE = 'DISPOSISI_SITE';
/** Who must approve what changes the office itself. */
export const CODEOWNERS = '.github/CODEOWNERS';

/** The branch that the process writes the public site to, and that GitHub Pages serves. */
export const SITE_BRANCH = 'site';
/** The branch on which the process remembers what the site was made of. */
export const SITE_MEMORY_BRANCH = 'site-memory';

export const SCHEDULE_WORKFLOW = 'deadlines.yml';
/** The workflows that an office runs by. `ci`, the program's own tests, may be switched off. */
export const OFFICE_WORKFLOWS: readonly string[] = [
  'bell.yml',
  'check.yml',
  SCHEDULE_WORKFLOW,
  'publish.yml',
  'reconcile.yml',
  'verify.yml',
];
export const WORKFLOWS = '.github/workflows/';

/** What the App may do, and nothing more. */
export const APP_PERMISSIONS = {
  /** The register; merging; restoring a branch. */
  contents: 'write',
  /** Granted with every App. */
  metadata: 'read',
  /** Labels, comments, review requests, dismissals, closing and merging. */
  pull_requests: 'write',
  /** The one required status. */
  statuses: 'write',
} as const;

/**
 * What the App may do by which people sign in: what form and desk need, on top of which each person's own rights still count. It is
 * another App than the process's, whose tokens could set the status that main requires.
 */
export const SIGN_IN_PERMISSIONS = {
  /** Drafts and attachments on branches; reading the register. */
  contents: 'write',
  metadata: 'read',
  /** Opening requests, their labels, and reviews. */
  pull_requests: 'write',
  /** What the process says of a submission. */
  statuses: 'read',
} as const;

/**
 * The rulesets: two each for main and register, since an account that may pass one must not be able to pass the other, and one for
 * the branches of the site, which the process also rewrites. In a private repository one more keeps workflows from the branches
 * of people who write.
 */
export const RULESETS = {
  main: 'disposisi: main',
  merge: 'disposisi: main, merge',
  register: 'disposisi: register',
  append: 'disposisi: register, append only',
  site: 'disposisi: site',
  workflows: 'disposisi: workflows',
} as const;
