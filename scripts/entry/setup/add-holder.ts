import { isMap, isSeq, parseDocument } from 'yaml';
import type { Holder } from '#domain/generated/roles.ts';

/**
 * `sops/roles.yaml` with one more holder at the end of a role's list; comments, order and everything else stay as they
 * were written.
 * @param text of the file, which must have been read without a problem
 * @throws Error where there is no such role, which the caller excludes
 */
export function addHolder(text: string, role: string, holder: Holder): string {
  const document = parseDocument(text);
  const holders = document.getIn(['roles', role, 'holders']);
  if (!isSeq(holders)) throw new Error(`There is no role ${role} with a list of holders.`);
  const node = document.createNode({ ...holder });
  // An acting official takes more than a line.
  if (isMap(node)) node.flow = holder.acting === undefined;
  holders.flow = false;
  holders.add(node);
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

/** A holder of the same account whose time overlaps: the new one would repeat or contradict that one. */
export function overlapping(holders: readonly Holder[], holder: Holder): Holder | undefined {
  const lastDay = '9999-12-31';
  return holders.find(
    (each) =>
      each.account === holder.account &&
      each.from <= (holder.until ?? lastDay) &&
      holder.from <= (each.until ?? lastDay),
  );
}
