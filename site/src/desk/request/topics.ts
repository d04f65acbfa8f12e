import type { Problem, Text } from '#domain/problem.ts';
import { itemsOf, labelOf, propertiesOf, resolve, type Schema } from '#domain/request/annotations.ts';
import { below } from '#domain/request/pointer.ts';

/** A part of the form: one screen of a phone, one card of a desktop. */
export interface Topic {
  /** Name of its first field. It is unique, because the names of fields are. */
  readonly key: string;
  readonly title: Text;
  /** The fields of the request that belong to the topic. */
  readonly names: readonly string[];
  /** Schema of the group, if the topic is a group of fields. */
  readonly group?: Schema;
  /** Whether the topic is a single list, such as the attachments. */
  readonly isList: boolean;
}

/** Key of the last topic, which lists what is missing. No field has this name, since it has an invalid character. */
export const CHECK = '/periksa';

/**
 * Returns the topics of a request, by its schema alone (R3): each group and each list is a topic, and single fields in
 * a row are one topic together. Pure.
 * @param hidden pointers of fields that are not shown
 */
export function topicsOf(root: Schema, hidden: ReadonlySet<string>): Topic[] {
  const topics: Topic[] = [];
  let single: { key: string; title: Text; names: string[]; isList: boolean } | undefined;
  for (const [name, written] of propertiesOf(resolve(root, root))) {
    const field = resolve(root, written);
    if (field['const'] !== undefined || hidden.has(below('', name))) continue;
    const title = labelOf(field) ?? { id: name, en: name };
    const isGroup = propertiesOf(field).length > 0;
    if (isGroup || itemsOf(field)) {
      single = undefined;
      topics.push({ key: name, title, names: [name], isList: !isGroup, ...(isGroup ? { group: field } : {}) });
    } else if (single) single.names.push(name);
    else topics.push((single = { key: name, title: labelOf(root) ?? title, names: [name], isList: false }));
  }
  return topics;
}

/** Checks whether a field belongs to a topic. */
export const isIn = ({ names }: Topic, path: string): boolean =>
  names.some((name) => path === below('', name) || path.startsWith(`${below('', name)}/`));

/** Counts the fields of a topic that are still to be filled in or corrected. A field with two problems counts once. */
export const leftIn = (topic: Topic, problems: readonly Pick<Problem, 'path'>[]): number =>
  new Set(problems.map(({ path }) => path).filter((path) => isIn(topic, path))).size;
