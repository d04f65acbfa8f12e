import type { Problem } from '#domain/problem.ts';
import type { CurrentState } from '../desk-case.ts';
import { problemWords } from '../problem-words.ts';
import { usePlace } from './common.tsx';

/** Lists problems and what to do, each with the label of its field. */
export function Problems({
  problems,
  current,
}: {
  problems: readonly Problem[] | undefined;
  current: CurrentState | undefined;
}) {
  const { language } = usePlace();
  if (!problems || problems.length === 0) return null;
  return (
    <ul class="plain">
      {problems.map((problem, at) => (
        <li key={at}>{problemWords(problem, { schema: current?.schema, zone: current?.procedure.zone }, language)}</li>
      ))}
    </ul>
  );
}
