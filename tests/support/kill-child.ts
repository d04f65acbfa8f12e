import { startForge } from '#embedded/forge/start-forge.ts';

/**
 * The forge as a program of its own, for the test that kills it. Its argument is the folder. It prints its API’s
 * address, then serves.
 */
const [folder = ''] = process.argv.slice(2);
const forge = await startForge({ folder });
process.stdout.write(`${forge.apiUrl}\n`);
