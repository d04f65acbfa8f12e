/** Rules of R7 about who acts: roles, columns, quorums, authors of results, rejections, four eyes. */
import {
  duplicates,
  type Located,
  oneOf,
  placed,
  placedSteps,
  procedureFinding,
  type ProcedureRule,
  unknownName,
} from './finding.ts';
import { rolesOf } from './steps.ts';

export const rolesAreDefined: ProcedureRule = ({ procedure, roles }) => {
  const named: Located<string>[] = [
    ...placed(procedure.columns, '/columns').map(({ value, path }) => ({ value: value.role, path: `${path}/role` })),
    ...placedSteps(procedure).flatMap(({ value: step, path }) => [
      ...rolesOf(step.actor).map((value) => ({ value, path: `${path}/actor` })),
      ...(['informs', 'consults'] as const).flatMap((list) =>
        placed(step[list], `${path}/${list}`).flatMap(({ value: party, path: at }) =>
          'role' in party ? [{ value: party.role, path: `${at}/role` }] : [],
        ),
      ),
    ]),
  ];
  return named
    .filter(({ value }) => !Object.hasOwn(roles, value))
    .map(({ value, path }) => unknownName(path, 'unknown-role', value, Object.keys(roles)));
};

/** Checks that every role that acts has one column of the table for its symbol. */
export const actorsHaveOneColumn: ProcedureRule = ({ procedure }) => {
  const columns = placed(procedure.columns, '/columns');
  const shown = columns.map(({ value }) => value.role);
  const lacking = placedSteps(procedure).flatMap(({ value: { actor }, path }) =>
    rolesOf(actor).flatMap((role) => (shown.includes(role) ? [] : [{ role, path: `${path}/actor` }])),
  );
  return [
    ...duplicates(columns, 'role'),
    ...lacking.map(({ role, path }) => {
      const fix = { id: `Tambahkan di columns: role: ${role}`, en: `Add to columns: role: ${role}` };
      return procedureFinding(path, 'no-column', { expected: oneOf(shown), received: role, fix });
    }),
  ];
};

/** Checks that no quorum needs more people than its roles list as holders. The dates of the holders do not count. */
export const quorumsCanBeMet: ProcedureRule = ({ procedure, roles }) =>
  placedSteps(procedure).flatMap(({ value: { actor }, path }) => {
    if (typeof actor === 'string' || !('quorum' in actor)) return [];
    const holders = actor.of.flatMap((role) => (Object.hasOwn(roles, role) ? (roles[role]?.holders ?? []) : []));
    const most = new Set(holders.map(({ account }) => account)).size;
    if (actor.quorum <= most) return [];
    return [procedureFinding(`${path}/actor/quorum`, 'quorum', { expected: `≤ ${most}`, received: actor.quorum })];
  });

/** Checks that no quorum above 1 brings a result, which would have several authors. An `all` has one author (R5). */
export const resultsHaveOneAuthor: ProcedureRule = ({ procedure }) =>
  placedSteps(procedure).flatMap(({ value: { actor, requires }, path }) =>
    requires?.result && typeof actor === 'object' && 'quorum' in actor && actor.quorum > 1
      ? [procedureFinding(`${path}/requires/result`, 'result-author', { received: actor })]
      : [],
  );

/** Checks that every role in `close` acts in the step (R16). A rejection by any other role would always be refused. */
export const closersAct: ProcedureRule = ({ procedure }) =>
  placedSteps(procedure).flatMap(({ value: { kind, actor, close }, path }) => {
    if (kind !== 'review' || close === undefined || close === 'none') return [];
    const roles = rolesOf(actor);
    return placed(close, `${path}/close`)
      .filter(({ value }) => !roles.includes(value))
      .map(({ value, path: at }) => unknownName(at, 'close-role', value, roles));
  });

/** Checks that every step in `fourEyes` exists, is a review, and is not the step itself (R16). */
export const fourEyesNameReviews: ProcedureRule = ({ procedure }) => {
  const reviews = procedure.steps.filter(({ kind }) => kind === 'review').map(({ id }) => id);
  const message = { id: 'Bukan langkah review yang lain', en: 'Not another review step' };
  return placedSteps(procedure).flatMap(({ value: { id, fourEyes }, path }) => {
    const others = reviews.filter((each) => each !== id);
    return placed(fourEyes, `${path}/fourEyes`)
      .filter(({ value }) => !others.includes(value))
      .map(({ value, path: at }) => unknownName(at, 'unknown-step', value, others, { message }));
  });
};
