import type { Procedure, Step } from '#domain/generated/procedure.ts';
import { columnsOf, drawsAs, tableColumns, type TableLine, tableLines } from './flow-lines.ts';
import { type Answer, decides, type Exit, exitsOf, ordinaryOf, type Way, waysOf, type Wish } from './flow-ways.ts';

/** A straight line in a cell, in hundredths of the cell's width and height. */
export type FlowLine = readonly [x1: number, y1: number, x2: number, y2: number];

type Symbol = 'capsule' | 'box' | 'diamond';
type Side = 'left' | 'right' | 'top' | 'bottom';

/** One cell of the flow. Its lines grow with the cell, and its symbol does not. */
export interface FlowCell {
  /** The column's role or external party. It is undefined for a lane next to the roles, in which loops return. */
  readonly role: string | undefined;
  readonly symbol?: Symbol;
  readonly lines: readonly FlowLine[];
  /** The sides at which arrows come in. */
  readonly arrows: readonly Side[];
  /** The labels of the ways that leave a step, with their sides. `in` labels one of several ways where it comes in. */
  readonly answers: readonly { readonly side: Exit | 'in'; readonly answer: Answer }[];
  /** Whether there is a second capsule below, since the procedure can end here. */
  readonly end?: true;
}

/** One line of the official table, with its part of the flow. */
export interface FlowRow extends TableLine {
  readonly cells: readonly FlowCell[];
}

interface Node {
  readonly step: Step;
  /** Index of the first line, where ways come in. */
  readonly line: number;
  /** Index of the last line, where ways go out. */
  readonly last: number;
  /** Indexes of all lines of the step, one for each row. */
  readonly lines: readonly number[];
  /** Columns in the order of the actor's roles. In an `all`, the first role brings what the other roles attest. */
  readonly columns: readonly number[];
}

interface Edge extends Way {
  readonly from: Node;
  /** The target of the way, or undefined for an end. */
  readonly to: Node | undefined;
  readonly exit: Exit;
}

/** A cell while it is drawn. */
type DrawnCell = FlowCell & {
  symbol?: Symbol;
  readonly lines: FlowLine[];
  readonly arrows: Side[];
  readonly answers: FlowCell['answers'][number][];
  end?: true;
};

/** The height, above the symbol, of lines that come in from a lane or past another row. */
const ABOVE = 10;
const MIDDLE = 50;
/** The height at which a way goes to the side under its symbol. It is higher if the capsule of an end is below. */
export const BELOW = { plain: 80, end: 70 } as const;
const END = 88;
/** Where a line passes a row, at the left or the right of the symbol in the cell. */
const SIDES = { left: 10, right: 90 } as const;

/**
 * Returns the lines of a procedure's official table, with the flow drawn over the role columns (PermenPANRB 35/2012). A
 * capsule is a start or an end, a box is an activity, a diamond is a decision with all of its ways (R46). Lines go
 * down. They leave at the side that faces the next column, and come in at the top. A "no" leaves a diamond at the side
 * opposite to its "yes". Loops return in a lane.
 */
export function flowOf(procedure: Procedure): FlowRow[] {
  return new Drawing(procedure).rows();
}

class Drawing {
  readonly #procedure: Procedure;
  readonly #table: readonly TableLine[];
  readonly #nodes = new Map<string, Node>();
  /** The lanes to the left and to the right of the roles. Each lane leads to one target. */
  readonly #lanes = { left: [] as string[], right: [] as string[] };
  readonly #cells: DrawnCell[][];
  /** The number of columns between the lanes. */
  readonly #width: number;

  constructor(procedure: Procedure) {
    this.#procedure = procedure;
    this.#table = tableLines(procedure);
    const roles = tableColumns(procedure).map(({ key }) => key);
    this.#width = roles.length;
    for (const step of procedure.steps) this.#nodes.set(step.id, this.#nodeOf(step));
    const nodes = [...new Set(this.#nodes.values())];
    const edges = nodes.flatMap((node) => this.#edgesOf(node));
    for (const { from, to, exit } of edges) {
      const lanes = this.#lanes[sideOf(exit)];
      if (to && to.line < from.last && !lanes.includes(to.step.id)) lanes.push(to.step.id);
    }
    const { left, right } = this.#lanes;
    const columns = [...left.map(() => undefined), ...roles, ...right.map(() => undefined)];
    this.#cells = this.#table.map(() => columns.map((role) => ({ role, lines: [], arrows: [], answers: [] })));
    for (const node of nodes) this.#draw(node);
    for (const edge of edges) this.#edge(edge);
  }

  rows(): FlowRow[] {
    return this.#table.map((line, i) => ({ ...line, cells: this.#cells[i] ?? [] }));
  }

  /** Returns the node of a step. A correction shares the node of a step that is in the same line and columns. */
  #nodeOf(step: Step): Node {
    const lines = this.#table.flatMap(({ steps }, at) => (steps.includes(step) ? [at] : []));
    const line = lines[0] ?? -1;
    const there = [...this.#nodes.values()].find(
      (node) => node.line === line && drawsAs(this.#procedure, step, node.step),
    );
    return there ?? { step, line, last: lines.at(-1) ?? line, lines, columns: columnsOf(this.#procedure, step) };
  }

  #edgesOf(from: Node): Edge[] {
    const ways = waysOf(from.step);
    const to = ways.map(({ target }) => this.#nodes.get(target.to ?? ''));
    const wishes = ways.map((way, at) => this.#wish(from, way, to[at]));
    return exitsOf(ways, wishes).flatMap((exit, at) => {
      const way = ways[at];
      return way ? [{ ...way, from, to: to[at], exit: joins(from) ? under(exit) : exit }] : [];
    });
  }

  /** Returns the side at which a way should leave its symbol. */
  #wish(from: Node, { answer }: Way, to: Node | undefined): Wish {
    const [first, last] = [Math.min(...from.columns), Math.max(...from.columns)];
    // A loop goes to the nearer edge of the table.
    const near = first * 2 < this.#width ? 'left' : 'right';
    const forward = answer === 'yes' || typeof answer === 'number';
    const straight = (node: Node | undefined): boolean => from.columns.includes(node?.columns[0] ?? -1);
    const facing = (node: Node | undefined) => ((node?.columns[0] ?? -1) > last ? 'right' : 'left');
    if (forward) {
      if (!to) return 'bottom';
      if (to.line < from.last) return near;
      // A line straight down would cross the capsule of an end below.
      const isBelow = to.line === from.last + 1 && waysOf(from.step).every(({ target }) => !target.end);
      if (straight(to)) return isBelow ? 'bottom' : answer === 'yes' ? 'right' : 'either';
      return facing(to);
    }
    // A way back in the same line would cross the way that led here.
    if (to?.line === from.last) return `below-${facing(to)}`;
    if (to && to.line > from.last && !straight(to)) return facing(to);
    // A "no" leaves at the side opposite to the first usual way.
    const yes = this.#nodes.get(ordinaryOf(from.step)[0]?.to ?? '');
    return straight(yes) || facing(yes) === 'right' ? 'left' : 'right';
  }

  /** Draws a symbol in each row of the step. The last row has the decision. Roles that act together are joined. */
  #draw(node: Node): void {
    const { step, lines, last, columns } = node;
    const own = columns.map((column) => this.#x(column));
    for (const [nth, line] of lines.entries()) {
      const symbol = line === last && decides(step) ? 'diamond' : 'box';
      for (const x of own) this.#at(line, x).symbol = step.kind === 'submit' && nth === 0 ? 'capsule' : symbol;
      if (own.length > 1) this.#across(line, Math.min(...own), MIDDLE, Math.max(...own), MIDDLE, MIDDLE);
      const before = lines[nth - 1];
      if (before === undefined) continue;
      for (const x of own) {
        this.#down(x, before, MIDDLE, line, MIDDLE, MIDDLE);
        this.#arrow(line, x, 'top');
      }
    }
    if (!joins(node)) return;
    // The common ways of several roles leave from a bar under all their symbols.
    const y = this.#below(node);
    for (const x of own) this.#at(last, x).lines.push([MIDDLE, MIDDLE, MIDDLE, y]);
    this.#across(last, Math.min(...own), MIDDLE, Math.max(...own), MIDDLE, y);
    const [first = 0, ...others] = own;
    // In `all`, the first brings what the others attest (R5), so an arrow leads from the first to each of the others.
    if (typeof step.actor === 'object' && 'all' in step.actor)
      for (const line of lines) for (const x of others) this.#arrow(line, x, x > first ? 'left' : 'right');
  }

  #edge({ from, to, exit, answer }: Edge): void {
    if (from.columns.length === 0) return;
    const side = sideOf(exit);
    const outer = side === 'left' ? Math.min(...from.columns) : Math.max(...from.columns);
    if (!to) {
      const column = this.#x(from.columns[0] ?? 0);
      this.#end(from.last, column, exit);
      this.#answer(from, column, exit, answer);
      return;
    }
    const aim = this.#x(to.columns[0] ?? 0);
    const own = from.columns.map((column) => this.#x(column));
    const start = to.line > from.last && own.includes(aim) ? aim : this.#x(outer);
    this.#answer(from, start, exit, answer);
    // Several forward ways may share a line, so each is also labelled where it comes in.
    if (typeof answer === 'number' && exit !== 'bottom' && to.line !== from.last)
      this.#at(to.line, aim).answers.push({ side: 'in', answer });
    const y = exit.startsWith('below') || joins(from) ? this.#below(from) : MIDDLE;
    if (y !== MIDDLE) this.#at(from.last, start).lines.push([MIDDLE, MIDDLE, MIDDLE, y]);
    const forward = answer === 'yes' || typeof answer === 'number';
    if (to.line === from.last) this.#place(from.last, start, aim, y);
    else if (to.line < from.last) this.#loop(from, start, to, aim, side, y);
    else if (exit === 'bottom' || (to.line === from.last + 1 && forward && !own.includes(aim))) {
      if (start !== aim) this.#across(from.last, start, MIDDLE, aim, MIDDLE, y);
      this.#down(aim, from.last, y, to.line, MIDDLE, MIDDLE);
      this.#arrow(to.line, aim, 'top');
    } else {
      const place = SIDES[side];
      this.#across(from.last, start, MIDDLE, aim, place, y);
      this.#down(aim, from.last, y, to.line, ABOVE, place);
      this.#enter(to.line, aim, place, aim);
    }
  }

  #below({ step }: Node): number {
    return waysOf(step).some(({ target }) => target.end) ? BELOW.end : BELOW.plain;
  }

  /** Labels a way if there are several. */
  #answer({ last, step }: Node, column: number, side: Exit, answer: Answer): void {
    if (decides(step) || answer === 'time') this.#at(last, column).answers.push({ side, answer });
  }

  /** Draws a way to another symbol of the same line. It comes in at the side or, if it runs below, at the bottom. */
  #place(line: number, start: number, aim: number, y: number): void {
    this.#across(line, start, MIDDLE, aim, MIDDLE, y);
    if (y !== MIDDLE) this.#at(line, aim).lines.push([MIDDLE, MIDDLE, MIDDLE, y]);
    this.#arrow(line, aim, y !== MIDDLE ? 'bottom' : start > aim ? 'right' : 'left');
  }

  /** Draws a way to an earlier line: out to the target's lane, up in this lane, and in above the target's symbol. */
  #loop(from: Node, start: number, to: Node, aim: number, side: 'left' | 'right', y: number): void {
    const lane = this.#laneOf(to.step.id, side);
    this.#across(from.last, start, MIDDLE, lane, MIDDLE, y);
    this.#down(lane, to.line, ABOVE, from.last, y, MIDDLE);
    this.#enter(to.line, lane, MIDDLE, aim);
  }

  /** Draws a line from a place above the symbols of a line to the top of one of them. */
  #enter(line: number, column: number, x: number, aim: number): void {
    this.#across(line, column, x, aim, MIDDLE, ABOVE);
    this.#at(line, aim).lines.push([MIDDLE, ABOVE, MIDDLE, MIDDLE]);
    this.#arrow(line, aim, 'top');
  }

  #end(line: number, column: number, exit: Exit): void {
    const cell = this.#at(line, column);
    cell.end = true;
    if (exit !== 'left' && exit !== 'right') cell.lines.push([MIDDLE, MIDDLE, MIDDLE, END]);
    else
      cell.lines.push(
        [MIDDLE, MIDDLE, SIDES[exit], MIDDLE],
        [SIDES[exit], MIDDLE, SIDES[exit], END],
        [SIDES[exit], END, MIDDLE, END],
      );
  }

  #laneOf(target: string, side: 'left' | 'right'): number {
    const index = this.#lanes[side].indexOf(target);
    return side === 'left' ? index : this.#lanes.left.length + this.#width + index;
  }

  #x(column: number): number {
    return this.#lanes.left.length + column;
  }

  #at(line: number, column: number): DrawnCell {
    const cell = this.#cells[line]?.[column];
    if (!cell) throw new Error(`The flow of procedure ${this.#procedure.id} leaves its table.`);
    return cell;
  }

  /** Draws an arrow. Several ways that come in at one side share the arrow. */
  #arrow(line: number, column: number, side: Side): void {
    const { arrows } = this.#at(line, column);
    if (!arrows.includes(side)) arrows.push(side);
  }

  /** Draws a horizontal line over several cells. */
  #across(line: number, from: number, x1: number, to: number, x2: number, y: number): void {
    const [a, b] = from < to ? [from, to] : [to, from];
    const [xa, xb] = from < to ? [x1, x2] : [x2, x1];
    for (let column = a; column <= b; column += 1) {
      const [left, right] = [column === a ? xa : 0, column === b ? xb : 100];
      if (left !== right) this.#at(line, column).lines.push([left, y, right, y]);
    }
  }

  /** Draws a vertical line over several cells, downward. */
  #down(column: number, from: number, y1: number, to: number, y2: number, x: number): void {
    for (let line = from; line <= to; line += 1) {
      this.#at(line, column).lines.push([x, line === from ? y1 : 0, x, line === to ? y2 : 100]);
    }
  }
}

/** Whether several roles act in a step, so that its ways leave from under all of their symbols. */
const joins = ({ columns }: Node): boolean => columns.length > 1;
const under = (exit: Exit): Exit => (exit === 'left' || exit === 'right' ? `below-${exit}` : exit);

/** Returns the side that an exit is on, for lines that continue next to other symbols. */
const sideOf = (exit: Exit): 'left' | 'right' => (exit.endsWith('left') ? 'left' : 'right');
