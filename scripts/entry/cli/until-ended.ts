/** What ends a command that runs until it is asked to end: a terminal that closes, Ctrl+C, and the stop of a service. */
const SIGNALS = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;
/** Milliseconds within which a second signal is the same wish: npm forwards what the terminal has sent already. */
const SAME_WISH = 1_000;
const LOOK_AT_PARENT_EVERY = 250;

/**
 * Waits until this program is asked to end. A second, later signal does not wait: it ends at once, with code 1.
 * npm forwards some signals and dies of the others, so under npm the end of the parent is such a wish too.
 */
export function untilEnded(): Promise<void> {
  return new Promise((resolve) => {
    let first: number | undefined;
    for (const signal of SIGNALS)
      process.on(signal, () => {
        first ??= Date.now();
        if (Date.now() - first > SAME_WISH) process.exit(1);
        resolve();
      });
    if (process.env['npm_lifecycle_event'] === undefined) return;
    const parent = process.ppid;
    const watching = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(watching);
      resolve();
    }, LOOK_AT_PARENT_EVERY);
    watching.unref();
  });
}
