// Runs on the sign-in page, as it stands: hands a token for the chosen sample account to the page that opened this
// window, by the handshake that the form knows from GitHub sign-ins, and to a page of this very origin only.
const provider = 'github';
const opener = window.opener;
const message = document.querySelector('#message');
const buttons = [...document.querySelectorAll('button')];

if (window.top !== window.self)
  say('Halaman lain menampilkan halaman ini di dalamnya: ditolak.', 'Another page shows this one inside it: refused.');
else if (!opener) say('Buka halaman ini dari formulir atau meja kerja.', 'Open this page from the form or the desk.');
else if (!isOurs(opener)) say('Situs lain membuka halaman ini: ditolak.', 'Another site opened this page: refused.');
else {
  for (const button of buttons) {
    button.disabled = false;
    button.addEventListener('click', () => choose(button.dataset.login));
  }
}

/** The location of a page from elsewhere cannot be read: that throws. */
function isOurs(other) {
  try {
    return other.location.origin === location.origin;
  } catch {
    return false;
  }
}

async function choose(login) {
  for (const button of buttons) button.disabled = true;
  say('Menunggu jawaban …', 'Waiting for the answer …');
  await echoed();
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

/** Greets the opener, and waits until it says the same. */
function echoed() {
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
