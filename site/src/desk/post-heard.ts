import type { Fetch } from './forge.ts';

/**
 * Returns a function that posts as `fetch` does, and reports how much of the body is sent, which `fetch` cannot do.
 * @param heard called with the share that is sent, from 0 to 1
 */
export const postHeard =
  (heard: (share: number) => void): Fetch =>
  (url, { headers, body }) =>
    new Promise((done, failed) => {
      const request = new XMLHttpRequest();
      request.open('POST', url);
      new Headers(headers).forEach((value, name) => request.setRequestHeader(name, value));
      request.upload.onprogress = ({ loaded, total }) => heard(loaded / total);
      request.onload = () => done(new Response(request.responseText, { status: request.status }));
      request.onerror = () => failed(new TypeError('There is no network.'));
      request.send(String(body));
    });
