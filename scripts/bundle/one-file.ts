/** Where the door ends and the program begins; put together only when run, so that the door does not hold it. */
const MARK = ['', '/*program', ''].join('\n');
const END = '\n*/\n';
/** In the place of what would end the comment; a bundle that holds it is refused. */
const ESCAPED = '*%/';

/** One file of two bundles: the door as it is, the program as a comment behind it. @throws where that cannot be undone */
export function oneFile(door: string, program: string): string {
  const file = `${door.trimEnd()}${MARK}${program.trimEnd().replaceAll('*/', ESCAPED)}${END}`;
  if (programIn(file) !== program.trimEnd()) throw new Error('The bundle holds a mark of its own.');
  return file;
}

/** The program of such a file. */
export function programIn(file: string): string {
  return file.slice(file.indexOf(MARK) + MARK.length, -END.length).replaceAll(ESCAPED, '*/');
}
