import ts from 'typescript';

/** Functions whose first argument is a title, also as `test.each(…)(title)` and similar calls. */
const TITLED = ['test', 'it', 'describe'];
/** The names for tests that never run. Such tests prove nothing, and neither do tests inside them. */
const SKIPPED = ['skip', 'todo'];

/**
 * Returns the titles of all tests and groups of tests in a source, as written, without those that are always skipped.
 */
export function testTitles(source: string, file = 'x.test.ts'): string[] {
  const titles: string[] = [];
  const visit = (node: ts.Node): void => {
    const [title] = ts.isCallExpression(node) ? node.arguments : [];
    const [name = '', ...more] = ts.isCallExpression(node) ? namesOf(node.expression) : [];
    if (TITLED.includes(name)) {
      if (more.some((each) => SKIPPED.includes(each))) return;
      if (title && (ts.isStringLiteralLike(title) || ts.isTemplateExpression(title)))
        titles.push(source.slice(title.pos, title.end).trim().slice(1, -1));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest));
  return titles;
}

/** Returns the names of `test.skipIf(…).each(…)`, from the left. */
function namesOf(callee: ts.Expression): string[] {
  if (ts.isIdentifier(callee)) return [callee.text];
  if (ts.isPropertyAccessExpression(callee)) return [...namesOf(callee.expression), callee.name.text];
  if (ts.isCallExpression(callee)) return namesOf(callee.expression);
  return ts.isTaggedTemplateExpression(callee) ? namesOf(callee.tag) : [];
}
