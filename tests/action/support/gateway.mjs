/** Makes a receiver on this machine an office’s gateway with TLS. It is loaded before the bundled action. */
const { fetch } = globalThis;
globalThis.fetch = (address, init) =>
  fetch(String(address).replace(/^https:\/\/gerbang\.example/, process.env['HARNESS_GATEWAY'] ?? ''), init);
