/** Title of the window without the number of waiting cases; at first the title from the site's page. */
let name: string | undefined;
let waiting = 0;

function showTitle(): void {
  name ??= document.title;
  document.title = waiting > 0 ? `(${waiting}) ${name}` : name;
}

/** Sets the title of the window. */
export function nameWindow(page: string): void {
  name = page;
  showTitle();
}

/** Shows in the title of the window how many cases wait, so that people see it while they use another tab. */
export function countInTitle(count: number): void {
  waiting = count;
  showTitle();
}
