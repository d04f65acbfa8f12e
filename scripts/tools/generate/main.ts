// Writes every generated file; with --check, only says which ones differ, and fails if any does.
import { writeOrCheck } from '#tools/generated.ts';
import { generateAll } from './generate.ts';

await writeOrCheck(await generateAll(new URL('../../../', import.meta.url)), 'npm run generate');
