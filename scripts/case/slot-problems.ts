import type { Problem } from '../problem.ts';
import type { ScheduleReason, SlotReason } from '../room/slot.ts';

/** A reason against a slot, other than a clash, as a problem in the `hasil` block that a person can mend (R24). */
export function slotProblem(reason: SlotReason | ScheduleReason): Problem {
  const problem = (message: Problem['message'], expected?: string, received?: string): Problem => ({
    file: 'hasil',
    path: '',
    code: reason.code,
    ...(expected === undefined ? {} : { expected }),
    ...(received === undefined ? {} : { received }),
    message,
  });
  switch (reason.code) {
    case 'slot-order':
      return problem(
        { id: 'Waktu selesai harus sesudah waktu mulai', en: 'The end must be after the start' },
        `> ${reason.start}`,
        reason.end,
      );
    case 'slot-too-long':
      return problem({
        id: `Waktu lebih panjang dari ${reason.mostDays} hari`,
        en: `The time is longer than ${reason.mostDays} days`,
      });
    case 'slot-over':
      return problem({ id: 'Waktu itu sudah lewat', en: 'That time is over' }, `> ${reason.at}`, reason.end);
    case 'slot-misses-request':
      return problem(
        {
          id: 'Waktu tidak mencakup waktu yang diminta pemohon',
          en: 'The time does not contain what the applicant asks for',
        },
        `${reason.request.start} – ${reason.request.end}`,
        `${reason.slot.start} – ${reason.slot.end}`,
      );
    case 'unknown-room':
      return problem({ id: 'Ruang tidak dikenal', en: 'The room is unknown' }, reason.rooms.join(', '), reason.room);
    case 'room-closed':
      return problem({ id: 'Ruang tutup pada sebagian waktu itu', en: 'The room is closed for part of that time' });
    case 'room-too-small':
      return problem(
        { id: 'Peserta melebihi daya tampung ruang', en: 'More participants than the room holds' },
        `≤ ${reason.capacity}`,
        String(reason.attendees),
      );
    case 'room-without-equipment':
      return problem(
        { id: 'Peralatan tidak ada di ruang itu', en: 'The room lacks equipment' },
        reason.equipment.join(', '),
        reason.missing.join(', '),
      );
    case 'schedule-outside-booking':
      return problem(
        { id: 'Jadwal harus di dalam waktu pemesanan ruang', en: 'The schedule must lie inside the booking' },
        `${reason.booking.start} – ${reason.booking.end}`,
        `${reason.schedule.start} – ${reason.schedule.end}`,
      );
    case 'room-taken':
      return problem({ id: 'Ruang terpakai', en: 'The room is taken' });
  }
}
