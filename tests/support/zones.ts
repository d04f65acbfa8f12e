/**
 * Zones that are hard in one way or another: by quarters and halves of an hour, with summer time on either side of the
 * equator, changed at midnight, by half an hour, in Ramadan, over the date line, or by seconds until 1972.
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
