/* The form of a release: the checks as one types, the way to a field, the count of words, on top of form_bar.js.
   Everything here works without it too, after a save. What it says stands on the page. */
"use strict";
{
  const form = document.getElementById("release_form");
  const CHECK_AFTER = 1000, COUNT_AFTER = 300; // milliseconds without typing
  const LEFT = "form-left";

  const editorOf = (field) => {
    const editor = window.CKEDITOR?.instances[field?.id];
    return editor?.status === "ready" ? editor : null;
  };

  function afterTyping(wait, act) {
    let timer = 0;
    form.addEventListener("typed", () => {
      clearTimeout(timer);
      timer = setTimeout(act, wait);
    });
  }

  // After a save one goes on where one was, unless there is more to read than that it was saved

  form.addEventListener("submit", (event) => {
    if (event.submitter?.name !== "_continue") return;
    try {
      sessionStorage.setItem(LEFT, JSON.stringify([location.pathname, scrollY]));
    } catch { /* Then the page begins at its top. */ }
  });

  function goOn() {
    let left = null;
    try {
      left = JSON.parse(sessionStorage.getItem(LEFT));
      sessionStorage.removeItem(LEFT);
    } catch { /* Nothing is kept where nothing can be. */ }
    const said = document.querySelectorAll(".messagelist li");
    if (left?.[0] === location.pathname && said.length === 1 && said[0].classList.contains("success")) {
      const there = () => scrollTo({ top: left[1], behavior: "instant" });
      there();
      // The page is shorter until its texts have their editors, and these their height. Who does something stays there.
      const isThere = () => scrollY >= left[1] - 1;
      if (isThere()) return;
      const grows = new ResizeObserver(() => {
        there();
        if (isThere()) grows.disconnect();
      });
      grows.observe(form);
      for (const act of ["wheel", "pointerdown", "keydown"]) addEventListener(act, () => grows.disconnect(), { once: true });
    }
  }

  // The way to a field: its section opens, it gets the focus

  const FOCUSED = "input:not([type=hidden]), select, textarea, button, a[href], summary, [tabindex]";

  function lead(id) {
    const there = document.getElementById(id);
    if (!there) return false;
    const section = there.closest("details");
    if (section) section.open = true;
    const editor = editorOf(there);
    if (editor) {
      editor.focus();
      editor.container.$.scrollIntoView({ block: "nearest" });
      return true;
    }
    const row = there.closest(".form-row, .form-fact") ?? there;
    const shown = [there, ...row.querySelectorAll(FOCUSED)].find((each) => each.matches(FOCUSED) && each.getClientRects().length);
    (shown ?? row).focus();
    row.scrollIntoView({ block: "nearest" });
    return true;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link || link.closest(".act-checks, .skip-to-content-link")) return;
    if (!lead(link.getAttribute("href").slice(1))) return;
    event.preventDefault();
    closeList();
  });

  // Checks

  const findings = document.getElementById("findings"), ways = document.querySelector(".act-checks a");
  const sheet = matchMedia("(max-width: 74.999rem)");
  let sent = null, asking = null;

  async function check() {
    if (!findings || document.visibilityState !== "visible") return;
    const data = window.typedInForm(), typed = data.toString();
    if (typed === sent) return;
    const first = sent === null && !("ask" in findings.dataset);
    sent = typed;
    // The page came with those of what is saved.
    if (first && !changed) return;
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(findings.dataset.url, {
        method: "POST", body: data, headers: { Accept: "application/json" }, redirect: "manual", signal: asking.signal,
      });
      if (!answer.ok) throw new Error(`${answer.status}`);
      show(await answer.json());
    } catch (error) {
      // Others say that there is no connection; with the next word it is tried again.
      if (error.name !== "AbortError") sent = "";
    }
  }

  function show({ count, list }) {
    const rows = document.getElementById("findings-list");
    if (rows.dataset.html !== list) {
      // A link that has the focus is not taken away under it.
      const at = [...rows.querySelectorAll("a")].indexOf(document.activeElement);
      rows.innerHTML = rows.dataset.html = list;
      if (at >= 0) (rows.querySelectorAll("a")[at] ?? document.getElementById("findings-heading")).focus();
    }
    const none = findings.querySelector(".findings-none");
    none.hidden = count > 0;
    none.textContent = ways.dataset.none;
    const words = count === 0 ? ways.dataset.none : count === 1 ? ways.dataset.one : ways.dataset.many.replace("{count}", count);
    if (ways.textContent !== words) ways.textContent = words;
  }

  let changed = false;
  const begun = () => { changed = true; };
  form.addEventListener("input", begun);
  form.addEventListener("change", begun);
  window.CKEDITOR?.on("instanceReady", ({ editor }) => editor.on("change", begun));

  function openList(event) {
    event?.preventDefault();
    if (sheet.matches) document.documentElement.dataset.checks = "open";
    const heading = document.getElementById("findings-heading");
    heading.focus({ preventScroll: sheet.matches });
    if (!sheet.matches) findings.scrollIntoView({ block: "nearest" });
  }

  function closeList(back = false) {
    if (document.documentElement.dataset.checks !== "open") return;
    delete document.documentElement.dataset.checks;
    if (back) ways.focus();
  }

  if (findings && ways) {
    const close = findings.querySelector(".findings-close");
    close.hidden = false;
    ways.addEventListener("click", (event) => {
      if (document.documentElement.dataset.checks === "open") {
        event.preventDefault();
        closeList(true);
      } else openList(event);
    });
    close.addEventListener("click", () => closeList(true));
    findings.addEventListener("keydown", (event) => { if (event.key === "Escape") closeList(true); });
    afterTyping(CHECK_AFTER, check);
    // How many comments are open is one of the checks.
    form.addEventListener("commented", () => { sent = ""; check(); });
  }

  // The count: words, or characters where a script sets no spaces between words

  const count = document.getElementById("count");
  const WITHOUT_SPACES = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;
  const WORD = /[\p{L}\p{N}]/u;
  const WORDS_A_MINUTE = 200, CHARACTERS_A_MINUTE = 400;

  function reckon() {
    const area = document.getElementById("id_body"), editor = editorOf(area);
    const text = editor ? editor.editable().$.innerText : area.value.replace(/<[^>]*>/g, " ");
    const characters = text.match(WITHOUT_SPACES)?.length ?? 0;
    const words = text.replace(WITHOUT_SPACES, " ").split(/\s+/u).filter((each) => WORD.test(each)).length;
    const minutes = Math.max(1, Math.round(words / WORDS_A_MINUTE + characters / CHARACTERS_A_MINUTE));
    const set = count.dataset, total = characters > words ? characters + words : words;
    const said = total === 0 ? "" : characters > words ? set.characters : words === 1 ? set.word : set.words;
    count.textContent = said.replace("{count}", total).replace("{minutes}", minutes);
  }

  if (count) {
    reckon();
    afterTyping(COUNT_AFTER, reckon);
  }

  // A link of another page may name a field
  addEventListener("load", () => {
    goOn();
    const id = location.hash.slice(1);
    if (!id.startsWith("id_")) return;
    const area = document.getElementById(id);
    if (area?.dataset.type === "ckeditortype" && !editorOf(area)) {
      window.CKEDITOR?.on("instanceReady", () => lead(id));
    } else lead(id);
  });
}
