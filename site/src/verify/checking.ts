/** What the page of verification loads once somebody asks. */
export { readCasePage } from './case-page.ts';
export { checkGivenCheckpoint } from './checkpoints.ts';
export { verifyCase } from './verify-case.ts';
