/** Replaces, in the bundle, a package that @actions/core needs only for OIDC. */
export class HttpClient {
  constructor() {
    throw new Error('OIDC is not part of this bundle.');
  }
}
export const BearerCredentialHandler = HttpClient;
