import ts from 'typescript';

/** A change of one operator, literal, call or element of a list: the place of the old text, and the new text. */
export interface Mutant {
  readonly start: number;
  readonly end: number;
  readonly to: string;
  readonly label: string;
}

const OPERATORS = new Map(
  Object.entries({
    '===': '!==',
    '!==': '===',
    '<': '<=',
    '<=': '<',
    '>': '>=',
    '>=': '>',
    '&&': '||',
    '||': '&&',
    '+': '-',
    '-': '+',
  }),
);

const CALLS = new Map(
  Object.entries({
    some: 'every',
    every: 'some',
    findLast: 'find',
    find: 'findLast',
    toSorted: 'toReversed',
  }),
);

/**
 * Returns every single mutation of a TypeScript file: of operators, negations, truth values, numbers, conditions and
 * list calls. Further mutations drop a call whose result is not used, or an element of a list.
 */
export function mutantsOf(path: string, text: string): Mutant[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const mutants: Mutant[] = [];
  const add = (node: ts.Node, to: string): void => addAt(node.getStart(source), node.getEnd(), to);
  const addAt = (start: number, end: number, to: string): void => {
    const { line } = source.getLineAndCharacterOfPosition(start);
    mutants.push({
      start,
      end,
      to,
      label: `${path}:${line + 1} ${onOneLine(text.slice(start, end))} -> ${onOneLine(to)}`,
    });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node)) return;
    if (ts.isBinaryExpression(node)) {
      const { left, operatorToken, right } = node;
      const operator = OPERATORS.get(operatorToken.getText(source));
      const isText = [left, right].some((side) => ts.isStringLiteral(side) || ts.isTemplateExpression(side));
      if (operator !== undefined && !(isText && /[+-]/.test(operator))) add(operatorToken, operator);
    } else if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
      add(node, node.operand.getText(source));
    else if (node.kind === ts.SyntaxKind.TrueKeyword) add(node, 'false');
    else if (node.kind === ts.SyntaxKind.FalseKeyword) add(node, 'true');
    else if (ts.isNumericLiteral(node)) add(node, node.text === '0' ? '1' : `(${node.text} + 1)`);
    else if (ts.isConditionalExpression(node)) {
      add(node.condition, '(true as boolean)');
      add(node.condition, '(false as boolean)');
    } else if (ts.isIfStatement(node)) add(node.expression, '(false as boolean)');
    else if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const other = CALLS.get(node.expression.name.text);
      if (other !== undefined) add(node.expression.name, other);
      if (node.expression.name.text === 'filter') add(node, node.expression.expression.getText(source));
    } else if (ts.isExpressionStatement(node) && isDroppable(node.expression)) add(node, ';');
    else if (ts.isArrayLiteralExpression(node) && !isAssignedTo(node))
      for (const [at, element] of node.elements.entries()) {
        const [before, next] = [node.elements[at - 1], node.elements[at + 1]];
        if (next) addAt(element.getStart(source), next.getStart(source), '');
        else addAt(before?.getEnd() ?? element.getStart(source), before ? element.getEnd() : node.elements.end, '');
      }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return mutants;
}

const onOneLine = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 60);

/**
 * Returns whether a statement is a call, awaited or not, that can be dropped. `super()` cannot be dropped, since no
 * object can be made without it.
 */
function isDroppable(node: ts.Expression): boolean {
  const call = ts.isAwaitExpression(node) || ts.isVoidExpression(node) ? node.expression : node;
  return ts.isCallExpression(call) && call.expression.kind !== ts.SyntaxKind.SuperKeyword;
}

/** Returns whether a list is a pattern to which values are assigned. */
const isAssignedTo = (node: ts.ArrayLiteralExpression): boolean =>
  ts.isBinaryExpression(node.parent) &&
  node.parent.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
  node.parent.left === node;
