import { CORE_SCHEMA, load } from 'js-yaml';
import type { DeskForge } from '../forge.ts';
import { loadBlobs } from '../load.ts';
import type { DraftBase, TypedValues } from './drafts.ts';

export interface CommitFile {
  readonly filename: string;
  readonly status: string;
  readonly sha: string;
}

export interface Version {
  readonly base: DraftBase;
  readonly folder: string;
  readonly value: TypedValues;
  readonly files: readonly CommitFile[];
}

const DOCUMENT = /^(requests\/\d{4}\/[^/]+)\/request\.yaml$/;

/**
 * Reads the request in a commit.
 * @param files files that the commit changes against main
 * @returns undefined if these files contain no readable request
 */
export async function versionAt(
  forge: DeskForge,
  head: string,
  files: readonly CommitFile[],
): Promise<Version | undefined> {
  const document = files.find(({ filename, status }) => DOCUMENT.test(filename) && status !== 'removed');
  const folder = DOCUMENT.exec(document?.filename ?? '')?.[1];
  if (!document || folder === undefined) return undefined;
  const there = files.filter(({ filename, status }) => filename.startsWith(`${folder}/`) && status !== 'removed');
  await loadBlobs(forge, [document.sha]);
  const names = there.map(({ filename }) => filename.slice(folder.length + 1));
  const text = forge.known.get(document.sha) ?? '';
  const value = valuesIn(text);
  const attachments = names.filter((name) => name !== 'request.yaml');
  return value && { base: { head, text, attachments }, folder, value, files };
}

/** Parses a request document; undefined if the document is not a group of fields. */
export function valuesIn(text: string): TypedValues | undefined {
  try {
    const value = load(text, { schema: CORE_SCHEMA });
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as TypedValues) : undefined;
  } catch {
    return undefined;
  }
}
