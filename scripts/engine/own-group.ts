/**
 * The option that starts git in a process group of its own. Ctrl+C ends every process of the terminal's group, but git
 * must finish the work that this program waits for. Git ends when its input ends.
 */
export const OWN_GROUP = { detached: true } as const;
