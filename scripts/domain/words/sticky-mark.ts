/** First line of the one comment that is kept up to date (R30). It counts only in the process's own comments. */
export const STICKY = '<!-- disposisi:sticky -->';
