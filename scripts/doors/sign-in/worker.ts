import { signInDoor } from './door.ts';
import { readSignIn } from './settings.ts';

/** The sign-in for services that run a handler at each request, such as Cloudflare Workers: settings come with the request. */
export default {
  fetch: (request: Request, environment: Readonly<Record<string, unknown>>): Promise<Response> =>
    signInDoor(readSignIn(environment))(request),
};
