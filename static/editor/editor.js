// Before the editor drops what a release may not hold: headings of Word keep their rank, its notes are numbers without links,
// and what its writers have deleted or commented stays out. Pictures that are pasted or dropped are uploaded.
(() => {
  const HEADINGS = { h1: "h2", h5: "h4", h6: "h4" };
  // The same as _PART_OF_DOCUMENT in pressreleases/richtext/links.py.
  const PART_OF_DOCUMENT =
    /^#(?:_.*|sd(?:foot|end)note\d+(?:sym|anc)|(?:ftnt|cmnt)(?:_ref)?\d+|(?:foot|end)note-(?:ref-)?\d+)$/i;
  // Words that were taken out of the document or hidden in it, and its comments; the same as in pressreleases/richtext/html_builder.py.
  const COMMENT = /^#(?:_mso(?:com|anchor)_\d+|cmnt(?:_ref)?\d+)$/i;
  const NOT_SHOWN = /mso-element:\s*comment|mso-hide:\s*all|display:\s*none/i;
  const NOT_FOR_READERS = new RegExp(`<(?:del|s|strike)\\b|#_mso(?:com|anchor)_|#cmnt|${NOT_SHOWN.source}`, "i");
  let leftOut = false;
  const leaveOut = () => {
    leftOut = true;
    return false;
  };
  const withoutHidden = (element) => (NOT_SHOWN.test(element.attributes.style ?? "") ? leaveOut() : element);
  const trackedChanges = new CKEDITOR.htmlParser.filter({
    elements: {
      del: leaveOut,
      s: leaveOut,
      strike: leaveOut,
      a: (link) => (COMMENT.test((link.attributes.href ?? "").trim()) ? leaveOut() : link),
      div: withoutHidden,
      span: withoutHidden,
    },
  });
  function withoutTrackedChanges(html) {
    const parsed = CKEDITOR.htmlParser.fragment.fromHtml(html);
    const writer = new CKEDITOR.htmlParser.basicWriter();
    trackedChanges.applyTo(parsed);
    parsed.writeHtml(writer);
    return writer.getHtml();
  }

  const filter = new CKEDITOR.htmlParser.filter({
    elementNames: Object.entries(HEADINGS).map(([from, to]) => [new RegExp(`^${from}$`), to]),
    elements: {
      a(link) {
        // Its content stays, without the element.
        if (PART_OF_DOCUMENT.test((link.attributes.href ?? "").trim())) delete link.name;
      },
    },
  });
  // A picture that is pasted or dropped becomes one of the site's, and the dialog asks for its text alternative.
  const PICTURE = /^image\/(?:png|jpeg|webp)$/;
  function picturesIn({ dataTransfer, dataValue }) {
    // Word puts a picture of the words beside the words.
    if (dataValue.replace(/<[^>]*>|&nbsp;|\s/g, "")) return [];
    const files = Array.from({ length: dataTransfer.getFilesCount() }, (_, at) => dataTransfer.getFile(at));
    return files.filter((file) => PICTURE.test(file?.type ?? ""));
  }
  async function upload(editor, file) {
    const { config } = editor;
    if (file.size > config.pictureMost) return { error: config.pictureTooLarge };
    const body = new FormData();
    body.append("upload", file);
    body.append("csrfmiddlewaretoken", document.querySelector("input[name=csrfmiddlewaretoken]").value);
    try {
      return await (await fetch(config.pictureUpload, { method: "POST", body })).json();
    } catch {
      return { error: config.pictureNotSent };
    }
  }
  async function insert(editor, files) {
    for (const file of files) {
      const said = editor.showNotification(editor.config.pictureIsSent, "progress", 0.5);
      const { src, error } = await upload(editor, file);
      said.hide();
      if (error) {
        editor.showNotification(error, "warning");
        continue;
      }
      editor.insertHtml(`<img src="${CKEDITOR.tools.htmlEncodeAttr(src)}" alt="">`);
      const images = editor.editable().find(`img[src="${src}"]`).toArray();
      const image = images.find((each) => !each.getAttribute("alt")) ?? images[0];
      if (image && files.length === 1) {
        editor.getSelection().selectElement(image);
        editor.execCommand("image");
      }
    }
  }

  // Before priority 6, at which the editor applies allowedContent.
  CKEDITOR.on("instanceCreated", ({ editor }) => {
    editor.on("paste", (event) => {
      const files = picturesIn(event.data);
      if (!files.length) return;
      event.cancel();
      insert(editor, files);
    }, null, null, 1);
    // Before priority 3, at which the editor reads what Word has written.
    editor.on("paste", ({ data }) => {
      if (!NOT_FOR_READERS.test(data.dataValue)) return;
      leftOut = false;
      data.dataValue = withoutTrackedChanges(data.dataValue);
      if (leftOut) editor.showNotification(editor.config.leftOut, "warning");
    }, null, null, 2);
    editor.on("toHtml", ({ data }) => filter.applyTo(data.dataValue), null, null, 5.5);
  });
})();
