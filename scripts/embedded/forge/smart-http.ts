import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename, dirname } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { isAncestor } from './git/history.ts';
import { NO_OID } from './git/repository.ts';
import { gitEnvironment, runGit } from './git/run.ts';
import { demandGrant } from './grant.ts';
import { BODY, MOST_REFS, TOO_DEEP, TOO_MANY_REFS } from './limits.ts';
import { type Context, refOid } from './model/context.ts';
import { recordMove } from './model/refs.ts';
import { refNameFault } from './model/ref-names.ts';
import { mayWriteWorkflows } from './model/workflow-files.ts';
import { allows, refRights } from './permissions.ts';
import { ERASED, forbidden, notFound, HttpRefusal } from './refusal.ts';

interface GitRequest {
  readonly service: 'git-upload-pack' | 'git-receive-pack';
  /** Whether git asks only for the list of refs. */
  readonly advertise: boolean;
}

interface PushCommand {
  readonly ref: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Finds what git asks for. The path is below the repository's address; undefined for a path that git does not use. */
export function gitRequest(method: string, path: string, query: URLSearchParams): GitRequest | undefined {
  const service = method === 'GET' && path === '/info/refs' ? query.get('service') : path.slice(1);
  if (service !== 'git-upload-pack' && service !== 'git-receive-pack') return undefined;
  const advertise = path === '/info/refs';
  return advertise || method === 'POST' ? { service, advertise } : undefined;
}

/**
 * Serves clone, fetch and push. Accounts that can read may clone and fetch. Accounts that can write may push, and each
 * ref is checked on its own. A push is recorded with the account and the forge's time, not with the author and date of
 * the commits.
 * @returns a function that sends git's reply, to be called once the push is committed in the database
 * @throws HttpRefusal 400 for a malformed push; 403; 404
 */
export async function serveGit(
  context: Context,
  { service, advertise }: GitRequest,
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): Promise<() => void> {
  const { permission, login } = context.actor;
  if (!allows(permission, 'read')) throw notFound();
  if (service === 'git-receive-pack' && !allows(permission, 'write')) {
    throw forbidden(`Pushing needs the write permission; ${login} has ${permission}.`);
  }
  demandGrant(context.actor, service === 'git-receive-pack' ? 'contents:write' : 'contents:read');
  const content =
    request.headers['content-encoding'] === 'gzip' ? gunzipSync(body, { maxOutputLength: BODY.push }) : body;
  const asked = service === 'git-receive-pack' && !advertise ? pushCommands(content) : [];
  const rejected = asked.length > MOST_REFS ? TOO_MANY_REFS : '';
  const commands = rejected === '' ? asked : [];
  const rights = commands.map((command) => ({ ...command, ...refRights(permission, command.ref) }));
  const isNew = ({ ref, after }: PushCommand): boolean => after !== undefined && refOid(context, ref) === undefined;
  const names = (some: readonly PushCommand[]): string => some.map(({ ref }) => ref).join(' ');
  const answer = await backend(context, request, service, advertise, content, {
    FORGE_REJECTED: rejected,
    FORGE_TOO_DEEP: TOO_DEEP,
    FORGE_ERASED: ERASED,
    FORGE_REFUSED: names(rights.filter(({ write }) => !write)),
    FORGE_MISNAMED: names(commands.filter((each) => isNew(each) && refNameFault(each.ref) !== undefined)),
    FORGE_FORWARD_ONLY: names(rights.filter((right) => right.protected)),
    FORGE_WORKFLOWS: mayWriteWorkflows(context.actor) ? 'free' : 'frozen',
  });
  if (commands.length > 0) await recordPush(context, commands);
  return () => sendCgi(answer, response);
}

/** Records those commands of a push that git accepted. If the ref on disk has not moved, git refused the command. */
async function recordPush(context: Context, commands: readonly PushCommand[]): Promise<void> {
  const { oids } = await context.git.diskRefs();
  for (const { ref, after } of commands) {
    const before = refOid(context, ref);
    if (oids.get(ref) !== after || before === after) continue;
    const forward = before === undefined || after === undefined || (await isAncestor(context.git, before, after));
    await recordMove(context, { ref, before, after }, forward ? 'push' : 'force_push');
  }
}

/**
 * Reads the commands at the start of a push: git's packet lines, up to a flush packet.
 * @throws HttpRefusal 400
 */
function pushCommands(body: Buffer): PushCommand[] {
  const commands: PushCommand[] = [];
  for (let at = 0; ;) {
    const length = Number.parseInt(body.toString('latin1', at, at + 4), 16);
    if (length === 0) return commands;
    if (!(length > 4) || at + length > body.length) throw new HttpRefusal(400, 'malformed push');
    const line =
      body
        .toString('utf8', at + 4, at + length)
        .split('\0', 1)[0]
        ?.trimEnd() ?? '';
    at += length;
    if (line.startsWith('shallow ')) continue;
    const match = /^([0-9a-f]{40}) ([0-9a-f]{40}) (\S+)$/.exec(line);
    if (match === null) throw new HttpRefusal(400, 'malformed or signed push');
    const [, before = NO_OID, after = NO_OID, ref = ''] = match;
    commands.push({ ref, before: existing(before), after: existing(after) });
  }
}

function existing(oid: string): string | undefined {
  return oid === NO_OID ? undefined : oid;
}

/** Runs `git http-backend`, the CGI program that is part of git, and returns its output. */
async function backend(
  context: Context,
  request: IncomingMessage,
  service: string,
  advertise: boolean,
  body: Buffer,
  more: Record<string, string>,
): Promise<Buffer> {
  const { folder } = context.git;
  const { GIT_DIR: _, ...base } = gitEnvironment(folder);
  const protocol = request.headers['git-protocol'];
  const env = {
    ...base,
    ...more,
    GIT_PROJECT_ROOT: dirname(folder),
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: `/${basename(folder)}/${advertise ? 'info/refs' : service}`,
    REQUEST_METHOD: advertise ? 'GET' : 'POST',
    QUERY_STRING: advertise ? `service=${service}` : '',
    CONTENT_TYPE: request.headers['content-type'] ?? '',
    CONTENT_LENGTH: String(body.length),
    REMOTE_USER: context.actor.login,
    ...(typeof protocol === 'string' ? { GIT_PROTOCOL: protocol } : {}),
  };
  return (await runGit(folder, ['http-backend'], body, { env })).stdout;
}

function sendCgi(answer: Buffer, response: ServerResponse): void {
  const end = answer.indexOf('\r\n\r\n');
  if (end < 0) {
    response.writeHead(500).end();
    return;
  }
  let status = 200;
  for (const line of answer.toString('latin1', 0, end).split('\r\n')) {
    const colon = line.indexOf(':');
    const [name, value] = [line.slice(0, colon), line.slice(colon + 1).trim()];
    if (name.toLowerCase() === 'status') status = Number.parseInt(value, 10);
    else response.setHeader(name, value);
  }
  response.writeHead(status).end(answer.subarray(end + 4));
}
