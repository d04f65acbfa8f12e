import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Config } from '#domain/case/state/config.ts';
import { rulesFor } from '#domain/case/state/world.ts';
import type { Instant } from '#domain/clock/instant.ts';
import { localDate } from '#domain/clock/wall.ts';
import type { Problem } from '#domain/problem.ts';
import { checkAttachment } from '#domain/request/attachment-type.ts';
import { validate } from '#domain/request/schema.ts';
import { checkSemantics } from '#domain/request/semantics.ts';
import { type Change, checkChange } from '#domain/request/tree.ts';
import { readYaml } from '#domain/request/yaml.ts';

/** A file on this machine, with the path that the person gave. */
export interface LocalFile {
  readonly file: string;
  readonly bytes: Uint8Array;
}

export interface RequestCheck {
  /** The problems for which the submission is refused (R12). */
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  /** The request; `undefined` if the document cannot be read or has no fields. */
  readonly request: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Checks a request on this machine as the process checks it (R8, R9): names and sizes, document, schema, meaning, and
 * the contents of attachments.
 * @param now the instant that is used as the time of submission
 * @param kept the names of attachments that are already next to the document in the repository
 */
export function checkRequest(
  document: LocalFile,
  attachments: readonly LocalFile[],
  config: Pick<Config, 'procedures' | 'schemas' | 'rooms'>,
  now: Instant,
  kept: readonly string[] = [],
): RequestCheck {
  const { file } = document;
  const problems = checkFiles(document, attachments);
  const reading = readYaml(document.bytes, file);
  if (!reading.ok) return { problems: [...reading.problems, ...problems], warnings: [], request: undefined };
  const { value, lines } = reading;
  const request = value !== null && typeof value === 'object' && !Array.isArray(value) ? value : undefined;
  const rules = rulesFor(config as Config, request);
  if (!rules) return { problems: [unknownProcedure(file, request, config), ...problems], warnings: [], request };
  const schema = rules.schema.value;
  const faults = validate(schema, value, file, lines);
  if (faults.length > 0) return { problems: [...faults, ...problems], warnings: [], request };
  const found = checkSemantics(value, rules.procedure.value.request, config.rooms, {
    file,
    submittedAt: now,
    today: localDate(now, rules.procedure.value.zone),
    attachments: [...new Set([...kept, ...attachments.map((each) => basename(each.file))])],
    schema,
    lines,
  });
  return { problems: [...found.problems, ...problems], warnings: found.warnings, request };
}

/**
 * Checks the size of the document, and names, sizes and contents of the attachments. Problems name each file by the
 * path that the person gave.
 */
function checkFiles(document: LocalFile, attachments: readonly LocalFile[]): Problem[] {
  const folder = 'requests/2000/x';
  const change = (path: string, bytes: Uint8Array): Change => ({
    path,
    status: 'added',
    mode: '100644',
    oid: '',
    size: bytes.length,
  });
  const named = new Map([[`${folder}/request.yaml`, document.file]]);
  for (const { file } of attachments) named.set(`${folder}/${basename(file)}`, file);
  const tree = checkChange(
    [
      change(`${folder}/request.yaml`, document.bytes),
      ...attachments.map(({ file, bytes }) => change(`${folder}/${basename(file)}`, bytes)),
    ],
    { onMain: [], inOpenCases: [] },
  );
  const places = tree.kind === 'request' ? tree.problems : [];
  const contents = attachments.flatMap(({ file, bytes }) => {
    const checked = checkAttachment(file, bytes);
    return 'problem' in checked ? [checked.problem] : [];
  });
  return [...places.map((problem) => ({ ...problem, file: named.get(problem.file) ?? problem.file })), ...contents];
}

function unknownProcedure(
  file: string,
  request: Readonly<Record<string, unknown>> | undefined,
  { procedures }: Pick<Config, 'procedures'>,
): Problem {
  const named = request?.['sop'];
  return {
    file,
    path: '/sop',
    code: named === undefined ? 'required' : 'unknown-procedure',
    expected: [...procedures.keys()].join(' | '),
    received: named === undefined ? '–' : String(named).slice(0, 60),
    message:
      named === undefined
        ? { id: 'SOP yang diminta belum disebut', en: 'The request does not name an SOP' }
        : { id: 'SOP yang disebut tidak dikenal', en: 'The SOP named is unknown' },
  };
}

/**
 * Finds the files next to a document that are treated as its attachments. A `request.yaml` has a folder of its own, so
 * every file there counts, except YAML. The folder of a document with another name may contain anything, so a file
 * counts only if the document mentions its name.
 * @param cwd the folder to which the document's path is relative
 */
export async function neighbourFiles(cwd: string, { file, bytes }: LocalFile): Promise<LocalFile[]> {
  const folder = dirname(file);
  const text = basename(file) === 'request.yaml' ? undefined : Buffer.from(bytes).toString('utf8');
  const entries = await readdir(resolve(cwd, folder), { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile() && entry.name !== basename(file) && !/\.ya?ml$/.test(entry.name))
    .map(({ name }) => name)
    .filter((name) => text === undefined || text.includes(name))
    .sort();
  return Promise.all(
    names.map(async (name) => ({ file: join(folder, name), bytes: await readFile(resolve(cwd, folder, name)) })),
  );
}
