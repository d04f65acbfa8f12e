/** The content security policies of the site's pages. The nightly comparison expects them, character by character. */
import { foreignOrigins, type FormTarget } from './target.ts';

/** The name of the desk's trusted-types policy for the worker that checks requests. */
export const CHECKER_POLICY = 'pemeriksa';

/** The name of the one for the script that shows a device's notifications. Only the office on one machine has it. */
export const DEVICE_POLICY = 'perangkat';

interface PageNeeds {
  /** Whether the page has a form that opens another page of the site without script. */
  readonly asks?: boolean;
  /** The forge to which the desk writes. Only the desk has it. */
  readonly desk?: FormTarget | undefined;
}

/** Returns the policy of a page other than the form. */
export function pagePolicy({ asks = false, desk }: PageNeeds = {}): string {
  // The desk shows attachments that it has read and checked: pictures, and PDFs in the browser's own reader.
  const shown = desk ? ' blob:; frame-src blob:' : '';
  const connect = ["'self'", ...(desk ? foreignOrigins(desk) : [])].join(' ');
  const action = asks ? "'self'" : "'none'";
  return `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'${shown}; font-src 'self'; connect-src ${connect}; base-uri 'none'; form-action ${action}${desk ? trustedTypes(desk) : ''}`;
}

/** At the desk, which has a token, no string may become a script or a page. Each allowed worker has its own policy. */
function trustedTypes({ kind }: FormTarget): string {
  // GitHub has no place for the registration of a device.
  const names = kind === 'embedded' ? [CHECKER_POLICY, DEVICE_POLICY] : [CHECKER_POLICY];
  return `; worker-src 'self'; require-trusted-types-for 'script'; trusted-types ${names.join(' ')}`;
}

/**
 * Returns the policy of the form. Decap compiles its templates and styles while it runs, so the policy allows that.
 * Everything else comes only from this site and the forge.
 */
export function formPolicy(target: FormTarget): string {
  const connect = ["'self'", 'blob:', ...foreignOrigins(target)].join(' ');
  return `default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' blob:; frame-src blob:; connect-src ${connect}; base-uri 'none'; form-action 'none'`;
}
