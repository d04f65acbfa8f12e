import type { Language, Text } from '#domain/problem.ts';

const SAID: Text = {
  id: 'Halaman ini dibuka di dalam halaman lain, sehingga tidak ditampilkan: halaman itu dapat mengarahkan klik Anda.',
  en: 'This page was opened inside another page, so it is not shown: that page could steer what you click.',
};
const OPEN: Text = { id: 'Buka halaman ini sendiri', en: 'Open this page by itself' };

/**
 * Refuses to show a page on which people act inside another page's frame (clickjacking). `frame-ancestors` has no effect in
 * a page's own <meta>, and GitHub Pages sends no headers, so the page itself must look.
 * @param place where it says so, with a way to the page by itself
 * @returns whether it is framed: then nothing else may be rendered
 */
export function refusedInFrame(place: HTMLElement, language: Language): boolean {
  if (window.top === window.self) return false;
  const said = document.createElement('p');
  said.className = 'notice';
  said.setAttribute('role', 'alert');
  said.textContent = SAID[language];
  const link = document.createElement('a');
  link.href = location.href;
  link.target = '_top';
  link.textContent = OPEN[language];
  const way = document.createElement('p');
  way.append(link);
  place.replaceChildren(said, way);
  return true;
}
