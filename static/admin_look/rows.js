/* Rows of a form: a button adds one, and rows in an order are moved up and down. Without it the places are numbers. */
"use strict";
for (const rows of document.querySelectorAll(".rows")) {
  const own = () => [...rows.querySelectorAll(":scope > .row-of-fields")];
  const place = (row) => row.querySelector("input[name$='-position']");

  function number() {
    own().forEach((row, at) => { if (place(row)) place(row).value = at + 1; });
    rows.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function move(row, by) {
    const other = own()[own().indexOf(row) + by];
    if (!other) return;
    if (by < 0) other.before(row);
    else other.after(row);
    number();
    row.querySelector(by < 0 ? ".row-up" : ".row-down").focus();
  }

  function dress(row) {
    const field = place(row)?.closest(".row-field");
    if (!field) return;
    const buttons = [["up", -1], ["down", 1]].map(([way, by]) => {
      const button = Object.assign(document.createElement("button"), { type: "button", className: `act-button row-${way}` });
      button.textContent = by < 0 ? "↑" : "↓";
      button.setAttribute("aria-label", rows.dataset[way]);
      button.addEventListener("click", () => move(row, by));
      return button;
    });
    field.classList.add("row-place");
    field.append(...buttons);
  }

  own().forEach(dress);
  const button = rows.querySelector(".add-row button"), { rows: prefix } = rows.dataset;
  if (prefix && button) {
    const total = document.getElementById(`id_${prefix}-TOTAL_FORMS`), most = document.getElementById(`id_${prefix}-MAX_NUM_FORMS`);
    button.hidden = false;
    button.addEventListener("click", () => {
      if (Number(total.value) >= Number(most.value)) return;
      const made = document.createElement("div");
      made.innerHTML = rows.querySelector("template").innerHTML.replaceAll("__prefix__", total.value);
      const row = made.querySelector(".row-of-fields");
      total.value = Number(total.value) + 1;
      button.parentElement.before(row);
      dress(row);
      row.querySelector("select, textarea, input:not([type=hidden], [name$='-position'])").focus();
    });
  }
}
