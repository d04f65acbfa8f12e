import type { RefusalReason } from '#domain/case/state/reason.ts';
import { ORIGIN_STATES } from '#domain/case/submission/origin-problems.ts';
import type { Roles } from '#domain/generated/roles.ts';
import type { Problem, Text } from '#domain/problem.ts';
import { problemLine } from '#domain/problem.ts';
import type { Room } from '#domain/room/room.ts';
import { roleNames } from '#domain/words/case-situation.ts';
import { duration } from '#domain/words/duration.ts';
import { both, listed, type Marks, PLAIN, plural, same } from '#domain/words/language.ts';
import { refusalLine } from '#domain/words/refusal.ts';
import { shortTime } from '#domain/words/time.ts';
import type { CaseDifference, VisitPlace, Target } from './compare-case.ts';
import type { Kind } from './report.ts';

export interface WhatIfReading {
  readonly zone: string;
  readonly roles: Roles;
  readonly rooms: readonly Room[];
  readonly marks?: Marks;
}

export const KIND_WORDS: Readonly<Record<Kind, Text>> = {
  'not-comparable': { id: 'tidak dapat dibandingkan', en: 'not comparable' },
  'not-submitted': { id: 'ditolak saat diajukan', en: 'refused at submission' },
  stuck: { id: 'tertahan', en: 'stuck' },
  ended: { id: 'status akhirnya berbeda', en: 'ended otherwise' },
  routed: { id: 'melalui langkah lain', en: 'otherwise routed' },
  refused: { id: 'ada tindakan yang tidak lagi diterima', en: 'an act no longer accepted' },
  accepted: { id: 'ada tindakan yang kini diterima', en: 'an act now accepted' },
  late: { id: 'terlambat', en: 'late' },
  'in-time': { id: 'tidak lagi terlambat', en: 'no longer late' },
  renumbered: { id: 'hanya nomor agendanya berbeda', en: 'only the agenda number differs' },
  same: { id: 'hasilnya sama, tenggat atau pengingatnya berbeda', en: 'same outcome, other deadlines or reminders' },
  identical: { id: 'sama persis', en: 'exactly the same' },
};

const GESTURES: Readonly<Record<string, Text>> = {
  approve: { id: 'Setujui', en: 'Approve' },
  changes: { id: 'Kembalikan', en: 'Request changes' },
  close: { id: 'Tutup', en: 'Close' },
  submit: { id: 'pengajuan', en: 'the submission' },
};

const WHY: Readonly<Record<string, Text>> = {
  configuration: {
    id: 'konfigurasi yang berlaku waktu itu tidak terbaca di sini',
    en: 'the configuration of its time cannot be read here',
  },
  rules: { id: 'SOP yang mengikatnya tidak terbaca di sini', en: 'the SOP of the case cannot be read here' },
  judge: {
    id: 'faktanya tidak cukup untuk urutan langkah ini',
    en: 'the recorded facts are not enough for this other course',
  },
};

export function differenceWords(difference: CaseDifference, reading: WhatIfReading): Text {
  const { marks = PLAIN } = reading;
  switch (difference.kind) {
    case 'not-comparable': {
      const why = WHY[difference.why] ?? same(difference.why);
      const said = difference.said === undefined ? '' : ` (${marks.words(difference.said)})`;
      return both((language) => `${why[language]}${said}`);
    }
    case 'not-submitted': {
      const problems = problemWords(difference.problems, marks);
      return { id: `pengajuannya ditolak${problems.id}`, en: `its submission is refused${problems.en}` };
    }
    case 'refused':
    case 'accepted':
      return actWords(difference, reading);
    case 'late': {
      const [at, by] = [placeWords(difference), duration(difference.seconds)];
      const due = shortTime(difference.due, reading.zone);
      return { id: `${at.id} terlambat ${by.id} (tenggat ${due.id})`, en: `${at.en} late by ${by.en} (due ${due.en})` };
    }
    case 'in-time': {
      const [at, by] = [placeWords(difference), duration(difference.seconds)];
      return { id: `${at.id} tidak lagi terlambat ${by.id}`, en: `${at.en} no longer late by ${by.en}` };
    }
    case 'routed': {
      const [at, was, would] = [placeWords(difference), targetWords(difference.was), targetWords(difference.would)];
      return { id: `dari ${at.id} ${would.id}, bukan ${was.id}`, en: `from ${at.en} ${would.en}, not ${was.en}` };
    }
    case 'stuck': {
      const at = placeWords(difference);
      const who = listed(difference.roles.map(roleName(reading)), 'or', marks);
      const since = shortTime(difference.since, reading.zone);
      return {
        id: `tertahan di ${at.id}, menunggu ${who.id} sejak ${since.id}`,
        en: `stuck at ${at.en}, waiting for ${who.en} since ${since.en}`,
      };
    }
    case 'ended': {
      const would = endWords(difference.would);
      const was = difference.was === null ? { id: 'masih berjalan', en: 'still running' } : endWords(difference.was);
      return { id: `ditutup dengan status ${would.id}, bukan ${was.id}`, en: `ends as ${would.en}, not ${was.en}` };
    }
  }
}

const placeWords = ({ row, visit }: VisitPlace): Text => ({
  id: `langkah ${row}${visit > 1 ? ` (putaran ke-${visit})` : ''}`,
  en: `step ${row}${visit > 1 ? ` (round ${visit})` : ''}`,
});

const endWords = (end: string): Text => WORDS_OF_ENDS.get(end) ?? same(end);

const WORDS_OF_ENDS = new Map<string, Text>(Object.entries(ORIGIN_STATES));

function targetWords(target: Target): Text {
  if (!target) return { id: 'tetap di situ', en: 'staying there' };
  if ('end' in target) {
    const end = endWords(target.end);
    return { id: `ditutup dengan status ${end.id}`, en: `ending as ${end.en}` };
  }
  return { id: `ke langkah ${target.row}`, en: `to step ${target.row}` };
}

const roleName =
  ({ roles }: WhatIfReading) =>
  (role: string): Text =>
    role === 'applicant' ? { id: 'pemohon', en: 'the applicant' } : roleNames(roles)(role);

function actWords(act: Extract<CaseDifference, { kind: 'refused' | 'accepted' }>, reading: WhatIfReading): Text {
  const { marks = PLAIN, zone, rooms } = reading;
  const [at, gesture] = [placeWords(act), GESTURES[act.gesture] ?? same(act.gesture)];
  const why =
    act.reason === 'submission'
      ? problemWords(act.problems ?? [], marks)
      : colon(
          refusalLine(
            { ...act, reason: act.reason as RefusalReason },
            {
              zone,
              marks,
              roleName: roleName(reading),
              roomName: (id) => rooms.find((room) => room.id === id)?.name ?? same(id),
            },
          ),
        );
  const by = act.login === '' ? same('') : { id: ` oleh ${marks.name(act.login)}`, en: ` by ${marks.name(act.login)}` };
  const more =
    act.more === 0 ? same('') : { id: `; dan ${act.more} tindakan lagi`, en: `; and ${plural(act.more, 'more act')}` };
  const verdict =
    act.kind === 'refused'
      ? { id: 'tidak diterima', en: 'not accepted' }
      : { id: 'diterima, dahulu tidak', en: 'accepted, but was not before' };
  return both(
    (language) =>
      `${at[language]}: ${gesture[language]}${by[language]} ${verdict[language]}${why[language]}${more[language]}`,
  );
}

const colon = (text: Text): Text => both((language) => `: ${text[language].replace(/\.$/, '')}`);

const MOST_PROBLEMS = 3;

function problemWords(problems: readonly Problem[], marks: Marks): Text {
  if (problems.length === 0) return same('');
  const more = problems.length - MOST_PROBLEMS;
  return both((language) => {
    const lines = problems
      .slice(0, MOST_PROBLEMS)
      .map(({ received: _received, ...problem }) => marks.words(problemLine(problem, language).replace(/\.$/, '')));
    const rest = more > 0 ? [{ id: `dan ${more} lagi`, en: `and ${more} more` }[language]] : [];
    return `: ${[...lines, ...rest].join('; ')}`;
  });
}

/** Writes the sentence about acts that cannot be judged again. */
export const unknownWords = (count: number): Text => ({
  id: `${count} tindakan yang dahulu ditolak tidak dapat dinilai lagi, sebab kata-katanya tidak disimpan: dianggap tetap ditolak.`,
  en: `${plural(count, 'act')} that ${count === 1 ? 'was' : 'were'} refused cannot be judged again, since the words are not kept: ${count === 1 ? 'it counts' : 'they count'} as refused.`,
});
