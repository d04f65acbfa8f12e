/**
 * A feature that this harness cannot evaluate as GitHub does. It is never ignored, since what is not evaluated is not
 * proved.
 */
export class Unevaluated extends Error {
  constructor(where: string, what: string) {
    super(`${where}: ${what}`);
    this.name = 'Unevaluated';
  }
}
