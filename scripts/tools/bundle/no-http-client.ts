/** In the bundle, in the place of a package that @actions/core loads only for OIDC. */
export class HttpClient {
  constructor() {
    throw new Error('OIDC is not part of this bundle.');
  }
}
export const BearerCredentialHandler = HttpClient;
