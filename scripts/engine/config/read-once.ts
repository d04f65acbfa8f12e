import { type ConfigFile, type ConfigReading, readConfig } from './read.ts';
import { configRevision } from './revision.ts';

/** The readings that were used most recently, by revision. */
const readings = new Map<string, ConfigReading>();
const MOST = 8;

/**
 * Does what `readConfig` does, and returns the same object again for the same files. Reading a configuration takes
 * longer than the rest of a run, because its schemas are compiled. A program that keeps running reads the same files
 * again and again.
 * @param files files with the blob ids that git computes from their texts, so that an equal revision means equal files
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
