/** Bytes by what takes them. */
export type Shares = ReadonlyMap<string, number>;

const PARTS = [
  ['head', /<head>.*<\/head>/s],
  ['menu', /<header class="top">.*?<\/header>(?=\s*<main)/s],
  ['facts', /<section class="case-facts".*?<\/section>/s],
  ['trail', /<section class="case-trail".*?<\/section>/s],
  ['footer', /<footer.*<\/footer>/s],
] as const;

const bytes = (text: string): number => Buffer.byteLength(text);

/** The parts of a case's page, with the number of bytes of each. */
export function partsOf(html: string): Shares {
  const parts = PARTS.map(([name, pattern]) => [name, bytes(pattern.exec(html)?.[0] ?? '')] as const);
  const rest = bytes(html) - parts.reduce((sum, [, each]) => sum + each, 0);
  return new Map([...parts, ['rest', rest]]);
}

/** What a page's bytes are: what people read, spaces between tags, shapes, tags, and attributes by their names. */
export function kindsOf(html: string): Shares {
  const kinds = new Map<string, number>();
  const add = (kind: string, text: string) => kinds.set(kind, (kinds.get(kind) ?? 0) + bytes(text));
  for (const [whole, shape, tag, text] of html.matchAll(/(<svg.*?<\/svg>)|(<[^>]+>)|([^<]+)/gs)) {
    if (shape) add('shapes', shape);
    else if (text) add(text.trim() === '' ? 'spaces' : 'text', text);
    else if (tag) {
      const attributes = [...tag.matchAll(/\s([\w-]+)(?:="[^"]*")?/g)];
      for (const [attribute, name = ''] of attributes) add(`${name}=`, attribute);
      add('tags', whole.slice(attributes.reduce((sum, [attribute]) => sum + attribute.length, 0)));
    }
  }
  return new Map([...kinds].sort(([, a], [, b]) => b - a));
}
