import type { Tone } from '../case-status.ts';

export interface BarPart {
  readonly value: number;
  readonly tone: Tone;
  /** Text inside the part. It is not drawn if it does not fit. */
  readonly says?: string;
}

export interface Bar {
  readonly label: string;
  readonly parts: readonly BarPart[];
  readonly says: string;
}

interface PlotWords {
  /** Id of the drawing, unique on the page. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

/** Width of a drawing in pixels. It fits on a phone; on wider screens the drawing is next to its table. */
const WIDTH = 360;
/** Width of a letter in pixels, about. */
const LETTER = 6.7;
const LINE = 16;
/** The number of letters that fit in a line of a label. */
const LONGEST = Math.floor((WIDTH - 8) / LETTER);

/**
 * Draws horizontal bars, one above the other, each with its label above.
 * @param most the value that fills the whole width; if a bar is longer, the longest bar fills it
 */
export function barPlot(bars: readonly Bar[], words: PlotWords, most = 0): string {
  const behind = Math.max(0, ...bars.map(({ says }) => says.length)) * LETTER + 10;
  const labels = bars.map(({ label }) => linesOf(label));
  const above = LINE * Math.max(1, ...labels.map(({ length }) => length));
  const block = above + 34;
  const sums = bars.map(({ parts }) => parts.reduce((all, { value }) => all + value, 0));
  const whole = Math.max(most, ...sums, Number.MIN_VALUE);
  const wide = (value: number): number => (value / whole) * (WIDTH - behind);
  const rows = bars.map(({ parts, says }, row) => {
    const [top, middle] = [row * block, row * block + above + 20];
    let end = 0;
    const drawn = parts.map(({ value, tone, says: inside = '' }) => {
      const [x, width] = [end, wide(value)];
      end += width;
      const fits = inside !== '' && width > inside.length * LETTER + 6;
      return [
        element('rect', { x, y: middle - 10, width: width - 0.5, height: 20, fill: `var(--${tone})` }),
        ...(fits ? [text(inside, { x: x + width / 2, y: middle, fill: 'var(--bg)' })] : []),
      ];
    });
    const label = (labels[row] ?? []).map((line, at, { length }) =>
      element('text', { x: 0, y: top + above + 5, dy: `${(at + 1 - length) * 1.15}em`, ...START }, escaped(line)),
    );
    return [...drawn.flat(), text(says, { x: end + 6, y: middle, ...START }), ...label].join('');
  });
  const height = block * bars.length;
  return picture(words, height, rows.join('') + element('line', { y2: height, stroke: 'var(--edge)' }));
}

function linesOf(label: string): string[] {
  const lines = [''];
  for (const word of label.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (longer.length > LONGEST && lines.at(-1) !== '') lines.push(word);
    else lines.splice(-1, 1, longer);
  }
  return lines;
}

/** The column of a month. */
export interface Column {
  readonly label: string;
  /** The share, from 0 to 1; undefined if the month has nothing to count. */
  readonly share: number | undefined;
  readonly says: string;
}

/** Height of a column for the share 1, and distance of the columns' foot from the top of the drawing, in pixels. */
const FULL = 144;
const FOOT = 166;

/** Draws columns next to each other, in the order of time. */
export function columnPlot(columns: readonly Column[], words: PlotWords): string {
  const step = Math.floor((WIDTH - 4) / (columns.length - 0.25));
  const width = Math.round(step * 0.75);
  const first = Math.round(2 + (WIDTH - 4 - step * (columns.length - 0.25)) / 2);
  const all = columns.map(({ share = 0, ...column }, at) => ({
    ...column,
    x: first + at * step,
    height: share * FULL,
  }));
  const column = (x: number, height: number, fill: string): string =>
    element('rect', { x, y: FOOT - height, width, height, fill });
  const drawn = [
    ...all.map(({ x }) => column(x, FULL, 'var(--surface)')),
    ...all.map(({ x, height }) => column(x, height, 'var(--run)')),
    ...all.flatMap(({ x, height, says, label }) => [
      text(says, { x: x + width / 2, y: FOOT - height - 9, 'font-size': 10.5 }),
      text(label, { x: x + width / 2, y: FOOT + 14, 'font-size': 11 }),
    ]),
    element('line', { x1: 2, x2: WIDTH - 2, y1: FOOT, y2: FOOT, stroke: 'var(--edge)' }),
  ];
  return picture(words, 190, drawn.join(''));
}

/**
 * Draws the SVG element with its title and description. It has no inline style, because the pages' security policy
 * forbids it.
 */
function picture({ id, title, description }: PlotWords, height: number, drawn: string): string {
  const named = [
    element('title', { id: `${id}-title` }, escaped(title)),
    element('desc', { id: `${id}-desc` }, escaped(description)),
  ];
  const label = { role: 'img', 'aria-labelledby': `${id}-title ${id}-desc` };
  const common = { class: 'plot', fill: 'currentColor', 'text-anchor': 'middle', viewBox: `0 0 ${WIDTH} ${height}` };
  return element('svg', { ...common, ...label }, named.join('') + drawn);
}

type Attributes = Readonly<Record<string, string | number>>;

const START = { 'text-anchor': 'start' };

/** Writes an SVG element. Numbers are rounded to a hundredth of a pixel, because nobody sees a smaller difference. */
function element(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes).map(([key, value]) => {
    const shown = typeof value === 'number' ? String(Math.round(value * 100) / 100) : value;
    return ` ${key}="${escaped(shown)}"`;
  });
  return `<${name}${written.join('')}>${content}</${name}>`;
}

const text = (says: string, attributes: Attributes): string =>
  element('text', { ...attributes, dy: '0.32em' }, escaped(says));

const escaped = (written: string): string =>
  written.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
