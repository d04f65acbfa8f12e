import { useState } from 'preact/hooks';
import { fieldAt, labelAt, labelOfValue, propertiesOf, resolve, type Schema } from '#domain/request/annotations.ts';
import { fieldsWhere, isRemembered } from '#domain/request/writing-annotations.ts';
import { below, valueAt } from '#domain/request/pointer.ts';
import { list } from '#domain/words/language.ts';
import { knownIn, rememberedBy, toRemember } from '../../request/remembered.ts';
import { isIn, type Topic } from '../../request/topics.ts';
import { sayWriting } from '../../request/words.ts';
import { announce, usePlace, Words } from '../common.tsx';
import { fieldId } from '../fields.tsx';
import { rootOf } from './topics.tsx';

/**
 * Keeps what this device remembers of an account, and which fields are shown as text because they have a remembered
 * value.
 * @param may whether the writer’s data may be remembered. Data of somebody else, whose request a counter enters, never
 * are (R41).
 */
export function useRemembered(account: number, schema: Schema, value: unknown, may: boolean) {
  const store = rememberedBy(account);
  const [data, setData] = useState(() => (may ? store.of() : undefined));
  const [known, setKnown] = useState<readonly string[]>(() => (data ? knownIn(schema, value, data) : []));
  const keep = (next: typeof data): void => {
    setData(next);
    if (next) store.keep(next);
    else store.forget();
  };
  return {
    data,
    may,
    /** Pointers of the fields that are shown as text. */
    known: known.filter((path) => valueAt(value, path) === data?.values[path]),
    /** Shows the fields of a topic again, so that they can be changed. */
    open: (topic: Topic): void => setKnown(known.filter((path) => !isIn(topic, path))),
    /** Remembers, or forgets, with the person’s consent. */
    consent: (isGiven: boolean, untilSignOut = false): void => {
      if (!isGiven) setKnown([]);
      keep(isGiven ? { values: toRemember(schema, value), untilSignOut } : undefined);
    },
    /** Remembers a change, if the person has consented. */
    changed: (next: unknown): void => {
      if (data) keep({ ...data, values: toRemember(schema, next) });
    },
  };
}

export type RememberedHere = ReturnType<typeof useRemembered>;

/** Adds the groups of which no field is shown, so that no empty frame is left. */
export function withEmptyGroups(root: Schema, hidden: ReadonlySet<string>): ReadonlySet<string> {
  const all = new Set(hidden);
  const isShown = (written: Schema, path: string): boolean => {
    const field = resolve(root, written);
    const inner = propertiesOf(field);
    if (inner.length === 0) return field['const'] === undefined && !hidden.has(path);
    const shown = inner.filter(([name, property]) => isShown(property, below(path, name)));
    if (shown.length === 0) all.add(path);
    return shown.length > 0;
  };
  isShown(root, '');
  return all;
}

interface KnownProps {
  readonly schema: Schema;
  readonly topic: Topic;
  readonly value: unknown;
  readonly here: RememberedHere;
}

/** Shows the remembered values of a topic as text, with a button to change them. */
export function Known({ schema, topic, value, here }: KnownProps) {
  const { language } = usePlace();
  const words = sayWriting(language);
  const paths = here.known.filter((path) => isIn(topic, path) && valueAt(value, path) !== undefined);
  if (paths.length === 0) return null;
  const change = (root: Document | ShadowRoot): void => {
    here.open(topic);
    // The fields exist only after they have been drawn.
    setTimeout(() => root.getElementById(fieldId(paths[0] ?? ''))?.focus());
  };
  return (
    <div class="known">
      <p class="known-head">
        <strong>{words('knownHere')}</strong>
        <button type="button" class="plain-button" onClick={(event) => change(rootOf(event.currentTarget))}>
          {words('changeKnown')} <span class="unseen">({topic.title[language]})</span>
        </button>
      </p>
      <dl>
        {paths.map((path) => (
          <div key={path}>
            <dt>{labelAt(schema, path)?.[language]}</dt>
            <dd>
              <Words>{labelOfValue(fieldAt(schema, path) ?? {}, valueAt(value, path))[language]}</Words>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** Writes a label within a sentence. An abbreviation such as NIP keeps its capitals. */
const inSentence = (label: string): string =>
  /^\p{Lu}\p{Lu}/u.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);

/** Asks for the consent to remember data, says where they are kept, and forgets them on request. */
export function Consent({ schema, topics, topic, here }: Omit<KnownProps, 'value'> & { topics: readonly Topic[] }) {
  const { language } = usePlace();
  const words = sayWriting(language);
  const paths = fieldsWhere(schema, isRemembered);
  const first = topics.find((each) => paths.some((path) => isIn(each, path)));
  if (!here.may || first?.key !== topic.key) return null;
  const names = [...new Set(paths.map((path) => inSentence(labelAt(schema, path)?.[language] ?? '')))];
  const { data } = here;
  return (
    <div class="consent">
      <label class="choice">
        <input
          type="checkbox"
          checked={data !== undefined}
          aria-describedby="ingat-hint"
          onChange={(event) => here.consent(event.currentTarget.checked)}
        />
        {words('remember')}
      </label>
      <p class="hint" id="ingat-hint">
        {words('rememberHint', { f: list(names, 'and', language) })}
      </p>
      {data && (
        <>
          <label class="choice">
            <input
              type="checkbox"
              checked={data.untilSignOut}
              onChange={(event) => here.consent(true, event.currentTarget.checked)}
            />
            {words('untilSignOut')}
          </label>
          <button
            type="button"
            class="plain-button"
            onClick={() => {
              here.consent(false);
              announce(words('forgotten'));
            }}
          >
            {words('forgetKnown')}
          </button>
        </>
      )}
    </div>
  );
}
