/** A small case, and functions that seal its journal, for the tests of the register. */
import type { Entry } from '#domain/generated/journal-entry.ts';
import { type Journal, openJournal, seal } from '#domain/journal/journal.ts';
import type { Disclosure } from '#domain/journal/parts.ts';
import { requestDigest } from '#domain/request/digest.ts';

const open = { type: 'string', 'x-public': true };

/** Schemas with one public and one internal field each. */
export const fullDisclosure: Disclosure = {
  request: { type: 'object', properties: { open, closed: { type: 'string' } } },
  result: () => ({ type: 'object', properties: { open, closed: { type: 'string' } } }),
  hasNature: true,
};

export const request = { open: 'Rapat terbuka', closed: 'Rahasia internal' };

/** Returns a function that returns a new salt at each call. The salts are the same in each run of the tests. */
export function salts(): () => string {
  let next = 0;
  return () => {
    next += 1;
    return next.toString(16).padStart(32, '0');
  };
}

/** Returns the first submission of a case. */
export function opening(number = 12): Entry {
  const at = '2026-11-25T08:00:00Z';
  return {
    seq: 1,
    kind: 'submitted',
    at,
    step: 'submit',
    visit: 1,
    gesture: 'submit',
    who: { id: 42, login: 'pemohon-login' },
    source: { kind: 'label', id: `L${number}`, order: 1 },
    head: { oid: 'a'.repeat(40), push: 1 },
    document: { path: `requests/2026/rapat-${number}/request.yaml`, oid: 'd'.repeat(40) },
    digest: requestDigest(request, []),
    next: {
      step: 'receipt',
      row: 2,
      visit: 1,
      begins: at,
      withApplicant: false,
      roles: ['agenda'],
      deadline: { due: '2026-11-25T08:10:00Z', limit: 'PT10M', clock: 'continuous', zone: 'Asia/Pontianak' },
      rungs: [
        { share: 0.8, action: 'remind', at: '2026-11-25T08:08:00Z' },
        { share: 1, action: 'overdue', at: '2026-11-25T08:10:00Z' },
      ],
    },
    opens: {
      case: `PMK-2026-${number}`,
      number,
      branch: `cms/rapat-${number}`,
      path: `requests/2026/rapat-${number}/request.yaml`,
      procedure: { path: 'sops/pmk.yaml', blob: 'b'.repeat(40) },
      schema: { path: 'schemas/pmk.schema.json', blob: 'c'.repeat(40) },
      applicant: { id: 42, login: 'pemohon-login' },
    },
    request,
    attachments: [],
    nature: 'biasa',
    config: 'c1',
  };
}

/** Returns a journal of these entries. */
export function sealed(entries: readonly Entry[], disclosure = fullDisclosure): Journal {
  const number = entries[0]?.opens?.number ?? 0;
  return seal(openJournal(number, undefined), entries, disclosure, salts());
}
