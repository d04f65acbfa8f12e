/** Checks of the signed documents in a register (R29, R47): every document and its entry must belong together. */
import { documentPath, isDocumentPath } from '#domain/journal/paths.ts';
import { sha256 } from '#domain/request/digest.ts';
import { type RegisterFinding, registerFinding } from './finding.ts';
import type { GitObject, ListedFile } from './git.ts';
import type { RegisterCommit } from './history.ts';
import type { DocumentClaim } from './verify-journal.ts';

/** A document as an entry records it, with the place of the entry's commit in the history. */
export interface PlacedClaim extends DocumentClaim {
  readonly commit: number;
  /** Whether the entry is in the part of the register that is verified. */
  readonly isNew: boolean;
}

interface Documents {
  readonly claims: readonly PlacedClaim[];
  readonly commits: readonly RegisterCommit[];
  /** Lists files at the head. A path that does not exist has no files. */
  readonly list: (paths: readonly string[]) => Promise<readonly ListedFile[]>;
  /** Reads blobs, in order; `undefined` for a blob that is not in the clone. */
  readonly read: (oids: readonly string[]) => AsyncIterable<Pick<GitObject, 'content'> | undefined>;
  /** Whether the clone was made without the contents of some files. */
  readonly isPartial: boolean;
}

/**
 * Checks the signed documents.
 * @returns the findings, the number of documents whose content was compared, and the number of those whose content is
 *   not in this clone
 */
export async function checkDocuments({
  claims,
  commits,
  list,
  read,
  isPartial,
}: Documents): Promise<{ findings: RegisterFinding[]; compared: number; unreachable: number }> {
  const findings = commits.flatMap((commit, place) => checkArrivals(commit, place, claims));
  const wanted = claims.filter(({ isNew }) => isNew);
  const listed = new Map((await list([...new Set(wanted.map(pathOf))])).map(({ path, oid }) => [path, oid]));
  const there: PlacedClaim[] = [];
  for (const claim of wanted) {
    const oid = listed.get(pathOf(claim));
    if (oid === claim.oid) there.push(claim);
    else if (oid !== undefined)
      findings.push(registerFinding('document-differs', { ...placeOf(claim), expected: claim.oid, received: oid }));
    else if (!claim.mayBeGone) findings.push(registerFinding('document-missing', placeOf(claim)));
  }
  let [next, unreachable] = [0, 0];
  for await (const object of read(there.map(({ oid }) => oid))) {
    const claim = there[next++];
    if (!claim) break;
    if (object) findings.push(...checkBytes(claim, object.content));
    else if (isPartial) unreachable += 1;
    else findings.push(registerFinding('document-missing', placeOf(claim)));
  }
  return { findings, compared: there.length - unreachable, unreachable };
}

const pathOf = ({ number, sha256: digest, name }: DocumentClaim): string => documentPath(number, digest, name);

const placeOf = (claim: DocumentClaim) => ({ file: pathOf(claim), seq: claim.seq, case: claim.case });

/**
 * Checks that a commit adds a document together with its entry (R26), and that no later commit changes the document.
 */
function checkArrivals(
  { oid, changes }: RegisterCommit,
  place: number,
  claims: readonly PlacedClaim[],
): RegisterFinding[] {
  return changes.flatMap(({ path, blob }) => {
    if (blob === undefined || !isDocumentPath(path)) return [];
    const named = claims.find((claim) => claim.commit === place && pathOf(claim) === path);
    if (!named) return [registerFinding('document-unnamed', { file: path, commit: oid })];
    if (named.oid === blob) return [];
    return [
      registerFinding('document-differs', { ...placeOf(named), commit: oid, expected: named.oid, received: blob }),
    ];
  });
}

function checkBytes(claim: DocumentClaim, bytes: Uint8Array): RegisterFinding[] {
  const [expected, received] = [claim, { size: bytes.length, sha256: sha256(bytes) }].map(
    ({ size, sha256: digest }) => `${digest} (${size} B)`,
  );
  if (expected === received) return [];
  return [
    registerFinding('document-differs', { ...placeOf(claim), expected: expected ?? '', received: received ?? '' }),
  ];
}
