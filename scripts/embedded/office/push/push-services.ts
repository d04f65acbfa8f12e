/**
 * The services by which browsers receive messages. An office posts to these alone, so that nobody who may sign in makes it post to
 * an address of their choice (SSRF): a name that leads elsewhere, or a number, is none of them.
 */
const SERVICES: readonly string[] = [
  'fcm.googleapis.com',
  'updates.push.services.mozilla.com',
  'web.push.apple.com',
  '*.notify.windows.com',
];

/** Whether a browser's address is one of a known service. */
export function isPushService({ protocol, hostname, port, username, password }: URL): boolean {
  if (protocol !== 'https:' || port !== '' || username !== '' || password !== '') return false;
  return SERVICES.some((each) => (each.startsWith('*.') ? hostname.endsWith(each.slice(1)) : hostname === each));
}
