/**
 * Turns a file's name into one that a request may contain (R8): lower case, a-z 0-9 - _ and one dot, at most 80
 * characters. So nobody has to rename a file before it can be attached. Pure.
 */
export function attachmentName(name: string): string {
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot + 1)] : [name, ''];
  const plain = (text: string): string =>
    text
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9_]+/g, '-')
      .replace(/^-+|-+$/g, '');
  const end = plain(ending);
  const most = 80 - (end === '' ? 0 : end.length + 1);
  const start = plain(stem).slice(0, most).replace(/-+$/, '') || 'lampiran';
  return end === '' ? start : `${start}.${end}`;
}
