/**
 * As much of a document as Observable Plot asks for to draw: elements, attributes, texts, in their order. Pages are made without a
 * browser, and a whole DOM for it would weigh more than all other pages ([decision](../../../docs/decisions/plots.md)).
 */
const SVG = 'http://www.w3.org/2000/svg';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

abstract class SvgNode {
  readonly ownerDocument: SvgDocument;
  parentNode: SvgElement | null = null;

  constructor(document: SvgDocument) {
    this.ownerDocument = document;
  }

  remove(): void {
    this.parentNode?.removeChild(this);
  }

  abstract get outerHTML(): string;
}

class SvgText extends SvgNode {
  readonly #text: string;

  constructor(document: SvgDocument, text: string) {
    super(document);
    this.#text = text;
  }

  get outerHTML(): string {
    return escaped(this.#text);
  }
}

export class SvgElement extends SvgNode {
  readonly nodeName: string;
  readonly namespaceURI: string;
  readonly childNodes: SvgNode[] = [];
  readonly #attributes = new Map<string, string>();

  constructor(document: SvgDocument, namespace: string, name: string) {
    super(document);
    this.namespaceURI = namespace;
    this.nodeName = name;
  }

  get children(): SvgElement[] {
    return this.childNodes.filter((each) => each instanceof SvgElement);
  }

  get firstChild(): SvgNode | null {
    return this.childNodes[0] ?? null;
  }

  insertBefore<N extends SvgNode>(node: N, before: SvgNode | null): N {
    node.remove();
    const at = before ? this.childNodes.indexOf(before) : this.childNodes.length;
    this.childNodes.splice(at, 0, node);
    node.parentNode = this;
    return node;
  }

  appendChild<N extends SvgNode>(node: N): N {
    return this.insertBefore(node, null);
  }

  append(...nodes: (SvgNode | string)[]): void {
    for (const node of nodes)
      this.appendChild(typeof node === 'string' ? this.ownerDocument.createTextNode(node) : node);
  }

  removeChild(node: SvgNode): void {
    this.childNodes.splice(this.childNodes.indexOf(node), 1);
    node.parentNode = null;
  }

  set textContent(text: unknown) {
    this.childNodes.length = 0;
    this.append(String(text ?? ''));
  }

  getAttribute(name: string): string | null {
    return this.#attributes.get(name) ?? null;
  }

  hasAttribute(name: string): boolean {
    return this.#attributes.has(name);
  }

  setAttribute(name: string, value: unknown): void {
    // A hundredth of a pixel nobody sees.
    this.#attributes.set(
      name,
      String(value).replace(/-?\d+\.\d{3,}/g, (long) => String(Math.round(Number(long) * 100) / 100)),
    );
  }

  setAttributeNS(_namespace: string, name: string, value: unknown): void {
    this.setAttribute(name, value);
  }

  removeAttribute(name: string): void {
    this.#attributes.delete(name);
  }

  get outerHTML(): string {
    const attributes = [...this.#attributes].map(([name, value]) => ` ${name}="${escaped(value)}"`).join('');
    return `<${this.nodeName}${attributes}>${this.childNodes.map((each) => each.outerHTML).join('')}</${this.nodeName}>`;
  }
}

export class SvgDocument {
  readonly documentElement = this.createElementNS(SVG, 'svg');

  createElementNS(namespace: string, name: string): SvgElement {
    return new SvgElement(this, namespace, name);
  }

  createElement(name: string): SvgElement {
    return this.createElementNS(SVG, name);
  }

  createTextNode(text: string): SvgText {
    return new SvgText(this, text);
  }
}
