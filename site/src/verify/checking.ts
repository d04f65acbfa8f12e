/** The code that the page of verification loads at the first question. */
export { readCasePage } from './case-page.ts';
export { checkGivenCheckpoint } from './checkpoints.ts';
export { verifyCase } from './verify-case.ts';
