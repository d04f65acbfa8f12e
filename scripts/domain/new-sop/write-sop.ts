/** Writes the files of a new SOP as texts. */
import { Document, isMap, isScalar, isSeq, parseDocument, visit } from 'yaml';
import type { DocumentTemplate } from '#domain/generated/document.ts';
import { newTemplates } from './build-documents.ts';
import { resultSchemaOf, requestSchemaOf } from './build-schema.ts';
import { namedRows, procedureOfDraft } from './build-procedure.ts';
import { type DraftRole, procedurePath, requestSchemaPath, resultSchemaPath, type SopDraft } from './draft.ts';

/**
 * Returns the texts of the procedure, its schemas and the templates of its papers by their paths.
 * @param hasLetterhead whether the office has a letterhead
 */
export function filesOfSop(draft: SopDraft, hasLetterhead: boolean): Map<string, string> {
  const request = requestSchemaPath(draft.id);
  const files = new Map([
    [procedurePath(draft.id), procedureText(draft)],
    [request, json(requestSchemaOf(draft, request))],
  ]);
  for (const { id, number, row } of namedRows(draft)) {
    if (row.result.length === 0) continue;
    const path = resultSchemaPath(draft.id, id);
    files.set(path, json(resultSchemaOf(row.result, path, row.short, number)));
  }
  for (const template of newTemplates(draft, hasLetterhead))
    files.set(`sops/documents/${template.id}.yaml`, templateText(template));
  return files;
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const TO_STRING = { lineWidth: 0, flowCollectionPadding: true } as const;

function procedureText(draft: SopDraft): string {
  const document = new Document(procedureOfDraft(draft), { aliasDuplicateObjects: false });
  document.commentBefore = [
    ' Teks SOP disalin seperti tercetak. Bagian identitas yang kosong disalin dari SOP dengan tangan.',
    ' Texts of the SOP are kept as printed. What is empty in the identity block is copied from the SOP by hand.',
  ].join('\n');
  flowShort(document);
  visit(document, {
    Pair: (_key, pair, path) => {
      const opens = ['identity', 'zone', 'request', 'receipt', 'escalation', 'columns', 'steps'];
      if (path.length === 2 && isScalar(pair.key) && opens.includes(String(pair.key.value)))
        pair.key.spaceBefore = true;
    },
  });
  const steps = document.get('steps');
  if (isSeq(steps)) for (const [i, step] of steps.items.entries()) if (isMap(step)) step.spaceBefore = i > 0;
  return document.toString(TO_STRING);
}

function templateText(template: DocumentTemplate): string {
  const document = new Document(template, { aliasDuplicateObjects: false });
  document.commentBefore = ' Sunting kata-katanya bila perlu. / Change its words where needed.';
  flowShort(document);
  return document.toString(TO_STRING);
}

/** Writes short groups and lists, except those at the top, on one line. */
function flowShort(document: Document): void {
  visit(document, {
    Collection: (_key, node, path) => {
      if (path.length > 2 && isShort(node)) node.flow = true;
    },
  });
}

/** Checks whether a node is easier to read on one line: a group or list of few plain values, or the hours of a day. */
function isShort(node: unknown): boolean {
  const isPlain = isMap(node)
    ? node.items.every(({ value }) => isScalar(value))
    : isSeq(node) && node.items.every((item) => isScalar(item) || (isMap(item) && item.has('from')));
  return isPlain && JSON.stringify(node).length <= 110;
}

/**
 * Writes `sops/roles.yaml` with roles added at its end.
 * @param zone the office's zone, if the file must name it from now on
 */
export function withRoles(text: string, roles: readonly DraftRole[], zone: string | undefined): string {
  if (roles.length === 0 && zone === undefined) return text;
  const document = parseDocument(zone === undefined ? text : text.replace(/^roles:/m, `zone: ${zone}\nroles:`));
  for (const { id, name, holder } of roles) {
    const node = document.createNode({ name, holders: holder ? [holder] : [] });
    visit(node, { Map: (_key, map) => void (map.flow = map !== node) });
    const key = document.createNode(id);
    key.spaceBefore = true;
    const list = document.get('roles');
    if (isMap(list)) list.items.push(document.createPair(key, node));
  }
  return document.toString(TO_STRING);
}
