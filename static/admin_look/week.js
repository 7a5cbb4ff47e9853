/* Opening hours as a week: a button takes over the hours of the day before. */
"use strict";
for (const button of document.querySelectorAll(".week-same")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const day = button.closest(".week-row"), times = (row) => [...row.querySelectorAll("input")];
    const before = times(day.previousElementSibling);
    times(day).forEach((input, at) => { input.value = before[at]?.value ?? ""; });
    day.querySelector("input").dispatchEvent(new Event("input", { bubbles: true }));
  });
}
