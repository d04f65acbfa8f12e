import { channel } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** Counts the bytes between the forge in this program and its clients, by API and git. */
export class Bytes {
  readonly #seen = new WeakMap<Socket, number>();
  readonly #channel = channel('http.server.response.finish');
  #total = 0;

  constructor() {
    this.#channel.subscribe(this.#count);
  }

  /** Begins to count anew. */
  begin(): void {
    this.#total = 0;
  }

  /** Returns the bytes in both directions since {@link begin}, for responses that have been sent. */
  end(): number {
    return this.#total;
  }

  close(): void {
    this.#channel.unsubscribe(this.#count);
  }

  readonly #count = (message: unknown): void => {
    const { socket } = message as { readonly request: IncomingMessage; readonly socket: Socket };
    const moved = socket.bytesRead + socket.bytesWritten;
    this.#total += moved - (this.#seen.get(socket) ?? 0);
    this.#seen.set(socket, moved);
  };
}
