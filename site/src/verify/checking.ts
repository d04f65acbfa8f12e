/** The code that the page of verification loads when the reader first asks for a check. */
export { readCasePage } from './case-page.ts';
export { checkGivenCheckpoint } from './checkpoints.ts';
export { verifyCase } from './verify-case.ts';
