/* A form with a file is looked at before it is sent: that may take minutes, and after an error the file is gone. */
"use strict";
{
  const FILE = "input[type=file]";

  function check(file) {
    const most = Number(file.dataset.mostBytes ?? Infinity);
    const mostTogether = Number(file.dataset.mostTogether ?? Infinity);
    const sizes = [...file.files].map((each) => each.size);
    const tooLarge = sizes.some((size) => size > most) || sizes.reduce((sum, size) => sum + size, 0) > mostTogether;
    file.setCustomValidity(tooLarge ? file.dataset.tooLarge : "");
    return !tooLarge;
  }

  document.addEventListener("change", ({ target }) => {
    if (target.matches(FILE) && !check(target)) target.reportValidity();
  });
  // Where several files can be dropped, one that misses the field goes there too, and does not replace the page.
  function fieldFor(event) {
    const isOfFiles = event.dataTransfer?.types.includes("Files") && !event.target.matches?.(FILE);
    return isOfFiles ? document.querySelector(`${FILE}[multiple]`) : null;
  }
  document.addEventListener("dragover", (event) => {
    if (fieldFor(event)) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    const field = fieldFor(event);
    if (!field) return;
    event.preventDefault();
    field.files = event.dataTransfer.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
  document.addEventListener("submit", (event) => {
    const file = event.target.querySelector(FILE);
    if (!file) return;
    check(file);
    // Forms of the admin are sent without this (novalidate).
    if (!event.target.reportValidity()) event.preventDefault();
  });
}
