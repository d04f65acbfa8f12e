import { isBoolean, isMapping, isString } from '@actions/workflow-parser';
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/index';
import { type Contexts, resolve, textOf } from './expressions.ts';
import { Unevaluated } from './unevaluated.ts';

/** A run or a job that can hold a place in a group. */
export interface Holder {
  /** Called when the holder may run. */
  admit(): void;
  /** Called when another holder has taken this one’s place. */
  cancel(why: string): void;
}

/**
 * Applies GitHub’s rule: a group has one running and one pending holder. A new holder cancels the pending holder and,
 * with `cancel-in-progress`, the running holder too.
 */
export class Groups {
  readonly #groups = new Map<string, { running: Holder | undefined; pending: Holder | undefined }>();

  enter(name: string, holder: Holder, cancelInProgress: boolean): void {
    const key = name.toLowerCase();
    const group = this.#groups.get(key) ?? { running: undefined, pending: undefined };
    this.#groups.set(key, group);
    if (group.running === undefined) {
      group.running = holder;
      holder.admit();
      return;
    }
    group.pending?.cancel(`a newer one waits in ${name}`);
    group.pending = holder;
    if (cancelInProgress) group.running.cancel(`a newer one has come in ${name}`);
  }

  /** Removes a holder that has ended. The pending holder, if any, may then run. */
  leave(holder: Holder): void {
    for (const group of this.#groups.values()) {
      if (group.pending === holder) group.pending = undefined;
      if (group.running !== holder) continue;
      group.running = group.pending;
      group.pending = undefined;
      group.running?.admit();
    }
  }
}

/**
 * Evaluates a `concurrency` key.
 * @returns undefined if there is no such key
 * @throws Unevaluated
 */
export function groupOf(
  token: TemplateToken | undefined,
  contexts: Contexts,
): { readonly name: string; readonly cancelInProgress: boolean } | undefined {
  if (token === undefined) return undefined;
  // For a text of several lines the parser keeps the indentation, which YAML does not.
  const nameIn = (text: TemplateToken): string => textOf(resolve(text, contexts)).trim();
  if (!isMapping(token)) return { name: nameIn(token), cancelInProgress: false };
  for (const { key } of token) {
    if (!isString(key) || !['group', 'cancel-in-progress'].includes(key.value)) {
      throw new Unevaluated('concurrency', key.toString());
    }
  }
  const cancel = token.find('cancel-in-progress');
  const cancels = cancel !== undefined && (isBoolean(cancel) ? cancel.value : resolve(cancel, contexts) === true);
  const group = token.find('group');
  if (group === undefined) throw new Unevaluated('concurrency', 'no group');
  return { name: nameIn(group), cancelInProgress: cancels };
}
