import type { Language, Text } from '#domain/problem.ts';

const SAID: Text = {
  id: 'Halaman ini dibuka di dalam halaman lain, sehingga tidak ditampilkan: halaman itu dapat mengarahkan klik Anda.',
  en: 'This page was opened inside another page, so it is not shown: that page could steer what you click.',
};
const OPEN: Text = { id: 'Buka halaman ini sendiri', en: 'Open this page by itself' };

/**
 * Refuses to show a page on which people act if another page shows it in a frame (clickjacking). `frame-ancestors` has
 * no effect in a page's <meta>, and GitHub Pages sends no such header, so the script of the page must check.
 * @param place element that then contains the reason and a link to the page outside the frame
 * @returns whether the page is in a frame; if so, nothing else may be rendered
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
