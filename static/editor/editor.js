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
    body.append("language", languageOf(editor));
    body.append("csrfmiddlewaretoken", document.querySelector("input[name=csrfmiddlewaretoken]").value);
    try {
      return await (await fetch(config.pictureUpload, { method: "POST", body })).json();
    } catch {
      return { error: config.pictureNotSent };
    }
  }
  const languageOf = (editor) => editor.element.getAttribute("lang") ?? "";
  async function insert(editor, files) {
    for (const file of files) {
      const said = editor.showNotification(editor.config.pictureIsSent, "progress", 0.5);
      const picture = await upload(editor, file);
      said.hide();
      if (picture.error) {
        editor.showNotification(picture.error, "warning");
        continue;
      }
      const image = inserted(editor, picture);
      if (files.length === 1) await writeWords(editor, image, { ...picture, ...wordsIn(image), credit: picture.credit });
    }
  }

  // A picture in the text: its words are its attributes, its caption and credit those of the figure around it.
  const { htmlEncode, htmlEncodeAttr } = CKEDITOR.tools;
  function inserted(editor, { src, alternative_text: alt }) {
    const before = new Set(editor.editable().find("img").toArray().map(({ $ }) => $));
    editor.insertHtml(`<img src="${htmlEncodeAttr(src)}" alt="${htmlEncodeAttr(alt)}">`);
    return editor.editable().find("img").toArray().find(({ $ }) => !before.has($));
  }
  function wordsIn(image) {
    const caption = image.getAscendant("figure")?.findOne("figcaption");
    const whole = caption?.getText().trim() ?? "", credit = caption?.findOne("small")?.getText().trim() ?? "";
    return {
      src: image.data("cke-saved-src") || image.getAttribute("src"),
      alternative_text: image.getAttribute("alt") ?? "",
      decorative: image.getAttribute("role") === "presentation",
      caption: credit && whole.endsWith(credit) ? whole.slice(0, -credit.length).trim() : whole,
      credit,
    };
  }
  function setWords(editor, image, { src, alternative_text: alt, decorative, caption, credit }) {
    const before = wordsIn(image);
    editor.fire("saveSnapshot");
    image.setAttributes({ src, alt });
    image.data("cke-saved-src", src);
    if (decorative) image.setAttribute("role", "presentation");
    else image.removeAttribute("role");
    if (caption !== before.caption || credit !== before.credit) setCaption(image, caption, credit);
    editor.fire("saveSnapshot");
    editor.fire("change");
  }
  function setCaption(image, caption, credit) {
    const linked = image.getParent().is("a") ? image.getParent() : image;
    const figure = image.getAscendant("figure");
    const block = figure ?? linked.getAscendant("p");
    const words = htmlEncode(caption) + (credit ? ` <small>${htmlEncode(credit)}</small>` : "");
    if (!words) {
      const paragraph = new CKEDITOR.dom.element("p");
      paragraph.insertBefore(figure);
      paragraph.append(linked);
      figure.remove();
      return;
    }
    const around = figure ?? new CKEDITOR.dom.element("figure");
    if (!figure) {
      if (block) around.insertAfter(block);
      else around.replace(linked);
      around.append(linked);
      // A paragraph that has nothing else makes room; else its words stay before the picture.
      if (block && !block.getText().trim() && !block.findOne("img")) block.remove();
    }
    around.findOne("figcaption")?.remove();
    around.append(CKEDITOR.dom.element.createFromHtml(`<figcaption>${words.trim()}</figcaption>`));
    if (!around.getNext((node) => node.type === CKEDITOR.NODE_ELEMENT)) {
      const after = new CKEDITOR.dom.element("p");
      after.appendBogus();
      after.insertAfter(around);
    }
  }
  // Asks for the words of `image`, or for a picture of the library if there is none yet.
  async function writeWords(editor, image, picture) {
    const bookmarks = image ? null : editor.getSelection().createBookmarks2();
    const { pictureChoose: address } = editor.config;
    try {
      const chosen = await window.choosePicture({ address, language: languageOf(editor), purpose: "text", picture });
      editor.focus();
      if (!chosen) return;
      if (bookmarks) editor.getSelection().selectBookmarks(bookmarks);
      setWords(editor, image ?? inserted(editor, chosen), chosen);
    } catch {
      editor.showNotification(editor.config.pictureLibraryFailed, "warning");
    }
  }
  function useOurDialog(editor) {
    const chosen = () => {
      const element = editor.getSelection()?.getSelectedElement();
      return element?.is("img") ? element : element?.findOne("img");
    };
    editor.getCommand("image").exec = () => {
      const image = chosen();
      writeWords(editor, image, image ? wordsIn(image) : undefined);
      return true;
    };
    editor.on("doubleclick", (event) => {
      const { element } = event.data;
      if (!element.is("img")) return;
      delete event.data.dialog;
      writeWords(editor, element, wordsIn(element));
    }, null, null, 20);
    // After a caption the text goes on below the picture.
    editor.on("key", (event) => {
      const figure = event.data.keyCode === 13 && editor.getSelection().getStartElement()?.getAscendant("figure", true);
      if (!figure) return;
      event.cancel();
      const paragraph = new CKEDITOR.dom.element("p");
      paragraph.appendBogus();
      paragraph.insertAfter(figure);
      const range = editor.createRange();
      range.moveToElementEditStart(paragraph);
      range.select();
      editor.fire("change");
    });
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
    editor.on("instanceReady", () => useOurDialog(editor));
    editor.on("toHtml", ({ data }) => filter.applyTo(data.dataValue), null, null, 5.5);
  });
})();
