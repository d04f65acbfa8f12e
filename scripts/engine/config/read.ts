import type { Config, Pinned } from '#domain/case/state/config.ts';
import type { Rules } from '#domain/case/state/world.ts';
import { calendarData, checkCalendar } from '#domain/clock/calendar.ts';
import { type TemplateFile, verifyTemplates } from '#domain/documents/verify-template.ts';
import type { Calendar } from '#domain/generated/calendar.ts';
import type { DocumentTemplate } from '#domain/generated/document.ts';
import type { Erasures } from '#domain/generated/erasures.ts';
import type { Letterhead } from '#domain/generated/letterhead.ts';
import type { Procedure } from '#domain/generated/procedure.ts';
import type { Retention } from '#domain/generated/retention.ts';
import type { Roles } from '#domain/generated/roles.ts';
import type { Rooms } from '#domain/generated/rooms.ts';
import type { Witnesses } from '#domain/generated/witnesses.ts';
import type { Problem, Text } from '#domain/problem.ts';
import { withCorrection } from '#domain/procedure/correction.ts';
import { isProcedurePath, NAMED, OPTIONAL, procedureName } from '#domain/procedure/office-files.ts';
import { draftsLast } from '#domain/procedure/steps.ts';
import { officeZone } from '#domain/procedure/office-zone.ts';
import { checkOfficeZone, verifyRoles } from '#domain/procedure/verify-roles.ts';
import { locate, type ProcedureFile, verify, verifyTogether } from '#domain/procedure/verify.ts';
import { procedureWarnings } from '#domain/procedure/warnings.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { verifySchema } from '#domain/request/verify-schema.ts';
import type { Lines } from '#domain/request/yaml.ts';
import { checkErasuresFile } from '#domain/erasure/due.ts';
import { checkRooms } from '#domain/room/room.ts';
import calendarSchema from '#schemas/calendar.schema.json' with { type: 'json' };
import documentSchema from '#schemas/document.schema.json' with { type: 'json' };
import erasuresSchema from '#schemas/erasures.schema.json' with { type: 'json' };
import letterheadSchema from '#schemas/letterhead.schema.json' with { type: 'json' };
import procedureSchema from '#schemas/procedure.schema.json' with { type: 'json' };
import retentionSchema from '#schemas/retention.schema.json' with { type: 'json' };
import rolesSchema from '#schemas/roles.schema.json' with { type: 'json' };
import roomsSchema from '#schemas/rooms.schema.json' with { type: 'json' };
import witnessesSchema from '#schemas/witnesses.schema.json' with { type: 'json' };
import { armsProblems } from './arms.ts';
import { type ConfigFile, linesOfJson, type Parsed, parseSchema, parseYaml } from './parse.ts';
import { configRevision } from './revision.ts';

export type { ConfigFile } from './parse.ts';

/** The largest number of characters of a picture in Base64. The limit of R9 is only for texts that people write. */
const ARMS_LIMIT = letterheadSchema.properties.arms.properties.image.maxLength;

/** Reads one file of roles, rooms, days off or the letterhead without the rest of the configuration. Only its shape is checked. */
export const readRoles = (file: ConfigFile): Parsed<Roles> => parseYaml(file, rolesSchema);
export const readRooms = (file: ConfigFile): Parsed<Rooms> => parseYaml(file, roomsSchema);
export const readCalendar = (file: ConfigFile): Parsed<Calendar> => parseYaml(file, calendarSchema);
export const readLetterhead = (file: ConfigFile): Parsed<Letterhead> => parseYaml(file, letterheadSchema, ARMS_LIMIT);

/** Checks what the schema of a file cannot check. */
type Check<T> = (value: T, lines?: Lines) => Problem[];

export type ConfigReading =
  { readonly config: Config; readonly warnings: readonly Problem[] } | { readonly problems: readonly Problem[] };

/**
 * Reads the configuration of an office. It has procedures, roles, rooms, calendar, letterhead and witnesses directly
 * under `sops/`, more calendars in `sops/calendars/`, templates in `sops/documents/`, and the schemas. If any file has
 * a problem, nothing of the configuration is used (R7, R31).
 * @param files every file under `sops/` and `schemas/`, in any order
 * @returns the configuration, or every problem found. A procedure is verified only if the roles can be read and its
 *   schemas are sound. Templates are verified only if nothing else has a problem.
 */
export function readConfig(files: readonly ConfigFile[]): ConfigReading {
  const problems: Problem[] = misplaced(files);
  const take = <T>(parsed: Parsed<T>): Pinned<T>[] => {
    if (parsed.ok) return [pinned(parsed)];
    problems.push(...parsed.problems);
    return [];
  };
  const named = <T>(path: string, schema: Schema, check: Check<T>, longest?: number): Pinned<T> | undefined => {
    const file = files.find((each) => each.path === path);
    if (!file) problems.push(missing(path));
    const parsed = file && parseYaml<T>(file, schema, longest);
    if (parsed?.ok) problems.push(...check(parsed.value, parsed.lines));
    return parsed && take(parsed)[0];
  };

  const schemas = new Map(files.filter(isSchema).flatMap((file) => take(parseSchema(file)).map((s) => [s.path, s])));
  const roles = named<Roles>(NAMED.roles, rolesSchema, (value, lines) => verifyRoles(value, NAMED.roles, lines));
  const rooms = named<Rooms>(NAMED.rooms, roomsSchema, (value, lines) =>
    checkRooms(value, NAMED.rooms).map((found) => placeAt(found, lines)),
  );
  const calendar = named<Calendar>(NAMED.calendar, calendarSchema, (value, lines) =>
    checkCalendar(value, NAMED.calendar).map((found) => placeAt(found, lines)),
  );
  const calendars = files.filter(isCalendar).flatMap(({ path }) => {
    const read = named<Calendar>(path, calendarSchema, (value, lines) =>
      checkCalendar(value, path).map((found) => placeAt(found, lines)),
    );
    return read ? [[calendarName(path), calendarData(read.value, read.blob)] as const] : [];
  });
  const has = (path: string): boolean => files.some((file) => file.path === path);
  const optional: typeof named = (path, ...rest) => (has(path) ? named(path, ...rest) : undefined);
  const witnesses = optional<Witnesses>(OPTIONAL.witnesses, witnessesSchema, () => []);
  const armsAreSound: Check<Letterhead> = (value, lines) => armsProblems(value, OPTIONAL.letterhead, lines);
  const letterhead = optional<Letterhead>(OPTIONAL.letterhead, letterheadSchema, armsAreSound, ARMS_LIMIT);
  const retention = optional<Retention>(OPTIONAL.retention, retentionSchema, () => []);
  const erasures = optional<Erasures>(OPTIONAL.erasures, erasuresSchema, checkErasuresFile);
  const parsed = files.filter(isProcedure).map(readPinnedProcedure);
  const procedures = parsed.flatMap(take).sort((a, b) => draftsLast(a.value, b.value));
  if (parsed.length === 0) problems.push(missing('sops/*.yaml'));

  const sources = parsed.flatMap((each): ProcedureFile[] =>
    each.ok ? [{ file: each.file.path, procedure: each.value, lines: each.lines }] : [],
  );
  const known = new Map([...schemas].map(([path, { value }]) => [path, value]));
  const unsound = new Set(files.filter((file) => isSchema(file) && !known.has(file.path)).map(({ path }) => path));
  for (const path of new Set(sources.flatMap(({ procedure }) => schemasOf(procedure)))) {
    const schema = known.get(path);
    const found = schema ? verifySchema(schema, path) : [];
    if (found.length > 0) unsound.add(path);
    const text = files.find((file) => file.path === path)?.text ?? '';
    problems.push(...(found.length > 0 ? found.map((each) => placeAt(each, linesOfJson(text))) : []));
  }
  if (roles) {
    const ready = sources.filter(({ procedure }) => !schemasOf(procedure).some((path) => unsound.has(path)));
    const names = new Set(files.filter(isCalendar).map(({ path }) => calendarName(path)));
    const world = { roles: roles.value.roles, schemas: known, calendars: names, rooms: rooms?.value.rooms };
    problems.push(...ready.flatMap((source) => verify(source, world)));
    const all = sources.map(({ procedure }) => procedure);
    problems.push(...checkOfficeZone(roles.value, all, NAMED.roles));
  }
  problems.push(
    ...verifyTogether(
      sources,
      parsed.every(({ ok }) => ok),
    ),
  );
  const templates = files.filter(isTemplate).map((file) => parseYaml<DocumentTemplate>(file, documentSchema));
  const documents = templates.flatMap(take);
  if (problems.length === 0)
    problems.push(
      ...verifyTemplates(
        templates.flatMap((each): TemplateFile[] =>
          each.ok ? [{ file: each.file.path, template: each.value, lines: each.lines }] : [],
        ),
        {
          procedures: sources.map(({ procedure }) => procedure),
          schemas: known,
          roles: Object.keys(roles?.value.roles ?? {}),
          hasLetterhead: letterhead !== undefined,
        },
      ),
    );

  if (problems.length > 0 || !roles || !rooms || !calendar) return { problems };
  return {
    warnings: [...sources.flatMap((source) => procedureWarnings(source, known)), ...unknownRetention(retention, files)],
    config: {
      revision: configRevision(files),
      procedures: new Map(procedures.map((procedure) => [procedure.value.id, procedure])),
      schemas,
      roles: roles.value,
      zone: officeZone(
        roles.value,
        procedures.map(({ value }) => value),
      ),
      rooms: rooms.value.rooms,
      calendar: calendarData(calendar.value, calendar.blob),
      ...(calendars.length > 0 ? { calendars: new Map(calendars) } : {}),
      documents: new Map(documents.map((template) => [template.value.id, template])),
      ...(letterhead ? { letterhead: letterhead.value } : {}),
      ...(witnesses ? { witnesses: witnesses.value.witnesses } : {}),
      ...(retention ? { retention: retention.value } : {}),
      ...(erasures ? { erasures: erasures.value } : {}),
    },
  };
}

/**
 * Reads a procedure of main, or of the revision to which a case is pinned (R7). Adds the correction step if the file
 * has none (R39). Only the shape is checked. A pinned procedure was verified when the case began, and the files that it
 * names may have changed since then.
 */
export function readPinnedProcedure(file: ConfigFile): Parsed<Procedure> {
  const parsed = parseYaml<Procedure>(file, procedureSchema);
  return parsed.ok ? { ...parsed, value: withCorrection(parsed.value) } : parsed;
}

/** Reads a request schema in the revision to which a case is pinned (R7). It was verified when the case began. */
export const readPinnedSchema = (file: ConfigFile): Parsed<Schema> => parseSchema(file);

/** Reads the rules to which a case is pinned (R7); `undefined` if they cannot be read. */
export function readPinnedRules(procedureFile: ConfigFile, schemaFile: ConfigFile): Rules | undefined {
  const [procedure, schema] = [readPinnedProcedure(procedureFile), readPinnedSchema(schemaFile)];
  return procedure.ok && schema.ok ? { procedure: pinned(procedure), schema: pinned(schema) } : undefined;
}

const pinned = <T>({ file: { path, blob }, value }: Extract<Parsed<T>, { ok: true }>): Pinned<T> => ({
  path,
  blob,
  value,
});

/** Lists the schemas that a procedure names: the schema of its request and the schemas of its results. */
export const schemasOf = ({ request, steps }: Procedure): string[] => [
  request.schema,
  ...steps.flatMap(({ requires }) => (requires?.result === undefined ? [] : [requires.result])),
];

const placeAt = ({ file, ...found }: Problem, lines: Lines | undefined): Problem => locate(found, file, lines);

const isSchema = ({ path }: ConfigFile): boolean => /^schemas\/[^/]+\.json$/.test(path);

const isProcedure = ({ path }: ConfigFile): boolean => isProcedurePath(path);

/** Returns the name by which the clock of a step names a calendar. */
const calendarName = (path: string): string => path.replace(/^.*\/|\.yaml$/g, '');

const isCalendar = ({ path }: Pick<ConfigFile, 'path'>): boolean =>
  /^sops\/calendars\/[a-z][a-z0-9-]{0,63}\.yaml$/.test(path);

const isTemplate = ({ path }: ConfigFile): boolean => /^sops\/documents\/[^/]+\.yaml$/.test(path);

/** Finds YAML files under `sops/` that the program does not read, because their folder or file extension is wrong. */
function misplaced(files: readonly ConfigFile[]): Problem[] {
  return files
    .filter(
      ({ path }) =>
        /^sops\/.*\.ya?ml$/i.test(path) && !/^sops\/(documents\/)?[^/]+\.yaml$/.test(path) && !isCalendar({ path }),
    )
    .map(({ path }) => {
      const folder = path.startsWith('sops/documents/') ? 'sops/documents/' : 'sops/';
      const fix = { id: `Pindahkan ke ${folder}, dengan akhiran .yaml`, en: `Move it to ${folder}, ending in .yaml` };
      return problem(path, 'misplaced', { id: 'File ini tidak akan dibaca', en: 'This file would not be read' }, fix);
    });
}

/** Warns of a term for a procedure that main does not have. It may be an earlier one, or a typing error (R50). */
function unknownRetention(retention: Pinned<Retention> | undefined, files: readonly ConfigFile[]): Problem[] {
  const known = new Set(files.filter(isProcedure).map(({ path }) => procedureName(path)));
  const named = Object.keys(retention?.value.procedures ?? {});
  return named
    .filter((name) => !known.has(name))
    .map((name) => ({
      ...{ file: OPTIONAL.retention, path: `/procedures/${name}`, code: 'unknown-procedure', received: name },
      message: { id: 'Tidak ada SOP dengan nama ini', en: 'There is no SOP of this name' },
      fix: {
        id: 'Periksa ejaannya, kecuali SOP itu memang sudah dicabut',
        en: 'Check its spelling, unless the SOP was withdrawn',
      },
    }));
}

function missing(path: string): Problem {
  const fix = { id: 'Tambahkan file ini', en: 'Add this file' };
  return problem(path, 'missing-file', { id: 'File ini belum ada', en: 'This file is missing' }, fix);
}

const problem = (file: string, code: string, message: Text, fix: Text): Problem => ({
  file,
  path: '',
  code,
  message,
  fix,
});
