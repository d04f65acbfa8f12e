// Writes every generated file. With --check, it only prints which files differ, and fails if any does.
import { writeOrCheck } from '#tools/generated.ts';
import { generateAll } from './generate.ts';

await writeOrCheck(await generateAll(new URL('../../../', import.meta.url)), 'npm run generate');
