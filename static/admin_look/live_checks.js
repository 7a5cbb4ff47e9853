/* Renews the parts of a page that say whether readers see what was published, as long as they may change soon. */
"use strict";
{
  const LONGEST_PAUSE = 10000;

  const renew = async (part, pause) => {
    const address = part.dataset.pending;
    if (!address) return;
    await new Promise((wake) => setTimeout(wake, pause));
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" } });
      if (!answer.ok || answer.redirected) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".proof");
      if (!fresh) return;
      if (fresh.dataset.pending) part.dataset.pending = fresh.dataset.pending;
      else delete part.dataset.pending;
      // What says the same is left alone, so that nothing is read aloud twice and no focus is lost.
      if (fresh.textContent !== part.textContent) part.replaceChildren(...fresh.childNodes);
    } catch {
      // The connection comes back, or the page is loaded anew.
    }
    renew(part, Math.min(pause * 1.5, LONGEST_PAUSE));
  };

  for (const part of document.querySelectorAll(".proof[data-pending]")) renew(part, 1000);
}
