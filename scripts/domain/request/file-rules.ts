/** The rules for the name and the size of a file of a request (R8). */

const MIB = 1024 * 1024;

/** The limits of R8. Limits of length and number keep a path usable on every system, and a page readable. */
export const TREE_LIMITS = { attachment: 5 * MIB, attachments: 20 * MIB, count: 20, name: 80, path: 200 } as const;

// Only lower-case a-z 0-9 - _ . are allowed. No name begins like an option or a hidden file, or ends in a dot.
const NAME = /^[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_-])?$/;
// Windows opens devices under these names, with any extension.
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/;

/** Checks whether a file or folder may have this name. The length of the name is checked elsewhere. */
export const isFileName = (name: string): boolean => NAME.test(name) && !DEVICE.test(name);
