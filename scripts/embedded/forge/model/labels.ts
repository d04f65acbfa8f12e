import { invalid, notFound } from '../refusal.ts';
import { type Context, demand, addEvent } from './context.ts';
import { type Pull, updatePullRow } from './pulls.ts';
import { record } from './timeline.ts';

export interface LabelRow {
  readonly id: number;
  readonly name: string;
  readonly color: string;
  readonly description: string | null;
}

export function labelsOfPull(context: Context, pull: number): LabelRow[] {
  return context.store.all<LabelRow>(
    `SELECT labels.* FROM pull_labels JOIN labels ON labels.id = label_id WHERE pull = ? ORDER BY labels.name`,
    pull,
  );
}

export function allLabels(context: Context): LabelRow[] {
  return context.store.all<LabelRow>('SELECT * FROM labels ORDER BY name');
}

export function findLabel(context: Context, name: string): LabelRow | undefined {
  return context.store.get<LabelRow>('SELECT * FROM labels WHERE name = ?', name);
}

/**
 * Makes a label of the repository.
 * @throws HttpRefusal 403 without the triage permission; 422 for a malformed or taken name, or a malformed colour
 */
export function createLabel(
  context: Context,
  name: string,
  color = 'ededed',
  description: string | null = null,
): LabelRow {
  demand(context, 'triage');
  if (name.trim() === '' || name.length > 50) throw invalid('Label', 'name', 'name has 1 to 50 characters');
  if (!/^[0-9a-fA-F]{6}$/.test(color)) throw invalid('Label', 'color', 'color is six hexadecimal digits');
  if (findLabel(context, name) !== undefined) throw invalid('Label', 'name', `${name} exists`, 'already_exists');
  const label: LabelRow = { id: context.store.nextId(), name, color: color.toLowerCase(), description };
  context.store.insert('labels', label);
  return label;
}

/**
 * Gives a pull request exactly these labels. Each label that is added or removed is an event of its own.
 * @throws HttpRefusal 403 without the triage permission
 */
export function setLabels(context: Context, pull: Pull, names: readonly string[]): void {
  demand(context, 'triage');
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  for (const label of labelsOfPull(context, pull.number)) {
    if (!wanted.has(label.name.toLowerCase())) drop(context, pull, label);
  }
  addLabels(context, pull, names);
}

/**
 * Adds labels. A label that the repository does not have is made, as on GitHub.
 * @throws HttpRefusal 403 without the triage permission
 */
export function addLabels(context: Context, pull: Pull, names: readonly string[]): void {
  demand(context, 'triage');
  for (const name of names) {
    const label = findLabel(context, name) ?? createLabel(context, name);
    if (labelsOfPull(context, pull.number).some((present) => present.id === label.id)) continue;
    context.store.insert('pull_labels', { pull: pull.number, label_id: label.id });
    record(context, pull.number, 'LABELED_EVENT', { label });
    updatePullRow(context, pull.number);
    addEvent(context, pull.number);
  }
}

/**
 * Removes a label from a pull request.
 * @throws HttpRefusal 403 without the triage permission; 404 if the pull request does not have the label
 */
export function removeLabel(context: Context, pull: Pull, name: string): void {
  demand(context, 'triage');
  const label = labelsOfPull(context, pull.number).find((present) => present.name.toLowerCase() === name.toLowerCase());
  if (label === undefined) throw notFound('Label does not exist');
  drop(context, pull, label);
}

function drop(context: Context, pull: Pull, label: LabelRow): void {
  context.store.run('DELETE FROM pull_labels WHERE pull = ? AND label_id = ?', pull.number, label.id);
  record(context, pull.number, 'UNLABELED_EVENT', { label });
  updatePullRow(context, pull.number);
  addEvent(context, pull.number);
}
