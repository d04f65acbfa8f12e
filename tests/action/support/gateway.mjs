/** Loaded before the bundled action: an office's gateway at an address with TLS is a receiver on this machine. */
const { fetch } = globalThis;
globalThis.fetch = (address, init) =>
  fetch(String(address).replace(/^https:\/\/gerbang\.example/, process.env['HARNESS_GATEWAY'] ?? ''), init);
