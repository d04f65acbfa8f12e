// oxlint-disable-next-line import/default -- Vite turns this import into a module whose default export is the script's
// address.
import address from './rules.worker.ts?worker&url';

/** Address of the script that checks requests in a worker of the page. */
export const RULES_SCRIPT = address;
