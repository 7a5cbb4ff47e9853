// Find and replace, in the place of the editor's own dialog: that marks what it finds in the text itself, and loses its
// place once all words were replaced. The text stays as it is while one looks.
(() => {
  const BLOCKS = "p, li, td, th, caption, figcaption, h2, h3, h4";
  const WAIT = 200; // milliseconds without typing

  /* Runs of text without the end of a block in them: `{ nodes, words }`. */
  function runsOf(root) {
    const runs = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    let block = null;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const own = node.parentElement.closest(BLOCKS);
      if (!runs.length || own !== block) runs.push({ nodes: [], words: "" });
      block = own;
      runs.at(-1).nodes.push(node);
      runs.at(-1).words += node.data;
    }
    return runs;
  }

  /* `words` with letters of one case, of the same length. */
  function folded(words, language) {
    return words.replace(/./gsu, (letter) => {
      const small = letter.toLocaleLowerCase(language || undefined);
      return small.length === letter.length ? small : letter;
    });
  }

  function matchesIn(root, sought, { matchCase, language }) {
    const plain = (words) => words.replaceAll("\u00a0", " ");
    const fold = (words) => (matchCase ? plain(words) : folded(plain(words), language));
    const wanted = fold(sought), found = [];
    if (!wanted) return found;
    for (const { nodes, words } of runsOf(root)) {
      const all = fold(words);
      for (let at = all.indexOf(wanted); at >= 0; at = all.indexOf(wanted, at + wanted.length)) {
        found.push(partsOf(nodes, at, at + wanted.length));
      }
    }
    return found;
  }

  /* The part of each node between two places of the run. */
  function partsOf(nodes, from, to) {
    const parts = [];
    let start = 0;
    for (const node of nodes) {
      const begin = Math.max(from - start, 0), end = Math.min(to - start, node.length);
      if (begin < end) parts.push({ node, begin, end });
      start += node.length;
    }
    return parts;
  }

  function rangeOf(parts) {
    const range = document.createRange();
    range.setStart(parts[0].node, parts[0].begin);
    range.setEnd(parts.at(-1).node, parts.at(-1).end);
    return range;
  }

  /* The new words look like the beginning of the old ones. */
  function replace([first, ...others], words) {
    for (const { node, begin, end } of others) node.deleteData(begin, end - begin);
    first.node.replaceData(first.begin, first.end - first.begin, words);
  }

  class Find {
    constructor(editor) {
      this.editor = editor;
      const words = editor.config.findWords;
      const dialog = this.dialog = document.createElement("dialog");
      dialog.className = "links find";
      dialog.setAttribute("aria-labelledby", "find-heading");
      dialog.innerHTML = `<form><h2 id="find-heading"></h2>
        <p><label for="find-sought"></label><input type="text" id="find-sought" maxlength="300" autocomplete="off"></p>
        <p><label for="find-new"></label><input type="text" id="find-new" maxlength="300" autocomplete="off"></p>
        <p class="find-tick"><input type="checkbox" id="find-case"> <label for="find-case"></label></p>
        <p class="links-said" role="status"></p>
        <p class="links-end"><button type="submit" class="default"></button><button type="button" data-one></button>
        <button type="button" data-all></button><button type="button" data-close></button></p></form>`;
      const find = (selector) => dialog.querySelector(selector);
      const texts = {
        h2: "title", "[for=find-sought]": "sought", "[for=find-new]": "replacement", "[for=find-case]": "matchCase",
        "[type=submit]": "next", "[data-one]": "one", "[data-all]": "all", "[data-close]": "close",
      };
      for (const [selector, name] of Object.entries(texts)) find(selector).textContent = words[name];
      [this.sought, this.replacement, this.case] = [find("#find-sought"), find("#find-new"), find("#find-case")];
      [this.said, this.words] = [find(".links-said"), words];
      const language = editor.element.getAttribute("lang") ?? "";
      for (const field of [this.sought, this.replacement]) Object.assign(field, { lang: language, dir: "auto" });
      this.language = language;
      this.at = -1;
      find("form").addEventListener("submit", (event) => { event.preventDefault(); this.next(); });
      find("[data-one]").addEventListener("click", () => this.replaceOne());
      find("[data-all]").addEventListener("click", () => this.replaceAll());
      find("[data-close]").addEventListener("click", () => this.close());
      const again = () => { clearTimeout(this.timer); this.timer = setTimeout(() => { this.at = -1; this.next(); }, WAIT); };
      this.sought.addEventListener("input", again);
      this.case.addEventListener("change", again);
      dialog.addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        this.close();
      });
      document.body.append(dialog);
      dialog.show();
      const selected = editor.getSelection()?.getSelectedText().trim() ?? "";
      this.sought.value = selected.includes("\n") ? "" : selected.slice(0, 300);
      this.sought.focus();
      this.sought.select();
    }

    get root() { return this.editor.editable().$; }

    matches() {
      return matchesIn(this.root, this.sought.value, { matchCase: this.case.checked, language: this.language });
    }

    show(matches) {
      const parts = matches[this.at];
      if (!parts) return window.CSS?.highlights?.delete("found");
      const range = rangeOf(parts);
      window.CSS?.highlights?.set("found", new Highlight(range));
      parts[0].node.parentElement.scrollIntoView({ block: "center" });
      this.range = range;
      return true;
    }

    tell(words, numbers = {}) {
      this.said.textContent = words.replace(/\{(\w+)\}/g, (_all, name) => numbers[name]);
    }

    next() {
      const matches = this.matches();
      this.at = matches.length ? (this.at + 1) % matches.length : -1;
      this.show(matches);
      if (!this.sought.value) this.tell("");
      else if (matches.length) this.tell(this.words.place, { place: this.at + 1, count: matches.length });
      else this.tell(this.words.none);
    }

    change(act) {
      this.editor.fire("saveSnapshot");
      act();
      this.editor.fire("saveSnapshot");
      this.editor.fire("change");
    }

    replaceOne() {
      const matches = this.matches();
      if (!matches[this.at]) return this.next();
      this.change(() => replace(matches[this.at], this.replacement.value));
      // The next one has this place now, unless the new words hold the old ones.
      const left = this.matches().length;
      if (left < matches.length) this.at -= 1;
      return this.next();
    }

    replaceAll() {
      clearTimeout(this.timer);
      const matches = this.matches();
      if (!matches.length) return this.tell(this.words.none);
      // From the end, so that the places before stay.
      this.change(() => matches.reverse().forEach((parts) => replace(parts, this.replacement.value)));
      this.at = -1;
      this.show([]);
      return this.tell(this.words.replaced, { count: matches.length });
    }

    close() {
      window.CSS?.highlights?.delete("found");
      this.dialog.remove();
      this.editor.focus();
      if (this.range && this.root.contains(this.range.startContainer)) {
        const selection = getSelection();
        selection.removeAllRanges();
        selection.addRange(this.range);
      }
    }
  }

  CKEDITOR.on("instanceReady", ({ editor }) => {
    editor.getCommand("find").exec = () => {
      document.querySelector("dialog.find")?.remove();
      new Find(editor);
      return true;
    };
  });
})();
