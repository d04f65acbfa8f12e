/**
 * The folder in which Node keeps what it compiled during a run of the tests, for a program that gets nothing else of
 * this process.
 */
export const COMPILED: Readonly<Record<string, string>> =
  process.env['NODE_COMPILE_CACHE'] === undefined ? {} : { NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] };
