'use strict';
/* Runs in the owner's browser: asks the passkey, and sends its answer with the form. */
{
  const bytesOf = (text) =>
    Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
      character.charCodeAt(0),
    );
  const textOf = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '');
  /* What the passkey has to sign is too old after five minutes. */
  const oldMs = 270_000;

  const described = ({ id, ...rest }) => ({ ...rest, id: bytesOf(id) });

  const get = async (options) => {
    const { response, ...credential } = await navigator.credentials
      .get({
        publicKey: { ...options, challenge: bytesOf(options.challenge) },
      })
      .then(plain);
    return {
      ...credential,
      response: {
        clientDataJSON: textOf(response.clientDataJSON),
        authenticatorData: textOf(response.authenticatorData),
        signature: textOf(response.signature),
      },
    };
  };

  const create = async (options) => {
    const { response, ...credential } = await navigator.credentials
      .create({
        publicKey: {
          ...options,
          challenge: bytesOf(options.challenge),
          user: described(options.user),
          excludeCredentials: options.excludeCredentials.map(described),
        },
      })
      .then(plain);
    return {
      ...credential,
      response: {
        clientDataJSON: textOf(response.clientDataJSON),
        attestationObject: textOf(response.attestationObject),
        transports: response.getTransports?.() ?? [],
      },
    };
  };

  const plain = ({ rawId, type, response }) => ({
    id: textOf(rawId),
    rawId: textOf(rawId),
    type,
    response,
    clientExtensionResults: {},
  });

  const ask = async (form) => {
    const options = JSON.parse(form.dataset.options);
    const answer = await (form.dataset.passkey === 'create' ? create(options) : get(options));
    form.elements.passkey.value = JSON.stringify(answer);
    form.submit();
  };

  for (const form of document.querySelectorAll('form[data-passkey]')) {
    const problem = form.querySelector('[role=alert]');
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      problem.textContent = '';
      if (performance.now() > oldMs) {
        location.replace(form.dataset.page);
        return;
      }
      ask(form).catch((error) => {
        problem.textContent =
          error.name === 'InvalidStateError'
            ? 'This device has a passkey for Tutti already.'
            : 'No passkey was given. Try again, or use the owner key.';
      });
    });
  }
}
