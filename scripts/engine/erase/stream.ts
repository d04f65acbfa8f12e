/** Reads the stream of `git fast-export`. Lines are read as Latin-1, so that all bytes stay as they are. */

/** A commit as `git fast-export --no-data --show-original-ids` prints it. */
export interface ExportedCommit {
  /** The ref under which the commit was found first. */
  readonly ref: string;
  /** `:<number>`, by which later commits name this one. */
  readonly mark: string;
  readonly oid: string;
  /** The lines with author, committer and encoding. */
  readonly people: readonly string[];
  readonly message: Buffer;
  /** The marks of the parents. */
  readonly parents: readonly string[];
  /** The lines `M <mode> <id> <path>` and `D <path>`, relative to the first parent. */
  readonly changes: readonly string[];
}

/**
 * Reads all commits of a stream, in its order.
 * @throws Error if the stream is cut, or has a command that is not expected
 */
export async function* readCommitsOf(stream: AsyncIterable<Buffer>): AsyncGenerator<ExportedCommit, void, void> {
  const input = new Lines(stream);
  let line = await input.next();
  while (line !== 'done') {
    if (line.startsWith('commit ')) {
      const commit = await readCommit(input, line.slice('commit '.length));
      line = commit.after;
      yield commit;
      continue;
    }
    const isIdle = line === '' || line === 'feature done' || line.startsWith('reset ') || line.startsWith('from ');
    if (!isIdle) throw new Error(`git fast-export printed an unexpected line: ${line.slice(0, 80)}`);
    line = await input.next();
  }
}

async function readCommit(input: Lines, ref: string): Promise<ExportedCommit & { readonly after: string }> {
  let [mark, oid] = ['', ''];
  const people: string[] = [];
  let line = await input.next();
  for (; !line.startsWith('data '); line = await input.next()) {
    const [word = '', value = ''] = line.split(' ', 2);
    if (word === 'mark') mark = value;
    else if (word === 'original-oid') oid = value;
    else if (['author', 'committer', 'encoding'].includes(word)) people.push(line);
    else throw new Error(`git fast-export printed an unexpected line: ${line.slice(0, 80)}`);
  }
  const message = await input.bytes(Number(line.slice('data '.length)));
  const parents: string[] = [];
  const changes: string[] = [];
  line = await input.next();
  // A message that ends without a line feed is followed by the next command at once; an empty line may stand between.
  for (; /^(?:from|merge) /.test(line); line = await input.next()) parents.push(line.slice(line.indexOf(' ') + 1));
  for (; /^(?:[MD] |deleteall$)/.test(line); line = await input.next()) changes.push(line);
  return { ref, mark, oid, people, message, parents, changes, after: line };
}

/** Reads lines and bytes from a stream. */
class Lines {
  readonly #source: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(stream: AsyncIterable<Buffer>) {
    this.#source = stream[Symbol.asyncIterator]();
  }

  /** Returns the next line, without its line feed. */
  async next(): Promise<string> {
    let end = this.#rest.indexOf(0x0a);
    while (end < 0) {
      const from = this.#rest.length;
      await this.#more();
      end = this.#rest.indexOf(0x0a, from);
    }
    const line = this.#rest.toString('latin1', 0, end);
    this.#rest = this.#rest.subarray(end + 1);
    return line;
  }

  async bytes(count: number): Promise<Buffer> {
    while (this.#rest.length < count) await this.#more();
    const taken = Buffer.from(this.#rest.subarray(0, count));
    this.#rest = this.#rest.subarray(count);
    return taken;
  }

  async #more(): Promise<void> {
    const { value, done } = await this.#source.next();
    if (done) throw new Error('git fast-export ended before its stream was complete.');
    this.#rest = this.#rest.length === 0 ? value : Buffer.concat([this.#rest, value]);
  }
}
