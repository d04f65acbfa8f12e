import type { Step } from '#domain/generated/procedure.ts';
import type { Text } from '#domain/problem.ts';
import { labelAt, type Schema } from '#domain/request/annotations.ts';
import { both, list, same } from './language.ts';

/** What the opener's step asks for (R40): "Yang diminta pada langkah ini: Bukti bayar; catatan: …". Undefined: nothing. */
export function openerNeeds({ kind, requires }: Pick<Step, 'kind' | 'requires'>, schema: Schema): Text | undefined {
  const { fields = [], note } = requires ?? {};
  if (kind !== 'revise' || (fields.length === 0 && !note)) return undefined;
  const labels = fields.map((field) => labelAt(schema, field) ?? same(field));
  const asked = both((language) =>
    [
      list(
        labels.map((label) => label[language]),
        'and',
        language,
      ),
      note ? `${NOTE[language]}: ${note[language]}` : '',
    ]
      .filter(Boolean)
      .join('; '),
  );
  return { id: `Yang diminta pada langkah ini: ${asked.id}.`, en: `Asked for in this step: ${asked.en}.` };
}

const NOTE: Text = { id: 'catatan', en: 'a note' };
