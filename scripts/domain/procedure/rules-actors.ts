/** R7, who: roles are defined and shown, quorums can be met, and four eyes are those of two people. */
import {
  procedureFinding,
  oneOf,
  type Located,
  placed,
  placedSteps,
  type ProcedureRule,
  duplicates,
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
  return named.flatMap(({ value, path }) => {
    if (Object.hasOwn(roles, value)) return [];
    const message = ['Pelaksana ini tidak tercatat', 'This role is not defined'] as const;
    return [unknownName(path, 'unknown-role', message, value, Object.keys(roles))];
  });
};

/** Every role that acts has one column of the table, in which its symbol can stand. */
export const actorsHaveOneColumn: ProcedureRule = ({ procedure }) => {
  const columns = placed(procedure.columns, '/columns');
  const shown = columns.map(({ value }) => value.role);
  return [
    ...duplicates(columns, 'role', ['Kolom ini tertulis dua kali', 'This column stands twice']),
    ...placedSteps(procedure).flatMap(({ value: { actor }, path }) =>
      rolesOf(actor)
        .filter((role) => !shown.includes(role))
        .map((role) =>
          procedureFinding(`${path}/actor`, 'no-column', ['Pelaksana ini tanpa kolom', 'This role has no column'], {
            expected: oneOf(shown),
            received: role,
            fix: [`Tambahkan di columns: role: ${role}`, `Add to columns: role: ${role}`],
          }),
        ),
    ),
  ];
};

/** A quorum asks for no more distinct holders than its roles have ever had. */
export const quorumsCanBeMet: ProcedureRule = ({ procedure, roles }) =>
  placedSteps(procedure).flatMap(({ value: { actor }, path }) => {
    if (typeof actor === 'string' || !('quorum' in actor)) return [];
    const holders = actor.of.flatMap((role) => (Object.hasOwn(roles, role) ? (roles[role]?.holders ?? []) : []));
    const most = new Set(holders.map(({ account }) => account)).size;
    if (actor.quorum <= most) return [];
    const message = ['Pejabatnya kurang dari kuorum', 'There are fewer holders than the quorum'] as const;
    return [
      procedureFinding(`${path}/actor/quorum`, 'quorum', message, { expected: `≤ ${most}`, received: actor.quorum }),
    ];
  });

/** A quorum brings no result, since nobody could say whose counts; in an `all` it is the first role's (R5). */
export const resultsHaveOneAuthor: ProcedureRule = ({ procedure }) =>
  placedSteps(procedure).flatMap(({ value: { actor, requires }, path }) => {
    if (typeof actor === 'string' || !('quorum' in actor) || actor.quorum < 2 || !requires?.result) return [];
    const message = ['Hasil memerlukan satu pengisi', 'A result needs one author'] as const;
    const fix = ['Pakai `all`: yang pertama mengisi hasil', 'Use `all`: its first supplies the result'] as const;
    return [procedureFinding(`${path}/requires/result`, 'result-author', message, { received: actor, fix })];
  });

/** Whom `close` lets reject acts in the step (R16): a close of anybody else is refused whatever it says. */
export const closersAct: ProcedureRule = ({ procedure }) =>
  placedSteps(procedure).flatMap(({ value: { kind, actor, close }, path }) => {
    if (kind !== 'review' || close === undefined || close === 'none') return [];
    const roles = rolesOf(actor);
    const message = ['Pelaksana ini tidak bertindak pada langkah ini', 'This role does not act in this step'] as const;
    return placed(close, `${path}/close`).flatMap(({ value, path: at }) =>
      roles.includes(value) ? [] : [unknownName(at, 'close-role', message, value, roles)],
    );
  });

/** A step that `fourEyes` names exists, is not the step itself, and is a review (R16). */
export const fourEyesNameReviews: ProcedureRule = ({ procedure }) => {
  const reviews = procedure.steps.filter(({ kind }) => kind === 'review').map(({ id }) => id);
  return placedSteps(procedure).flatMap(({ value: step, path }) =>
    placed(step.fourEyes, `${path}/fourEyes`).flatMap(({ value, path: at }) => {
      if (value !== step.id && reviews.includes(value)) return [];
      const message = ['Bukan langkah review yang lain', 'Not another review step'] as const;
      const others = reviews.filter((id) => id !== step.id);
      return [unknownName(at, 'unknown-step', message, value, others)];
    }),
  );
};
