/**
 * Worker that checks a request by the rules of the process while it is being written. The rules compile the schema at
 * run time, which the policy of a page with a token forbids. The worker has neither a token nor a document.
 */
import { checksOf, type RequestToCheck } from './checks.ts';

addEventListener('message', ({ data }: MessageEvent<{ readonly question: number; readonly asked: RequestToCheck }>) => {
  postMessage({ question: data.question, checks: checksOf(data.asked) });
});
