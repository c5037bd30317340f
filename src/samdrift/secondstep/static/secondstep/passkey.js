// A passkey is asked for when its button is pressed, and its answer is sent by the form.

const form = document.querySelector("form[data-passkey]");

async function answer(options) {
  if (form.dataset.passkey === "add") {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    return navigator.credentials.create({ publicKey });
  }
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  return navigator.credentials.get({ publicKey });
}

async function ask(event) {
  event.preventDefault();
  const told = form.querySelector("[data-told]");
  told.hidden = true;
  try {
    const given = await answer(JSON.parse(form.dataset.options));
    form.elements.answer.value = JSON.stringify(given.toJSON());
    form.submit();
  } catch {
    told.hidden = false;
    told.focus();
  }
}

if (form && window.PublicKeyCredential?.parseCreationOptionsFromJSON) {
  form.addEventListener("submit", ask);
  form.querySelector("[data-without]").hidden = true;
}
