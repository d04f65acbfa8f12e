import { UserError } from '#domain/user-error.ts';
import { signInService } from './service.ts';
import { HEADERS } from './pages.ts';
import { readSignIn } from './settings.ts';

/** The sign-in for services that run a handler at each request, such as Cloudflare Workers: settings come with the request. */
export default {
  async fetch(request: Request, environment: Readonly<Record<string, unknown>>): Promise<Response> {
    try {
      return await signInService(readSignIn(environment))(request);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      // The person who sets it up has no other place to read it; a setting that is a secret is not repeated there.
      return new Response(`${error.text.id}\n${error.text.en}\n`, { status: 500, headers: HEADERS });
    }
  },
};
