/**
 * The process's rules over a request that is being written, in a worker of the page. They compile the schema while they run, which the
 * page's policy forbids where tokens are; here is neither token nor document.
 */
import { checksOf, type RequestToCheck } from './checks.ts';

addEventListener('message', ({ data }: MessageEvent<{ readonly turn: number; readonly asked: RequestToCheck }>) => {
  postMessage({ turn: data.turn, checks: checksOf(data.asked) });
});
