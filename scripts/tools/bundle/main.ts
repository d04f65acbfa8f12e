// Bundles the action; with --check, only says whether the bundle differs from its sources, and fails if it does.
import { PROGRAM } from '#engine/config/root.ts';
import { writeOrCheck } from '#tools/generated.ts';
import { bundleAction } from './bundle.ts';

await writeOrCheck(await bundleAction(PROGRAM), 'npm run bundle');
