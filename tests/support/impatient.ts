import type { Config } from '#domain/case/state/config.ts';
import { office } from './world.ts';

/** The sample office with outcomes by time (R6): in one step of an official, and in both steps of the applicant. */
export const impatient: Config = withTimeouts({
  perbaikan: ['PT2H', 'penerimaan'],
  'arahan-walikota': ['P1D', 'koordinasi'],
  'pertimbangan-alternatif': ['PT1H', 'pengecekan'],
});

function withTimeouts(timeouts: Record<string, readonly [limit: string, to: string]>): Config {
  const [entry] = office.procedures.values();
  if (!entry) throw new Error('The office has no procedure.');
  const value = structuredClone(entry.value);
  for (const step of value.steps) {
    const [limit, to] = timeouts[step.id] ?? [];
    if (!limit || !to) continue;
    step.time = { printed: '', limit };
    step.outcomes.timeout = { to };
  }
  return { ...office, procedures: new Map([[value.id, { ...entry, value }]]) };
}
