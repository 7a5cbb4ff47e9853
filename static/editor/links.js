// The dialog for a link, in the place of the editor's own: an address that is typed, or a release, page or file of this
// site that is chosen. Ctrl+K and Ctrl+L open it.
(() => {
  const AFTER = 300; // milliseconds without typing
  const MAIL = /^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/;
  const TELEPHONE = /^\+?[\d\s().-]{5,}$/;
  const KNOWN = /^(?:https?:\/\/|mailto:|tel:|\/(?!\/)|#)./i;
  const WEB = /^(?:https?:\/\/|www\.)./i;
  const HOST = /^[^\s/:@]+\.[^\s/:@]{2,}(?:[:/?#]\S*)?$/;

  /* What is typed as the address that a link has; empty if it is none. */
  function addressOf(typed) {
    const words = typed.trim();
    if (KNOWN.test(words)) return words;
    if (MAIL.test(words)) return `mailto:${words}`;
    if (TELEPHONE.test(words)) return `tel:${words.replace(/[^\d+]/g, "")}`;
    return HOST.test(words) ? `https://${words}` : "";
  }
  const shown = (address) => address.replace(/^(?:mailto|tel):/i, "");

  async function fetched(address, parameters, signal) {
    const answer = await fetch(`${address}?${new URLSearchParams(parameters)}`, { redirect: "manual", signal });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.text();
  }

  /* `{address, words}`; `address` empty: the link is taken away; null: nothing was chosen. */
  async function ask({ source, language, address, words }) {
    const dialog = document.createElement("dialog");
    dialog.className = "links";
    dialog.setAttribute("aria-labelledby", "links-heading");
    dialog.innerHTML = await fetched(source, { language });
    const find = (selector) => dialog.querySelector(selector);
    const field = find("#links-address"), label = find("#links-words"), search = find("#links-q"), said = find(".links-said");
    const inWords = find(".links-words");
    let chosen = null, timer = 0, asking = null;
    // Words that are marked already are not asked for.
    inWords.hidden = words !== "";
    field.value = shown(address);
    find("[data-remove]").hidden = !address;

    const done = (value, title) => {
      chosen = { address: value, words: words || label.value.trim() || title || shown(value) };
      dialog.close();
    };
    field.addEventListener("input", () => field.setCustomValidity(""));
    find("form").addEventListener("submit", (event) => {
      event.preventDefault();
      const value = addressOf(field.value);
      field.setCustomValidity(value ? "" : field.dataset.wrong);
      if (value) done(value);
      else field.reportValidity();
    });
    dialog.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (!button) return;
      if ("close" in button.dataset) dialog.close();
      else if ("remove" in button.dataset) done("");
      else if ("address" in button.dataset) done(button.dataset.address, button.dataset.title);
    });

    async function look() {
      asking?.abort();
      asking = new AbortController();
      try {
        const page = await fetched(source, { language, q: search.value }, asking.signal);
        const found = new DOMParser().parseFromString(page, "text/html").querySelector(".links-found");
        find(".links-found").replaceWith(found);
        const { length } = found.querySelectorAll(".links-found > ul > li");
        said.textContent = length === 0 ? "" : length === 1 ? said.dataset.one : said.dataset.many.replace("{count}", length);
        if (length === 0) {
          said.textContent = found.textContent.trim();
          found.replaceChildren();
        }
      } catch (error) {
        if (error.name !== "AbortError") said.textContent = said.dataset.failed;
      }
    }
    search.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(look, AFTER);
    });
    search.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      clearTimeout(timer);
      // An address that was typed or pasted here, where one types first, is the link.
      const words = search.value.trim();
      const typed = !/\s/.test(words) && (WEB.test(words) || MAIL.test(words)) ? addressOf(words) : "";
      if (typed) done(typed);
      else look();
    });
    // The arrow keys lead from the field into what was found, and back.
    dialog.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const places = [search, ...dialog.querySelectorAll(".links-found [data-address]")];
      const at = places.indexOf(event.target);
      if (!step || at < 0 || !places[at + step]) return;
      event.preventDefault();
      places[at + step].focus();
    });

    document.body.append(dialog);
    const closed = new Promise((resolve) => dialog.addEventListener("close", () => {
      asking?.abort();
      clearTimeout(timer);
      dialog.remove();
      resolve(chosen);
    }));
    dialog.showModal();
    (address ? field : search).focus();
    return closed;
  }

  const { htmlEncode, htmlEncodeAttr } = CKEDITOR.tools;

  function set(editor, link, { address, words }) {
    editor.fire("saveSnapshot");
    if (link) {
      if (address) link.setAttributes({ href: address, "data-cke-saved-href": address });
      else link.remove(true);
    } else if (address && editor.getSelection().getRanges().every((range) => range.collapsed)) {
      editor.insertHtml(`<a href="${htmlEncodeAttr(address)}">${htmlEncode(words)}</a>`);
    } else if (address) {
      // A link within the words gives way to the new one.
      editor.execCommand("unlink");
      const attributes = { href: address, "data-cke-saved-href": address };
      const style = new CKEDITOR.style({ element: "a", attributes });
      style.type = CKEDITOR.STYLE_INLINE;
      editor.applyStyle(style);
    }
    editor.fire("saveSnapshot");
    editor.fire("change");
  }

  let isOpening = false;

  async function open(editor) {
    if (isOpening) return;
    isOpening = true;
    const selection = editor.getSelection();
    const link = CKEDITOR.plugins.link.getSelectedLink(editor);
    const ranges = selection.getRanges();
    const marked = link || ranges.some((range) => !range.collapsed);
    const bookmarks = selection.createBookmarks2();
    // Until the dialog is there, nothing is typed that would move the chosen words.
    editor.setReadOnly(true);
    try {
      const chosen = await ask({
        source: editor.config.linkTargets,
        language: editor.element.getAttribute("lang") ?? "",
        address: link ? link.data("cke-saved-href") || link.getAttribute("href") || "" : "",
        words: marked ? " " : "",
      });
      editor.setReadOnly(false);
      editor.focus();
      editor.getSelection().selectBookmarks(bookmarks);
      if (chosen) set(editor, link, chosen);
    } catch {
      editor.showNotification(editor.config.linksFailed, "warning");
    } finally {
      editor.setReadOnly(false);
      isOpening = false;
    }
  }

  CKEDITOR.on("instanceReady", ({ editor }) => {
    editor.getCommand("link").exec = () => {
      open(editor);
      return true;
    };
    editor.setKeystroke(CKEDITOR.CTRL + 75, "link");
    editor.on("doubleclick", (event) => {
      const { element } = event.data;
      const link = CKEDITOR.plugins.link.getSelectedLink(editor) ?? element.getAscendant("a", true);
      if (!link || element.is("img") || !link.hasAttribute("href")) return;
      delete event.data.dialog;
      event.stop();
      editor.getSelection().selectElement(link);
      open(editor);
    }, null, null, 1);
  });
})();
