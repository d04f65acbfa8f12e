/**
 * How git is started. Ctrl+C reaches every process of the terminal's group: in a group of its own, git still finishes
 * what is waited for, and ends when its input does.
 */
export const OWN_GROUP = { detached: true } as const;
