const ONES = 'nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas'.split(' ');

/** "2 (dua)", as letters write a count (Permendagri 1/2023); what is no number below a thousand stays as it is. */
export function countedWords(written: string): string {
  return /^\d{1,3}$/.test(written) ? `${written} (${numberWords(Number(written))})` : written;
}

function numberWords(n: number): string {
  if (n < 12) return ONES[n] ?? '';
  if (n < 20) return `${ONES[n - 10]} belas`;
  if (n < 100) return joined(`${ONES[Math.floor(n / 10)]} puluh`, n % 10);
  return joined(n < 200 ? 'seratus' : `${ONES[Math.floor(n / 100)]} ratus`, n % 100);
}

const joined = (words: string, rest: number): string => (rest === 0 ? words : `${words} ${numberWords(rest)}`);
