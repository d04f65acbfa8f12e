import type { Entry, PublicCase, Visit } from '#domain/generated/public-case.ts';

/** What a page is made of: a case, its language, and how many bytes our own page of a case has. */
export interface PageData {
  readonly one: PublicCase;
  readonly language: string;
  readonly bytes: number;
}

const MARKS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const text = (value: unknown): string => String(value ?? '').replace(/[&<>"]/g, (mark) => MARKS[mark] ?? mark);
const fact = (name: string, value: unknown): string => `<div><dt>${text(name)}</dt><dd>${value}</dd></div>\n`;

/**
 * A case's page as an author of the peer would write it: the same facts, visits and entries, without words for them.
 * It is filled up to the bytes of our own page.
 */
export function page({ one, language, bytes }: PageData): string {
  const html = `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><title>${text(one.id)}</title><link rel="stylesheet" href="/style.css"></head>
<body>
<main>
<h1>${text(one.id)}</h1>
<dl>
${fact('status', text(one.status))}${fact('submitted', time(one.submitted))}${fact('updated', time(one.updated))}</dl>
${values(one.request ?? {})}
<ol>
${one.visits.map(visitItem).join('')}</ol>
</main>
</body>
</html>
`;
  return `${html}<!--${'x'.repeat(Math.max(0, bytes - Buffer.byteLength(html) - 7))}-->`;
}

const time = (at: string): string => `<time datetime="${text(at)}">${text(at)}</time>`;

function values(value: unknown): string {
  if (typeof value !== 'object' || value === null) return text(value);
  return `<dl>${Object.entries(value)
    .map(([name, each]) => fact(name, values(each)))
    .join('')}</dl>`;
}

const visitItem = ({ row, begins, due, used, allowed, entries }: Visit): string => `<li>
<h3>${row}</h3>
<p>${time(begins)} ${due === undefined ? '' : time(due)} <progress max="${allowed ?? 1}" value="${used ?? 0}"></progress></p>
<ol>
${entries.map(entryItem).join('')}</ol>
</li>
`;

const entryItem = ({ seq, id, kind, at, who, note }: Entry): string => `<li id="entry-${seq}">
<p>${text(kind)} ${text(who?.role)} ${text(who?.name)} ${time(at)} <code>${text(id.slice(0, 8))}</code></p>
${note === undefined ? '' : `<blockquote>${text(note)}</blockquote>`}
</li>
`;
