// A text from Word, Google Docs or LibreOffice is read by the site as the same document would be imported. What cannot be
// sent is pasted in the plain way (editor.js).
(() => {
  const OF_A_PROGRAM = /class=["']?Mso|\bmso-|docs-internal-guid|<meta[^>]+(?:LibreOffice|OpenOffice|Microsoft)/i;
  // A few words within a line need no reading.
  const BLOCK = /<(?:p|li|h[1-6]|tr)\b/i;
  // One paragraph goes into the line in which it is pasted.
  const ONE_PARAGRAPH = /^\s*<p>((?:(?!<\/?p\b)[^])*)<\/p>\s*$/;
  const PATIENCE = 20000;

  async function read(editor, html) {
    const { config } = editor;
    const body = new FormData();
    body.append("html", html);
    body.append("language", editor.element.getAttribute("lang") ?? "");
    body.append("csrfmiddlewaretoken", document.querySelector("input[name=csrfmiddlewaretoken]").value);
    try {
      const answer = await fetch(config.textPaste, {
        method: "POST", body, redirect: "error", signal: AbortSignal.timeout(PATIENCE),
      });
      return await answer.json();
    } catch {
      return {};
    }
  }

  async function insert(editor, data, html) {
    const said = editor.showNotification(editor.config.textIsRead, "progress", 0.5);
    const found = await read(editor, html);
    said.hide();
    if (found.error) editor.showNotification(found.error, "warning");
    else if (found.html) editor.insertHtml(ONE_PARAGRAPH.exec(found.html)?.[1] ?? found.html);
    else editor.fire("paste", { ...data, isPlain: true });
  }

  CKEDITOR.on("instanceCreated", ({ editor }) => {
    // After pictures, before the editor reads what Word has written.
    editor.on("paste", (event) => {
      const { data } = event;
      const raw = data.dataTransfer.getData("text/html", true) || data.dataValue;
      const isSent = !data.isPlain && OF_A_PROGRAM.test(raw) && BLOCK.test(raw);
      if (!isSent || raw.length > editor.config.textMost) return;
      event.cancel();
      insert(editor, data, raw);
    }, null, null, 1.5);
  });
})();
