/** The functions that {@link IN_PAGE} gives a page. A walk calls them inside the page. */
export interface InPage {
  isStyled(): boolean;
  shown(): string;
  show(element: unknown): void;
  place(element: unknown): number;
  height(element: unknown): number;
  unseenFocus(): string;
  isFocused(element: unknown): boolean;
  isBox(element: unknown): boolean;
  field(element: unknown): { readonly kind: string; readonly value: string };
}

/** A script that gives each page the functions with which a walk asks about it. */
export const IN_PAGE = `globalThis.walks = {
  isStyled: () => [...document.querySelectorAll('link[rel=stylesheet]')].every(({ sheet }) => sheet),
  // Which page, which part of a form or which dialog the window shows.
  shown: () => {
    const seen = (form) => [...document.querySelectorAll(form)].filter((each) => each.checkVisibility());
    const parts = seen('.topic h2');
    return JSON.stringify([location.pathname, location.search, seen('h1')[0]?.textContent,
      parts.length === 1 && parts[0].textContent, document.querySelector('dialog[open]') !== null]);
  },
  // Scrolls until the element is in view, and no further.
  show: (element) => element.scrollIntoView({ block: 'nearest' }),
  // Where the element is, in heights of the window.
  place: (element) => element.getBoundingClientRect().top / innerHeight,
  // How high the element is, in heights of the window.
  height: (element) => element.getBoundingClientRect().height / innerHeight,
  // Why a person cannot see where the focus is, or nothing.
  unseenFocus: () => {
    const at = document.activeElement;
    if (!at || at === document.body || at.tagName === 'IFRAME') return '';
    const name = at.tagName + ' ' + (at.id || at.textContent.trim().slice(0, 40));
    const drawn = at.matches('input') && at.getBoundingClientRect().width < 3 ? at.closest('label') ?? at : at;
    const [box] = drawn.getClientRects();
    if (!box) return name + ' has no place';
    if (box.bottom <= 0 || box.top >= innerHeight) return name + ' is outside the window';
    const x = (Math.max(0, box.left) + Math.min(innerWidth, box.right)) / 2;
    const y = (Math.max(0, box.top) + Math.min(innerHeight, box.bottom)) / 2;
    const over = document.elementFromPoint(x, y);
    if (over && !drawn.contains(over) && !over.contains(drawn))
      return name + ' is under ' + over.outerHTML.slice(0, 80);
    const isMarked = (element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return outlineStyle !== 'none' && outlineWidth !== '0px';
    };
    // A field may be marked by the box around it.
    const around = [drawn, drawn.parentElement, drawn.parentElement?.parentElement, at.closest('li')];
    return around.some((each) => each && isMarked(each)) ? '' : name + ' shows no focus';
  },
  isFocused: (element) => element === document.activeElement,
  isBox: (element) => element.matches('[type=checkbox], [type=radio]'),
  field: ({ tagName, type, value }) => ({ kind: tagName === 'SELECT' ? 'select' : type ?? 'text', value }),
};`;
