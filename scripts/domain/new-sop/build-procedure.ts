/** Makes the procedure of a new SOP: its rows as steps, and a correction step (R39). */
import type { Procedure, Step } from '#domain/generated/procedure.ts';
import { APPLICANT } from '#domain/procedure/steps.ts';
import { isReview } from './ask-rows.ts';
import { type DraftRow, requestSchemaPath, resultSchemaPath, type SopDraft } from './draft.ts';
import { freeNameOf, nameOfWords } from './question.ts';

const SUBMISSION = 'pengajuan';
const CORRECTION = 'perbaikan';

export interface NamedRow {
  readonly id: string;
  readonly number: number;
  readonly row: DraftRow;
}

/** Returns the rows with unique ids, which are made of their short phrases. */
export function namedRows({ rows }: SopDraft): NamedRow[] {
  const taken = [SUBMISSION, CORRECTION];
  return rows.map((row, i) => {
    const id =
      i === 0 && !isReview(row) ? SUBMISSION : freeNameOf(nameOfWords(row.short.id, '-', 40) || 'langkah', taken, '-');
    taken.push(id);
    return { id, number: i + 1, row };
  });
}

/** @throws Error if only the applicant acts, in every row; the interview does not allow this */
export function procedureOfDraft(draft: SopDraft): Procedure {
  const named = namedRows(draft);
  const receipt = named.find(({ row }) => isReview(row));
  const first = named[0];
  if (!receipt || !first) throw new Error('The interview asks for a row that somebody decides.');
  const submits = first.id === SUBMISSION;
  const opening = stepOfRow(draft, first, {
    kind: 'submit',
    id: SUBMISSION,
    approve: submits ? after(named, first) : first.id,
  });
  const written = {
    ...opening,
    short: submits ? opening.short : { id: 'mengajukan permohonan', en: 'submit the request' },
  };
  const { title, id, short, zone, clock, columns, number, office } = draft;
  return {
    id,
    short,
    title,
    identity: { ...IDENTITY, office: [office], number, title: title.id },
    zone,
    clock,
    request: {
      schema: requestSchemaPath(id),
      pointers: {
        ...(draft.hasNature ? { nature: '/sifat' } : {}),
        ...(draft.attachments ? { attachments: '/lampiran' } : {}),
      },
    },
    receipt: receipt.id,
    escalation: [
      { share: 0.8, action: 'remind' },
      { share: 1, action: 'overdue' },
      { share: 2, action: 'superior' },
    ],
    columns,
    steps: [
      withoutTime(written),
      {
        ...withoutTime(written),
        id: CORRECTION,
        kind: 'revise',
        short: { id: 'memperbaiki permohonan', en: 'correct the request' },
        time: { printed: '' },
        outcomes: { approve: [{ to: receipt.id }] },
      },
      ...named.slice(submits ? 1 : 0).map((each) =>
        stepOfRow(draft, each, {
          kind: isReview(each.row) ? 'review' : 'revise',
          id: each.id,
          approve: after(named, each),
          named,
        }),
      ),
    ],
  };
}

/** Returns the step of the next row; undefined after the last row. */
const after = (named: readonly NamedRow[], { number }: NamedRow): string | undefined => named[number]?.id;

/** Returns a step whose time is not measured, since no act begins the time of a submission. */
const withoutTime = (step: Step): Step => ({
  ...step,
  time: step.time.limit === undefined ? step.time : { ...step.time, measured: false },
});

interface AsStep {
  readonly kind: Step['kind'];
  readonly id: string;
  readonly approve: string | undefined;
  readonly named?: readonly NamedRow[];
}

function stepOfRow(draft: SopDraft, { number, row }: NamedRow, { kind, id, approve, named = [] }: AsStep): Step {
  const changes = kind === 'review' ? changesOf(row, named) : undefined;
  const result = kind === 'review' && row.result.length > 0 ? resultSchemaPath(draft.id, id) : undefined;
  return {
    id,
    row: number,
    kind,
    activity: row.activity,
    short: row.short,
    actor: kind === 'review' ? actorOf(row) : APPLICANT,
    completeness: row.completeness,
    time: { printed: row.printed, ...(row.limit === undefined ? {} : { limit: row.limit }) },
    output: row.output,
    outcomes: {
      approve: [approve === undefined ? { end: 'completed' } : { to: approve }],
      ...(changes ? { changes } : {}),
    },
    ...(result === undefined ? {} : { requires: { result } }),
  };
}

function actorOf({ roles, several }: DraftRow): Step['actor'] {
  const [only, ...others] = roles;
  if (others.length === 0) return only ?? APPLICANT;
  return several === 'all' ? { all: [...roles] } : { any: [...roles] };
}

function changesOf({ otherwise }: DraftRow, named: readonly NamedRow[]): Step['outcomes']['changes'] {
  if (otherwise === 'none') return undefined;
  if (otherwise === 'end') return { end: 'failed' };
  const target = otherwise === 'applicant' ? undefined : named[otherwise.row - 1];
  return { to: target && target.id !== SUBMISSION ? target.id : CORRECTION };
}

/** The cells of the identity block that the interview does not ask for. An empty cell is an empty text or list (R4). */
const IDENTITY: Procedure['identity'] = {
  office: [],
  division: '',
  number: '',
  created: '',
  revised: '',
  effective: '',
  approvedBy: { office: '', name: '', rank: '', nip: '' },
  title: '',
  legalBasis: [],
  qualifications: [],
  related: [],
  equipment: [],
  warnings: [],
  records: [],
};
