// Bundles the action. With --check, it writes nothing, and fails if the bundle differs from its sources.
import { PROGRAM } from '#engine/config/root.ts';
import { writeOrCheck } from '#tools/generated.ts';
import { bundleAction } from './bundle.ts';

await writeOrCheck(await bundleAction(PROGRAM), 'npm run bundle');
