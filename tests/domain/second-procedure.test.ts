import { describe, expect, test } from 'vitest';
import { SECOND } from '../support/folders.ts';
import { acts, configOf, History, type Json, run, stranger, shown } from '../support/world.ts';

/** Another office, made of YAML and schemas alone. No code names its procedure (R3). */
const second = await configOf(SECOND);

/** Returns an instant in local time of central Indonesia, in December 2026. */
const wita = (day: number, time: string): string => {
  const [hour = '0', minute = '0'] = time.split(':');
  return `${new Date(Date.UTC(2026, 11, day, Number(hour) - 8, Number(minute))).toISOString().slice(0, 19)}Z`;
};

const loan = (destination = 'dalam-kota'): Json => ({
  sop: 'peminjaman-kendaraan',
  peminjam: stranger.login,
  tujuan: destination,
  berangkat: '2027-01-20T08:00:00+08:00',
  kembali: '2027-01-20T17:00:00+08:00',
});

/**
 * Returns a case that was submitted on Monday, 21 December 2026, at 09.00 WITA. 24 December is collective leave, and 25
 * December is Christmas.
 */
function submitted(destination?: string): History {
  const history = new History({ config: second, branch: 'permohonan/mobil', opener: stranger });
  history.push(wita(21, '08:55'), loan(destination));
  history.label(wita(21, '09:00'), 'opened');
  return history;
}

/** Returns a case that the secretary received at 09.30. */
function received(destination?: string): History {
  const history = submitted(destination);
  history.approve(wita(21, '09:30'), 'sekar');
  return history;
}

const cost = (biaya: number) => ({ result: { biaya } });
const LATER = wita(21, '12:00');
const last = (history: History, now = LATER) => acts(run(history, [], now).journal).at(-1);

test('R3: a case of the second procedure completes, with that procedure’s roles, forms and conditions', () => {
  const history = received();
  history.approve(wita(21, '10:00'), 'kelola', cost(300));
  history.approve(wita(21, '10:10'), 'tata');
  history.approve(wita(21, '10:20'), 'benda');
  history.approve(wita(22, '10:00'), 'kepala');
  const { journal, state } = run(history, [], wita(22, '10:00'));
  expect(acts(journal)).toEqual([
    'submitted pengajuan#1 → penerimaan#1',
    'accepted penerimaan#1 → pemeriksaan#1',
    'accepted pemeriksaan#1 (partial)',
    'accepted pemeriksaan#1 (partial)',
    'accepted pemeriksaan#1 → putusan#1',
    'accepted putusan#1 → completed',
  ]);
  expect(state?.opens.case).toBe('PKD-2026-12');
});

describe('R5: the actors of a step', () => {
  test.each(['tata', 'sekar'])('R5: in an `any`, an Approve by %s alone completes the visit', (login) => {
    const history = submitted();
    history.approve(wita(21, '09:30'), login);
    expect(last(history)).toBe('accepted penerimaan#1 → pemeriksaan#1');
  });

  test('R5: in an `all`, the other roles are out of turn until the first role has brought the result', () => {
    const history = received();
    history.approve(wita(21, '10:00'), 'benda');
    expect(run(history, [], wita(21, '10:00')).journal.at(-1)).toMatchObject({
      reason: 'out-of-turn',
      detail: { role: 'pengelola' },
    });
  });

  test('R5: in an `all`, an Approve of a role that attests is incomplete if it brings a result', () => {
    const history = received();
    history.approve(wita(21, '10:00'), 'kelola', cost(300));
    history.approve(wita(21, '10:10'), 'benda', cost(900));
    expect(run(history, [], LATER).journal.at(-1)).toMatchObject({
      reason: 'incomplete',
      problems: [{ code: 'result-unexpected' }],
    });
  });

  test('R5: in an `all`, a newer Approve by the first role replaces its earlier Approve and those that attested the earlier result', () => {
    const history = received();
    history.approve(wita(21, '10:00'), 'kelola', cost(300));
    history.approve(wita(21, '10:10'), 'benda');
    history.approve(wita(21, '10:20'), 'kelola', cost(900));
    history.approve(wita(21, '10:30'), 'tata');
    const between = run(history, [], wita(21, '10:30'));
    expect(between.state?.visit.step).toBe('pemeriksaan');
    expect(between.state?.approvals.map(({ who }) => who.login)).toEqual(['kelola', 'tata']);
    history.approve(wita(21, '10:40'), 'benda', 'Sekali lagi.');
    expect(last(history)).toBe('accepted pemeriksaan#1 → rapat#1');
  });

  test('R5: in an `all`, a second Approve by one person is refused as already-acted', () => {
    const history = received();
    history.approve(wita(21, '10:00'), 'kelola', cost(300));
    history.approve(wita(21, '10:10'), 'benda');
    history.approve(wita(21, '10:20'), 'benda', 'Lagi.');
    expect(last(history)).toBe('refused pemeriksaan#1 (already-acted)');
  });

  describe('R5: in an `all`, a person who holds two of the roles', () => {
    const roles = structuredClone(second.roles);
    const { account, login, name } = roles.roles['pengelola']?.holders[0] ?? { account: 0, login: '', name: '' };
    roles.roles['tata-usaha']?.holders.push({ account, login, name, from: '2026-01-01' });
    const begun = (): History => {
      const history = new History({ config: { ...second, roles }, branch: 'permohonan/mobil', opener: stranger });
      history.push(wita(21, '08:55'), loan());
      history.label(wita(21, '09:00'), 'opened');
      history.approve(wita(21, '09:30'), 'sekar');
      history.approve(wita(21, '10:00'), 'kelola', { ...cost(300), note: 'Wajar.' });
      return history;
    };
    const given = (history: History) =>
      run(history, [], LATER).state?.approvals.map(({ who }) => `${who.login} ${who.role}`);

    test('R5: a person with two of the roles approves once for each, the first missing role first', () => {
      const history = begun();
      expect(given(history)).toEqual(['kelola pengelola']);
      history.approve(wita(21, '10:10'), 'kelola', 'Juga sebagai Tata Usaha.');
      expect(given(history)).toEqual(['kelola pengelola', 'kelola tata-usaha']);
      history.approve(wita(21, '10:20'), 'benda');
      expect(last(history)).toBe('accepted pemeriksaan#1 → putusan#1');
    });

    test('R5: a person with two of the roles brings no result for the second role; after both Approves, a new result replaces the first', () => {
      const history = begun();
      history.approve(wita(21, '10:10'), 'kelola', cost(400));
      expect(last(history)).toBe('refused pemeriksaan#1 (incomplete)');
      history.approve(wita(21, '10:20'), 'kelola', 'Juga sebagai Tata Usaha.');
      history.approve(wita(21, '10:30'), 'kelola', cost(400));
      expect(given(history)).toEqual(['kelola pengelola']);
    });

    test('R2: the same words again are refused as already-acted, although the person’s other role is missing', () => {
      const history = begun();
      history.approve(wita(21, '10:00:05'), 'kelola', { ...cost(300), note: 'Wajar.' });
      expect(last(history)).toBe('refused pemeriksaan#1 (already-acted)');
    });
  });

  test('R5: in an `all`, each role may request changes, also after others have approved', () => {
    const history = received();
    history.approve(wita(21, '10:00'), 'kelola', cost(300));
    history.changes(wita(21, '10:10'), 'tata', 'Biaya tidak wajar.');
    expect(last(history)).toBe('accepted pemeriksaan#1 → penjelasan#1');
  });

  test('R5: a quorum counts distinct persons of any of its roles', () => {
    const history = received('luar-kota');
    history.approve(wita(21, '10:00'), 'pan-dua');
    history.approve(wita(21, '10:10'), 'pan-dua', 'Lagi.');
    expect(last(history, wita(21, '10:10'))).toBe('refused rapat#1 (already-acted)');
    history.approve(wita(21, '10:20'), 'sekar');
    expect(last(history)).toBe('accepted rapat#1 → putusan#1');
  });

  test('R5: in a quorum, a Request changes by one person takes effect', () => {
    const history = received('luar-kota');
    history.approve(wita(21, '10:00'), 'pan-dua');
    history.changes(wita(21, '10:10'), 'pan-satu', 'Terlalu jauh.');
    expect(last(history)).toBe('accepted rapat#1 → perbaikan#1');
  });
});

describe('R6: the outcomes of a step', () => {
  test('R6: a condition on the request decides the outcome', () => {
    expect(last(received('luar-kota'))).toBe('accepted penerimaan#1 → rapat#1');
    expect(last(received('dalam-kota'))).toBe('accepted penerimaan#1 → pemeriksaan#1');
  });

  test.each([
    [500, 'putusan'],
    [501, 'rapat'],
  ])('R6: a condition on the result decides the outcome: a cost of %i leads to %s', (amount, step) => {
    const history = received();
    history.approve(wita(21, '10:00'), 'kelola', cost(amount));
    history.approve(wita(21, '10:10'), 'tata');
    history.approve(wita(21, '10:20'), 'benda');
    expect(last(history)).toBe(`accepted pemeriksaan#1 → ${step}#1`);
  });

  test('R6: in a loop between officials, each round is a visit', () => {
    const history = received();
    history.changes(wita(21, '10:00'), 'benda', 'Jelaskan.');
    history.approve(wita(21, '10:10'), 'kelola', 'Untuk dua hari.');
    history.changes(wita(21, '10:20'), 'benda', 'Masih kurang.');
    history.approve(wita(21, '10:30'), 'kelola', 'Tiga hari.');
    expect(last(history)).toBe('accepted penjelasan#2 → pemeriksaan#3');
  });

  test('R6: an outcome by time takes effect at its computed instant in a late run, and a later Approve is out of turn', () => {
    const history = received('luar-kota');
    history.approve(wita(21, '10:00'), 'pan-dua');
    history.approve(wita(22, '09:00'), 'pan-satu');
    const { journal, state } = run(history, [], wita(22, '09:00'));
    expect(shown(journal).slice(-4)).toEqual([
      'rung 50% rapat#1',
      'rung 100% rapat#1',
      'timed-out rapat#1 → putusan#1',
      'refused putusan#1 (out-of-turn)',
    ]);
    expect(journal.at(-2)?.at).toBe(wita(21, '14:30'));
    expect(state?.visit.begins).toBe(wita(21, '14:30'));
  });

  test('R6: an act in the second of the deadline comes before the outcome by time', () => {
    const history = received('luar-kota');
    history.approve(wita(21, '10:00'), 'pan-dua');
    history.approve(wita(21, '14:30'), 'pan-satu');
    expect(last(history, wita(21, '14:30'))).toBe('accepted rapat#1 → putusan#1');
  });

  test('R6: an outcome by time is taken while the case is with the applicant too', () => {
    const history = submitted();
    history.changes(wita(21, '09:30'), 'tata', 'Perbaiki.');
    history.sign(wita(28, '09:30'));
    expect(last(history, wita(28, '09:30'))).toBe('submitted perbaikan#1 → penerimaan#2');
    const unanswered = submitted();
    unanswered.changes(wita(21, '09:30'), 'tata', 'Perbaiki.');
    unanswered.sign(wita(28, '09:31'));
    expect(last(unanswered, wita(31, '09:00'))).toBe('timed-out perbaikan#1 → failed');
  });
});

describe('R20: office hours', () => {
  const dueOf = (history: History, now = LATER) => run(history, [], now).state?.visit.deadline?.due;

  test('R20: a time limit in hours counts open time, without the break', () => {
    expect(dueOf(received('luar-kota'))).toBe(wita(21, '14:30'));
  });

  test('R20: a time limit in days counts working days over weekend, holiday and collective leave, until closing', () => {
    const history = new History({ config: second, branch: 'permohonan/mobil', opener: stranger });
    history.push(wita(23, '08:55'), loan());
    history.label(wita(23, '09:00'), 'opened');
    history.approve(wita(23, '09:30'), 'tata');
    const { state } = run(history, [], wita(23, '10:00'));
    expect(state?.visit.deadline).toMatchObject({ due: wita(29, '16:00'), clock: 'office-hours' });
  });

  test('R20: the time limits of rows that one act completes add up', () => {
    expect(run(received('luar-kota'), [], LATER).state?.visit).toMatchObject({ row: 5, deadline: { limit: 'PT4H' } });
  });
});

describe('R16: acts that need another person', () => {
  const decided = (login: string): string | undefined => {
    const history = received();
    history.approve(wita(21, '10:00'), 'kelola', cost(300));
    history.approve(wita(21, '10:10'), 'tata');
    history.approve(wita(21, '10:20'), 'benda');
    history.approve(wita(21, '10:30'), login, 'Setuju.');
    return last(history);
  };

  test('R16: a person who received a request does not decide on it', () => {
    expect(decided('sekar')).toBe('refused putusan#1 (four-eyes)');
  });

  test('R16: one of several persons who examined a request does not decide on it', () => {
    expect(decided('kelola')).toBe('refused putusan#1 (four-eyes)');
  });

  test('R16: a holder who neither received nor examined the request decides on it', () => {
    expect(decided('kepala')).toBe('accepted putusan#1 → completed');
  });
});

test('R18: a revision that changes the request, in a step without sections, goes to receipt', () => {
  const history = received('luar-kota');
  history.changes(wita(21, '10:00'), 'pan-satu', 'Terlalu jauh.');
  history.push(wita(21, '10:10'), loan('dalam-kota'));
  history.sign(wita(21, '10:11'));
  expect(run(history, [], LATER).state).toMatchObject({ visit: { step: 'penerimaan', visit: 2 }, acts: [] });
});
