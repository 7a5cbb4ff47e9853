/* Fields of a form take the language and direction of the language chosen in it, and change with its menu. */
"use strict";
{
  function write(menu) {
    const rightToLeft = menu.dataset.rightToLeft.split(" ").includes(menu.value);
    const attributes = menu.value ? { lang: menu.value, dir: rightToLeft ? "rtl" : "ltr" } : { lang: null, dir: null };
    for (const field of fieldsOf(menu)) {
      set(field, attributes);
      set(window.CKEDITOR?.instances[field.id]?.editable()?.$, attributes);
    }
  }

  function writeWhatFollows(menu) {
    // What somebody else than this form has written stays.
    for (const field of fieldsOf(menu).filter((each) => each.dataset.byLanguage)) {
      const words = JSON.parse(field.dataset.byLanguage);
      if (!words[menu.value] || !Object.values(words).includes(field.value)) continue;
      field.value = words[menu.value];
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  function fieldsOf(menu) {
    // Of the same row only: names-0-language is of names-0-name.
    const row = menu.name.slice(0, -"language".length);
    return [...menu.form.querySelectorAll("[data-in-language]")].filter(
      (field) => field.name.startsWith(row) && !field.name.slice(row.length).includes("-"),
    );
  }

  function set(element, attributes) {
    for (const [name, value] of Object.entries(attributes)) {
      if (value) element?.setAttribute(name, value);
      else element?.removeAttribute(name);
    }
  }

  const MENU = "select[data-right-to-left]";
  document.addEventListener("change", (event) => {
    if (!event.target.matches(MENU)) return;
    write(event.target);
    writeWhatFollows(event.target);
  });
  // A browser may bring back what was chosen before the page was loaded again; an editor is made only now.
  const writeAll = () => document.querySelectorAll(MENU).forEach(write);
  document.addEventListener("DOMContentLoaded", writeAll);
  window.CKEDITOR?.on("instanceReady", writeAll);
}
