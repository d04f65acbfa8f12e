// oxlint-disable-next-line import/default -- Vite makes a module of this address, whose default export is the script's place.
import address from './rules.worker.ts?worker&url';

/** Address of the script that checks requests in a worker of the page. */
export const RULES_SCRIPT = address;
