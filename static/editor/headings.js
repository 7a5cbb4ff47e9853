// Headings that are pasted stay headings: the editor has three levels, and would make paragraphs of all others.
// The same levels as in pressreleases.richtext, which sees only what the editor lets through.
"use strict";

(() => {
  const levels = { 1: "h2", 5: "h4", 6: "h4" };
  // Before the editor filters what is pasted (3 and later), after it has taken it from the clipboard (1).
  const before = 2;

  window.CKEDITOR?.on("instanceReady", ({ editor }) => {
    editor.on(
      "paste",
      ({ data }) => {
        data.dataValue = data.dataValue?.replace(/<(\/?)h([156])(?=[\s>])/gi, (_, end, level) => `<${end}${levels[level]}`);
      },
      null,
      null,
      before,
    );
  });
})();
