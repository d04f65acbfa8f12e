import type { Procedure } from '#domain/generated/procedure.ts';
import type { PublicSopVersions } from '#domain/generated/public-sop-versions.ts';
import type { PublicNames } from '#public/export/names.ts';
import {
  publicVersions,
  type ReadSops,
  readableSops,
  type SopTimeline,
  sopTimelines,
} from '#public/export/sop-versions.ts';
import type { Summary } from '#public/export/summary.ts';
import type { PublicFile } from '../folder.ts';
import type { Catalogue } from '../memory/catalogue.ts';
import { json, revisionPath } from '../open-data/data-files.ts';
import { versionAddress, versionsAddress } from './addresses.ts';
import type { NamedCase, PlannedPage } from './page-props.ts';

/** What is known of the procedures' versions, as plain data, since a site remembers it (R38). */
export interface KnownSops {
  readonly history: ReadSops['history'];
  readonly timelines: readonly SopTimeline[];
  /** The revisions that have a page with their table. */
  readonly tables: readonly string[];
}

/** Returns what is known of the versions, and their procedures, after main's history was read. */
export function knownSops(
  read: ReadSops,
  names: PublicNames,
): { readonly known: KnownSops; readonly procedures: ReadonlyMap<string, Procedure> } {
  const procedures = readableSops(read);
  const timelines = sopTimelines(read, names);
  return { known: { history: read.history, timelines, tables: [...procedures.keys()] }, procedures };
}

interface Sources {
  readonly catalogue: Catalogue;
  readonly names: PublicNames;
  readonly known: KnownSops | undefined;
}

/** Returns the procedures that the office no longer has, but had in the past, or has cases of. */
export function goneSops({ catalogue, names, known }: Sources): PublicSopVersions[] {
  const present = new Set(names.procedures.map(({ id }) => id));
  const ids = new Set([...(known?.timelines ?? []).map(({ procedure }) => procedure), ...catalogue.procedures()]);
  return [...ids]
    .filter((id) => !present.has(id))
    .sort()
    .map((id) => versionsOf(id, { catalogue, names, known }));
}

function versionsOf(procedure: string, { catalogue, names, known }: Sources): PublicSopVersions {
  const timeline = known?.timelines.find((each) => each.procedure === procedure);
  return publicVersions(procedure, { timeline, history: known?.history }, catalogue.revisionsOf(procedure), names);
}

const NAMED = 5;
/** Open cases with an earlier version that the page names. */
const KEEPING = 25;

/** Makes the page and the data of a procedure's versions. */
export function versionsPage(
  procedure: string,
  sources: Sources,
): { readonly page: PlannedPage; readonly file: PublicFile } {
  const { catalogue, names, known } = sources;
  const versions = versionsOf(procedure, sources);
  const now = names.revisions[procedure];
  const zone = names.procedures.find(({ id }) => id === procedure)?.zone ?? names.zone;
  const used = versions.versions.filter(({ cases }) => cases > 0).map(({ revision }) => revision);
  return {
    page: {
      url: versionsAddress(procedure),
      props: {
        page: 'versions',
        ...{ versions, zone },
        tables: (known?.tables ?? []).filter((each) => versions.versions.some(({ revision }) => revision === each)),
        cases: Object.fromEntries(
          used.map((revision) => [revision, catalogue.casesUnder(procedure, revision, NAMED).map(namedCase)]),
        ),
        keeping: now === undefined ? [] : catalogue.openUnderOthers(procedure, now, KEEPING).map(namedCase),
        keepers: catalogue
          .revisionsOf(procedure)
          .reduce((sum, { revision, open }) => sum + (now === undefined || revision === now ? 0 : open), 0),
      },
    },
    file: json(`data/procedures/${procedure}/versions.json`, versions),
  };
}

const namedCase = ({ id, title, revision }: Summary): NamedCase => ({
  ...{ id, revision },
  ...(title === undefined ? {} : { title }),
});

/** Makes the tables of the versions that are not current, and the data of all versions. */
export function* versionTables(
  { timelines }: Pick<KnownSops, 'timelines'>,
  procedures: ReadonlyMap<string, Procedure>,
  names: Pick<PublicNames, 'revisions'>,
): Generator<{ readonly page?: PlannedPage; readonly file: PublicFile }> {
  for (const { procedure: id, versions } of timelines) {
    const made = new Set<string>();
    for (const { revision, from, until } of [...versions].reverse()) {
      const procedure = procedures.get(revision);
      if (!procedure || made.has(revision)) continue;
      made.add(revision);
      const url = versionAddress(id, revision, [revision]);
      const times = { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) };
      const isPresent = names.revisions[id] === revision;
      yield {
        ...(isPresent ? {} : { page: { url, props: { page: 'version', procedure, ...times } } }),
        file: json(revisionPath({ id, revision, zone: procedure.zone }), procedure),
      };
    }
  }
}
