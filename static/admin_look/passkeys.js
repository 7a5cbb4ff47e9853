/* Asks the browser for a passkey and sends its answer with the form; `webauthnJSON` is the script of django-allauth. */
"use strict";
{
  const { create, get, supported } = window.webauthnJSON;
  for (const button of supported() ? document.querySelectorAll("[data-passkey]") : []) {
    const form = button.form;
    const said = form.querySelector(".passkey-said");
    let isAsking = false;
    const ask = async () => {
      if (button.dataset.challenge) return JSON.parse(button.dataset.challenge);
      form.elements.credential.value = "";
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
      if (!answer.ok) throw new Error(answer.status);
      return answer.json();
    };
    form.querySelector(".no-passkeys")?.setAttribute("hidden", "");
    button.closest("[hidden]")?.removeAttribute("hidden");
    button.addEventListener("click", async () => {
      if (isAsking) return;
      isAsking = true;
      said.textContent = "";
      try {
        const { asked, ...challenge } = await ask();
        const answer = await (button.dataset.passkey === "create" ? create : get)(challenge);
        if (asked) form.elements.asked.value = asked;
        form.elements.credential.value = JSON.stringify(answer);
        form.submit();
      } catch {
        said.textContent = said.dataset.failed;
      }
      isAsking = false;
    });
  }
}
