import { eraseInOffice } from '#embedded/office/erase.ts';

/** An erasure as a program of its own, for the test that kills it. Its arguments are folder and time. It prints its steps. */
const [folder = '', at = ''] = process.argv.slice(2);
await eraseInOffice(folder, { at, progress: (step) => process.stdout.write(`${step}\n`) });
process.stdout.write('done\n');
