// Before the editor drops what a release may not hold: headings of Word keep their rank, its notes are numbers without links.
(() => {
  const HEADINGS = { h1: "h2", h5: "h4", h6: "h4" };
  // The same as _PART_OF_DOCUMENT in pressreleases/richtext/links.py.
  const PART_OF_DOCUMENT =
    /^#(?:_.*|sd(?:foot|end)note\d+(?:sym|anc)|(?:ftnt|cmnt)(?:_ref)?\d+|(?:foot|end)note-(?:ref-)?\d+)$/i;
  const filter = new CKEDITOR.htmlParser.filter({
    elementNames: Object.entries(HEADINGS).map(([from, to]) => [new RegExp(`^${from}$`), to]),
    elements: {
      a(link) {
        // Its content stays, without the element.
        if (PART_OF_DOCUMENT.test((link.attributes.href ?? "").trim())) delete link.name;
      },
    },
  });
  // Before priority 6, at which the editor applies allowedContent.
  CKEDITOR.on("instanceCreated", ({ editor }) => {
    editor.on("toHtml", ({ data }) => filter.applyTo(data.dataValue), null, null, 5.5);
  });
})();
