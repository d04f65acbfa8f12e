/**
 * Writes a time as pages do: "Rabu, 25 November 2026 pukul 10.42 WIB". The text is built from parts, because the
 * whole patterns of `Intl` differ between browsers. The tables that the pages use would be larger than the rest of
 * the script.
 * @param zone IANA name of a zone; if undefined, the zone of the browser
 */
export function registerTime(instant: string, zone: string | undefined, language: 'id' | 'en'): string {
  const options = { hourCycle: 'h23', timeZoneName: 'short', ...(zone ? { timeZone: zone } : {}) } as const;
  const parts = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'id-ID', {
    ...{ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' },
    ...options,
  }).formatToParts(new Date(instant));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((each) => each.type === type)?.value ?? '';
  // Only the Indonesian tables of `Intl` contain WIB, WITA and WIT.
  const name = new Intl.DateTimeFormat('id-ID', options)
    .formatToParts(new Date(instant))
    .find(({ type }) => type === 'timeZoneName')?.value;
  const date = `${part('weekday')}, ${part('day')} ${part('month')} ${part('year')}`;
  const [at, point] = language === 'en' ? [', ', ':'] : [' pukul ', '.'];
  return `${date}${at}${part('hour')}${point}${part('minute')} ${name ?? ''}`.trimEnd();
}
