import type { Attachment, Content } from '#domain/case/state/content.ts';
import { type Problem, shorten } from '#domain/problem.ts';
import { checkAttachment } from '#domain/request/attachment-type.ts';
import { canonicalJson, requestDigest, sha256 } from '#domain/request/digest.ts';
import { validate } from '#domain/request/schema.ts';
import { SAYINGS } from '#domain/request/tree-sayings.ts';
import { TREE_LIMITS } from '#domain/request/file-rules.ts';
import { type Change, checkChange } from '#domain/request/tree.ts';
import { readYaml, YAML_LIMITS } from '#domain/request/yaml.ts';
import { blobBytes, proven } from './blobs.ts';
import { type HeadChanges, MOST_FILES, readChanges } from './changes.ts';
import type { PullView, SchemaFor } from './forge.ts';
import type { Client } from './octokit.ts';

export interface ContentRules {
  /** The attachments that were read before, by blob id. */
  readonly known: ReadonlyMap<string, { readonly sha256: string; readonly type: string; readonly size: number }>;
  readonly schemaFor: SchemaFor;
  /** The paths of the request documents of other open cases. */
  readonly openDocuments: readonly string[];
}

/**
 * Reads the contents of commits of a pull request, as data that is never run (R8, R9, R18).
 * @returns the content of each head
 * @throws ForgeError if something cannot be read completely (R31)
 */
export async function readContents(
  client: Client,
  pull: PullView,
  heads: readonly string[],
  rules: ContentRules,
): Promise<ReadonlyMap<string, Content>> {
  const contents = new Map<string, Content>();
  const read = new Map(rules.known);
  for (const changes of await readChanges(client, pull, [...new Set(heads)])) {
    contents.set(changes.head, await readContent(client, changes, { ...rules, known: read }));
    for (const { oid, ...rest } of contents.get(changes.head)?.attachments ?? []) read.set(oid, rest);
  }
  return contents;
}

async function readContent(client: Client, found: HeadChanges, rules: ContentRules): Promise<Content> {
  const { changes, onMain } = found;
  const reading = checkChange(changes, { onMain, inOpenCases: rules.openDocuments });
  const none = { document: undefined, request: undefined, attachments: [] };
  if (found.tooMany) return { ...none, digest: sha256(found.head), problems: [tooMany(found)] };
  if (reading.kind === 'no-case') return { ...none, digest: rawDigest(changes), problems: [noDocument()] };

  const document = await readDocument(client, reading.request, found, rules.schemaFor);
  const files = await readAttachments(client, reading.attachments, rules.known);
  const problems = [...reading.problems, ...document.problems, ...files.problems];
  // A change outside the request, or of another kind of file, is a problem of the tree. No act attests it (R18).
  const attestable = reading.problems.length === 0 && files.attachments.length === reading.attachments.length;
  return {
    digest: document.request && attestable ? requestDigest(document.request, files.attachments) : rawDigest(changes),
    document: reading.request && { path: reading.request.path, oid: reading.request.oid },
    request: document.request,
    attachments: files.attachments,
    problems,
  };
}

interface Document {
  readonly request: Readonly<Record<string, unknown>> | undefined;
  readonly problems: readonly Problem[];
}

async function readDocument(
  client: Client,
  change: Change | undefined,
  found: HeadChanges,
  schemaFor: SchemaFor,
): Promise<Document> {
  // Each of these conditions is a problem of the tree, which was reported before.
  if (!change || !isFile(change) || change.size > YAML_LIMITS.bytes) return { request: undefined, problems: [] };
  const text = proven(found.blobs.get(change.oid) ?? { oid: change.oid });
  const reading = readYaml(text ?? (await blobBytes(client, change.oid)), change.path);
  if (!reading.ok) return { request: undefined, problems: reading.problems };
  const { value, lines } = reading;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { request: undefined, problems: [notAForm(change.path)] };
  }
  const schema = schemaFor(value);
  const problems = schema ? validate(schema, value, change.path, lines) : [unknownProcedure(change.path, value['sop'])];
  return { request: value, problems };
}

/** Reads attachments. Files that are too large or too many are refused before they are read (security 22). */
async function readAttachments(
  client: Client,
  changes: readonly Change[],
  known: ContentRules['known'],
): Promise<{ attachments: Attachment[]; problems: Problem[] }> {
  const attachments: Attachment[] = [];
  const problems: Problem[] = [];
  const total = changes.reduce((sum, { size }) => sum + size, 0);
  if (changes.length > TREE_LIMITS.count || total > TREE_LIMITS.attachments) return { attachments, problems };
  for (const { path, oid, mode, size } of changes) {
    if (!isFile({ mode, oid }) || size > TREE_LIMITS.attachment) continue;
    const before = known.get(oid);
    if (before && isNamedFor(path, before.type)) {
      attachments.push({ path, oid, sha256: before.sha256, type: before.type, size: before.size });
      continue;
    }
    const bytes = await blobBytes(client, oid);
    const checked = checkAttachment(path, bytes);
    if ('problem' in checked) problems.push(checked.problem);
    const type = 'type' in checked ? checked.type : 'application/octet-stream';
    attachments.push({ path, oid, sha256: sha256(bytes), type, size: bytes.length });
  }
  return { attachments, problems };
}

const isFile = ({ mode, oid }: Pick<Change, 'mode' | 'oid'>): boolean => mode === '100644' && oid !== '';

const NAMED_FOR: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
};

/** Checks whether the ending of a path fits the type. A known attachment under another ending is checked again. */
const isNamedFor = (path: string, type: string): boolean => NAMED_FOR[path.slice(path.lastIndexOf('.') + 1)] === type;

/** Computes the digest of changes that are no readable request, from path, status, mode and blob id of each (R18). */
function rawDigest(changes: readonly Change[]): string {
  const files = changes.map(({ path, status, mode, oid }) => ({ path, status, mode, oid }));
  return sha256(canonicalJson(files.sort((a, b) => (a.path < b.path ? -1 : 1))));
}

const noDocument = (): Problem => ({ file: 'requests/', path: '', ...SAYINGS['no-document'] });

const tooMany = ({ changes }: HeadChanges): Problem => ({
  file: 'requests/',
  path: '',
  code: 'tree-too-many',
  expected: `≤ ${MOST_FILES}`,
  received: `> ${changes.length}`,
  message: { id: 'Terlalu banyak file diubah sekaligus', en: 'Too many files are changed at once' },
  fix: { id: 'Ajukan permohonan dari cabang yang baru', en: 'Make the request on a new branch' },
});

const notAForm = (file: string): Problem => ({
  file,
  path: '',
  code: 'not-a-form',
  message: { id: 'Dokumen permohonan harus berisi isian-isian', en: 'The request document must contain fields' },
  fix: { id: 'Isi permohonan melalui formulir', en: 'Fill in the request by the form' },
});

const unknownProcedure = (file: string, sop: unknown): Problem => ({
  file,
  path: '/sop',
  code: 'unknown-procedure',
  received: shorten(sop),
  message: { id: 'SOP yang diminta tidak dikenal', en: 'The SOP in the request is unknown' },
  fix: { id: 'Pilih SOP yang tersedia di formulir', en: 'Choose an SOP that the form offers' },
});
