/** The backend of Decap. It uses the desk's code, so that there is one way to save, submit and delete a request. */
import type { IndexedCase } from '#domain/journal/index-file.ts';
import { DRAFT_LABEL, SUBMIT_LABEL } from '#domain/case/push/sign.ts';
import type { Language } from '#domain/problem.ts';
import { BACKEND, FIELD } from '#public/form/configuration.ts';
import { loadCase } from '../desk/desk-case.ts';
import { type DeskForge, SessionEnded } from '../desk/forge.ts';
import { type DeskReading, isSubmitted } from '../desk/desk-list.ts';
import { loadDesk } from '../desk/load.ts';
import type { DeskOffice } from '../desk/office.ts';
import type { ListedPull } from '../desk/queries.ts';
import { reachesTooFar } from '../desk/session.ts';
import type { Settings } from '../desk/settings.ts';
import { say } from '../desk/words.ts';
import { sayForm } from '../request/words.ts';
import { branchOf } from './address.ts';
import { type Backend, decap, type Entry, type Unpublished } from './cms.ts';
import { heldRequest, currentSession, signIn, signOut } from './session.ts';
import { WORDS } from './words.ts';

/** Decap's names of the two statuses that are used here. */
const STATUS = { draft: 'draft', submitted: 'pending_review' } as const;

/** A request of the person, at the place where Decap lists it. */
interface Listed {
  readonly pull: ListedPull;
  readonly collection: string;
  readonly slug: string;
  /** Number and title of a case; title of a draft. */
  readonly name: string;
  readonly isCase: boolean;
}

let listed: readonly Listed[] = [];

const listedAt = (collection: string, slug: string): Listed | undefined => {
  const there = listed.filter((one) => one.collection === collection && one.slug === slug);
  return there.find(({ pull }) => pull.state === 'OPEN') ?? there[0];
};

/** Finds the open pull request at a place of Decap or, if none is open, the one that changed last. */
export const pullAt = (collection: string, slug: string): ListedPull | undefined => listedAt(collection, slug)?.pull;

/** Returns the branch of a request. Only a request that came by git has a branch of another name than Decap's. */
const branchAt = (collection: string, slug: string): string =>
  pullAt(collection, slug)?.headRefName ?? branchOf(collection, slug);

/**
 * Registers the backend that the configuration names.
 * @param site address of the site, with a slash at its end
 * @param tell shows a sentence above Decap, for messages that Decap itself cannot show
 */
export function registerBackend(settings: Settings, site: string, tell: (sentence: string) => void): void {
  const { language, kind, auth, owner, repo } = settings;
  const source = { kind, origin: auth.origin };
  const refuse = (text: (typeof WORDS)[keyof typeof WORDS]): never => {
    throw plainError(sayForm(text, language));
  };
  /** Reads from the forge. A failure becomes a sentence, because Decap would show the name of the error. */
  const read = async <T>(work: (forge: DeskForge) => Promise<T>): Promise<T> => {
    try {
      const session = currentSession();
      if (!session) throw new SessionEnded();
      return await work(session.forge);
    } catch (error) {
      console.error(error);
      if (!(error instanceof SessionEnded)) throw plainError(say('listFault', language));
      tell(sayForm(WORDS.sessionEnded, language));
      return refuse(WORDS.sessionEnded);
    }
  };
  const list = (): Promise<readonly Listed[]> =>
    read(async (forge) => (listed = listedOf(await loadDesk(forge, `${owner}/${repo}`, () => []), language)));
  // Decap lists what is unpublished only below something that is published. So all requests are listed as published.
  const entries = async (): Promise<readonly Entry[]> =>
    (await list()).filter(({ pull, isCase }) => pull.state === 'OPEN' || isCase).map(entryOf);
  let saving: Promise<boolean> | undefined;

  /** Makes the backend. This is a function, because Decap calls it with `new` and uses the returned object. */
  function FormBackend(config: unknown, options: unknown): Backend {
    // Only the sign-in page of Decap's own backend is used.
    const github = decap().cms.getBackend('github').init(config, options);
    /** Whether the session ended without a sign-out. Then the input is kept. */
    let hasEnded = false;
    const authenticate: Backend['authenticate'] = async ({ token }) => {
      if (reachesTooFar(settings, token)) return refuse(WORDS.tooFar);
      const { viewer } = await signIn(settings, token);
      tell('');
      return { token, login: viewer.login, name: viewer.name ?? viewer.login };
    };
    return {
      authComponent: () => github.authComponent(),
      isGitBackend: () => true,
      // Without this status Decap would ask a third party whether GitHub is available.
      status: async () => ({ auth: { status: true }, api: { status: true, statusPage: '' } }),
      authenticate,
      restoreUser: (stored) =>
        authenticate(stored).catch((error: unknown) => {
          hasEnded = true;
          tell(sayForm(error instanceof SessionEnded ? WORDS.sessionEnded : WORDS.loadFault, language));
          throw error;
        }),
      logout: () => {
        if (!hasEnded) signOut(source);
        hasEnded = false;
      },
      getToken: async () => currentSession()?.token ?? null,
      entriesByFolder: entries,
      allEntriesByFolder: entries,
      // Decap asks for the file on main of each request that it opens. A request that has not ended has no file there.
      getEntry: async (path) => {
        const ended = (await list()).find((one) => one.pull.state !== 'OPEN' && one.isCase && pathOf(one) === path);
        return ended ? entryOf(ended) : { file: { path, id: '' }, data: '' };
      },
      unpublishedEntries: async () =>
        (await list())
          .filter(({ pull }) => pull.state === 'OPEN')
          .map(({ collection, slug }) => `${collection}/${slug}`),
      unpublishedEntry: async (asked) => {
        const { collection = '', slug = '' } = asked.id === undefined ? asked : placeIn(asked.id);
        // The branch of a new draft is free. If the response to the first save was lost, the branch is the draft's own.
        const held = heldRequest();
        const isNew = held?.branch === branchOf(collection, slug) && held.draft.number === undefined;
        if (!isNew && asked.id === undefined) await list();
        const one = isNew ? undefined : listedAt(collection, slug);
        if (one?.pull.state !== 'OPEN') throw onNoBranch();
        return unpublished(one);
      },
      unpublishedEntryDataFile: async (collection, slug) => {
        const one = listedAt(collection, slug);
        return one ? entryOf(one).data : refuse(WORDS.notListed);
      },
      persistEntry: async ({ dataFiles: [{ slug }] }, { collectionName }) => {
        const held = heldRequest();
        const place = { branch: branchAt(collectionName, slug), folder: `requests/${slug.replace(/\/request$/, '')}` };
        saving ??= (held?.save(place) ?? Promise.resolve(false)).finally(() => (saving = undefined));
        if (!(await saving)) refuse(WORDS.notSent);
        // After the first save Decap opens the request again from its branch.
        if (held?.draft.number === undefined) held?.close();
        setTimeout(() => heldRequest()?.announce());
      },
      updateUnpublishedEntryStatus: async (collection, slug, status) => {
        const held = heldRequest();
        if (status !== STATUS.draft && status !== STATUS.submitted) refuse(WORDS.noThirdStatus);
        if (held?.branch !== branchAt(collection, slug)) return refuse(WORDS.openFirst);
        if (status === STATUS.draft) return read((forge) => takeBack(forge, pullAt(collection, slug)));
        if (!(await held.submit())) refuse(WORDS.notSent);
      },
      deleteUnpublishedEntry: async (collection, slug) => {
        const held = heldRequest();
        if (held?.branch !== branchAt(collection, slug) || held.isCase) return refuse(WORDS.notDeleted);
        if (!(await held.discard())) refuse(WORDS.notSent);
      },
      getDeployPreview: async (collection, slug) => {
        const one = pullAt(collection, slug);
        const id = one && (await read((forge) => loadCase(forge, one.number))).current?.state.opens.case;
        return id === undefined ? null : { url: `${site}berkas/${id}/`, status: 'success' };
      },
      getMedia: async () => [],
      persistMedia: async () => refuse(WORDS.noLibrary),
    };
  }
  decap().cms.registerBackend(BACKEND, FormBackend);
}

/** Replaces the label that submits a request by the label of a draft (R13). */
async function takeBack(forge: DeskForge, one: ListedPull | undefined): Promise<void> {
  if (!one) return;
  const others = one.labels.nodes
    .map(({ name }) => name)
    .filter((name) => name !== SUBMIT_LABEL && name !== DRAFT_LABEL);
  await forge.rest('PUT', `/issues/${one.number}/labels`, { labels: [...others, DRAFT_LABEL] });
}

/** Returns the person's requests in this repository: open cases, drafts, and what was written in Decap or at the desk. */
function listedOf({ own, index, office, ended }: DeskReading, language: Language): Listed[] {
  return own.flatMap((pull) => {
    const { number, headRefName, title } = pull;
    const open = index.cases[number];
    const over = ended.get(number);
    const place = headRefName.startsWith('cms/') ? placeIn(headRefName.slice('cms/'.length)) : placeOf(open, office);
    const id = open?.id ?? over?.id;
    const asDraft = isSubmitted(pull) ? title : sayForm(WORDS.draftNamed, language, { t: title });
    const name = id === undefined ? asDraft : `${id}: ${open?.title ?? over?.title ?? title}`;
    return place?.collection && place.slug ? [{ pull, ...place, name, isCase: id !== undefined }] : [];
  });
}

/** Splits an id of Decap, such as `rapat/2026/banjir/request`: the collection, and the slug. */
function placeIn(id: string): { readonly collection: string; readonly slug: string } {
  const [, collection = '', slug = ''] = /^([^/]+)\/(.+)$/.exec(id) ?? [];
  return { collection, slug };
}

/** Returns the place of a request that came by git: its folder is known only while the case is open. */
function placeOf(open: IndexedCase | undefined, { procedures }: DeskOffice) {
  const collection = procedures.get(open?.procedure ?? '')?.id;
  const [, slug] = /^requests\/(.+)\.yaml$/.exec(open?.path ?? '') ?? [];
  return collection === undefined || slug === undefined ? undefined : { collection, slug };
}

const pathOf = ({ slug }: Listed): string => `requests/${slug}.yaml`;

/** Makes the entry that Decap shows. It has only the request's name and SOP; the desk's form reads the document. */
const entryOf = (one: Listed): Entry => ({
  file: { path: pathOf(one), id: String(one.pull.number) },
  data: JSON.stringify({ [FIELD]: { nama: one.name, sejak: '' }, sop: one.collection }),
});

const unpublished = (one: Listed): Unpublished => {
  const { collection, slug, isCase } = one;
  const { labels, updatedAt, number } = one.pull;
  const has = (label: string): boolean => labels.nodes.some(({ name }) => name === label);
  return {
    ...{ collection, slug, updatedAt },
    status: has(SUBMIT_LABEL) || (isCase && !has(DRAFT_LABEL)) ? STATUS.submitted : STATUS.draft,
    diffs: [{ path: pathOf(one), newFile: true, id: String(number) }],
  };
};

/** Makes an error without a name. Decap shows name and message of an error, so only the sentence appears. */
const plainError = (sentence: string): Error => Object.assign(new Error(sentence), { name: '' });

const onNoBranch = (): Error =>
  Object.assign(new Error('content is not under editorial workflow'), {
    name: 'EDITORIAL_WORKFLOW_ERROR',
    notUnderEditorialWorkflow: true,
  });
