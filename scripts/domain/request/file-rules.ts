/** What a file of a request may be called, and how large it may be (R8). */

const MIB = 1024 * 1024;

/** R8's limits; lengths and number keep a path usable on every system and a page readable. */
export const TREE_LIMITS = { attachment: 5 * MIB, attachments: 20 * MIB, count: 20, name: 80, path: 200 } as const;

// Lower-case a-z 0-9 - _ . only; no name that begins like an option or a hidden file, or ends in a dot.
const NAME = /^[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_-])?$/;
// Windows opens devices by these names, with any extension.
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/;

/** May a file or folder have this name? Its length is looked at elsewhere. */
export const isFileName = (name: string): boolean => NAME.test(name) && !DEVICE.test(name);
