import { UserError } from '#domain/user-error.ts';
import { signInService } from './service.ts';
import { HEADERS } from './pages.ts';
import { readSignIn } from './settings.ts';

/** The sign-in for platforms that run a handler with the settings for each call, such as Cloudflare Workers. */
export default {
  async fetch(request: Request, environment: Readonly<Record<string, unknown>>): Promise<Response> {
    try {
      return await signInService(readSignIn(environment))(request);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      // The person who sets up the service can read the fault only here. The message does not repeat a secret.
      return new Response(`${error.text.id}\n${error.text.en}\n`, { status: 500, headers: HEADERS });
    }
  },
};
