/** The part of the W3C Trusted Types interface that is used here. */
interface TypedScripts {
  createPolicy(
    name: string,
    rules: { createScriptURL(asked: string): string },
  ): {
    // The browser returns an object, which only the browser's own functions accept as an address. TypeScript expects a
    // text there, so this type says text.
    createScriptURL(asked: string): string;
  };
}

const made = new Map<string, string>();

/**
 * Returns the trusted address of a worker script. The content security policy of the page accepts no text as the
 * address of a script. Each worker has its own policy, which can make only this one address.
 * @param policy name of the policy, which the content security policy lists
 */
export function trustedScript(policy: string, address: string): string {
  const known = made.get(policy);
  if (known !== undefined) return known;
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TypedScripts };
  // A page can make a policy only once.
  const trusted = trustedTypes?.createPolicy(policy, { createScriptURL: () => address }).createScriptURL('') ?? address;
  made.set(policy, trusted);
  return trusted;
}
