import { useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import { toInstant } from '#domain/clock/instant.ts';
import type { RegisterIndex } from '#domain/journal/index-file.ts';
import type { Text } from '#domain/problem.ts';
import type { DeskCase } from '../desk-case.ts';
import type { DeskLine } from '../desk-list.ts';
import { keptBy } from '../kept.ts';
import { newestReading, type WaitingPlace, placeInList } from '../place-in-list.ts';
import { filled } from '../sign-in-words.ts';
import { type DeskPlace, useNow, usePlace, Words } from './common.tsx';

const OF: Text = { id: '{n} dari {m}', en: '{n} of {m}' };

/** Returns the place of a case in the list, as far as the list is known. */
function placeNow(
  { watch }: DeskPlace,
  number: number,
  index: RegisterIndex | undefined,
  now: string,
): WaitingPlace | undefined {
  const latest = watch.latest();
  if (!latest) return undefined;
  const sent = keptBy(latest.viewer.databaseId).sent.all();
  return placeInList(newestReading(latest, index, sent, number), watch.filter, now, number, watch.order);
}

/**
 * Shows which of several waiting cases this one is, and a link to the next one. It is in the line of the link back, so
 * that nothing moves when the list arrives later than the case.
 * @param one the case; undefined while it is read
 */
export function PlaceInList({ number: asked, one }: { number: number; one: DeskCase | undefined }) {
  const desk = usePlace();
  const { forge, watch, say, language } = desk;
  const now = useNow(forge);
  const [index, setIndex] = useState<RegisterIndex>();
  useLayoutEffect(() => {
    // The case was read after the list; from the next look on, the list is the newer one.
    setIndex(one?.index);
    return watch.heard(() => setIndex(watch.latest()?.index));
  }, [watch, one]);
  const { at, order, next } = placeNow(desk, one?.number ?? asked, index, now) ?? { at: 0, order: [] };
  useEffect(() => {
    if (at > 0) watch.order = order;
  });
  if (at === 0 || !next) return null;
  return (
    <>
      <span class="count">
        <span class="unseen">{say('mine')}: </span>
        {filled(OF[language], { n: at, m: order.length })}
      </span>
      <a rel="next" href={`#/${next.number}`}>
        {say('next')} <span class="unseen">({next.id})</span>
      </a>
    </>
  );
}

/** Offers the next waiting case after an act of the person on a case that waited; nothing if it waits for them again. */
export function NextAfterAct({ one }: { one: DeskCase }) {
  const desk = usePlace();
  const { forge, watch, say } = desk;
  // The offer stays the same while it is read.
  const next = useMemo((): DeskLine | undefined => {
    if (!watch.order.includes(one.number)) return undefined;
    const place = placeNow(desk, one.number, one.index, toInstant(forge.now()));
    return place?.at === 0 ? place.next : undefined;
  }, [one]);
  if (!next) return null;
  return (
    <p>
      <a class="button" rel="next" href={`#/${next.number}`}>
        <span>
          {say('next')}: <Words>{next.title ?? next.id}</Words>
        </span>
      </a>
    </p>
  );
}
