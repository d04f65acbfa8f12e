import { type ConfigFile, type ConfigReading, readConfig } from './read.ts';
import { configRevision } from './revision.ts';

/** Readings by revision, the last few of them. */
const readings = new Map<string, ConfigReading>();
const MOST = 8;

/**
 * As `readConfig`; the same object again for the same files. Reading a configuration costs more than all the rest of a
 * run: its schemas are compiled. A process that lasts sees the same files again and again.
 * @param files whose blob ids are proven by their texts, as git's are: so an equal revision means that nothing changed
 */
export function readConfigOnce(files: readonly ConfigFile[]): ConfigReading {
  const revision = configRevision(files);
  const reading = readings.get(revision) ?? readConfig(files);
  readings.delete(revision);
  readings.set(revision, reading);
  for (const oldest of readings.keys()) {
    if (readings.size <= MOST) break;
    readings.delete(oldest);
  }
  return reading;
}
