/* Copies the address that is shown once; keeps a form from being sent twice, by a double click or by loading again. */
"use strict";
{
  for (const button of document.querySelectorAll("[data-copies]")) {
    const address = document.getElementById(button.dataset.copies);
    const said = button.parentElement.querySelector("[role=status]");
    address.addEventListener("focus", () => address.select());
    button.hidden = false;
    button.addEventListener("click", async () => {
      address.select();
      try {
        await navigator.clipboard.writeText(address.value);
        said.textContent = button.dataset.done;
      } catch {
        // Without https the clipboard is closed to scripts; the address is selected, ready to be copied by hand.
        address.focus();
      }
    });
    history.replaceState(null, "", location.href);
    document.getElementById("made-heading").focus();
  }
  for (const form of document.querySelectorAll("form[data-once]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "yes";
    });
    window.addEventListener("pageshow", () => delete form.dataset.sent);
  }
}
