/** The request as the letter it becomes. Elements are made of values, never of markup: what is typed is text. */

import { parseInstant } from '../../../scripts/clock/instant.ts';
import type { FormOffice } from '../../../scripts/form/office.ts';
import { requestSchema } from '../../../scripts/form/office.ts';
import type { Procedure } from '../../../scripts/generated/procedure.ts';
import type { Language } from '../../../scripts/problem.ts';
import {
  itemsOf,
  labelOf,
  labelOfValue,
  propertiesOf,
  resolve,
  type Schema,
} from '../../../scripts/request/annotations.ts';
import { below } from '../../../scripts/request/pointer.ts';
import { longTime } from '../../../scripts/words/time.ts';
import { component, decap, type Element, type PreviewProps, plain } from './cms.ts';
import { say, WORDS } from './words.ts';

export function letterPreview(office: FormOffice, procedure: Procedure, language: Language): object {
  const { h } = decap();
  const root = requestSchema(office, procedure);

  /** A field of the letter, or a part of it with a heading. */
  const part = (written: Schema, name: string, value: unknown, pointer: string, level: number): Element[] => {
    const field = resolve(root, written);
    if (field['const'] !== undefined) return [];
    const label = labelOf(field)?.[language] ?? name;
    if (field['type'] === 'object') {
      const inner = fields(field, value, pointer, level + 1);
      return [h('section', { key: pointer }, h(`h${Math.min(level, 6)}`, null, label), h('dl', null, ...inner))];
    }
    const shown = valueText(field, value);
    return [
      h(
        'div',
        { key: pointer },
        h('dt', null, label),
        h(
          'dd',
          { className: shown === '' ? 'kosong' : undefined },
          shown === '' ? say(WORDS.preview.empty, language) : shown,
        ),
      ),
    ];
  };

  const fields = (schema: Schema, value: unknown, pointer: string, level: number): Element[] =>
    propertiesOf(schema).flatMap(([name, property]) =>
      part(
        property,
        name,
        (value as Readonly<Record<string, unknown>> | undefined)?.[name],
        below(pointer, name),
        level,
      ),
    );

  /** A value in a person's words. */
  const valueText = (field: Schema, value: unknown): string => {
    if (value === undefined || value === null || value === '') return '';
    if (Array.isArray(value)) {
      const items = resolve(root, itemsOf(field) ?? {});
      return value.map((item) => nameOf(items, item)).join(', ');
    }
    if (value instanceof Date || field['format'] === 'date-time') {
      const reading = parseInstant(value instanceof Date ? value.toISOString() : String(value));
      return 'instant' in reading ? longTime(reading.instant, procedure.zone)[language] : String(value);
    }
    return nameOf(field, value);
  };

  const equipment = new Map(
    office.rooms.flatMap(
      (room) => [[room.id, room.name], ...room.equipment.map(({ id, name }) => [id, name] as const)] as const,
    ),
  );

  const nameOf = (field: Schema, value: unknown): string => {
    if (typeof value === 'object') return JSON.stringify(value);
    if (Array.isArray(field['enum'])) return labelOfValue(field, value)[language];
    const widget = field['x-widget'];
    const isNamed = widget === 'room' || widget === undefined;
    return (isNamed ? equipment.get(String(value))?.[language] : undefined) ?? String(value);
  };

  return component<PreviewProps>({
    render() {
      const request = plain(this.props.entry.get('data'));
      const top = resolve(root, root);
      return h(
        'article',
        { className: 'surat', lang: language },
        h(
          'header',
          { className: 'kop' },
          ...procedure.identity.office.map((line, i) => h('p', { key: i }, line)),
          h('p', { className: 'bidang' }, procedure.identity.division),
        ),
        h('h1', null, labelOf(top)?.[language] ?? procedure.title[language]),
        h(
          'p',
          { className: 'sop' },
          `SOP ${procedure.title[language]}, ${say(WORDS.preview.number, language).toLowerCase()} ${procedure.identity.number}`,
        ),
        ...fields(top, request, '', 2),
      );
    },
  });
}
