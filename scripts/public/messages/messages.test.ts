import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Entry } from '#domain/generated/journal-entry.ts';
import type { Message } from '#domain/generated/message.ts';
import type { Roles } from '#domain/generated/roles.ts';
import { holdersOf } from '#domain/case/state/roles.ts';
import { roleNames } from '#domain/words/case-situation.ts';
import { statusSentence } from '#domain/words/status.ts';
import { exportJournal } from '#public/export/export-register.ts';
import { publicSituation } from '#public/export/situation.ts';
import { newsOf } from '#tests/support/case-news.ts';
import fc from '#tests/support/fast-check.ts';
import { ROOT } from '#tests/support/folders.ts';
import { roles, sop, Walk, world } from '#tests/support/walked-case.ts';
import type { Schema } from '#domain/request/annotations.ts';
import { validate } from '#domain/request/schema.ts';
import { messageId, messagesOf } from './messages.ts';

const SITE = 'https://kantor.example/berkas';
const schema = JSON.parse(readFileSync(join(ROOT, 'schemas/message.schema.json'), 'utf8')) as Schema;

const reported = (walk: Walk, added = 1): Message[] => messagesOf(newsOf(walk, added), SITE);
const brief = ({ type, data }: Message) => [type, data.to.roles ?? 'pemohon', data.text.id];
const holders = (role: string, now = '2026-11-25T02:00:00Z'): number[] =>
  holdersOf(roles, role, now, sop.zone).map(({ account }) => account);
const sentence = (walk: Walk) => {
  const one = exportJournal(walk.sealed(), world([]))?.case;
  if (!one) throw new Error('The journal opens no case.');
  return statusSentence(publicSituation(one, { procedure: sop, roleName: roleNames(roles) }), { zone: sop.zone });
};

describe('who gets a message, and when', () => {
  it('a turn is sent to the holders of its role, in the words of the page, with the addresses of page and desk', () => {
    const walk = new Walk(7).to('disposisi');
    const [message, ...more] = reported(walk);
    expect(more).toEqual([]);
    expect(message).toEqual({
      type: 'case.turn',
      timestamp: walk.entries.at(-1)?.at,
      data: {
        ...{ case: 'PMK-2026-7', number: 7, seq: 2, entry: walk.sealed().lines[1]?.id, row: 3, visit: 1 },
        due: '2026-11-25T02:33:00Z',
        text: sentence(walk),
        page: { id: `${SITE}/berkas/PMK-2026-7/`, en: `${SITE}/en/berkas/PMK-2026-7/` },
        desk: { id: `${SITE}/meja/#/7`, en: `${SITE}/en/meja/#/7` },
        to: { accounts: holders('kepala-dinas'), roles: ['kepala-dinas'] },
      },
    });
  });

  it('R17, R35: an extension by an acting official names the office with Plh. before it', () => {
    const who = { ...new Walk(7).to('disposisi').holder(), acting: { kind: 'plh', decree: 'CONTOH/PLH/1' } as const };
    const deadline = { due: '2026-11-27T02:33:00Z', limit: 'P1D', clock: 'continuous' as const, zone: sop.zone };
    const walk = new Walk(7)
      .to('disposisi')
      .approve({ partial: true, extended: { adds: 'P1D', deadline, rungs: [] }, who });
    const [message] = reported(walk);
    expect(message?.data.text.id).toContain('Waktu langkah 3 diperpanjang 1 hari oleh Plh. Kepala Dinas;');
  });

  it('R5: a turn of several is sent to each when they may approve: first one role, then those who attest', () => {
    const walk = new Walk(7).to('pengecekan');
    expect(reported(walk).map(({ data }) => data.to.roles)).toEqual([['subkor-ile']]);
    expect(reported(walk.approve({ partial: true })).map(({ data }) => data.to.roles)).toEqual([['staf-operator']]);
  });

  it('R44: no decision in time is sent to the applicant, with what they may start now', () => {
    const noDecision = {
      words: { id: 'tidak dijawab', en: 'not answered' },
      opens: [{ id: 'keberatan', title: { id: 'Keberatan', en: 'Objection' } }],
    };
    expect(reported(new Walk(7).to('disposisi').add('silence', { silence: noDecision })).map(brief)).toEqual([
      ['case.silence', 'pemohon', 'Waktu lewat tanpa keputusan: tidak dijawab. Dapat diajukan: Keberatan.'],
    ]);
  });

  it('R30: when a step begins, the role that it consults gets a message too, and when the step ends, that role gets none', () => {
    const walk = new Walk(7).to('koordinasi');
    expect(reported(walk).map(({ type, data }) => [type, data.to])).toEqual([
      ['case.turn', { accounts: holders('kabid-aptika'), roles: ['kabid-aptika'] }],
      ['case.consulted', { accounts: holders('kabid-ikp'), roles: ['kabid-ikp'] }],
    ]);
    expect(reported(walk)[1]?.data.text.id).toMatch(/^Koordinasi diperlukan: giliran Kabid Aptika \(langkah 6\): /);
    expect(reported(walk.approve({ note: 'Siapkan.' })).map(({ type }) => type)).toEqual(['case.turn']);
  });

  it('a return is sent to the applicant, by number, with the public reason', () => {
    const [message, ...more] = reported(new Walk(7).to('disposisi').changes('Surat belum ditandatangani.'));
    expect(more).toEqual([]);
    expect(message?.type).toBe('case.returned');
    expect(message?.data.to).toEqual({ accounts: [42] });
    expect(message?.data.text.id).toContain('Surat belum ditandatangani.');
  });

  it('R22: an escalation level is sent as reminder or as overdue; a late run sends only the highest level, and none of an ended visit', () => {
    const walk = new Walk(7).to('disposisi').wait(24).level(0.8, 'remind');
    expect(reported(walk).map(brief)).toEqual([
      [
        'case.reminder',
        ['kepala-dinas'],
        expect.stringMatching(/^Pengingat kepada Kepala Dinas.*: sisa 6 menit\. Menunggu/),
      ],
    ]);
    walk.wait(6).level(1);
    expect(reported(walk, 2).map(({ type }) => type)).toEqual(['case.overdue']);
    expect(reported(walk).map(({ data }) => data.text.en)).toEqual([
      expect.stringMatching(/^Overdue since .* Waiting/),
    ]);
    walk.wait(3).approve();
    expect(reported(walk, 3).map(({ type, data }) => [type, data.to.roles])).not.toContainEqual([
      'case.overdue',
      ['kepala-dinas'],
    ]);
  });

  it('R22, R44: an escalation level of a span is sent while the span runs, and not if the same run pauses the span', () => {
    const late = { due: '2026-11-25T02:10:00Z', limit: 'PT10M', clock: 'continuous', zone: 'Asia/Jakarta' } as const;
    const span = { id: 'jawaban', begins: '2026-11-25T02:00:00Z', since: '2026-11-25T02:00:00Z', deadline: late };
    const level: Partial<Entry> = { span: span.id, rung: { share: 1, action: 'overdue', roles: ['kepala-dinas'] } };
    const begin = () => new Walk(7).submit().approve({ spans: [{ ...span, is: 'running' }] });
    const running = begin().wait(10).add('rung', level);
    expect(reported(running).map(({ type, data }) => [type, data.to.roles])).toEqual([
      ['case.overdue', ['kepala-dinas']],
    ]);
    const paused = running.changes('Lengkapi.', { spans: [{ ...span, is: 'paused', left: 0 }] });
    expect(reported(paused, 2).map(({ type }) => type)).toEqual(['case.returned']);
  });

  it('an end is sent to the applicant alone', () => {
    const walk = new Walk(7).to('pelaksanaan').wait(60).approve();
    expect(reported(walk).map(({ type, data }) => [type, data.to])).toEqual([['case.ended', { accounts: [42] }]]);
  });

  it('a refused act sends no message, and does not send the turn again', () => {
    const walk = new Walk(7).to('disposisi').refuse('no-role');
    expect(reported(walk)).toEqual([]);
  });

  it('R17: a person whose role has ended gets no message, and the opener is not asked to decide', () => {
    const ended: Roles = structuredClone(roles);
    const role = ended.roles['kepala-dinas'];
    if (!role) throw new Error('There is no such role.');
    role.holders = [
      { account: 1, login: 'a', name: 'A', from: '2026-01-01', until: '2026-11-24' },
      { account: 2, login: 'b', name: 'B', from: '2026-11-25' },
      { account: 42, login: 'pemohon-login', name: 'C', from: '2026-01-01' },
    ];
    const news = newsOf(new Walk(7).to('disposisi'), 1);
    const at = (now: string) =>
      messagesOf({ ...news, now, config: { ...news.config, roles: ended } }, SITE)[0]?.data.to.accounts;
    expect(at('2026-11-25T02:03:00Z')).toEqual([2]);
    // The act is of the 24th, and is journaled on the 25th.
    expect(at('2026-11-24T10:00:00Z')).toEqual([1]);
  });
});

const INTERNAL = 'KENARI';

describe('R11: a message has only what the public may see', () => {
  const opening = (nature: string, number = 5): Walk =>
    new Walk(number).submit(
      {
        pemohon: { nama: INTERNAL, telepon: INTERNAL },
        krisis: { uraian: INTERNAL },
        kegiatan: { judul: 'Rapat contoh' },
      },
      { nature, who: { id: 42, login: INTERNAL, name: INTERNAL } },
    );

  it('R11: a message has no internal field, note, login or name of the applicant', () => {
    const walk = opening('biasa').approve({ note: INTERNAL }).changes('alasan');
    const messages = [reported(walk, 3), reported(opening('biasa')), reported(opening('biasa').withdraw())].flat();
    expect(messages.map(({ type }) => type)).toEqual(['case.returned', 'case.turn', 'case.ended']);
    expect(messages[0]?.data.title).toBe('Rapat contoh');
    expect(JSON.stringify(messages)).not.toContain(INTERNAL);
  });

  it('R11: a message about a restricted case has number, row and time only', () => {
    const official = { id: 1, login: INTERNAL, name: INTERNAL, role: 'kepala-dinas' };
    const walks = [
      opening('rahasia').approve(),
      opening('rahasia').approve().changes(INTERNAL, { who: official }),
      opening('terbatas').approve().wait(30).level(1),
      opening('terbatas').approve().wait(3).reject(INTERNAL),
    ];
    const messages = walks.flatMap((walk) => reported(walk));
    expect(messages.map(({ type, data }) => [type, data.to.roles, data.title])).toEqual([
      ['case.turn', undefined, undefined],
      ['case.turn', undefined, undefined],
      ['case.overdue', undefined, undefined],
      ['case.ended', undefined, undefined],
    ]);
    expect(messages.map(({ data }) => data.text.id.replace(/(?:— tenggat|sejak|pada) .*/, '…'))).toEqual([
      'Menunggu tindakan (langkah 3 dari 10) …',
      expect.stringMatching(/^Menunggu tindakan \(langkah \S+ dari 10\)/),
      'Lewat tenggat: menunggu tindakan (langkah 3 dari 10) — …',
      'Ditutup …',
    ]);
    expect(JSON.stringify(messages)).not.toContain(INTERNAL);
    expect(JSON.stringify(messages)).not.toMatch(/Kepala Dinas|Ditolak|Dikembalikan/);
  });
});

describe('messages about any history of a case', () => {
  const move = fc.constantFrom('approve', 'changes', 'supersede', 'refuse', 'remind', 'overdue', 'reject');
  const nature = fc.constantFrom('biasa', 'rahasia');
  const internal = { pemohon: { nama: INTERNAL, telepon: INTERNAL } };

  /**
   * Makes each move one commit.
   * @returns all messages, commit by commit
   */
  const play = (moves: readonly string[], kind: string): Message[][] => {
    const walk = new Walk(3).submit(internal, { nature: kind });
    const all = [reported(walk)];
    for (const each of moves) {
      const { state } = walk.sealed();
      if (!state || state.end) break;
      walk.wait(7);
      const step = sop.steps.find(({ id }) => id === state.visit.step);
      if (state.visit.withApplicant) walk.submit(internal, { nature: kind });
      else if (each === 'changes' && step?.outcomes.changes) walk.changes('alasan');
      else if (each === 'supersede') walk.supersede();
      else if (each === 'refuse') walk.refuse('stale', { note: INTERNAL });
      else if (each === 'remind') walk.level(0.8, 'remind');
      else if (each === 'overdue') walk.level(1);
      else if (each === 'reject') walk.reject('alasan');
      else walk.approve({ note: INTERNAL });
      all.push(reported(walk));
    }
    return all;
  };

  it('R11: each message is valid by its schema, none is sent twice, and none has internal content', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 20 }), nature, (moves, kind) => {
        const messages = play(moves, kind).flat();
        for (const message of messages) expect(validate(schema, message, 'message')).toEqual([]);
        const ids = messages.map(messageId);
        expect(ids).toEqual([...new Set(ids)]);
        for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}-[a-z]+$/);
        expect(JSON.stringify(messages)).not.toContain(INTERNAL);
      }),
    );
  });

  it('R22: one commit sends one turn and one escalation level at most, and for an ended case only its end', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 20 }), nature, (moves, kind) => {
        for (const commit of play(moves, kind)) {
          const types = commit.map(({ type }) => type);
          if (types.includes('case.ended')) expect(types).toEqual(['case.ended']);
          expect(types.filter((type) => type === 'case.turn' || type === 'case.returned').length).toBeLessThanOrEqual(
            1,
          );
          expect(
            types.filter((type) => type === 'case.reminder' || type === 'case.overdue').length,
          ).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
