/** The rest of the action. In the bundle, scripts/bundle/load-program.ts stands in the place of this file. */
export const loadProgram = (): Promise<typeof import('./program.ts')> => import('./program.ts');
