import type { Procedure, Step } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';
import { clockOf, type Taken } from '#domain/procedure/steps.ts';
import { limitWords } from './duration.ts';
import { endWords } from './end-words.ts';

/** An end (R43), or more time (R44). */
export function withoutStepWords(procedure: Procedure, from: Step, target: Taken): Text {
  if (target.adds === undefined) return endWords(target);
  const more = limitWords(target.adds, clockOf(procedure, from).kind);
  return { id: `waktu diperpanjang ${more.id}`, en: `the time is extended by ${more.en}` };
}

/** Sentences about a step's time that the printed table does not have (R40, R44). */
export function timeRules(procedure: Procedure, step: Step): Text[] {
  const clock = clockOf(procedure, step).kind;
  const { approve, changes, timeout } = step.outcomes;
  const targets = [...approve, ...(changes ? [changes] : []), ...(timeout ? [timeout] : [])];
  const wait = step.begin?.after === undefined ? [] : [limitWords(step.begin.after, clock)];
  return [
    ...wait.map(({ id, en }) => ({
      id: `Diputuskan paling cepat ${id} setelah langkah sebelumnya.`,
      en: `Decided not before ${en} after the step before.`,
    })),
    ...(targets.some(({ continues }) => continues)
      ? [
          {
            id: 'Waktunya berhenti selama giliran berpindah, lalu berlanjut dengan sisanya.',
            en: 'Its time stands still while the turn is elsewhere, and goes on with what is left.',
          },
        ]
      : []),
    ...targets.flatMap(({ adds, atMost = 1 }): Text[] => {
      if (adds === undefined) return [];
      const more = limitWords(adds, clock);
      const often = atMost === 1 ? { id: 'satu kali', en: 'once' } : { id: `${atMost} kali`, en: `${atMost} times` };
      return [
        {
          id: `Waktunya dapat diperpanjang ${more.id}, ${often.id}, sebelum tenggat dan dengan alasan.`,
          en: `Its time may be extended by ${more.en}, ${often.en}, before the due and with a reason.`,
        },
      ];
    }),
    ...(targets.some(({ keeps }) => keeps)
      ? [{ id: 'Pemesanan ruang tetap berlaku.', en: 'The booking of the room is kept.' }]
      : []),
  ];
}
