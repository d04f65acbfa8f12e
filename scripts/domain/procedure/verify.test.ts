import { describe, expect, test } from 'vitest';
import type { Procedure, Span, Step } from '#domain/generated/procedure.ts';
import type { Roles } from '#domain/generated/roles.ts';
import { example } from '#tests/support/example-procedure.ts';
import { RULES, verify, verifyTogether } from './verify.ts';

interface Bent {
  readonly p: Procedure;
  readonly step: (id: string) => Step;
  readonly roles: Roles['roles'];
  /** The fields of the result of the step "periksa". */
  readonly result: object;
}

const fieldsIn = ({ schemas }: Pick<ReturnType<typeof example>, 'schemas'>) =>
  schemas.get('schemas/hasil-contoh.schema.json')?.['properties'] as object;

function problemsOf(bend: (world: Bent) => void) {
  const { procedure, ...world } = example();
  const step = (id: string): Step => {
    const found = procedure.steps.find((each) => each.id === id);
    if (!found) throw new Error(`no ${id}`);
    return found;
  };
  bend({ p: procedure, step, roles: world.roles, result: fieldsIn(world) });
  return verify({ file: 'sops/contoh.yaml', procedure }, world);
}

const outside = { id: 'desa', en: 'the village' };
const lapse = { words: { id: 'tidak dijawab', en: 'not answered' } };

const span = (changes: Partial<Span> = {}): Span => ({
  ...{ id: 'seluruhnya', words: { id: 'waktu seluruhnya', en: 'the whole time' }, over: ['terima'], limit: 'P5D' },
  ...changes,
});

const BENT: [what: string, bend: (world: Bent) => void, ...expected: [code: string, path: string][]][] = [
  ['two steps with one id', ({ p }) => void p.steps.push({ ...last(p) }), ['duplicate', '/steps/5/id']],
  ['no submission first', ({ p }) => void p.steps.shift(), ['submit-first', '/steps/0/kind']],
  [
    'a second submission',
    ({ step }) => void Object.assign(step('perbaiki'), { kind: 'submit', sections: undefined }),
    ['submit-first', '/steps/1/kind'],
  ],
  [
    'rows that are not in order',
    ({ step }) => {
      step('periksa').row = 1;
    },
    ['row-order', '/steps/3/row'],
  ],
  [
    'rows of a step that are not in order',
    ({ step }) => {
      step('terima').row = [3, 2];
    },
    ['row-order', '/steps/2/row'],
  ],
  [
    'a row left out',
    ({ step }) => {
      step('putuskan').row = 7;
    },
    ['row-missing', '/steps'],
  ],
  [
    'row letters that are not in order',
    ({ step }) => {
      step('periksa').row = '3b';
      step('putuskan').row = '3a';
    },
    ['row-order', '/steps/4/row'],
  ],
  [
    'a row number after the same number with a letter',
    ({ step }) => {
      step('periksa').row = '3a';
      step('putuskan').row = 3;
    },
    ['row-order', '/steps/4/row'],
  ],
  [
    'a row letter left out',
    ({ step }) => {
      step('putuskan').row = '4b';
    },
    ['row-missing', '/steps'],
  ],
  [
    'a row without its text',
    ({ step }) => void delete step('terima').furtherRows,
    ['row-texts', '/steps/2/furtherRows'],
  ],
  [
    'a limit of zero time',
    ({ step }) => {
      step('periksa').time.limit = 'PT0M';
    },
    ['duration', '/steps/3/time/limit'],
  ],
  [
    'a limit of zero time in a further row',
    ({ step }) => void Object.assign(step('terima').furtherRows?.[0]?.time ?? {}, { limit: 'P0D' }),
    ['duration', '/steps/2/furtherRows/0/time/limit'],
  ],
  [
    'a lead time of zero',
    ({ p }) => {
      p.request.leadTime = 'P0D';
    },
    ['duration', '/request/leadTime'],
  ],
  [
    'an unknown zone',
    ({ p }) => {
      p.zone = 'Asia/Singkawang';
    },
    ['unknown-zone', '/zone'],
  ],
  [
    'an office clock without hours',
    ({ p }) => {
      p.clocks = { kantor: { kind: 'office-hours' } };
    },
    ['no-hours', '/clocks/kantor/hours'],
  ],
  [
    'an unknown clock',
    ({ step }) => {
      step('periksa').clock = 'malam';
    },
    ['unknown-clock', '/steps/3/clock'],
  ],
  [
    'a share in per cent',
    ({ p }) => {
      p.escalation = [
        { share: 80, action: 'remind' },
        { share: 1, action: 'overdue' },
      ];
    },
    ['percentage', '/escalation/0/share'],
  ],
  ['a ladder with falling shares', ({ p }) => void p.escalation.reverse(), ['share-order', '/escalation/1/share']],
  [
    'a ladder with equal shares',
    ({ p }) => void p.escalation.push({ share: 1, action: 'superior' }),
    ['share-order', '/escalation/2/share'],
  ],
  [
    'an outcome without target',
    ({ step }) => {
      step('periksa').outcomes.changes = {};
    },
    ['no-target', '/steps/3/outcomes/changes'],
  ],
  [
    'an outcome to an unknown step',
    ({ step }) => {
      step('periksa').outcomes.timeout = { to: 'lain' };
    },
    ['unknown-step', '/steps/3/outcomes/timeout/to'],
  ],
  [
    'an outcome that returns to the submission',
    ({ step }) => {
      step('periksa').outcomes.changes = { to: 'ajukan' };
    },
    ['returns-to-submit', '/steps/3/outcomes/changes/to'],
  ],
  [
    'a condition on the last outcome',
    ({ step }) => void step('terima').outcomes.approve.pop(),
    ['last-conditional', '/steps/2/outcomes/approve/0/when'],
    ['unreachable', '/steps/3'],
  ],
  [
    'no condition on an earlier outcome',
    ({ step }) => void delete step('terima').outcomes.approve[0]?.when,
    ['hides-later', '/steps/2/outcomes/approve/0'],
  ],
  ...(['exists', undefined] as const).map((second): (typeof BENT)[number] => [
    second ? 'a condition with two comparisons' : 'a condition without a comparison',
    ({ step }) =>
      void Object.assign(step('terima').outcomes.approve[0] ?? {}, {
        when: { field: '/acara/jumlah', ...(second ? { atLeast: 1, exists: true } : {}) },
      }),
    ['one-comparison', '/steps/2/outcomes/approve/0/when'],
  ]),
  [
    'a timed outcome without a time limit',
    ({ step }) => {
      step('periksa').time = { printed: '' };
    },
    ['timeout-without-limit', '/steps/3/outcomes/timeout'],
  ],
  [
    'a timed outcome of a time that is only printed',
    ({ step }) => {
      step('periksa').time.measured = false;
    },
    ['timeout-without-limit', '/steps/3/outcomes/timeout'],
  ],
  [
    'a step to which no outcome leads',
    ({ step }) => {
      step('terima').outcomes.approve = [{ to: 'putuskan' }];
    },
    ['unreachable', '/steps/3'],
  ],
  [
    'a procedure without an end',
    ({ step }) => {
      step('putuskan').outcomes = { approve: [{ to: 'periksa' }] };
    },
    ...[0, 1, 2, 3, 4].map((i): [string, string] => ['endless', `/steps/${i}`]),
  ],
  [
    'an unknown receipt',
    ({ p }) => {
      p.receipt = 'tiada';
    },
    ['unknown-step', '/receipt'],
  ],
  [
    'a receipt that is no review',
    ({ p }) => {
      p.receipt = 'ajukan';
    },
    ['receipt-kind', '/receipt'],
  ],
  [
    'a receipt that cannot return the request',
    ({ step }) => void delete step('terima').outcomes.changes,
    ['receipt-return', '/steps/2/outcomes/changes'],
  ],
  [
    'a receipt that returns the request to an official',
    ({ step }) => {
      step('terima').outcomes.changes = { to: 'periksa' };
    },
    ['receipt-return', '/steps/2/outcomes/changes'],
  ],
  [
    'a revision by an official',
    ({ step }) => {
      step('perbaiki').actor = 'tu';
    },
    ['applicant-step', '/steps/1/actor'],
  ],
  [
    'a submission that others may make',
    ({ step }) => {
      step('ajukan').actor = { any: ['applicant', 'tu'] };
    },
    ['applicant-step', '/steps/0/actor'],
  ],
  [
    'an applicant who decides',
    ({ step }) => {
      step('periksa').actor = { all: ['kepala', 'applicant'] };
    },
    ['applicant-reviews', '/steps/3/actor'],
  ],
  [
    'a Request changes in a revise step',
    ({ step }) => {
      step('perbaiki').outcomes.changes = { end: 'failed' };
    },
    ['review-only', '/steps/1/outcomes/changes'],
  ],
  [
    'a revision that must bring a result',
    ({ step }) => {
      step('perbaiki').requires = { result: 'schemas/hasil-contoh.schema.json', note: { id: 'x', en: 'x' } };
    },
    ['review-only', '/steps/1/requires/result'],
  ],
  [
    'a review that asks for fields of the request',
    ({ step }) => {
      step('terima').requires = { fields: ['/acara/mulai'] };
    },
    ['revise-only', '/steps/2/requires/fields'],
  ],
  [
    'a required field that does not exist',
    ({ step }) => {
      step('perbaiki').requires = { fields: ['/acara/lampu'] };
    },
    ['unknown-field', '/steps/1/requires/fields/0'],
  ],
  [
    'an unknown calendar',
    ({ p }) => {
      Object.assign(p.clocks?.['kantor'] ?? {}, { calendar: 'balai' });
    },
    ['unknown-calendar', '/clocks/kantor/calendar'],
  ],
  [
    'a calendar of a clock without days off',
    ({ p }) => {
      p.clock = { kind: 'continuous', calendar: 'balai' };
    },
    ['calendar-unused', '/clock/calendar'],
  ],
  [
    'an extension as the only outcome of Approve',
    ({ step }) => {
      step('putuskan').outcomes.approve = [{ adds: 'P1D' }];
    },
    ['only-extends', '/steps/4/outcomes/approve'],
  ],
  [
    'an extension of zero time',
    ({ step }) => {
      step('periksa').outcomes.changes = { adds: 'P0D' };
    },
    ['duration', '/steps/3/outcomes/changes/adds'],
  ],
  [
    'an extension as the outcome by time',
    ({ step }) => {
      step('periksa').outcomes.timeout = { adds: 'P1D' };
    },
    ['extension-without-limit', '/steps/3/outcomes/timeout/adds'],
  ],
  [
    'an outcome that continues the time of a step which it does not leave',
    ({ step }) => {
      step('periksa').outcomes.changes = { to: 'periksa', continues: true };
    },
    ['continues-without-limit', '/steps/3/outcomes/changes/continues'],
  ],
  [
    'a postponement in a step that does not wait for a time',
    ({ step }) => {
      step('periksa').postpone = { sections: ['/acara/mulai'], to: 'terima' };
    },
    ['postpone-without-begin', '/steps/3/postpone'],
  ],
  [
    'a postponement that leads to the applicant',
    ({ step }) => {
      step('putuskan').postpone = { sections: ['/acara/mulai'], to: 'perbaiki' };
    },
    ['postpone-forward', '/steps/4/postpone/to'],
  ],
  [
    'a postponement that may change the nature of the letter',
    ({ p, step }) => {
      p.request.pointers.nature = '/acara/mulai';
      step('putuskan').postpone = { sections: ['/acara'], to: 'terima' };
    },
    ['postpone-fixed', '/steps/4/postpone/sections/0'],
  ],
  [
    'an end that keeps a booking',
    ({ step }) => {
      step('periksa').outcomes.changes = { end: 'failed', keeps: 'booking' };
    },
    ['keeps-nothing', '/steps/3/outcomes/changes/keeps'],
  ],
  [
    'a least wait of zero time',
    ({ step }) => {
      step('periksa').begin = { after: 'P0D' };
    },
    ['duration', '/steps/3/begin/after'],
  ],
  ['two spans with one id', ({ p }) => void (p.spans = [span(), span()]), ['duplicate', '/spans/1/id']],
  [
    'a span over an unknown step',
    ({ p }) => void (p.spans = [span({ over: ['terima', 'tiada'] })]),
    ['unknown-step', '/spans/0/over/1'],
  ],
  [
    'a span that pauses in an unknown step',
    ({ p }) => void (p.spans = [span({ pausedAt: ['tiada'] })]),
    ['unknown-step', '/spans/0/pausedAt/0'],
  ],
  [
    'a span over the submission',
    ({ p }) => void (p.spans = [span({ over: [p.steps[0]?.id ?? ''] })]),
    ['span-submission', '/spans/0/over/0'],
  ],
  [
    'a span that runs and pauses in one step',
    ({ p }) => void (p.spans = [span({ pausedAt: ['terima'] })]),
    ['span-both', '/spans/0/pausedAt/0'],
  ],
  ['a span of zero time', ({ p }) => void (p.spans = [span({ limit: 'P0D' })]), ['duration', '/spans/0/limit']],
  [
    'a span with an unknown clock',
    ({ p }) => void (p.spans = [span({ clock: 'tiada' })]),
    ['unknown-clock', '/spans/0/clock'],
  ],
  [
    'a ladder of a span with falling shares',
    ({ p }) => {
      p.spans = [
        span({
          escalation: [
            { share: 1, action: 'overdue' },
            { share: 0.5, action: 'remind' },
          ],
        }),
      ];
    },
    ['share-order', '/spans/0/escalation/1/share'],
  ],
  [
    'a `lapse` of a step without a time limit',
    ({ step }) => void Object.assign(step('perbaiki'), { lapse, time: { printed: '' } }),
    ['lapse-without-limit', '/steps/1/lapse'],
  ],
  [
    'a `lapse` of the submission',
    ({ p }) => void Object.assign(p.steps[0] ?? {}, { lapse, time: { printed: '', limit: 'P1D' } }),
    ['lapse-without-limit', '/steps/0/lapse'],
  ],
  [
    'a `lapse` of a step that has an outcome by time',
    ({ step }) => {
      Object.assign(step('periksa'), { lapse });
      step('periksa').outcomes.timeout = { end: 'lapsed' };
    },
    ['lapse-and-timeout', '/steps/3/lapse'],
  ],
  [
    'sections in a review step',
    ({ step }) => {
      step('periksa').sections = ['/acara'];
    },
    ['revise-only', '/steps/3/sections'],
  ],
  [
    'a role that is not defined',
    ({ roles }) => void Reflect.deleteProperty(roles, 'panitia'),
    ['unknown-role', '/columns/3/role'],
  ],
  [
    'an unknown role that is informed',
    ({ step }) => {
      step('putuskan').informs = [{ role: 'constructor' }];
    },
    ['unknown-role', '/steps/4/informs/0/role'],
  ],
  [
    'an unknown role that is consulted',
    ({ step }) => {
      step('putuskan').consults = [{ role: 'lain' }];
    },
    ['unknown-role', '/steps/4/consults/0/role'],
  ],
  [
    'a step that assigns who acts in itself',
    ({ step }) => {
      step('periksa').actor = { assigned: { field: '/ruang', result: 'periksa', of: ['tu'] } };
    },
    ['assigned-itself', '/steps/3/actor/assigned/result'],
  ],
  [
    'an assignment by a field that has no names',
    ({ step }) => {
      step('putuskan').actor = { assigned: { field: '/acara/jumlah', of: ['kepala'] } };
    },
    ['no-name', '/steps/4/actor/assigned/field'],
  ],
  [
    'an assignment by an unknown field',
    ({ step }) => {
      step('putuskan').actor = { assigned: { field: '/pejabat', of: ['kepala'] } };
    },
    ['unknown-field', '/steps/4/actor/assigned/field'],
  ],
  [
    'an assignment by a step without result',
    ({ step }) => {
      step('putuskan').actor = { assigned: { field: '/ruang', result: 'terima', of: ['kepala'] } };
    },
    ['no-result', '/steps/4/actor/assigned/result'],
  ],
  [
    'an assignment of an unknown role',
    ({ step }) => {
      step('putuskan').actor = { assigned: { field: '/acara/mulai', of: ['lain'] } };
    },
    ['unknown-role', '/steps/4/actor'],
  ],
  [
    'a recorded act without a field in the result',
    ({ step }) => {
      step('putuskan').actor = { external: outside, recordedBy: 'tu', deed: { date: '/mulai', way: '/ruang' } };
    },
    ['deed-without-result', '/steps/4/actor/deed'],
  ],
  [
    'a recorded act whose date is a time',
    ({ step }) => {
      step('periksa').actor = { external: outside, recordedBy: 'tu', deed: { date: '/mulai', way: '/cara' } };
    },
    ['no-date', '/steps/3/actor/deed/date'],
  ],
  [
    'corrections by an unknown role',
    ({ p }) => {
      p.corrections = { by: 'lain' };
    },
    ['unknown-role', '/corrections/by'],
  ],
  [
    'requests for others by an unknown role',
    ({ p }) => {
      p.request.onBehalf = { role: 'lain', date: '/atas_nama/tanggal', way: '/atas_nama/cara' };
    },
    ['unknown-role', '/request/onBehalf/role'],
  ],
  [
    'requests for others in a way that the schema does not offer',
    ({ p }) => {
      p.request.onBehalf = { role: 'tu', date: '/atas_nama/tanggal', way: '/acara/mulai' };
    },
    ['no-ways', '/request/onBehalf/way'],
  ],
  [
    'a recorded act whose date is optional',
    ({ step }) => {
      step('periksa').actor = { external: outside, recordedBy: 'tu', deed: { date: '/tanggal', way: '/cara' } };
    },
    ['not-required', '/steps/3/actor/deed/date'],
  ],
  ['an actor without a column', ({ p }) => void p.columns.pop(), ['no-column', '/steps/4/actor']],
  ['a column twice', ({ p }) => void p.columns.push({ role: 'tu', heading: 'TU' }), ['duplicate', '/columns/4/role']],
  [
    'a quorum of more people than hold the role',
    ({ step }) => {
      step('putuskan').actor = { quorum: 3, of: ['panitia'] };
    },
    ['quorum', '/steps/4/actor/quorum'],
  ],
  [
    'a result by a quorum',
    ({ step }) => {
      step('putuskan').requires = { result: 'schemas/hasil-contoh.schema.json' };
    },
    ['result-author', '/steps/4/requires/result'],
  ],
  ...['putuskan', 'ajukan', 'tiada'].map((other): (typeof BENT)[number] => [
    `four eyes with the step ${other}`,
    ({ step }) => {
      step('putuskan').fourEyes = [other];
    },
    ['unknown-step', '/steps/4/fourEyes/0'],
  ]),
  [
    'a role that may reject and does not act (R16)',
    ({ step }) => {
      step('putuskan').close = ['tata'];
    },
    ['close-role', '/steps/4/close/0'],
  ],
  [
    'a rule about rejection in a revise step (R16)',
    ({ step }) => {
      step('perbaiki').close = 'none';
    },
    ['review-only', '/steps/1/close'],
  ],
  [
    'an unknown request schema',
    ({ p }) => {
      p.request.schema = 'schemas/lain.schema.json';
    },
    ['unknown-schema', '/request/schema'],
  ],
  [
    'an unknown result schema',
    ({ step }) => void Object.assign(step('periksa').requires ?? {}, { result: 'schemas/lain.schema.json' }),
    ['unknown-schema', '/steps/3/requires/result'],
  ],
  [
    'a request schema of another procedure',
    ({ p }) => {
      p.id = 'lain';
    },
    ['request-sop', '/request/schema'],
  ],
  [
    'a pointer to an unknown field of the request',
    ({ p }) => {
      p.request.pointers.room = '/acara/ruang';
    },
    ['unknown-field', '/request/pointers/room'],
  ],
  [
    'a section that is no field',
    ({ step }) => {
      step('perbaiki').sections = ['/acara', '/rapat'];
    },
    ['unknown-field', '/steps/1/sections/1'],
  ],
  [
    'a condition on an unknown field',
    ({ step }) =>
      void Object.assign(step('terima').outcomes.approve[0] ?? {}, { when: { field: '/jumlah', atLeast: 1 } }),
    ['unknown-field', '/steps/2/outcomes/approve/0/when/field'],
  ],
  [
    'a condition on a step without result',
    ({ step }) =>
      void Object.assign(step('terima').outcomes.approve[0] ?? {}, {
        when: { result: 'terima', field: '/mulai', exists: true },
      }),
    ['no-result', '/steps/2/outcomes/approve/0/when/result'],
  ],
  [
    'a condition on a room that the office does not have',
    ({ step }) =>
      void Object.assign(step('terima').outcomes.approve[0] ?? {}, {
        when: { result: 'periksa', field: '/ruang', in: ['aula', 'aula-lain'] },
      }),
    ['unknown-room', '/steps/2/outcomes/approve/0/when'],
  ],
  [
    'a field for an account that the procedure does not name',
    ({ result }) => void Object.assign(result, { pendamping: { type: 'string', 'x-widget': 'account' } }),
    ['unchecked-account', '/steps/3/requires/result'],
  ],
  [
    'a beginning at an unknown field',
    ({ step }) => {
      step('putuskan').begin = { result: 'periksa', field: '/awal' };
    },
    ['unknown-field', '/steps/4/begin/field'],
  ],
  [
    'a beginning at a step without a result',
    ({ step }) => {
      step('putuskan').begin = { result: 'terima', field: '/mulai' };
    },
    ['no-result', '/steps/4/begin/result'],
  ],
  [
    'a slot at an unknown field of the result',
    ({ step }) =>
      void Object.assign(step('periksa').requires ?? {}, {
        books: { room: '/ruang', start: '/awal', end: '/selesai' },
      }),
    ['unknown-field', '/steps/3/requires/books/start'],
  ],
  [
    'a slot without a result',
    ({ step }) => {
      step('putuskan').requires = { within: { start: '/mulai', end: '/selesai' } };
    },
    ['slot-without-result', '/steps/4/requires/within'],
  ],
  [
    'a booking without a room',
    ({ step }) => void Object.assign(step('periksa').requires ?? {}, { books: { start: '/mulai', end: '/selesai' } }),
    ['booking-without-room', '/steps/3/requires/books'],
  ],
  [
    'a schedule without a booking',
    ({ step }) => {
      step('periksa').requires = {
        result: 'schemas/hasil-contoh.schema.json',
        within: { start: '/mulai', end: '/selesai' },
      };
    },
    ['nothing-booked', '/steps/3/requires/within'],
  ],
  [
    'bounds, consulted parties and lists in a step without a result',
    ({ step }) => {
      step('putuskan').requires = { bounds: [{ field: '/mulai', notAfter: 'act' }] };
      step('putuskan').consults = [{ role: 'tu', record: { name: '/dengan', at: '/mulai' } }];
      step('putuskan').informs = [{ result: '/undangan', name: 'nama' }];
    },
    ['field-without-result', '/steps/4/requires/bounds/0/field'],
    ['field-without-result', '/steps/4/consults/0/record/at'],
    ['field-without-result', '/steps/4/consults/0/record/name'],
    ['field-without-result', '/steps/4/informs/0/result'],
  ],
  [
    'a bound on fields that are unknown, or no times',
    ({ step }) => {
      Object.assign(step('periksa').requires ?? {}, {
        bounds: [
          { field: '/uji', notAfter: 'act' },
          { field: '/ruang', notAfter: '/mulai' },
        ],
      });
    },
    ['unknown-field', '/steps/3/requires/bounds/0/field'],
    ['no-time', '/steps/3/requires/bounds/1/field'],
  ],
  [
    'a consultation whose record is optional',
    ({ step }) => {
      step('periksa').consults = [{ role: 'tu', record: { name: '/dengan', at: '/selesai' } }];
    },
    ['not-required', '/steps/3/consults/0/record/at'],
  ],
  [
    'an unknown consulted role with a record',
    ({ step }) => {
      step('periksa').consults = [{ role: 'lain', record: { name: '/dengan', at: '/mulai' } }];
    },
    ['unknown-role', '/steps/3/consults/0/role'],
  ],
  [
    'people named by a field that is no list, or by unknown fields of its items',
    ({ step }) => {
      step('periksa').informs = [
        { result: '/dengan', name: 'nama' },
        { result: '/undangan', name: 'instansi', account: 'surel' },
      ];
    },
    ['no-list', '/steps/3/informs/0/result'],
    ['unknown-field', '/steps/3/informs/1/name'],
    ['unknown-field', '/steps/3/informs/1/account'],
  ],
  [
    'a released room in a procedure without a booking',
    ({ step }) => {
      delete step('periksa').requires?.books;
      Object.assign(step('putuskan').outcomes.approve[0] ?? {}, { releases: true });
    },
    ['nothing-booked', '/steps/4/outcomes/approve/0/releases'],
  ],
  [
    'a room that the applicant releases',
    ({ step }) => void Object.assign(step('perbaiki').outcomes.approve[0] ?? {}, { releases: true }),
    ['review-only', '/steps/1/outcomes/approve/0/releases'],
  ],
  [
    'offers in a field that is no list',
    ({ step }) => void (step('periksa').offers = { field: '/dengan', reservedFor: 'P3D' }),
    ['no-list', '/steps/3/offers/field'],
    ['offers-unanswered', '/steps/3/offers'],
  ],
  [
    'offers that are reserved for no time, name no clock of the procedure, have no slot, and that nobody answers',
    ({ step }) => void (step('periksa').offers = { field: '/undangan', reservedFor: 'PT0M', clock: 'lain' }),
    ['duration', '/steps/3/offers/reservedFor'],
    ['unknown-clock', '/steps/3/offers/clock'],
    ['offers-no-slot', '/steps/3/offers/field'],
    ['offers-unanswered', '/steps/3/offers'],
  ],
  [
    'a letter dated by an unknown field',
    ({ p }) => {
      p.request.pointers.letterDate = '/surat/tanggal';
    },
    ['unknown-field', '/request/pointers/letterDate'],
  ],
  [
    'an origin without a field in the request',
    ({ p }) => void (p.origin = { field: '/asal', from: [{ procedure: p.id }] }),
    ['unknown-field', '/origin/field'],
  ],
  [
    'an origin whose field is no text',
    ({ p }) => void (p.origin = { field: '/acara/jumlah', from: [{ procedure: p.id }] }),
    ['origin-no-text', '/origin/field'],
  ],
  [
    'a time limit of zero for an origin',
    ({ p }) => void (p.origin = { field: '/sop', from: [{ procedure: p.id }], within: 'P0D' }),
    ['duration', '/origin/within'],
  ],
];

describe('R7: a procedure is verified before use', () => {
  test('R7: a sound procedure has no problem', () => {
    expect(problemsOf(() => {})).toEqual([]);
  });

  test('R7, R12, R42, R52: a field for an account is sound if the procedure names it in a way that is checked', () => {
    const account = { type: 'string', 'x-widget': 'account' };
    const problems = problemsOf(({ result, step }) => {
      const items = { properties: { nama: { type: 'string' }, akun: account } };
      Object.assign(result, {
        undangan: { type: 'array', items },
        pelaksana: { type: 'array', items: account },
        dengan: account,
      });
      step('periksa').informs = [{ result: '/undangan', name: 'nama', account: 'akun' }];
      step('putuskan').actor = { assigned: { result: 'periksa', field: '/dengan', of: ['panitia'] } };
    });
    expect(problems.flatMap(({ code, received }) => (code === 'unchecked-account' ? [received] : []))).toEqual([
      '"/pelaksana"',
    ]);
  });

  test.each<[Step['row'][]]>([
    [[1, 1, [2, 3], '3a', '3b']],
    [[1, 1, [2, '3a'], '3b', 4]],
    [[1, 1, ['2a', '2b'], '2b', '2b']],
    [['1a', '1a', ['1b', 2], '2a', '2a']],
  ])('R46: the rows %j are in order without a gap', (rows) => {
    expect(
      problemsOf(({ p }) => {
        for (const [i, each] of p.steps.entries()) each.row = rows[i] ?? each.row;
      }),
    ).toEqual([]);
  });

  test.each<[Step['row'], Step['row'], string, string]>([
    [4, '4c', 'Tidak ada langkah untuk baris 4a, 4b', 'No step serves row 4a, 4b'],
    ['3b', 5, 'Tidak ada langkah untuk baris 3a, 4', 'No step serves row 3a, 4'],
    [4, 99, 'baris 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, …', 'row 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, …'],
  ])('R46: after rows 1 to 3, rows %s and %s leave a gap, and the missing rows are named', (fourth, fifth, id, en) => {
    const [found, ...more] = problemsOf(({ step }) => {
      step('periksa').row = fourth;
      step('putuskan').row = fifth;
    });
    expect(more).toEqual([]);
    expect(found?.message).toEqual({ id: expect.stringContaining(id), en: expect.stringContaining(en) });
  });

  test.each(BENT)('R7: %s is found, and nothing but its consequences', (_what, bend, ...expected) => {
    const found = problemsOf(bend);
    expect(found.map(({ code, path }) => [code, path])).toEqual(expected);
    for (const problem of found) {
      expect(problem).toMatchObject({
        file: 'sops/contoh.yaml',
        message: { id: expect.stringMatching(/./), en: expect.stringMatching(/./) },
        fix: { id: expect.stringMatching(/./), en: expect.stringMatching(/./) },
      });
    }
  });

  test.each(RULES.map((rule) => [rule.name, rule] as const))(
    'R7: the rule %s is broken by a faulty procedure of these tests',
    (_name, rule) => {
      const breaks = BENT.filter(([, bend]) => {
        const { procedure, ...world } = example();
        const step = (id: string) => procedure.steps.find((each) => each.id === id) as Step;
        bend({ p: procedure, step, roles: world.roles, result: fieldsIn(world) });
        return rule({ procedure, ...world }).length > 0;
      });
      expect(breaks).not.toEqual([]);
    },
  );

  test('R7: every problem of a procedure is reported at once', () => {
    const found = problemsOf(({ p, step }) => {
      p.zone = 'Asia/Singkawang';
      step('periksa').clock = 'malam';
      step('putuskan').time.limit = 'PT0M';
    });
    expect(found.map(({ code }) => code)).toEqual(['duration', 'unknown-zone', 'unknown-clock']);
  });

  test('R7: a problem that only follows from another problem is not reported, and an independent problem is', () => {
    const found = problemsOf(({ p, step }) => {
      step('ajukan').outcomes.approve = [{ to: 'terrima' }];
      p.escalation.reverse();
    });
    expect(found.map(({ code, fix }) => [code, fix?.en])).toEqual([
      ['share-order', 'Put the smallest share first'],
      ['unknown-step', 'Did you mean terima?'],
    ]);
  });

  test('R7: a problem names the line of its part, or of the nearest part above that has a line', () => {
    const { procedure, ...world } = example();
    procedure.receipt = 'ajukan';
    delete procedure.steps[2]?.outcomes.changes;
    const at = (lines: [string, number][]) =>
      verify({ file: 'sops/contoh.yaml', procedure, lines: new Map(lines) }, world).map(({ line }) => line);
    expect(
      at([
        ['/receipt', 7],
        ['', 1],
      ]),
    ).toEqual([7]);
    expect(at([['', 1]])).toEqual([1]);
    expect(at([])).toEqual([undefined]);
  });

  test('R13: two procedures never share an id or a prefix of case ids', () => {
    const first = { file: 'sops/a.yaml', procedure: example().procedure };
    const second = { file: 'sops/b.yaml', procedure: { ...example().procedure, id: 'lain' } };
    expect(verifyTogether([first, second])).toMatchObject([{ file: 'sops/b.yaml', path: '/short', code: 'duplicate' }]);
    expect(verifyTogether([first, { ...second, procedure: { ...second.procedure, short: 'LAIN' } }])).toEqual([]);
    expect(verifyTogether([first, first]).map(({ path }) => path)).toEqual(['/id', '/short']);
  });

  test('R44: a procedure that may follow if a span passes without a decision must be one of the office’s', () => {
    const opening = (opens: string[]) => {
      const { procedure } = example();
      procedure.spans = [span({ lapse: { ...lapse, opens } })];
      return verifyTogether([{ file: 'sops/a.yaml', procedure }]);
    };
    expect(opening(['contoh'])).toEqual([]);
    expect(opening(['contho'])).toMatchObject([
      { path: '/spans/0/lapse/opens/0', code: 'unknown-procedure', fix: { en: 'Did you mean contoh?' } },
    ]);
  });

  test('R7: while a file cannot be read, a procedure that may be in that file is not reported as missing', () => {
    const { procedure } = example();
    procedure.spans = [span({ lapse: { ...lapse, opens: ['lain'] } })];
    const sources = [{ file: 'sops/a.yaml', procedure }];
    expect(verifyTogether(sources)).toHaveLength(1);
    expect(verifyTogether(sources, false)).toEqual([]);
  });

  test('R45: an origin is a case of an existing procedure, with an end that its cases can have', () => {
    const first = { file: 'sops/a.yaml', procedure: example().procedure };
    const of = (...from: NonNullable<Procedure['origin']>['from']) =>
      verifyTogether([
        first,
        {
          file: 'sops/b.yaml',
          procedure: { ...first.procedure, id: 'lain', short: 'LN', origin: { field: '/sop', from } },
        },
      ]);
    const { id } = first.procedure;
    expect(of({ procedure: id }, { procedure: id, ends: ['completed'] })).toEqual([]);
    // Acts on a pull request can end a case of any procedure in these ways (R1, R8).
    expect(of({ procedure: id, ends: ['rejected', 'withdrawn', 'ended-outside', 'abandoned'] })).toEqual([]);
    expect(of({ procedure: 'lain', waiting: true })).toEqual([]);
    expect(of({ procedure: `${id}x` }, { procedure: id, ends: ['completed', 'refused'] })).toMatchObject([
      {
        file: 'sops/b.yaml',
        path: '/origin/from/0/procedure',
        code: 'unknown-procedure',
        fix: { en: `Did you mean ${id}?` },
      },
      { path: '/origin/from/1/ends/1', code: 'impossible-end', received: '"refused"', fix: { en: expect.any(String) } },
    ]);
  });
});

function last(procedure: Procedure): Step {
  return procedure.steps[procedure.steps.length - 1] as Step;
}
