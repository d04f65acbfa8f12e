import type { Text } from '#domain/problem.ts';
import { call, type SetupFinding, type SetupRule } from './finding.ts';
import type { RepositorySituation } from './read-situation.ts';

/** Every role needs a holder today, and should have a second one for the days when the first is away (R17). */
export const holders: SetupRule = ({ roles, owner, repo }) =>
  roles.flatMap(({ role, name, holders: today }): SetupFinding | SetupFinding[] => {
    const advice = {
      id: `npx disposisi roles add PERAN AKUN --repo ${owner}/${repo} (Plh./Plt.: --acting, --decree, --until)`,
      en: `npx disposisi roles add ROLE LOGIN --repo ${owner}/${repo} (acting: --acting, --decree, --until)`,
    };
    if (today.length === 0)
      return {
        code: `role-empty/${role}`,
        severity: 'missing',
        what: { id: `${name.id}: hari ini tidak ada pejabat`, en: `${name.en}: nobody holds this role today` },
        advice,
      };
    if (today.length > 1) return [];
    return {
      code: `role-single/${role}`,
      severity: 'weaker',
      advisory: true,
      what: {
        id: `${name.id}: hanya satu pejabat; bila berhalangan, berkas di ${owner}/${repo} menunggu`,
        en: `${name.en}: only one holder; while they are away, cases in ${owner}/${repo} wait`,
      },
      is: today.map(({ login }) => login).join(', '),
      advice,
    };
  });

/**
 * Reports holders who cannot act in the repository, or whose account name belongs to another account now. In an
 * organisation, `--apply` invites them as members and gives them access: an outside collaborator's own token would not
 * be accepted. It gives a hint about holders who may also write there.
 */
export const access: SetupRule = (situation) => {
  const { roles, collaborators, ownedBy, memberships } = situation;
  const seen = new Set<number>();
  return roles.flatMap(({ role, holders: today }) =>
    today.flatMap(({ account, login }): SetupFinding | SetupFinding[] => {
      if (seen.has(account)) return [];
      seen.add(account);
      const person = collaborators.find(({ id }) => id === account);
      const namesake = collaborators.find((each) => each.login.toLowerCase() === login.toLowerCase());
      if (!person && (namesake || memberships.get(account) === 'other'))
        return {
          code: `holder-other-account/${role}`,
          severity: 'wrong',
          what: {
            id: `Akun "${login}" tidak ada atau kini akun lain: nomornya bukan yang tertulis di sops/roles.yaml`,
            en: `The account "${login}" does not exist, or is another one now: its number is not that of sops/roles.yaml`,
          },
          ...(namesake ? { is: String(namesake.id) } : {}),
          should: String(account),
          advice: {
            id: 'Pastikan siapa orangnya, akhiri masa pejabat lama dengan roles end, lalu roles add',
            en: 'Make sure who it is, end the old holder with roles end, then roles add',
          },
        };
      if (!person?.mayAct)
        return {
          code: `holder-no-access/${role}`,
          severity: person ? 'wrong' : 'missing',
          what: {
            id: `"${login}" memangku ${role} tetapi tidak dapat bertindak di repositori ini`,
            en: `"${login}" holds ${role} but cannot act in this repository`,
          },
          is: person ? 'read' : '–',
          should: 'triage | write',
          ...invitation(situation, account, login),
        };
      return [
        ...(memberships.get(account) === 'none' ? [outside(person, role, situation.owner)] : []),
        ...(person.mayWrite ? [mayWrite(person, role, ownedBy)] : []),
      ];
    }),
  );
};

/** Says how a holder gets access, and does it if that is possible: first as a member, then in the repository. */
function invitation(
  { owner, repo, ownedBy, basePermission, memberships }: RepositorySituation,
  account: number,
  login: string,
): Pick<SetupFinding, 'advice' | 'remedy' | 'done' | 'ifRefused'> {
  const settings = `https://github.com/${owner}/${repo}/settings/access`;
  const people = `https://github.com/orgs/${owner}/people`;
  if (ownedBy !== 'Organization')
    return { advice: { id: `Undang dengan peran Write: ${settings}`, en: `Invite with the role Write: ${settings}` } };
  const byOwner: Text = {
    id: `Hanya pemilik (owner) ${owner} yang dapat mengundang anggota: ${people} → Invite member; lalu beri peran Triage di ${settings}`,
    en: `Only an owner of ${owner} can invite a member: ${people} → Invite member; then give the role Triage in ${settings}`,
  };
  switch (memberships.get(account)) {
    case 'active':
      return {
        remedy: call('PUT /repos/{owner}/{repo}/collaborators/{username}', { username: login, permission: 'triage' }),
      };
    case 'pending':
      return {
        advice: {
          id: `Sudah diundang; orang itu menerimanya di https://github.com/orgs/${owner}/invitation, lalu jalankan setup --apply lagi`,
          en: `Invited already; that person accepts at https://github.com/orgs/${owner}/invitation, then run setup --apply again`,
        },
      };
    case 'none':
      // With any base permission, a new member could read every repository of the organisation.
      if (basePermission !== 'none') return { advice: byOwner };
      return {
        remedy: call('POST /orgs/{org}/invitations', { org: owner, invitee_id: account, role: 'direct_member' }),
        done: {
          id: `"${login}" diundang ke ${owner}; setelah orang itu menerima, jalankan setup --apply lagi dengan token ini, jadi jangan hapus dahulu`,
          en: `"${login}" was invited to ${owner}; once that person has accepted, run setup --apply again with this token, so keep it until then`,
        },
        ifRefused: byOwner,
      };
    default:
      return { advice: byOwner };
  }
}

/** GitHub accepts no token that an outside collaborator makes. Signing in by the office's App works. */
const outside = (
  { login }: RepositorySituation['collaborators'][number],
  role: string,
  owner: string,
): SetupFinding => ({
  code: `holder-outside/${role}`,
  severity: 'weaker',
  advisory: true,
  what: {
    id: `"${login}" memangku ${role} dan bukan anggota ${owner}: GitHub menolak token yang dibuatnya sendiri, jadi meja kerja hanya dapat dibuka melalui layanan masuk`,
    en: `"${login}" holds ${role} and is no member of ${owner}: GitHub refuses tokens of their own making, so they open the desk only by the sign-in service`,
  },
  is: 'outside collaborator',
  should: 'member',
  advice: {
    id: `Seorang pemilik ${owner} mengundangnya sebagai anggota: https://github.com/orgs/${owner}/people`,
    en: `An owner of ${owner} invites them as members: https://github.com/orgs/${owner}/people`,
  },
});

/** An official needs only Triage or, to submit requests too, Write. An office may allow Write, but should know. */
const mayWrite = (
  { login }: RepositorySituation['collaborators'][number],
  role: string,
  ownedBy: string,
): SetupFinding => ({
  code: `holder-writes/${role}`,
  severity: 'weaker',
  advisory: true,
  what: {
    id: `"${login}" memangku ${role} dan dapat menulis: mendorong ke cabang permohonan orang lain, dan "Request changes" darinya menahan penggabungan`,
    en: `"${login}" holds ${role} and may write: push to other people's requests, and a "Request changes" of theirs blocks a merge`,
  },
  is: 'write',
  should: 'triage',
  advice:
    ownedBy === 'Organization'
      ? {
          id: 'Beri peran Triage, kecuali pejabat ini juga mengajukan permohonan',
          en: 'Give the role Triage, unless this official submits requests too',
        }
      : {
          id: 'Repositori akun pribadi tidak mengenal Triage; organisasi mengenalnya',
          en: 'A repository of a personal account has no Triage; one of an organisation has',
        },
});

const MEMBERS: Readonly<Record<string, Text>> = {
  read: { id: 'membaca semua permohonan', en: 'reads all requests' },
  write: {
    id: 'dapat mengajukan permohonan dan mengubah permohonan orang lain',
    en: "may open requests, and change other people's",
  },
  admin: { id: 'menjadi admin repositori ini', en: 'is an admin of this repository' },
};

/** Reports what every member of the organisation may do. A person must change it: it applies to all repositories. */
export const members: SetupRule = ({ basePermission, ownedBy, owner }) => {
  if (ownedBy !== 'Organization' || basePermission === 'none') return [];
  const settings = `https://github.com/organizations/${owner}/settings/member_privileges`;
  const should = 'none';
  if (basePermission === undefined)
    return {
      code: 'organisation-base-permission-unseen',
      severity: 'weaker',
      advisory: true,
      what: {
        id: `Token ini tidak memperlihatkan apa yang boleh dilakukan setiap anggota ${owner} di repositori ini`,
        en: `This token does not show what every member of ${owner} may do in this repository`,
      },
      should,
      advice: {
        id: `Lihat "Base permissions" di ${settings}, atau pakai token seorang pemilik organisasi`,
        en: `Look at "Base permissions" in ${settings}, or use the token of an owner of the organisation`,
      },
    };
  const may = MEMBERS[basePermission] ?? { id: basePermission, en: basePermission };
  return {
    code: 'organisation-base-permission',
    severity: 'weaker',
    // An organisation that consists only of this office may intend this.
    ...(basePermission === 'read' ? { advisory: true as const } : {}),
    what: {
      id: `Setiap anggota ${owner}, juga yang tidak diundang, ${may.id}`,
      en: `Every member of ${owner}, invited or not, ${may.en}`,
    },
    is: basePermission,
    should,
    advice: {
      id: `Pilih "No permission" pada "Base permissions" di ${settings}, lalu undang orang satu per satu`,
      en: `Choose "No permission" at "Base permissions" in ${settings}, then invite people one by one`,
    },
  };
};
