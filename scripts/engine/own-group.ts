/**
 * How git is started: in a process group of its own. Ctrl+C ends every process of the terminal's group, but git must
 * finish what is waited for; it ends when its input does.
 */
export const OWN_GROUP = { detached: true } as const;
