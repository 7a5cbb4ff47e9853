/* What this browser keeps of unsaved text while the site cannot be reached: sent as soon as a page is opened again, and
   removed once it was sent or saved, at sign-out, and after 30 days. It lies in localStorage under
   `unsaved/<account>/<release or new>/<form>`. It is written by autosave.js. */
"use strict";
{
  const { user, url: base } = document.currentScript.dataset;
  const DAYS_30 = 30 * 24 * 3600 * 1000;

  const keys = (start) => {
    try { return Object.keys(localStorage).filter((key) => key.startsWith(start)); } catch { return []; }
  };
  const written = (key) => {
    try { return JSON.parse(localStorage.getItem(key)).at; } catch { return 0; }
  };

  const saved = /^#saved=([\w-]+)$/.exec(location.hash);
  if (saved) history.replaceState(history.state, "", location.pathname + location.search);
  for (const key of keys("unsaved/")) {
    if ((saved && key.endsWith(`/${saved[1]}`)) || written(key) < Date.now() - DAYS_30) localStorage.removeItem(key);
  }
  document.getElementById("logout-form")?.addEventListener("submit", () => {
    for (const key of keys(`unsaved/${user}/`)) localStorage.removeItem(key);
  });

  // Of a release: `<number>`; of a new one: `new`; of a translation that is being begun: `new-<family>`.
  function addressOf(place) {
    const url = new URL(base, location);
    if (/^\d+$/.test(place)) url.pathname = url.pathname.replace(/keep\/$/, `${place}/keep/`);
    else if (place !== "new") url.searchParams.set("family", place.slice(4));
    return url;
  }

  async function send(key) {
    const kept = localStorage.getItem(key);
    const left = JSON.parse(kept);
    const [, , place, form] = key.split("/");
    const body = new URLSearchParams(left.fields);
    body.set("_user", user);
    body.set("_form", form);
    body.set("_version", left.version);
    body.set("_age", String(Math.max(0, Math.round((Date.now() - left.at) / 1000))));
    const headers = { "X-CSRFToken": document.querySelector("input[name=csrfmiddlewaretoken]").value };
    const answer = await fetch(addressOf(place), { method: "POST", body, headers, redirect: "manual" });
    if (!answer.ok) throw new Error(`${answer.status}`);
    if (localStorage.getItem(key) === kept) localStorage.removeItem(key);
  }

  async function sendAll() {
    const left = keys(`unsaved/${user}/`);
    for (const key of left) await send(key);
    if (left.length) document.dispatchEvent(new Event("kept-here-sent"));
  }
  if (user) sendAll().catch(() => { /* It stays, and the next page tries again. */ });

  const line = document.getElementById("kept-here");
  if (line) line.hidden = !keys("unsaved/").length;
}
