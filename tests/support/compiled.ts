/**
 * The environment variable with the folder in which Node keeps compiled code during a run of the tests. Programs
 * that get no other variable of this program get this one.
 */
export const COMPILED: Readonly<Record<string, string>> =
  process.env['NODE_COMPILE_CACHE'] === undefined ? {} : { NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] };
