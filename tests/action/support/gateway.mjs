/** Sends calls of an office’s gateway to a receiver on this machine. This file is loaded before the bundled action. */
const { fetch } = globalThis;
globalThis.fetch = (address, init) =>
  fetch(String(address).replace(/^https:\/\/gerbang\.example/, process.env['HARNESS_GATEWAY'] ?? ''), init);
