/** First line of the comment that is kept up to date (R30); only in the process's own comments. */
export const STICKY = '<!-- disposisi:sticky -->';
