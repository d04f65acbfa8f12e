/** The backend of Decap. It uses the desk's code, so that there is one way to save, submit and delete a request. */
import { DRAFT_LABEL, SUBMIT_LABEL } from '#domain/case/push/sign.ts';
import { BACKEND, FIELD } from '#public/form/configuration.ts';
import { loadCase } from '../desk/desk-case.ts';
import { type DeskForge, SessionEnded } from '../desk/forge.ts';
import { LIST, type RawList, type ListedPull } from '../desk/queries.ts';
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

let pulls: readonly ListedPull[] = [];

/** Finds the open pull request of a branch or, if none is open, the one that changed last. */
export const pullOn = (branch: string): ListedPull | undefined =>
  pulls.find((one) => one.headRefName === branch && one.state === 'OPEN') ??
  pulls.find((one) => one.headRefName === branch);

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
  const list = (): Promise<readonly ListedPull[]> =>
    read(async (forge) => {
      const { viewer } = await forge.graphql<RawList>(LIST, {});
      return (pulls = [...viewer.open.nodes, ...viewer.ended.nodes].filter(
        ({ baseRepository, headRefName }) =>
          baseRepository?.nameWithOwner === `${owner}/${repo}` && placeIn(headRefName) !== undefined,
      ));
    });
  const ended = async (): Promise<readonly Entry[]> =>
    (await list()).filter(({ state }) => state === 'MERGED').map((one) => entryOf(one));
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
      entriesByFolder: ended,
      allEntriesByFolder: ended,
      // Decap asks for the file on main of each request that it opens. A request that has not ended has no file there.
      getEntry: async (path) =>
        (await ended()).find(({ file }) => file.path === path) ?? { file: { path, id: '' }, data: '' },
      unpublishedEntries: async () =>
        (await list())
          .filter(({ state }) => state === 'OPEN')
          .map(({ headRefName }) => headRefName.slice('cms/'.length)),
      unpublishedEntry: async ({ id, collection = '', slug = '' }) => {
        const branch = id === undefined ? branchOf(collection, slug) : `cms/${id}`;
        // The branch of a new draft is free. If the response to the first save was lost, the branch is the draft's own.
        const isNew = heldRequest()?.branch === branch && heldRequest()?.draft.number === undefined;
        if (!isNew && id === undefined) await list();
        const one = isNew ? undefined : pullOn(branch);
        if (one?.state !== 'OPEN') throw onNoBranch();
        return unpublished(one);
      },
      unpublishedEntryDataFile: async (collection, slug) => {
        const one = pullOn(branchOf(collection, slug));
        return one ? entryOf(one).data : refuse(WORDS.notListed);
      },
      persistEntry: async ({ dataFiles: [{ slug }] }, { collectionName }) => {
        const held = heldRequest();
        const place = { branch: branchOf(collectionName, slug), folder: `requests/${slug.replace(/\/request$/, '')}` };
        saving ??= (held?.save(place) ?? Promise.resolve(false)).finally(() => (saving = undefined));
        if (!(await saving)) refuse(WORDS.notSent);
        // After the first save Decap opens the request again from its branch.
        if (held?.draft.number === undefined) held?.close();
        setTimeout(() => heldRequest()?.announce());
      },
      updateUnpublishedEntryStatus: async (collection, slug, status) => {
        const held = heldRequest();
        if (status !== STATUS.draft && status !== STATUS.submitted) refuse(WORDS.noThirdStatus);
        if (held?.branch !== branchOf(collection, slug)) return refuse(WORDS.openFirst);
        if (status === STATUS.draft) return read((forge) => takeBack(forge, pullOn(held.branch)));
        if (!(await held.submit())) refuse(WORDS.notSent);
      },
      deleteUnpublishedEntry: async (collection, slug) => {
        const held = heldRequest();
        if (held?.branch !== branchOf(collection, slug) || held.isCase) return refuse(WORDS.notDeleted);
        if (!(await held.discard())) refuse(WORDS.notSent);
      },
      getDeployPreview: async (collection, slug) => {
        const one = pullOn(branchOf(collection, slug));
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

/** Splits the name of a request's branch; undefined if the name has another form. */
function placeIn(branch: string): { readonly collection: string; readonly slug: string } | undefined {
  const [, collection, slug] = /^cms\/([^/]+)\/(.+)$/.exec(branch) ?? [];
  return collection !== undefined && slug !== undefined ? { collection, slug } : undefined;
}

const pathOf = (one: ListedPull): string => `requests/${placeIn(one.headRefName)?.slug}.yaml`;

/** Makes the entry that Decap shows. It has only the request's name and SOP; the desk's form reads the document. */
const entryOf = (one: ListedPull): Entry => ({
  file: { path: pathOf(one), id: String(one.number) },
  data: JSON.stringify({ [FIELD]: { nama: one.title, sejak: '' }, sop: placeIn(one.headRefName)?.collection }),
});

const unpublished = (one: ListedPull): Unpublished => ({
  ...(placeIn(one.headRefName) ?? { collection: '', slug: '' }),
  status: one.labels.nodes.some(({ name }) => name === SUBMIT_LABEL) ? STATUS.submitted : STATUS.draft,
  updatedAt: one.updatedAt,
  diffs: [{ path: pathOf(one), newFile: true, id: String(one.number) }],
});

/** Makes an error without a name. Decap shows name and message of an error, so only the sentence appears. */
const plainError = (sentence: string): Error => Object.assign(new Error(sentence), { name: '' });

const onNoBranch = (): Error =>
  Object.assign(new Error('content is not under editorial workflow'), {
    name: 'EDITORIAL_WORKFLOW_ERROR',
    notUnderEditorialWorkflow: true,
  });
