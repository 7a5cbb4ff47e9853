// A table from a spreadsheet keeps its header row: programs only make it bold, or write it above figures.
(() => {
  const OF_A_SPREADSHEET = /schemas-microsoft-com:office:excel|content=["']?Excel\.Sheet|google-sheets-html-origin|data-sheets-|\bsdnum=|\bsdval=/i;
  const BOLD_CLASS = /\.([\w-]+)[^{}]*\{[^{}]*font-weight:\s*(?:bold|[6-9]00)/gi;
  const FIGURE = /^[^\p{L}]*\d[^\p{L}]*$/u;
  const KEPT = ["colspan", "rowspan", "lang", "dir"];

  const words = (cell) => cell.textContent.replace(/\s+/gu, " ").trim();
  const filled = (row) => [...row.cells].filter((cell) => words(cell));

  function isBold(cell, classes) {
    if (cell.tagName === "TH" || /^(?:bold|[6-9]00)$/.test(cell.style.fontWeight)) return true;
    if ([...cell.classList].some((name) => classes.has(name))) return true;
    return [...cell.querySelectorAll("b, strong")].some((part) => words(part) === words(cell));
  }

  function hasHead([first, ...others], classes) {
    if (first.closest("thead")) return true;
    const cells = filled(first);
    if (!others.length || !cells.length) return false;
    if (cells.every((cell) => isBold(cell, classes))) return others.some((row) => filled(row).some((cell) => !isBold(cell, classes)));
    return cells.length > 1 && !cells.some((cell) => FIGURE.test(words(cell)))
      && others.every((row) => filled(row).some((cell) => FIGURE.test(words(cell))));
  }

  /* The one table of `html`, whose first row is its head; null if there is more, or no head. */
  function withHead(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const tables = page.querySelectorAll("table"), [table] = tables;
    if (tables.length !== 1 || words(page.body) !== words(table)) return null;
    const styles = [...page.querySelectorAll("style")].map((style) => style.textContent).join("\n");
    const classes = new Set([...styles.matchAll(BOLD_CLASS)].map((found) => found[1]));
    const rows = [...table.rows].filter((row) => filled(row).length);
    if (!rows.length || !hasHead(rows, classes)) return null;
    const made = page.createElement("table"), head = made.createTHead(), body = made.createTBody();
    rows.forEach((row, at) => {
      const line = (at ? body : head).insertRow();
      for (const cell of row.cells) {
        const own = page.createElement(at ? "td" : "th");
        for (const name of KEPT) if (cell.hasAttribute(name)) own.setAttribute(name, cell.getAttribute(name));
        if (at) own.append(...cell.childNodes);
        else {
          own.scope = "col";
          own.textContent = words(cell);
        }
        line.append(own);
      }
    });
    return made.outerHTML;
  }

  CKEDITOR.on("instanceCreated", ({ editor }) => {
    // Before the text of a program is sent to the site (pasted_text.js).
    editor.on("paste", (event) => {
      const { data } = event;
      const raw = data.dataTransfer.getData("text/html", true) || data.dataValue;
      if (data.isPlain || !OF_A_SPREADSHEET.test(raw) || raw.length > editor.config.textMost) return;
      const table = withHead(raw);
      if (!table) return;
      event.cancel();
      editor.insertHtml(table);
    }, null, null, 1.4);
  });
})();
