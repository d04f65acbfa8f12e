/**
 * If this file is on main, the office's data and accounts are made up, and its public pages say so (R32). A person who
 * makes sample cases adds it, so that every clone has it. No template and no set-up adds it.
 */
export const SAMPLE_MARK = 'CONTOH.md';
