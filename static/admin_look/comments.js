/* Comments beside the form of a release: words that are marked in the preview or in the form go into the form for a new
   comment, comments are sent without leaving the page, and the preview shows which words they are about. */
"use strict";
{
  const box = document.getElementById("comments"), body = box.querySelector(".comments-body");
  const pane = document.getElementById("pane"), here = pane.querySelector(".comment-here");
  // As `editorial/passage_comments.py` has them.
  const UNSEEN = /[\s\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu, CONTEXTS = [32, 16, 8, 4];
  const shown = () => pane.querySelector("iframe.shown");

  // Which words are marked

  const inOneLine = (words) => words.replace(/\s+/gu, " ");

  function markedOn(page, within) {
    const selection = page.getSelection(), all = within && page.createRange();
    if (!all || !selection?.rangeCount || !selection.toString().trim()) return null;
    const range = selection.getRangeAt(0);
    if (!within.contains(range.commonAncestorContainer)) return null;
    all.selectNodeContents(within);
    const before = all.cloneRange(), after = all.cloneRange();
    before.setEnd(range.startContainer, range.startOffset);
    after.setStart(range.endContainer, range.endOffset);
    return {
      quote: selection.toString().trim(), rectangle: range.getBoundingClientRect(),
      before: inOneLine(before.toString()).slice(-CONTEXTS[0]), after: inOneLine(after.toString()).slice(0, CONTEXTS[0]),
    };
  }

  function markedInField(field) {
    if (!field?.matches("#release_form :is(textarea, input[type=text])")) return null;
    const { value, selectionStart: from, selectionEnd: to } = field;
    if (!value.slice(from, to).trim()) return null;
    const before = inOneLine(value.slice(0, from)).slice(-CONTEXTS[0]), after = inOneLine(value.slice(to)).slice(0, CONTEXTS[0]);
    return { quote: value.slice(from, to).trim(), before, after };
  }

  const markedInPreview = () => {
    const page = shown()?.contentDocument;
    return page ? markedOn(page, page.querySelector("article")) : null;
  };

  function marked() {
    const at = document.activeElement;
    if (at?.matches("iframe.shown")) return markedInPreview();
    const editor = document.getSelection()?.anchorNode?.parentElement?.closest("#release_form [contenteditable=true]");
    return markedInField(at) ?? markedOn(document, editor) ?? markedInPreview();
  }

  // A new comment

  function begin(words) {
    const fresh = body.querySelector(".comment-new");
    if (!fresh) return;
    box.open = fresh.open = true;
    const form = fresh.querySelector("form");
    if (words) for (const name of ["quote", "before", "after"]) form.elements[name].value = words[name];
    form.elements[words ? "comment" : "quote"].focus();
    if (here) here.hidden = true;
  }

  // Before the click takes the mark away.
  box.addEventListener("pointerdown", (event) => {
    const summary = event.target.closest("#comments > summary, .comment-new > summary"), words = summary && marked();
    if (!words || summary.parentElement.open) return;
    summary.addEventListener("click", (click) => { click.preventDefault(); begin(words); }, { once: true });
  });
  body.addEventListener("input", ({ target }) => {
    if (target.name === "quote") target.form.elements.before.value = target.form.elements.after.value = "";
  });

  function onKey(event) {
    if (!(event.ctrlKey || event.metaKey) || !event.altKey || event.code !== "KeyM") return;
    event.preventDefault();
    begin(marked());
  }
  document.addEventListener("keydown", onKey);

  function offer() {
    const frame = shown(), words = markedInPreview();
    here.hidden = !words || !body.querySelector(".comment-new");
    if (here.hidden) return;
    const stage = here.parentElement.getBoundingClientRect(), outer = frame.getBoundingClientRect();
    const scale = outer.width / frame.offsetWidth;
    const top = outer.top - stage.top + words.rectangle.bottom * scale + 4;
    const left = outer.left - stage.left + words.rectangle.left * scale;
    here.style.top = `${Math.max(0, Math.min(top, stage.height - here.offsetHeight - 4))}px`;
    here.style.left = `${Math.max(0, Math.min(left, stage.width - here.offsetWidth - 4))}px`;
  }
  here?.addEventListener("click", () => begin(markedInPreview()));

  // The words in the preview

  const squeezed = (words) => words.replace(UNSEEN, "");

  function lettersOf(page) {
    const walker = page.createTreeWalker(page.querySelector("article") ?? page.body, NodeFilter.SHOW_TEXT), places = [];
    let words = "";
    while (walker.nextNode()) {
      const { data } = walker.currentNode;
      for (let at = 0; at < data.length; at += 1) {
        if (!squeezed(data[at])) continue;
        words += data[at];
        places.push([walker.currentNode, at]);
      }
    }
    return { words, places };
  }

  function rangeOf(page, { words, places }, quoted) {
    const [before, exact, after] = [quoted.prefix, quoted.exact, quoted.suffix].map(squeezed);
    const around = CONTEXTS.flatMap((most) => {
      const ahead = before.slice(-most), behind = after.slice(0, most);
      return [[ahead, behind], [ahead, ""], ["", behind]];
    });
    for (const [ahead, behind] of [...around.filter((each) => each.join("")), ["", ""]]) {
      const start = words.indexOf(ahead + exact + behind) + ahead.length;
      if (start < ahead.length) continue;
      const range = page.createRange(), [last, at] = places[start + exact.length - 1];
      range.setStart(...places[start]);
      range.setEnd(last, at + 1);
      return range;
    }
    return null;
  }

  /* The marks are drawn by the browser over the words. The page itself stays as it is. */
  function draw() {
    const view = shown()?.contentWindow, page = view?.document;
    if (!view?.CSS?.highlights || !page.body) return;
    const open = [...body.querySelectorAll(".comment-open")], letters = open.length ? lettersOf(page) : null;
    const ranges = open.map((comment) => rangeOf(page, letters, comment.dataset)).filter(Boolean);
    view.CSS.highlights.set("comments", new view.Highlight(...ranges));
  }

  pane.addEventListener("shown", ({ detail: { contentDocument: page } }) => {
    page.styleSheets[0]?.insertRule("::highlight(comments) { background-color: #f5d98b; color: #17232b; }");
    if (here) {
      here.hidden = true;
      for (const name of ["selectionchange", "scroll"]) page.addEventListener(name, offer);
    }
    page.addEventListener("keydown", onKey);
    draw();
  });

  function reveal(comment) {
    const page = shown()?.contentDocument;
    const range = rangeOf(page, lettersOf(page), comment.dataset);
    if (!range) return;
    page.getSelection().removeAllRanges();
    page.getSelection().addRange(range);
    range.startContainer.parentElement.scrollIntoView({ block: "center" });
    pane.scrollIntoView({ block: "nearest" });
  }

  body.addEventListener("click", ({ target }) => {
    const comment = target.closest(".comment-show")?.closest(".comment");
    if (!comment) return;
    if (document.documentElement.dataset.pane === "closed") document.getElementById("pane-switch").click();
    if (shown()) reveal(comment);
    else pane.addEventListener("shown", () => reveal(comment), { once: true });
  });

  // Sending

  const tell = (words) => { box.querySelector(".comments-said").textContent = words; };

  function show({ list, count }, sent) {
    const typed = new Map();
    for (const area of body.querySelectorAll("textarea, input[type=hidden]:not([name=csrfmiddlewaretoken])")) {
      if (area.form !== sent && area.value && area.id) typed.set(area.id, area.value);
    }
    body.innerHTML = list;
    for (const [id, value] of typed) {
      const area = document.getElementById(id);
      if (!area) continue;
      area.value = value;
      if (area.type !== "hidden") area.closest("details").open = true;
    }
    const said = box.querySelector(".comments-count");
    said.textContent = count ? said.dataset.some.replace("{count}", count) : said.dataset.none;
    ready();
    draw();
  }

  function ready() {
    for (const hidden of body.querySelectorAll(".comment-new, .comment-acts, .comment-show")) hidden.hidden = false;
  }

  body.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target, data = new FormData(form, event.submitter);
    if (form.dataset.sending) return;
    form.dataset.sending = "yes";
    tell("");
    try {
      const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" }, redirect: "manual" });
      if (!answer.ok && answer.status !== 422) throw new Error(`${answer.status}`);
      const told = await answer.json();
      show(told, form);
      tell(told.said);
      if (told.said) document.getElementById("release_form").dispatchEvent(new CustomEvent("commented"));
      const wrong = body.querySelector("[aria-invalid=true]");
      (body.querySelector(".comment-places input") ?? wrong ?? box.querySelector("summary")).focus();
    } catch {
      delete form.dataset.sending;
      tell(box.dataset.failed);
    }
  });

  box.querySelector(".comments-page").hidden = true;
  ready();
}
