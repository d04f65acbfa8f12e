import type { Procedure, Step, Target } from '#domain/generated/procedure.ts';
import { rolesOf, rowOf, rowsOf } from '#domain/procedure/steps.ts';

/** A straight line in a cell, in hundredths of its width and height. */
export type FlowLine = readonly [x1: number, y1: number, x2: number, y2: number];

type Symbol = 'capsule' | 'box' | 'diamond';
type Side = 'left' | 'right' | 'top' | 'bottom';

/** One cell of the flow: lines that grow with the cell, under a symbol that does not. */
export interface FlowCell {
  /** The column's role; undefined: a lane beside the roles, in which loops return. */
  readonly role: string | undefined;
  readonly symbol?: Symbol;
  readonly lines: readonly FlowLine[];
  /** Where an arrow comes in. */
  readonly arrows: readonly Side[];
  /** Where a diamond's answers leave. */
  readonly answers: readonly { readonly side: Side; readonly answer: 'yes' | 'no' }[];
  /** A second capsule below: here the procedure can end. */
  readonly end?: true;
}

/** One row of the official table. */
export interface FlowRow {
  readonly number: number;
  readonly activity: string;
  readonly completeness: string;
  readonly time: string;
  readonly output: string;
  readonly remarks: string;
  /** The step that serves the row. */
  readonly step: Step;
  readonly cells: readonly FlowCell[];
}

interface Node {
  readonly step: Step;
  readonly row: number;
  /** Columns in the actor's order: the first supplies what the others attest. */
  readonly columns: readonly number[];
}

/** A cell while it is drawn. */
interface DrawnCell {
  role: string | undefined;
  symbol?: Symbol;
  lines: FlowLine[];
  arrows: Set<Side>;
  answers: { side: Side; answer: 'yes' | 'no' }[];
  end?: true;
}

/** Lines that come in from a lane or past another row do so at this height, above the symbol. */
const ABOVE = 10;
const MIDDLE = 50;
/** Where a line passes a row beside the symbol that may stand there. */
const BESIDE = { left: 10, right: 90 } as const;

/**
 * The rows of a procedure's official table, with the flow drawn over the role columns (PermenPANRB 35/2012): capsule
 * for start and end, box for doing, diamond for deciding. Lines go down; they leave by the side that faces the next
 * column and come in at the top; a diamond's other answer leaves by the other side; loops return in a lane.
 */
export function flowOf(procedure: Procedure): FlowRow[] {
  return new Drawing(procedure).rows();
}

class Drawing {
  readonly #procedure: Procedure;
  readonly #numbers: number[];
  readonly #nodes = new Map<string, Node>();
  /** Lanes to the left and to the right of the roles, each for one target. */
  readonly #lanes = { left: [] as string[], right: [] as string[] };
  readonly #cells: DrawnCell[][];

  constructor(procedure: Procedure) {
    this.#procedure = procedure;
    const { steps, columns } = procedure;
    this.#numbers = [...new Set(steps.flatMap(rowsOf))].sort((a, b) => a - b);
    for (const step of steps) this.#nodes.set(step.id, this.#nodeOf(step));
    for (const { from, to, side } of this.#loops()) {
      if (!this.#lanes[side].includes(to.step.id) && from !== to) this.#lanes[side].push(to.step.id);
    }
    const { left, right } = this.#lanes;
    const roles = [...left.map(() => undefined), ...columns.map(({ role }) => role), ...right.map(() => undefined)];
    this.#cells = this.#numbers.map(() =>
      roles.map((role) => ({ role, lines: [], arrows: new Set<Side>(), answers: [] })),
    );
    for (const node of new Set(this.#nodes.values())) this.#draw(node);
  }

  rows(): FlowRow[] {
    return this.#numbers.map((number, i) => {
      const step = this.#procedure.steps.find((each) => each.kind !== 'revise' && rowsOf(each).includes(number));
      const owner = step ?? this.#procedure.steps.find((each) => rowsOf(each).includes(number));
      if (!owner) throw new Error(`Row ${number} of procedure ${this.#procedure.id} has no step.`);
      const further = owner.furtherRows?.[rowsOf(owner).indexOf(number) - 1];
      const printed = further ?? owner;
      return {
        number,
        activity: printed.activity,
        completeness: printed.completeness,
        time: printed.time.printed,
        output: printed.output,
        remarks: printed.remarks ?? '',
        step: owner,
        cells: (this.#cells[i] ?? []).map(({ arrows, ...cell }) => ({ ...cell, arrows: [...arrows] })),
      };
    });
  }

  /** The node of a step. A revision in a row where the applicant has a symbol already shares that one. */
  #nodeOf(step: Step): Node {
    const row = this.#numbers.indexOf(rowOf(step));
    const columns = rolesOf(step.actor).map((role) => this.#procedure.columns.findIndex((each) => each.role === role));
    const known = columns.filter((column) => column >= 0);
    const there = [...this.#nodes.values()].find(
      (node) => node.row === row && step.kind === 'revise' && node.columns.join() === known.join(),
    );
    return there ?? { step, row, columns: known };
  }

  #outcomes({ step }: Node): { target: Target; answer: 'yes' | 'no' }[] {
    const { approve, changes, timeout } = step.outcomes;
    return [
      ...approve.map((target) => ({ target, answer: 'yes' as const })),
      ...(changes ? [{ target: changes, answer: 'no' as const }] : []),
      ...(timeout ? [{ target: timeout, answer: 'no' as const }] : []),
    ];
  }

  *#loops() {
    for (const from of new Set(this.#nodes.values())) {
      for (const { target, answer } of this.#outcomes(from)) {
        const to = this.#nodes.get(target.to ?? '');
        if (to && to.row < from.row) yield { from, to, side: this.#side(from, answer) };
      }
    }
  }

  /** By which side an answer leaves its symbol, where it does not leave by the bottom. */
  #side(from: Node, answer: 'yes' | 'no'): 'left' | 'right' {
    const forward = this.#nodes.get(from.step.outcomes.approve[0]?.to ?? '');
    const there = forward?.columns[0] ?? -1;
    // A loop goes to the nearer edge of the table.
    const near = Math.min(...from.columns) * 2 < this.#procedure.columns.length ? 'left' : 'right';
    if (answer === 'yes' && forward && forward.row < from.row) return near;
    const facing = there > Math.max(...from.columns) ? 'right' : 'left';
    const straight = forward !== undefined && from.columns.includes(there);
    if (answer === 'yes') return straight ? 'right' : facing;
    return straight || facing === 'right' ? 'left' : 'right';
  }

  #draw(node: Node): void {
    const { step, row, columns } = node;
    const symbol = step.kind === 'submit' ? 'capsule' : step.outcomes.changes ? 'diamond' : 'box';
    for (const column of columns) this.#at(row, this.#x(column)).symbol = symbol;
    const ordered = [...columns].sort((a, b) => a - b);
    const [first, last] = [ordered[0], ordered.at(-1)];
    if (first === undefined || last === undefined) return;
    if (first !== last) this.#across(row, this.#x(first), MIDDLE, this.#x(last), MIDDLE, MIDDLE);
    for (const { target, answer } of this.#outcomes(node)) this.#edge(node, target, answer);
  }

  #edge(from: Node, target: Target, answer: 'yes' | 'no'): void {
    const side = this.#side(from, answer);
    const outer = side === 'left' ? Math.min(...from.columns) : Math.max(...from.columns);
    const to = this.#nodes.get(target.to ?? '');
    const said = from.step.outcomes.changes !== undefined;
    const answered = (column: number, where: Side) => {
      if (said) this.#at(from.row, column).answers.push({ side: where, answer });
    };
    if (!to) {
      const column = this.#x(from.columns[0] ?? 0);
      this.#end(from.row, column, answer, side);
      answered(column, answer === 'yes' ? 'bottom' : side);
      return;
    }
    const aim = this.#x(to.columns[0] ?? 0);
    const own = from.columns.map((column) => this.#x(column));
    const start = to.row > from.row && own.includes(aim) ? aim : this.#x(outer);
    if (to.row === from.row) {
      this.#across(from.row, start, MIDDLE, aim, MIDDLE, MIDDLE);
      this.#at(from.row, aim).arrows.add(start > aim ? 'right' : 'left');
      answered(start, side);
    } else if (to.row < from.row) {
      this.#loop(from, start, to, aim, side);
      answered(start, side);
    } else if (to.row === from.row + 1 && answer === 'yes') {
      const straight = own.includes(aim);
      if (!straight) this.#across(from.row, start, MIDDLE, aim, MIDDLE, MIDDLE);
      this.#down(aim, from.row, MIDDLE, to.row, MIDDLE, MIDDLE);
      this.#at(to.row, aim).arrows.add('top');
      answered(straight ? aim : start, straight ? 'bottom' : side);
    } else {
      const beside = BESIDE[side];
      this.#across(from.row, start, MIDDLE, aim, beside, MIDDLE);
      this.#down(aim, from.row, MIDDLE, to.row, ABOVE, beside);
      this.#enter(to.row, aim, beside, aim);
      answered(start, side);
    }
  }

  /** Out to the lane of the target, up in it, and in above the target's symbol. */
  #loop(from: Node, start: number, to: Node, aim: number, side: 'left' | 'right'): void {
    const lane = this.#laneOf(to.step.id, side);
    this.#across(from.row, start, MIDDLE, lane, MIDDLE, MIDDLE);
    this.#down(lane, to.row, ABOVE, from.row, MIDDLE, MIDDLE);
    this.#enter(to.row, lane, MIDDLE, aim);
  }

  /** From a place above the symbols of a row to the top of one of them. */
  #enter(row: number, column: number, x: number, aim: number): void {
    this.#across(row, column, x, aim, MIDDLE, ABOVE);
    this.#at(row, aim).lines.push([MIDDLE, ABOVE, MIDDLE, MIDDLE]);
    this.#at(row, aim).arrows.add('top');
  }

  #end(row: number, column: number, answer: 'yes' | 'no', side: 'left' | 'right'): void {
    const cell = this.#at(row, column);
    cell.end = true;
    if (answer === 'yes') cell.lines.push([MIDDLE, MIDDLE, MIDDLE, 88]);
    else
      cell.lines.push(
        [MIDDLE, MIDDLE, BESIDE[side], MIDDLE],
        [BESIDE[side], MIDDLE, BESIDE[side], 88],
        [BESIDE[side], 88, MIDDLE, 88],
      );
  }

  #laneOf(target: string, side: 'left' | 'right'): number {
    const index = this.#lanes[side].indexOf(target);
    return side === 'left' ? index : this.#lanes.left.length + this.#procedure.columns.length + index;
  }

  #x(column: number): number {
    return this.#lanes.left.length + column;
  }

  #at(row: number, column: number): DrawnCell {
    const cell = this.#cells[row]?.[column];
    if (!cell) throw new Error(`The flow of procedure ${this.#procedure.id} leaves its table.`);
    return cell;
  }

  /** A level line over several cells. */
  #across(row: number, from: number, x1: number, to: number, x2: number, y: number): void {
    const [a, b] = from < to ? [from, to] : [to, from];
    const [xa, xb] = from < to ? [x1, x2] : [x2, x1];
    for (let column = a; column <= b; column += 1) {
      const [left, right] = [column === a ? xa : 0, column === b ? xb : 100];
      if (left !== right) this.#at(row, column).lines.push([left, y, right, y]);
    }
  }

  /** An upright line over several cells, downward. */
  #down(column: number, from: number, y1: number, to: number, y2: number, x: number): void {
    for (let row = from; row <= to; row += 1) {
      this.#at(row, column).lines.push([x, row === from ? y1 : 0, x, row === to ? y2 : 100]);
    }
  }
}
