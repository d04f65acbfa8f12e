import { barX, barY, plot, ruleX, ruleY, text } from '@observablehq/plot';
import type { Tone } from '../case-status.ts';
import { SvgDocument, type SvgElement } from '../svg-document.ts';

/** A part of a bar. */
export interface BarPart {
  readonly value: number;
  readonly tone: Tone;
  /** Written into the part where there is room for it. */
  readonly says?: string;
}

export interface Bar {
  /** Stands above the bar. */
  readonly label: string;
  readonly parts: readonly BarPart[];
  /** Stands behind the bar. */
  readonly says: string;
}

export interface PlotWords {
  /** Of the drawing, unlike any other on the page. */
  readonly id: string;
  readonly title: string;
  /** What the drawing shows, for those who do not see it. */
  readonly description: string;
}

/** As wide as a phone: it is read there as it is, and stands next to its table elsewhere. */
const WIDTH = 360;
const LETTER = 6.7;
const LINE = 16;
const COMMON = { width: WIDTH, className: 'plot', axis: null } as const;

/** Bars that lie one above the other, each with its name above it. @param most what the whole width stands for */
export function barPlot(bars: readonly Bar[], words: PlotWords, most?: number): string {
  const behind = Math.max(0, ...bars.map(({ says }) => says.length)) * LETTER + 10;
  const lines = Math.max(1, ...bars.map(({ label }) => Math.ceil((label.length * LETTER) / (WIDTH - 8))));
  const block = LINE * lines + 34;
  const whole = Math.max(most ?? 0, ...bars.map(({ parts }) => sumOf(parts)), Number.MIN_VALUE);
  const wide = (value: number): number => (value / whole) * (WIDTH - behind);
  const parts = bars.flatMap(({ parts: own }, row) => {
    let x1 = 0;
    return own.map((part) => ({ ...part, row, x1, x2: (x1 += part.value) }));
  });
  const rows = bars.map((bar, row) => ({ ...bar, row, end: sumOf(bar.parts) }));
  const fits = parts.filter(({ says = '', value }) => says !== '' && wide(value) > says.length * LETTER + 6);
  const bar = { y: 'row', insetTop: LINE * lines + 10, insetBottom: 4 } as const;
  const middle = (LINE * lines + 6) / 2;
  return drawn(words, {
    ...{ height: block * bars.length, margin: 0, marginRight: behind },
    x: { domain: [0, whole] },
    y: { type: 'band', domain: rows.map(({ row }) => row), paddingInner: 0, paddingOuter: 0 },
    marks: [
      barX(parts, { ...bar, x1: 'x1', x2: 'x2', fill: fillOf, insetRight: 0.5 }),
      text(fits, { y: 'row', x: ({ x1, x2 }) => (x1 + x2) / 2, text: 'says', dy: middle, fill: 'var(--bg)' }),
      text(rows, { y: 'row', x: 'end', text: 'says', textAnchor: 'start', dx: 6, dy: middle }),
      text(rows, {
        ...{
          y: 'row',
          x: 0,
          text: 'label',
          textAnchor: 'start',
          lineAnchor: 'bottom',
          lineWidth: 28,
          lineHeight: 1.15,
        },
        dy: middle - 15,
      }),
      ruleX([0], { stroke: 'var(--edge)' }),
    ],
  });
}

/** A column for each month: a share of a whole. */
export interface Column {
  readonly label: string;
  /** From 0 to 1; undefined: nothing to compute it of. */
  readonly share: number | undefined;
  readonly says: string;
}

/** Columns next to each other, in the order of time. */
export function columnPlot(columns: readonly Column[], words: PlotWords): string {
  const all = columns.map((column, at) => ({ ...column, at, height: column.share ?? 0 }));
  return drawn(words, {
    ...{ height: 190, margin: 0, marginTop: 22, marginBottom: 24, marginLeft: 2, marginRight: 2 },
    x: { type: 'band', domain: all.map(({ at }) => at), paddingInner: 0.25, paddingOuter: 0 },
    y: { domain: [0, 1] },
    marks: [
      barY(all, { x: 'at', y1: () => 0, y2: () => 1, fill: 'var(--surface)' }),
      barY(all, { x: 'at', y: 'height', fill: 'var(--run)' }),
      text(all, { x: 'at', y: 'height', text: 'says', dy: -9, fontSize: 10.5 }),
      text(all, { x: 'at', y: () => 0, text: 'label', dy: 14, fontSize: 11 }),
      ruleY([0], { stroke: 'var(--edge)' }),
    ],
  });
}

const sumOf = (parts: readonly BarPart[]): number => parts.reduce((all, { value }) => all + value, 0);
const fillOf = ({ tone }: BarPart): string => `var(--${tone})`;

/** The drawing as SVG: one picture with a title and a description, without style of its own, which the pages' policy refuses. */
function drawn({ id, title, description }: PlotWords, options: Parameters<typeof plot>[0]): string {
  const document = new SvgDocument();
  // The library asks for a browser's document, and uses of it what ours has (site/src/lib/svg-document.ts).
  const svg = plot({ ...COMMON, ...options, document: document as unknown as Document }) as unknown as SvgElement;
  for (const child of svg.children) {
    if (child.nodeName === 'style') child.remove();
    else strip(child);
  }
  const named = (name: string, words: string): string => {
    const element = document.createElement(name);
    element.setAttribute('id', `${id}-${name}`);
    element.append(words);
    svg.insertBefore(element, svg.childNodes[name === 'title' ? 0 : 1] ?? null);
    return `${id}-${name}`;
  };
  const labels = [named('title', title), named('desc', description)];
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-labelledby', labels.join(' '));
  for (const name of ['font-family', 'font-size', 'width', 'height']) svg.removeAttribute(name);
  return svg.outerHTML;
}

/** A picture has no parts to be named. */
function strip(element: SvgElement): void {
  for (const name of ['aria-label', 'aria-hidden']) element.removeAttribute(name);
  for (const child of element.children) strip(child);
}
