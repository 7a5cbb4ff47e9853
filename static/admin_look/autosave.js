/* Keeps what is typed into the form of a release: on the server, without a save, and in this browser while that cannot
   be reached. Tells who else has the release open. What it says, and where it asks, stands on the page (#kept). */
"use strict";
{
  const line = document.getElementById("kept");
  const form = document.getElementById("release_form");
  const set = line.dataset;
  const names = set.names.split(" ");
  const formKey = form.elements._form.value;
  const place = `unsaved/${set.user}/${set.place}/`;
  const isNew = set.place.startsWith("new");
  const areas = [...form.querySelectorAll("textarea[data-type=ckeditortype]")];

  const taken = form.elements._taken.value;
  // Whether the page itself came with text that is not saved: taken back, or of a save that was refused.
  const holdsMore = Boolean(taken) || "unsaved" in set;

  // Milliseconds: after the last key; at most, while typing goes on; between two looks; between two signs of life.
  const QUIET = 2000, MOST = 6000, LOOK = 4000, BEAT = 10000, PATIENCE = 8000;
  // Browsers let a page that is being left send no more than 64 kB.
  const LAST_WORDS = 60000;

  let begun = null; // what the form held when it was opened, once that is known
  let last = null; // what the server is known to hold
  let waiting = 0, since = 0, beaten = 0;
  let sending = null, leaving = false, sentOnce = false, isWaiting = false;

  // What the form holds

  const editorOf = (field) => {
    const editor = window.CKEDITOR?.instances[field.id];
    return editor?.status === "ready" ? editor : null;
  };

  function first(field) {
    if (field.tagName !== "SELECT") return field.defaultValue;
    return ([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.value ?? "";
  }

  function held(asOpened = false) {
    const found = new URLSearchParams();
    for (const field of form.elements) {
      if (!names.includes(field.name)) continue;
      if (field.type === "checkbox" && !(asOpened ? field.defaultChecked : field.checked)) continue;
      const editor = editorOf(field);
      found.append(field.name, editor ? editor.getData() : asOpened ? first(field) : field.value);
    }
    return found.toString();
  }

  // What this browser keeps

  function keepHere(fields) {
    try {
      localStorage.setItem(place + formKey, JSON.stringify({ fields, at: Date.now(), version: set.version }));
      return true;
    } catch {
      return false;
    }
  }

  function dropHere(key, fields) {
    try {
      if (JSON.parse(localStorage.getItem(key))?.fields === fields) localStorage.removeItem(key);
    } catch { /* Nothing is kept where nothing can be. */ }
  }

  // What it says

  function say(word, time = "") {
    const [before, after] = [...set[word].split("{time}"), ""];
    const said = line.querySelector("p");
    line.classList.toggle("kept-worry", word !== "kept");
    line.querySelector("a").hidden = word !== "signedOut";
    if (said.dataset.word !== word) {
      // Only another sentence is announced, not each new time in it.
      const clock = document.createElement("span");
      clock.setAttribute("aria-live", "off");
      said.replaceChildren(before, clock, after);
      said.dataset.word = word;
    }
    said.querySelector("span").textContent = time;
  }

  function calm() {
    if (!line.classList.contains("kept-worry")) return;
    line.classList.remove("kept-worry");
    line.querySelector("a").hidden = true;
    line.querySelector("p").replaceChildren();
    delete line.querySelector("p").dataset.word;
  }

  const shown = {};
  function put(id, html) {
    if (shown[id] === html) return;
    shown[id] = html;
    document.getElementById(id).innerHTML = html;
  }

  // Asking the server: each answer is JSON, anything else means that it was not our page that answered

  class Refused extends Error {}

  async function fetched(more) {
    const answer = await fetch(more.url ?? set.url, {
      redirect: "manual", signal: AbortSignal.timeout(PATIENCE), headers: { Accept: "application/json" }, ...more,
    });
    if (answer.type === "opaqueredirect") throw new Refused("signedOut");
    return answer;
  }

  async function renew() {
    const told = await (await fetched({ cache: "no-store" })).json();
    if (String(told.user) !== set.user) throw new Refused("somebodyElse");
    for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = told.token;
  }

  async function post(body, more = {}, again = true) {
    body.set("_user", set.user);
    const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
    const answer = await fetched({ method: "POST", body, headers, ...more });
    const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
    if (answer.status === 403 && !isJson && again) {
      // Somebody signed in anew in another window, which changes the token.
      await renew();
      return post(body, more, false);
    }
    if (answer.ok && isJson) return answer.json();
    if (answer.status === 409) throw new Refused("somebodyElse");
    if (answer.status === 413 || answer.status === 400) throw new Refused("tooLong");
    if (answer.status === 403) throw new Refused("refused");
    throw new Error(`${answer.status}`);
  }

  function message(fields) {
    const body = new URLSearchParams(fields ?? "");
    body.set("_form", formKey);
    body.set("_version", set.version);
    // After a refused save the page itself shows what differs from this one.
    const met = form.elements.newer_version?.value;
    if (met) body.set("_met", met);
    if (taken) body.set("_taken", taken);
    if (holdsMore || held() !== begun) body.set("_writing", "1");
    else if (fields !== null) body.set("_untouched", "1");
    return body;
  }

  function heard(told) {
    beaten = Date.now();
    if (told.others !== undefined) put("others", told.others);
    if (told.gone) say("gone");
  }

  // Keeping

  async function send(fields) {
    const isHere = keepHere(fields);
    try {
      const told = await post(message(fields));
      last = fields;
      sentOnce = true;
      dropHere(place + formKey, fields);
      say("kept", told.kept_at);
      heard(told);
    } catch (problem) {
      say(problem instanceof Refused ? problem.message : isHere ? "here" : "lost");
    }
  }

  function keep() {
    clearTimeout(waiting);
    since = 0;
    if (leaving || begun === null) return null;
    const now = held();
    if (now === last) return sending;
    if (sending) {
      keepHere(now);
      return sending;
    }
    sending = send(now).finally(() => { sending = null; });
    return sending;
  }

  function typing() {
    since ||= Date.now();
    clearTimeout(waiting);
    waiting = setTimeout(keep, Math.max(0, Math.min(QUIET, since + MOST - Date.now())));
  }

  async function beat() {
    beaten = Date.now();
    try {
      heard(await post(message(null)));
      if (held() === last) calm();
    } catch (problem) {
      if (problem instanceof Refused) say(problem.message);
    }
  }

  function look() {
    if (leaving || begun === null) return;
    if (held() !== last) {
      if (!since) keep();
    } else if (document.visibilityState === "visible" && Date.now() - beaten >= BEAT) beat();
  }

  function lastWords() {
    if (leaving || begun === null) return;
    const now = held(), fields = now === last ? null : now;
    if (fields !== null) keepHere(fields);
    const body = message(fields);
    body.set("_gone", "1");
    if (body.toString().length > LAST_WORDS) return;
    // Whether it arrived, only the next page can know.
    post(body, { keepalive: true }, false).catch(() => { /* It is kept in this browser. */ });
  }

  // What an earlier page could not send has been sent by kept_here.js: show it

  document.addEventListener("kept-here-sent", async () => {
    const url = new URL(set.url, location);
    url.searchParams.set("form", formKey);
    try {
      put("offers", (await (await fetched({ url, cache: "no-store" })).json()).offers);
    } catch { /* The next page shows it. */ }
  });

  // A form of a new text that was sent, and is shown once more by going back: the text is saved, so go on to it

  let isTyping = false;
  form.addEventListener("input", (event) => { isTyping ||= event.isTrusted; });

  async function goOnToSaved() {
    const { sent, language } = history.state ?? {};
    if (!sent || !isNew) return;
    const url = new URL(set.url, location);
    url.searchParams.set("sent", sent);
    url.searchParams.set("language", language);
    try {
      const { made } = await (await fetched({ url, cache: "no-store" })).json();
      if (made && !isTyping) location.replace(made);
    } catch { /* The save says so. */ }
  }
  goOnToSaved();

  // When the form is ready

  function ready() {
    if (begun !== null) return;
    // Some browsers fill in again what was typed before a page was loaded anew.
    begun = areas.every((area) => area.value === area.defaultValue) ? held(true) : "";
    // After a save that was refused, the page holds what nobody has kept yet.
    last = "unsaved" in set ? null : begun;
    keep();
    beat();
  }

  form.addEventListener("input", typing);
  form.addEventListener("change", typing);

  const isReady = () => areas.every((area) => editorOf(area));
  if (window.CKEDITOR && areas.length) {
    CKEDITOR.on("instanceReady", (event) => {
      event.editor.on("change", typing);
      if (isReady()) ready();
    });
    if (isReady()) ready();
  } else ready();

  setInterval(look, LOOK);
  addEventListener("online", look);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keep();
    else beat().then(look);
  });
  addEventListener("pagehide", lastWords);
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    leaving = false;
    goOnToSaved();
    beat();
  });

  form.addEventListener("submit", (event) => {
    // A preview in another window saves nothing and leaves this page where it is.
    if (event.defaultPrevented || event.submitter?.formTarget === "_blank") return;
    const now = held();
    if (now !== begun || sentOnce || holdsMore) keepHere(now);
    leaving = true;
    clearTimeout(waiting);
    if (isNew) history.replaceState({ sent: formKey, language: form.elements.language?.value ?? "" }, "");
    if (!sending) return;
    // What is on its way must not arrive after the save, which it would seem to follow.
    event.preventDefault();
    // Whoever presses twice means it once.
    if (isWaiting) return;
    isWaiting = true;
    const button = event.submitter;
    Promise.race([sending, new Promise((go) => { setTimeout(go, PATIENCE / 4); })]).then(() => {
      sending = null;
      isWaiting = false;
      form.requestSubmit(button);
    });
  });

  document.getElementById("logout-form")?.addEventListener("submit", (event) => {
    if (leaving || begun === null || held() === last) return;
    event.preventDefault();
    const out = event.target;
    Promise.resolve(keep()).then(() => {
      leaving = true;
      out.submit();
    });
  });
}
