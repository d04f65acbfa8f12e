import { render } from 'preact';
import { CHECKER_POLICY, DEVICE_POLICY } from '#public/form/policy.ts';
import type { FormTarget } from '#public/form/target.ts';
import { DEVICE_SCRIPT } from '#public/messages/device.ts';
import { refusedInFrame } from '../scripts/framed.ts';
import { trustedScript } from './trusted-script.ts';
import { RULES_SCRIPT } from './request/rules-script.ts';
import { settingsOf } from './settings.ts';
import { App } from './view/app.tsx';

const place = document.querySelector<HTMLElement>('#meja');
const language = document.documentElement.lang === 'en' ? 'en' : 'id';
// The hash of the address names the open case, so the skip link must not change the hash.
document.querySelector('.skip')?.addEventListener('click', (event) => {
  event.preventDefault();
  document.querySelector<HTMLElement>('#isi')?.focus();
});
if (place && !refusedInFrame(place, language)) {
  const target = JSON.parse(place.dataset['target'] ?? '{}') as FormTarget;
  // A page can have only one policy of each name, so the policies are made before other code could make them.
  trustedScript(CHECKER_POLICY, RULES_SCRIPT);
  if (target.kind === 'embedded') trustedScript(DEVICE_POLICY, DEVICE_SCRIPT);
  const settings = settingsOf(target, location.origin, { language, base: place.dataset['base'] ?? '' });
  render(<App settings={settings} />, place);
}
