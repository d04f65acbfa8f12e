// oxlint-disable-next-line import/default -- Vite's module for this import exports the script's address by default.
import address from './rules.worker.ts?worker&url';

/** Address of the script that checks requests in a worker of the page. */
export const RULES_SCRIPT = address;
