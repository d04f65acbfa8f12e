/**
 * A feature that this harness cannot evaluate as GitHub does. Such a feature is always an error: if the harness ignored
 * the feature, the tests would prove nothing about it.
 */
export class Unevaluated extends Error {
  constructor(where: string, what: string) {
    super(`${where}: ${what}`);
    this.name = 'Unevaluated';
  }
}
