/**
 * Zones that are hard to compute with: offsets of quarters and halves of an hour; summer time north and south of the
 * equator; changes at midnight, by half an hour, for Ramadan, or over the date line; an offset with seconds until 1972.
 */
export const HARD_ZONES = [
  'Asia/Pontianak',
  'Asia/Makassar',
  'Asia/Jayapura',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Tehran',
  'Asia/Gaza',
  'Asia/Pyongyang',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Africa/Monrovia',
  'America/New_York',
  'America/St_Johns',
  'America/Santiago',
  'America/Caracas',
  'Antarctica/Troll',
  'Australia/Lord_Howe',
  'Europe/Berlin',
  'Europe/London',
  'Pacific/Apia',
  'Pacific/Chatham',
  'UTC',
] as const;
