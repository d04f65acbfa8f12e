// The script of the sign-in page, which is served without a build. It sends a token of the chosen sample account to the
// page that opened this window, with the handshake of GitHub sign-ins. That page must have the same origin.
const provider = 'github';
const opener = window.opener;
const message = document.querySelector('#message');
const buttons = [...document.querySelectorAll('button')];

if (window.top !== window.self)
  say(
    'Halaman lain menampilkan halaman ini di dalamnya, jadi Anda tidak dapat masuk di sini.',
    'Another page shows this page inside it, so you cannot sign in here.',
  );
else if (!opener) say('Buka halaman ini dari formulir atau meja kerja.', 'Open this page from the form or the desk.');
else if (!isSameOrigin(opener))
  say(
    'Situs lain membuka halaman ini, jadi Anda tidak dapat masuk di sini.',
    'Another site opened this page, so you cannot sign in here.',
  );
else {
  for (const button of buttons) {
    button.disabled = false;
    button.addEventListener('click', () => choose(button.dataset.login));
  }
}

/** Checks whether a page has this origin. If the page has another origin, reading its location throws an error. */
function isSameOrigin(other) {
  try {
    return other.location.origin === location.origin;
  } catch {
    return false;
  }
}

async function choose(login) {
  for (const button of buttons) button.disabled = true;
  say('Menunggu jawaban …', 'Waiting for the answer …');
  await waitForEcho();
  const answer = await fetch('/auth', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, ticket: document.body.dataset.ticket }),
  });
  const { token, message: reason } = await answer.json();
  if (!answer.ok) {
    say(`${reason} — muat ulang halaman ini.`, 'Reload this page.');
    return;
  }
  opener.postMessage(`authorization:${provider}:success:${JSON.stringify({ token, provider })}`, location.origin);
  say('Sudah masuk; jendela ini boleh ditutup.', 'Signed in; this window may be closed.');
}

/** Sends the greeting of the handshake to the opener, and waits until the opener sends it back. */
function waitForEcho() {
  return new Promise((resolve) => {
    window.addEventListener('message', function heard({ data, origin, source }) {
      if (data !== `authorizing:${provider}` || origin !== location.origin || source !== opener) return;
      window.removeEventListener('message', heard);
      resolve();
    });
    opener.postMessage(`authorizing:${provider}`, location.origin);
  });
}

function say(indonesian, english) {
  const translation = document.createElement('span');
  translation.lang = 'en';
  translation.textContent = english;
  message.replaceChildren(`${indonesian} `, translation);
}
