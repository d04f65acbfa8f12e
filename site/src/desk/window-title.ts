let name = document.title;
let waiting = 0;

const show = (): void => {
  document.title = waiting > 0 ? `(${waiting}) ${name}` : name;
};

/** Names the window by the page that it shows. */
export function nameWindow(page: string): void {
  name = page;
  show();
}

/** Shows in the window's name how much waits for the person signed in, so that another tab shows it too. */
export function countInTitle(count: number): void {
  waiting = count;
  show();
}
