/**
 * Where this file lies on main, the office's data and accounts are made up, and its public pages say so (R32). A person who
 * walks sample cases puts it there, so that it goes along with every clone; no template and no set-up has it.
 */
export const SAMPLE_MARK = 'CONTOH.md';
