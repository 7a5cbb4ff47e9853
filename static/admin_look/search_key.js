// The key "/" leads to the field that searches everything, unless somebody types or has switched it off on that page.
"use strict";

{
  const OFF = "search-key-off";
  const box = document.getElementById("search-key");
  const isTyping = (element) => element.isContentEditable || element.matches("input, textarea, select");

  if (box) {
    box.closest("[hidden]").hidden = false;
    box.checked = !localStorage.getItem(OFF);
    box.addEventListener("change", () => box.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1"));
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const field = document.getElementById("id_everything");
    const link = document.getElementById("search-link");
    if (localStorage.getItem(OFF) || !(field || link)) return;
    event.preventDefault();
    if (field) field.focus();
    else location.assign(link.href);
  });
}
