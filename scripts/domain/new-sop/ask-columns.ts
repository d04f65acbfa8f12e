/** The questions about who acts: the columns of the printed table, and the roles that the office does not have yet. */
import { APPLICANT } from '#domain/procedure/steps.ts';
import { nearestName } from '#domain/nearest-name.ts';
import type { Text } from '#domain/problem.ts';
import type { DraftRole, OfficeSoFar, SopDraft } from './draft.ts';
import { askUntilRead, freeNameOf, inBoth, type Interview, nameOfWords, Unreadable } from './question.ts';

type Columns = Pick<SopDraft, 'columns' | 'newRoles'>;

export function* askColumns(office: OfficeSoFar): Interview<Columns> {
  const headings = yield* askUntilRead(
    {
      text: { id: 'Kolom pelaksana dari kiri, dipisah koma', en: 'Role columns from the left, separated by commas' },
      help: {
        id: 'Persis seperti judul kolom; yang pertama adalah pemohon. Contoh: Pemohon, TU, Kepala Seksi, Kepala Dinas',
        en: 'Exactly as the column headings; the first is the applicant. Example: Pemohon, TU, Kepala Seksi, Kepala Dinas',
      },
    },
    (answer) => {
      const names = answer.split(/\s*,\s*/).filter(Boolean);
      if (names.length < 2)
        return new Unreadable('Diperlukan paling sedikit dua kolom.', 'At least two columns are needed.');
      return new Set(names).size < names.length
        ? new Unreadable('Ada judul yang sama.', 'Two headings are the same.')
        : names;
    },
  );
  const columns: { role: string; heading: string }[] = [];
  const newRoles: DraftRole[] = [];
  const applicant = yield* askApplicant(headings);
  for (const heading of headings) {
    if (heading === applicant) columns.push({ role: APPLICANT, heading });
    else columns.push({ role: yield* askRole(heading, office, columns, newRoles), heading });
  }
  return { columns, newRoles };
}

const askApplicant = (headings: readonly string[]): Interview<string> =>
  askUntilRead(
    {
      text: {
        id: 'Kolom mana yang membuka permohonan (pemohon)?',
        en: 'Which column opens a request (the applicant)?',
      },
      help: {
        id: 'Siapa pun yang mengajukan: warga, pegawai, atau dinas. Pemohon tidak memutus permohonannya sendiri.',
        en: 'The people who submit, such as citizens, officers or agencies. They do not decide their own requests.',
      },
      otherwise: headings[0] ?? '',
    },
    (answer) =>
      headings.find((heading) => heading.toLowerCase() === answer.toLowerCase()) ?? noHeading(answer, headings),
  );

const noHeading = (answer: string, headings: readonly string[]): Unreadable => {
  const known = headings.join(', ');
  const meant = nearestName(answer, headings) ?? known;
  return new Unreadable(
    `Bukan kolom: “${answer}”. Maksud Anda ${meant}?`,
    `Not a column: “${answer}”. Did you mean ${meant}?`,
  );
};

/**
 * Asks for the role of a column: a role that the office has, or a new one.
 * @returns the id of the role
 */
function* askRole(
  heading: string,
  { roles, today }: OfficeSoFar,
  columns: SopDraft['columns'],
  newRoles: DraftRole[],
): Interview<string> {
  const taken = columns.map(({ role }) => role);
  const offered = Object.keys(roles).filter((id) => id !== APPLICANT && !taken.includes(id));
  const own = freeNameOf(nameOfWords(heading, '-') || 'peran', taken, '-');
  const id = yield* askUntilRead(
    {
      text: { id: `Peran untuk kolom “${heading}”`, en: `Role of the column “${heading}”` },
      help: {
        id: `Peran yang ada: ${offered.join(', ') || 'belum ada'}. Nama lain menjadi peran baru.`,
        en: `Existing roles: ${offered.join(', ') || 'none yet'}. Any other name becomes a new role.`,
      },
      otherwise: roleOfHeading(heading, roles, offered) ?? own,
    },
    (answer) => {
      if (taken.includes(answer) || answer === APPLICANT)
        return new Unreadable('Peran itu sudah mempunyai kolom.', 'This role already has a column.');
      if (offered.includes(answer) || /^[a-z][a-z0-9-]{0,63}$/.test(answer)) return answer;
      const named = nameOfWords(answer, '-') || own;
      return new Unreadable(
        `Huruf kecil dan tanda hubung, seperti ${named}.`,
        `Lower-case letters and hyphens, such as ${named}.`,
      );
    },
  );
  if (!offered.includes(id)) newRoles.push(yield* askNewRole(id, heading, today));
  return id;
}

/** Finds the role whose id or name is the heading of the column. */
function roleOfHeading(heading: string, roles: OfficeSoFar['roles'], offered: readonly string[]): string | undefined {
  const plain = nameOfWords(heading, '-');
  return offered.find((id) => id === plain || nameOfWords(roles[id]?.name.id ?? '', '-') === plain);
}

function* askNewRole(id: string, heading: string, today: string): Interview<DraftRole> {
  const name = yield* askUntilRead(
    {
      text: {
        id: `Nama peran baru ${id} (Indonesia / Inggris)`,
        en: `Name of the new role ${id} (Indonesian / English)`,
      },
      help: { id: 'Contoh: Kepala Seksi / Section head', en: 'Example: Kepala Seksi / Section head' },
      otherwise: heading,
    },
    inBoth,
  );
  const holder = yield* askUntilRead({ text: HOLDER, help: HOLDER_HELP, otherwise: '-' }, (answer) => {
    if (answer === '-') return undefined;
    const [, login, account, person] =
      /^@?([A-Za-z0-9][A-Za-z0-9-]{0,38})\s+([1-9]\d{0,14})\s+(\S.*)$/.exec(answer) ?? [];
    if (login === undefined || person === undefined) return new Unreadable(HOLDER_HELP.id, HOLDER_HELP.en);
    return { account: Number(account), login, name: person, from: today };
  });
  return { id, name, ...(holder ? { holder } : {}) };
}

const HOLDER: Text = { id: 'Pejabatnya (Enter: nanti)', en: 'Holder of the role (Enter: later)' };
const HOLDER_HELP: Text = {
  id: 'Tulis akun, nomor akun, dan nama, seperti: contoh-kasi 2001 Contoh Kepala Seksi. Nanti: npx disposisi roles add',
  en: 'Write the account, its number and the name, such as: contoh-kasi 2001 Contoh Kepala Seksi. Later: npx disposisi roles add',
};
