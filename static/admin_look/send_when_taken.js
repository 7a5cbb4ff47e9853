/* A form that nothing keeps is sent only if the site will take it: otherwise it stays on the page with all that was
   typed, and says what to do. The sentences are in #not-sent. */
"use strict";
{
  const line = document.getElementById("not-sent");
  const { url, user, most } = line.dataset;
  const PATIENCE = 8000;
  let isAsking = false, isTaken = false;

  const bytes = (words) => new Blob([words.replace(/\r?\n/g, "\r\n")]).size;

  async function problemOf(form) {
    const fields = [...new FormData(form)].filter(([, value]) => typeof value === "string");
    const size = fields.reduce((sum, [name, value]) => sum + bytes(name) + bytes(value) + 2, 0);
    if (size > Number(most)) return "tooLong";
    const answer = await fetch(url, {
      redirect: "manual", cache: "no-store", signal: AbortSignal.timeout?.(PATIENCE), headers: { Accept: "application/json" },
    });
    if (answer.type === "opaqueredirect") return "signedOut";
    if (answer.status === 403) return "refused";
    const told = await answer.json();
    if (String(told.user) !== user) return "somebodyElse";
    // Somebody who signed in anew has another token.
    for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = told.token;
    return "";
  }

  function say(word) {
    line.hidden = !word;
    line.querySelector("p").textContent = word ? line.dataset[word] : "";
    line.querySelector("a").hidden = !["signedOut", "somebodyElse"].includes(word);
    if (word) line.scrollIntoView({ block: "nearest" });
  }

  // After the editors have put their text into the form, and the files were looked at.
  addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    if (!form.contains(line) || event.defaultPrevented || isTaken) return;
    event.preventDefault();
    // Whoever presses twice means it once.
    if (isAsking) return;
    isAsking = true;
    problemOf(form).catch(() => "unreachable").then((word) => {
      isAsking = false;
      say(word);
      if (word) return;
      isTaken = true;
      form.requestSubmit(submitter);
      // A page that comes back from the history asks anew.
      isTaken = false;
    });
  });
}
