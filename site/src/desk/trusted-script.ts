/** Trusted types, as far as they are needed here (W3C Trusted Types). */
interface TypedScripts {
  createPolicy(
    name: string,
    rules: { createScriptURL(asked: string): string },
  ): {
    // What it gives is an object that only the browser's own calls take; to TypeScript they take texts.
    createScriptURL(asked: string): string;
  };
}

const made = new Map<string, string>();

/**
 * The address of a script that is started next to the page. The page's content security policy takes no text as one; each exception
 * has a policy of its own, which it names, and which makes this one address.
 */
export function trustedScript(policy: string, address: string): string {
  const known = made.get(policy);
  if (known !== undefined) return known;
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TypedScripts };
  // A policy may be made once in a page.
  const trusted = trustedTypes?.createPolicy(policy, { createScriptURL: () => address }).createScriptURL('') ?? address;
  made.set(policy, trusted);
  return trusted;
}

/** The trusted-types policy by which the desk starts one script in addition to its page; the page's content security policy names it. */
export const CHECKER_POLICY = 'pemeriksa';
