/* The bar of a form: Ctrl+S, its menus, and `typed`, the event by which others follow what is typed.
   The buttons work without it too. */
"use strict";
{
  const form = document.querySelector("#content-main > form");
  const editorOf = (field) => {
    const editor = window.CKEDITOR?.instances[field?.id];
    return editor?.status === "ready" ? editor : null;
  };

  /* What the form holds, as it would be sent. */
  window.typedInForm = () => {
    const data = new URLSearchParams(new FormData(form));
    for (const area of form.querySelectorAll("textarea[data-type=ckeditortype]")) {
      const editor = editorOf(area);
      if (editor) data.set(area.name, editor.getData());
    }
    return data;
  };

  // Scripts that follow what is typed listen to `typed` on the form.
  const tell = () => form.dispatchEvent(new CustomEvent("typed"));
  form.addEventListener("input", tell);
  form.addEventListener("change", tell);
  // Django tells of a picture that was added in a window of its own by its jQuery only.
  window.django?.jQuery?.(form).on("change", tell);
  if (window.CKEDITOR) {
    const follow = (editor) => { editor.on("change", tell); tell(); };
    Object.values(CKEDITOR.instances).filter((editor) => editor.status === "ready").forEach(follow);
    CKEDITOR.on("instanceReady", ({ editor }) => follow(editor));
  }

  // Ctrl+S and Cmd+S

  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    const button = document.querySelector(".act [name=_continue]") ?? document.querySelector(".act .act-main[name=_save]");
    if (button && !event.repeat && !document.querySelector("dialog[open]")) form.requestSubmit(button);
  });

  // After an error, to the first field that is wrong. That of a release has its own order: what a colleague changed is read first.
  if (document.querySelector(".act-short") && document.querySelector(".errornote")) {
    form.querySelector("[aria-invalid=true]:not([type=hidden])")?.focus();
  }

  // Menus

  const menus = [...document.querySelectorAll(".act-menu")];
  document.addEventListener("click", ({ target }) => {
    for (const menu of menus) if (!menu.contains(target)) menu.open = false;
  });
  for (const menu of menus) {
    menu.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !menu.contains(relatedTarget)) menu.open = false;
    });
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
      event.stopPropagation();
    });
    menu.querySelector(".act-list").addEventListener("click", ({ target }) => {
      if (target.closest("[formtarget=_blank]")) menu.open = false;
    });
  }
}
