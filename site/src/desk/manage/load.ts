/** Reads what the pages of Kelola show: the configuration on main, its people, and the cases that run. */
import { CORE_SCHEMA, load } from 'js-yaml';
import { fold, type CaseState } from '#domain/case/state/state.ts';
import { MAIN_REF } from '#domain/case/state/pull.ts';
import type { Calendar } from '#domain/generated/calendar.ts';
import type { Letterhead } from '#domain/generated/letterhead.ts';
import type { RegisterIndex } from '#domain/journal/index-file.ts';
import { INDEX_PATH } from '#domain/journal/paths.ts';
import { NAMED, OPTIONAL } from '#domain/procedure/office-files.ts';
import type { DeskForge } from '../forge.ts';
import { entriesOf, indexNow, loadBlobs, loadJournals, registerText } from '../load.ts';
import { configurationOf, type DeskOffice, deskOfficeOf, type Files, filesOf, revisionsIn } from '../office.ts';
import { type DeskRegister, type DeskViewer, isMaintainer, NAMES, type RawFolder, REGISTER_INDEX } from '../queries.ts';

export const MANAGED_OFFICE = `
query ManagedOffice($owner: String!, $repo: String!) {
  viewer { login name databaseId }
  repository(owner: $owner, name: $repo) {
    viewerPermission
    assignableUsers(first: 100) { nodes { login name databaseId } }
    main: ref(qualifiedName: "${MAIN_REF}") { target { oid } }
    ${REGISTER_INDEX}
    sops: object(expression: "${MAIN_REF}:sops") { ${NAMES} }
    schemas: object(expression: "${MAIN_REF}:schemas") { ${NAMES} }
  }
}`;

interface RawManage {
  readonly viewer: DeskViewer;
  readonly repository: {
    readonly viewerPermission: string | null;
    readonly assignableUsers: { readonly nodes: readonly DeskViewer[] };
    readonly main: { readonly target: { readonly oid: string } | null } | null;
    readonly register: DeskRegister;
    readonly sops: RawFolder;
    readonly schemas: RawFolder;
  };
}

/** The configuration in force, and what changes of it concern. */
export interface ManagedOffice {
  readonly viewer: DeskViewer;
  /** Whether the forge lets the viewer put changes in force. The forge decides again at each call. */
  readonly maintains: boolean;
  /** The accounts with access to the repository. */
  readonly people: readonly DeskViewer[];
  /** The commit of main that was read. */
  readonly main: string;
  /** Blob ids of all files of the configuration, by path. */
  readonly files: Files;
  readonly office: DeskOffice;
  readonly index: RegisterIndex;
  readonly calendar: Calendar;
  readonly letterhead: Letterhead | undefined;
  /** Returns the text of a file of the configuration in force; undefined if there is none, or it was not read. */
  readonly text: (path: string) => string | undefined;
}

/** Reads the office for Kelola, in two calls. Throws like every call to the forge. */
export async function loadManaged(forge: DeskForge): Promise<ManagedOffice> {
  const { viewer, repository } = await forge.graphql<RawManage>(MANAGED_OFFICE, {});
  const sops = filesOf('sops', repository.sops, forge.known);
  const files = new Map([...sops, ...filesOf('schemas', repository.schemas, forge.known)]);
  const named = [NAMED.calendar, OPTIONAL.letterhead].flatMap((path) => files.get(path) ?? []);
  const index = indexNow(await registerText(forge, repository.register, 'index', INDEX_PATH), forge.now());
  await loadBlobs(forge, [...configurationOf(sops), ...named, ...revisionsIn(index)]);
  const text = (path: string): string | undefined => forge.known.get(files.get(path) ?? '');
  return {
    ...{ viewer, files, index, text },
    maintains: isMaintainer(repository.viewerPermission),
    people: repository.assignableUsers.nodes,
    main: repository.main?.target?.oid ?? '',
    office: deskOfficeOf(sops, forge.known),
    calendar: (parseConfig(text(NAMED.calendar)) ?? { years: [] }) as Calendar,
    letterhead: parseConfig(text(OPTIONAL.letterhead)) as Letterhead | undefined,
  };
}

/** Parses a file of the configuration. @throws YAMLException if it is no YAML */
export const parseConfig = (text: string | undefined): unknown =>
  text === undefined ? undefined : load(text, { schema: CORE_SCHEMA });

/** The most cases whose journals are read, to find who decided in them before. */
const MOST_JOURNALS = 20;

/** Reads what was decided in open cases, by their numbers; at most 20 cases, the newest first. */
export async function loadActs(forge: DeskForge, numbers: readonly number[]): Promise<ReadonlyMap<number, CaseState>> {
  const newest = [...numbers].sort((a, b) => b - a).slice(0, MOST_JOURNALS);
  const journals = await loadJournals(
    forge,
    newest.map((number) => ({ number })),
  );
  return new Map(
    [...journals].flatMap(([number, journal]) => {
      const state = fold(entriesOf(journal));
      return state ? [[number, state] as const] : [];
    }),
  );
}
