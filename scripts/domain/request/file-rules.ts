/** Names and sizes of a request's files (R8). */

const MIB = 1024 * 1024;

/** Paths must work on every system. */
export const TREE_LIMITS = { attachment: 5 * MIB, attachments: 20 * MIB, count: 20, name: 80, path: 200 } as const;

// No name like an option, a hidden file, or with a final dot.
const NAME = /^[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_-])?$/;
// Device names on Windows.
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/;

/** Length is checked elsewhere. */
export const isFileName = (name: string): boolean => NAME.test(name) && !DEVICE.test(name);
