/** Checks that code and documents use the nouns of the field, and none of the private words that they replaced. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { ROOT } from './support/folders.ts';
import { trackedFiles } from './support/tracked.ts';

/**
 * A private word, as a pattern, and what to write instead. Words that the field uses as well (due, room, hint) are left
 * to readers.
 */
const WORDS: readonly (readonly [word: string, instead: string])[] = [
  ['told|tells', 'notified (a person), reported or stated (a fact), shown (a page)'],
  ['standing', 'current'],
  ['rungs?', 'escalation level'],
  ['bells?', 'trigger'],
  ['narrow(?:ed|s|ing)', 'restricted'],
  ['deeds?', 'recorded act'],
  ['sweeps?', 'scheduled run'],
  ['furnish\\w*', 'seed samples'],
  ['troubles?', 'run error (of the engine), error'],
  ['whoever', 'the account allowed to, everyone who, the person who'],
  ['beside', 'next to, besides, as well as'],
  ['tak(?:e|es|en|ing) out', 'remove'],
  ['does not hold: \\d+', 'Verification failed'],
  ['if it stays', 'if the problem persists'],
  ['silences?', 'no decision in time'],
  ['pass(?:e[sd])? on', 'forward'],
  ['mend(?:s|ed|ing)?', 'fix'],
  ['wings?', 'layer'],
  ['doors?', 'entry point'],
  ['carr(?:y|ies|ied|ying) out', 'apply'],
];
const PRIVATE = new RegExp(WORDS.map(([word]) => `\\b(${word})\\b`).join('|'), 'gi');

/** Names that registers, files and workflows have and must keep. Each is one word of the code. */
const DATA: Readonly<Record<string, string>> = {
  told: 'field of public entries and of the index',
  rung: 'kind and field of entries',
  rungs: 'field of a visit',
  narrowed: 'field of entries, public data and figures',
  deed: 'field of a procedure and of entries',
  silence: 'kind and field of entries',
  silences: 'part of the name of a message',
  standing: 'fact that templates of documents name',
  sweep: 'command of the action, and a job of deadlines.yml',
  bell: 'name of a workflow, which set-up and branches of offices hold',
  Silence: 'type of a public field, called as the schema calls it',
};

/** Texts in which such a word means something else. */
const OTHERWISE: readonly (readonly [text: RegExp, why: string])[] = [
  [/Day of Silence/g, 'English name of a holiday'],
  [/tree-beside|^beside$/g, 'code of a problem'],
  [/(?:^|→ )pass on to/gi, 'what a button of the desk says'],
  [/\brung \d+%/g, 'an entry by its kind, as tests list entries'],
  [/\b(?:bell: success|deadlines\.yml sweep)/g, 'a run by the name of its workflow, as tests list runs'],
  [/\bsweep(?:, tell| needs)/g, 'the command of the action, in its messages'],
  [/\b(?:narrowed INTEGER|NOT narrowed)/g, 'a column of the catalogue'],
  [/\bchain-narrowed|\[data-verdict='narrowed'\]/g, 'a verdict, and how a page styles it'],
  [/\bdeed: \{/g, 'the field, in YAML'],
];

interface Text {
  readonly line: number;
  readonly text: string;
}

/** Splits a name into its words. */
const namesSplit = (text: string): string => text.replaceAll(/(?<=[a-z0-9])(?=[A-Z])|_/g, ' ');

/** Returns comments, strings of several words, and names of a program. Names are split into words. */
function textsOfCode(source: string, path: string): Text[] {
  const file = ts.createSourceFile(
    path,
    source,
    ts.ScriptTarget.Latest,
    true,
    /[xo]$/.test(path) ? ts.ScriptKind.TSX : undefined,
  );
  const texts = new Map<number, string>();
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) texts.set(node.pos, node.text);
    if (ts.isJsxText(node) || isCodeAsText(node)) return;
    if (ts.isIdentifier(node) && !Object.hasOwn(DATA, node.text.replace(/^_/, ''))) {
      texts.set(node.getStart(file), namesSplit(node.text));
    }
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      if (/\s/.test(node.text)) texts.set(node.getStart(file), withoutCode(node.text));
    }
    const comments = [ts.getLeadingCommentRanges(source, node.pos), ts.getTrailingCommentRanges(source, node.pos)];
    for (const { pos, end } of comments.flatMap((ranges) => ranges ?? [])) {
      texts.set(pos, withoutCode(source.slice(pos, end)));
    }
    for (const child of node.getChildren(file)) visit(child);
  };
  visit(file);
  return [...texts].map(([at, text]) => ({ line: file.getLineAndCharacterOfPosition(at).line + 1, text }));
}

/** Returns whether a node is a text of code in tests/mutation/defences.ts. */
const isCodeAsText = (node: ts.Node): boolean =>
  ts.isPropertyAssignment(node) &&
  ['from', 'to'].includes(node.name.getText()) &&
  /\/defences\.ts$/.test(node.getSourceFile().fileName);

/** Removes code, paths and addresses of links, which name data and files. Lines stay lines. */
const withoutCode = (text: string): string =>
  text.replaceAll(/```[\s\S]*?```|`[^`]*`|\]\([^)]*\)|[\w.-]*\/[\w./-]+/g, (code) => code.replaceAll(/[^\n]/g, ' '));

/**
 * Returns the comments and sentences of YAML or JSON: without keys, values of one word, placeholders and dotted names.
 * Lines stay lines.
 */
const sentencesOfData = (source: string): string =>
  source
    .replaceAll(/"[^"\s]*"|\{\w+\}|\w+(?:[.-]\w+)+/g, '')
    .replaceAll(/^[ -]*[\w-]*:(?: *(?:\S+|\[.*\]))?(?= *(?:#|$))/gm, '')
    .replaceAll(/^ +- \w+$/gm, '');

/** Returns each private word of a file, with its line and what to write instead. */
function privateWords(path: string, source: string): string[] {
  // Most files have no private word, and need not be parsed.
  if (namesSplit(source).search(PRIVATE) < 0) return [];
  const isCode = /\.(?:tsx?|mjs|js|astro)$/.test(path);
  // An Astro component is read as TSX, which is its form except for the lines around its head.
  const texts = isCode
    ? textsOfCode(source.replaceAll(/^---$/gm, '   '), path)
    : [{ line: 1, text: withoutCode(/\.(?:json|ya?ml)$/.test(path) ? sentencesOfData(source) : source) }];
  return texts.flatMap(({ line, text }) => {
    const read = OTHERWISE.reduce((all, [other]) => all.replaceAll(other, (found) => ' '.repeat(found.length)), text);
    return [...read.matchAll(PRIVATE)].map(({ index, 0: word, ...groups }) => {
      const instead = WORDS.find((_, n) => groups[n + 1] !== undefined)?.[1];
      return `${path}:${line + read.slice(0, index).split('\n').length - 1} ${word} → ${instead}`;
    });
  });
}

test('code and documents have no private word where the field has a word of its own', async () => {
  const paths = trackedFiles().filter(
    (path) =>
      /\.(?:tsx?|mjs|js|astro|css|md|txt|json|ya?ml)$/.test(path) &&
      !/generated\/|package-lock|fixtures\/(?:registers\/|played-office\/|(?:pages|data)\.txt)|^docs\/panduan\/|\.github\/actions|licences|plain-words/.test(
        path,
      ),
  );
  const found = await Promise.all(
    paths.map(async (path) => privateWords(path, await readFile(join(ROOT, path), 'utf8'))),
  );
  expect(found.flat()).toEqual([]);
});

test.each([
  ['a comment', 'a.ts', 'first();\n// A notice tells why.', ['a.ts:2 tells']],
  ['a comment after code', 'a.ts', 'first(); // The sweep.', ['a.ts:1 sweep']],
  ['a comment in a block', 'a.ts', 'try {\n  // Whoever reads.\n} catch {}', ['a.ts:2 Whoever']],
  ['a sentence', 'a.ts', 'say(`one\ntwo ${three} beside four`);', ['a.ts:2 beside']],
  ['a part of a name', 'a.ts', 'const wasTold = 1;', ['a.ts:1 Told']],
  [
    'the text of a component',
    'a.astro',
    '---\nconst a = 1;\n---\n<p title="a mended roof">told</p>',
    ['a.astro:4 mended', 'a.astro:4 told'],
  ],
  ['a document', 'a.md', 'One.\n\nIt is passed on.', ['a.md:3 passed on']],
  ['a description of a schema', 'a.json', '{\n  "rung": { "description": "Who is told." },\n', ['a.json:2 told']],
  ['a comment of YAML', 'a.yml', 'needs: sweep # The bell.\non: sweep.outputs', ['a.yml:1 bell']],
  ['names of data, code and paths', 'a.ts', "entry.told = 'rung'; // As `told` in scripts/doors/main.ts.", []],
])('in %s, exactly the private words are found', (_where, path, source, expected) => {
  expect(privateWords(path, source).map((found) => found.split(' → ')[0])).toEqual(expected);
});
