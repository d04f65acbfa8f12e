/**
 * Something that this harness cannot evaluate as GitHub would. It is never passed over: what is not evaluated is not proved.
 */
export class Unevaluated extends Error {
  constructor(where: string, what: string) {
    super(`${where}: ${what}`);
    this.name = 'Unevaluated';
  }
}
