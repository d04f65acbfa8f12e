import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Text } from '#domain/problem.ts';
import { below } from '#domain/request/pointer.ts';
import { CHECK, type Topic } from '../../request/topics.ts';
import { sayWriting } from '../../request/words.ts';
import { Icon, usePlace } from '../common.tsx';
import { type FieldContext, fieldId, FieldNotes, Fields, useLabels } from '../fields.tsx';

/** The width from which the form is one page with all topics. Below, a topic is a screen of its own. */
const IS_PAGE = '(min-width: 64rem)';

/** Returns the id of the heading of a topic. */
const headingId = (key: string): string => `judul${fieldId(below('', key))}`;

/**
 * Keeps the topic that is shown. On a phone each topic is a step of the browser’s history, so that the way back leads
 * to the topic before. The address stays the same, so nothing is loaded again.
 */
export function useTopic(first: string) {
  const inHistory = (): string => (history.state as { topic?: string } | null)?.topic ?? first;
  const [at, setAt] = useState(inHistory);
  useEffect(() => {
    const moved = (): void => setAt(inHistory());
    window.addEventListener('popstate', moved);
    return () => window.removeEventListener('popstate', moved);
  }, []);
  return {
    at,
    /** Shows a topic whose field has the focus. */
    reached: (key: string): void => {
      if (key !== at) setAt(key);
    },
    /**
     * Goes to a topic.
     * @param focus id of the element that gets the focus, by default the topic’s heading
     */
    go: (key: string, root: Document | ShadowRoot, focus = headingId(key)): void => {
      const isPage = matchMedia(IS_PAGE).matches;
      if (!isPage && key !== inHistory()) history.pushState({ topic: key }, '');
      setAt(key);
      // The topic is visible only after it has been drawn.
      setTimeout(() => {
        const element = root.getElementById(focus);
        element?.focus({ preventScroll: focus === headingId(key) && !isPage });
        if (focus !== headingId(key)) return;
        if (!isPage) scrollTo(0, 0);
        // Above the topic may be much to read, such as what the office offers.
        if (isPage || (element?.getBoundingClientRect().top ?? 0) > innerHeight / 2)
          element?.scrollIntoView({ block: 'start' });
      });
    },
  };
}

export type Go = ReturnType<typeof useTopic>['go'];

/** The root in which an element is: the page, or the shadow root in which another program shows the form. */
export const rootOf = (element: Element): Document | ShadowRoot => element.getRootNode() as Document | ShadowRoot;

export interface TopicEntry {
  readonly key: string;
  readonly title: Text;
  /** Number of fields that are missing or wrong. */
  readonly left: number;
  /** Whether the topic is a single list, whose own heading would say the same again. */
  readonly isList?: boolean;
  /** Whether the topic is a group, so that a problem of the whole group leads to its card. */
  readonly isGroup?: boolean;
}

/** Lists the topics, each with what is missing in it. On a phone the list is a bar of progress. */
export function TopicIndex({ entries, at, go }: { entries: readonly TopicEntry[]; at: string; go: Go }) {
  const { language } = usePlace();
  const words = sayWriting(language);
  const current = Math.max(
    0,
    entries.findIndex(({ key }) => key === at),
  );
  return (
    <nav class="topics" aria-label={words('topics')}>
      <p class="topics-at">{words('topicAt', { n: current + 1, m: entries.length })}</p>
      <ol>
        {entries.map(({ key, title, left }, place) => (
          <li key={key} class={left === 0 && key !== CHECK ? 'is-done' : undefined}>
            <a
              href={`#${headingId(key)}`}
              aria-current={place === current ? 'step' : undefined}
              onClick={(event) => {
                event.preventDefault();
                go(key, rootOf(event.currentTarget));
              }}
            >
              <span class="topic-mark">{left === 0 && key !== CHECK ? <Icon name="check" /> : place + 1}</span>
              <span class="topic-name">{title[language]}</span>{' '}
              {left > 0 && <span class="topic-left">{words('topicLeft', { n: left })}</span>}
              {left === 0 && key !== CHECK && <span class="unseen">({words('topicDone')})</span>}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

interface CardProps {
  readonly entries: readonly TopicEntry[];
  readonly entry: TopicEntry;
  readonly at: string;
  readonly topic: ReturnType<typeof useTopic>;
  readonly children: ComponentChildren;
}

/** Shows one topic: a card on a desktop; on a phone a screen with buttons to the next topic and the one before. */
export function TopicCard({ entries, entry, at, topic, children }: CardProps) {
  const { language } = usePlace();
  const words = sayWriting(language);
  const { key, title, isList, isGroup } = entry;
  const place = entries.indexOf(entry);
  const [before, next] = [entries[place - 1], entries[place + 1]];
  return (
    <section
      class={['topic', key === at && 'is-current', isList && 'is-list'].filter(Boolean).join(' ')}
      id={isGroup ? fieldId(below('', key)) : undefined}
      tabIndex={-1}
      aria-labelledby={headingId(key)}
      onFocusIn={() => topic.reached(key)}
    >
      <h2 id={headingId(key)} tabIndex={-1}>
        {title[language]}
      </h2>
      {children}
      <div class="topic-foot">
        {next && (
          <button type="button" onClick={(event) => topic.go(next.key, rootOf(event.currentTarget))}>
            {words('topicNext', { t: next.title[language] })}
            <Icon name="send" />
          </button>
        )}
        {before && (
          <button
            type="button"
            class="plain-button"
            onClick={(event) => topic.go(before.key, rootOf(event.currentTarget))}
          >
            {words('topicBack')}
            <span class="unseen"> ({before.title[language]})</span>
          </button>
        )}
      </div>
    </section>
  );
}

interface TopicProps {
  readonly form: FieldContext;
  readonly topic: Topic;
  readonly value: Readonly<Record<string, unknown>>;
  readonly set: (value: unknown) => void;
  /** What is shown between the hint of the topic and its fields. */
  readonly children?: ComponentChildren;
}

/** Shows the fields of a topic. */
export function TopicFields({ form, topic: { names, group }, value, set, children }: TopicProps) {
  const [name = ''] = names;
  if (!group) return <Fields form={form} schema={form.root} path="" value={value} set={set} only={names} />;
  const path = below('', name);
  return (
    <>
      <GroupNotes form={form} schema={group} path={path} value={undefined} isRequired set={set} />
      {children}
      <Fields
        form={form}
        schema={group}
        path={path}
        value={value[name]}
        set={(inner) => set({ ...value, [name]: inner })}
      />
    </>
  );
}

const GroupNotes = (props: Parameters<typeof useLabels>[0]) => <FieldNotes {...useLabels(props)} />;
