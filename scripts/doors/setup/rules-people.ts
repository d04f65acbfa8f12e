import type { SetupFinding, SetupRule } from './finding.ts';

/** R17: every role needs somebody who can act, and a second for the days when the first cannot. */
export const holders: SetupRule = ({ roles, owner, repo }) =>
  roles.flatMap(({ role, name, holders: today }): SetupFinding[] => {
    const advice = {
      id: `npx disposisi roles add ${role} AKUN --from TANGGAL (Plh./Plt.: --acting, --decree), lalu ajukan lewat permintaan tarik`,
      en: `npx disposisi roles add ${role} LOGIN --from DATE (acting: --acting, --decree), then bring it in by a pull request`,
    };
    if (today.length === 0)
      return [
        {
          code: `role-empty/${role}`,
          severity: 'missing',
          what: { id: `${name.id}: hari ini tidak ada pemangku`, en: `${name.en}: nobody holds this role today` },
          advice,
        },
      ];
    if (today.length > 1) return [];
    return [
      {
        code: `role-single/${role}`,
        severity: 'weaker',
        advisory: true,
        what: {
          id: `${name.id}: hanya satu pemangku; bila berhalangan, berkas di ${owner}/${repo} menunggu`,
          en: `${name.en}: only one holder; while they are away, cases in ${owner}/${repo} wait`,
        },
        is: today.map(({ login }) => login).join(', '),
        advice,
      },
    ];
  });

/** Holders who cannot do anything in the repository, or whose account is another by now. */
export const access: SetupRule = ({ roles, collaborators, owner, repo }) => {
  const seen = new Set<number>();
  const settings = `https://github.com/${owner}/${repo}/settings/access`;
  return roles.flatMap(({ role, holders: today }) =>
    today.flatMap(({ account, login }): SetupFinding[] => {
      if (seen.has(account)) return [];
      seen.add(account);
      const person = collaborators.find(({ id }) => id === account);
      const namesake = collaborators.find((each) => each.login.toLowerCase() === login.toLowerCase());
      if (!person && namesake)
        return [
          {
            code: `holder-other-account/${role}`,
            severity: 'wrong',
            what: {
              id: `Akun "${login}" kini akun lain: nomornya berbeda dari sops/roles.yaml`,
              en: `The account "${login}" is another one now: its number is not that of sops/roles.yaml`,
            },
            is: String(namesake.id),
            should: String(account),
            advice: {
              id: 'Pastikan siapa orangnya, akhiri pemangku lama dengan until, lalu roles add',
              en: 'Make sure who it is, end the old holder with until, then roles add',
            },
          },
        ];
      if (!person?.mayAct)
        return [
          {
            code: `holder-no-access/${role}`,
            severity: person ? 'wrong' : 'missing',
            what: {
              id: `"${login}" memangku ${role} tetapi tidak dapat bertindak di repositori ini`,
              en: `"${login}" holds ${role} but cannot act in this repository`,
            },
            is: person ? 'read' : '–',
            should: 'triage | write',
            advice: {
              id: `Undang dengan peran Triage (organisasi) atau Write: ${settings}`,
              en: `Invite with the role Triage (organisations) or Write: ${settings}`,
            },
          },
        ];
      return [];
    }),
  );
};
