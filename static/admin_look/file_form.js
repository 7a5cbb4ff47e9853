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

  // Rows by language of which one has to say something.
  function checkRows(rows) {
    const fields = [...rows.querySelectorAll("input:not([type=hidden], [type=checkbox]), textarea")];
    const isBlank = !fields.some((field) => field.value.trim());
    fields[0]?.setCustomValidity(isBlank ? rows.dataset.needsWords : "");
  }

  document.addEventListener("change", ({ target }) => {
    if (!target.matches(FILE)) return;
    const isWritten = [...target.form?.querySelectorAll("textarea") ?? []].some((area) => area.value.trim());
    if (!check(target)) target.reportValidity();
    else if ("atOnce" in target.dataset && target.files.length && !isWritten) target.form.requestSubmit();
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
  // What Word and browsers copy has a second form with headings, lists and links. It counts as long as nobody types.
  document.addEventListener("paste", ({ target, clipboardData }) => {
    const formatted = document.getElementById(target.dataset?.formatted ?? "");
    if (!formatted) return;
    const isWhole = target.selectionEnd - target.selectionStart === target.value.length;
    const html = isWhole ? clipboardData.getData("text/html") : "";
    formatted.value = html.length <= Number(target.dataset.mostFormatted) ? html : "";
  });
  document.addEventListener("input", ({ target, inputType }) => {
    const formatted = document.getElementById(target.dataset?.formatted ?? "");
    if (formatted && inputType !== "insertFromPaste") formatted.value = "";
  });
  document.addEventListener("submit", (event) => {
    const file = event.target.querySelector(FILE);
    if (!file) return;
    check(file);
    event.target.querySelectorAll("[data-needs-words]").forEach(checkRows);
    // Forms of the admin are sent without this (novalidate).
    if (!event.target.reportValidity()) event.preventDefault();
  });
}
