/** As much of js-yaml as the desk uses; the package brings no types. */
declare module 'js-yaml' {
  export const CORE_SCHEMA: unique symbol;
  export function load(text: string, options: { readonly schema: typeof CORE_SCHEMA }): unknown;
}
