/** Types of the functions of js-yaml that the desk uses. The package contains no types. */
declare module 'js-yaml' {
  export const CORE_SCHEMA: unique symbol;
  export function load(text: string, options: { readonly schema: typeof CORE_SCHEMA }): unknown;
}
