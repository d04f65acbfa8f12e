import type { Procedure } from '#domain/generated/procedure.ts';
import { fieldAt, labelAt, type Schema } from '#domain/request/annotations.ts';
import { valueAt } from '#domain/request/pointer.ts';
import { type ValueNames, valueWords } from '#domain/words/value.ts';
import type { TypedValues } from '../../request/drafts.ts';
import { differing, taken } from '../../request/letter-code.ts';
import { sayWriting } from '../../request/words.ts';
import { usePlace, Words } from '../common.tsx';

/** A letter that the form has made, with the fields from which it was made, by pointer. */
export interface FoundLetter {
  readonly name: string;
  /** Whether the person has seen the difference and keeps the own fields. */
  readonly isLeft?: boolean;
  readonly fields: Readonly<Record<string, unknown>>;
}

interface Props {
  readonly found: FoundLetter;
  readonly procedure: Procedure;
  readonly schema: Schema;
  readonly value: TypedValues;
  readonly take: (value: TypedValues) => void;
  readonly leave: () => void;
}

/**
 * Shows what an attached letter says, next to what is typed. Nothing is taken before the person agrees, because a file
 * can say anything.
 */
export function FoundInLetter({ found, procedure, schema, value, take, leave }: Props) {
  const { language } = usePlace();
  const words = sayWriting(language);
  const paths = differing(value, found.fields, schema);
  if (paths.length === 0)
    return (
      <p class="notice" role="status">
        {words('letterSame', { name: found.name })}
      </p>
    );
  const names: ValueNames = { zone: procedure.zone, thing: () => undefined };
  const written = (path: string, each: unknown): string =>
    each === undefined || each === ''
      ? words('notFilled')
      : [each]
          .flat()
          .map((one) => valueWords(fieldAt(schema, path) ?? {}, one, names)[language])
          .join(', ');
  return (
    <div class="notice" role="status">
      <p>
        <strong>{words('letterOurs', { name: found.name })}</strong>
      </p>
      <dl class="found">
        {paths.map((path) => (
          <div key={path}>
            <dt>{labelAt(schema, path)?.[language]}</dt>
            <dd>
              <Words>{written(path, found.fields[path])}</Words>{' '}
              <span class="meta">
                ({words('letterYours')}: <Words>{written(path, valueAt(value, path))}</Words>)
              </span>
            </dd>
          </div>
        ))}
      </dl>
      <p class="gestures">
        <button type="button" class="second" onClick={() => take(taken(value, found.fields, paths))}>
          {words('letterTakeFields')}
        </button>
        <button type="button" class="plain-button" onClick={leave}>
          {words('letterLeave')}
        </button>
      </p>
    </div>
  );
}
