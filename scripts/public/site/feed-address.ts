/** The address of the feed of one SOP, without the language. @param procedure its id */
export const feedAddress = (procedure: string): string => `/sop/${procedure}/perubahan.atom`;
