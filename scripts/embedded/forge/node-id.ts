/** The kinds of node ids in GraphQL. A node id is a kind and an encoded number. Only this forge can read its ids. */
type NodeKind = 'R' | 'U' | 'BOT' | 'O' | 'PR' | 'PRR' | 'IC' | 'LA' | 'SC' | 'EV' | 'AC' | 'I' | 'AP';

export function nodeId(kind: NodeKind, id: number): string {
  return `${kind}_${Buffer.from(`0:${id}`).toString('base64url')}`;
}

/** Returns the node id of something that git identifies by an object id or a name. */
export function gitNodeId(kind: 'B' | 'T' | 'C' | 'REF' | 'SCR', name: string): string {
  return `${kind}_${Buffer.from(`0:${name}`).toString('base64url')}`;
}

/** Reads the number from a node id of this kind; undefined for any other text. */
export function parseNodeId(kind: NodeKind, text: string): number | undefined {
  if (!text.startsWith(`${kind}_`)) return undefined;
  const number = /^0:(\d{1,15})$/.exec(Buffer.from(text.slice(kind.length + 1), 'base64url').toString('utf8'))?.[1];
  return number === undefined ? undefined : Number(number);
}
