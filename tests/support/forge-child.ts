import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startForge } from '#embedded/forge/start-forge.ts';

/**
 * The embedded forge as a program of its own, for the tests that kill it. Its arguments are folder and port. Its clock
 * is the text of `now` in the folder, so that a test can set the clock between two calls. It prints its API’s address,
 * then serves.
 */
const [folder = '', port = '0'] = process.argv.slice(2);
const now = () => readFileSync(join(folder, 'now'), 'utf8');
const forge = await startForge({ folder, port: Number(port), now });
process.stdout.write(`${forge.apiUrl}\n`);
