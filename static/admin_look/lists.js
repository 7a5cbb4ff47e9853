// Lists: one menu of filters is open at a time; in the list of releases, boxes that choose a row or the whole page.
"use strict";

{
  const menus = [...document.querySelectorAll("#list-filters details, .bulk-more")];
  const close = (except) => menus.filter((menu) => menu !== except).forEach((menu) => menu.removeAttribute("open"));

  document.addEventListener("click", (event) => close(event.target.closest("details")));
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && menus.find((each) => each.open);
    if (menu) {
      close();
      menu.querySelector("summary").focus();
    }
  });

  const texts = [...document.querySelectorAll(".choose-text")];
  const all = document.getElementById("choose-all");
  const bar = document.querySelector(".bulk-bar");

  if (texts.length && bar) {
    const rows = [...document.querySelectorAll(".families tbody tr")];
    const across = bar.querySelector("[name=select_across]");
    const counter = bar.querySelector(".action-counter");
    const show = (part, shown) => bar.querySelector(part)?.classList.toggle("hidden", !shown);
    // What the search and the filters find; the other languages are chosen one by one.
    const found = (row) => [...row.querySelectorAll(".chip:not(.chip-other) .choose-text")];
    const state = (box, boxes) => {
      const chosen = boxes.filter((each) => each.checked).length;
      box.checked = chosen > 0 && chosen === boxes.length;
      box.indeterminate = chosen > 0 && !box.checked;
    };

    const renew = () => {
      const everything = rows.flatMap(found);
      rows.forEach((row) => state(row.querySelector(".choose-row"), found(row)));
      state(all, everything);
      if (!all.checked) across.value = 0;
      const isAll = across.value === "1";
      const chosen = texts.filter((each) => each.checked).length;
      counter.textContent = interpolate(
        ngettext("%(sel)s of %(cnt)s selected", "%(sel)s of %(cnt)s selected", chosen), { sel: chosen, cnt: texts.length }, true,
      );
      counter.classList.toggle("hidden", isAll);
      show(".all", isAll);
      show(".clear", isAll);
      show(".question", all.checked && !isAll);
    };

    rows.forEach((row) => {
      const box = row.querySelector(".choose-row");
      box.hidden = false;
      box.addEventListener("change", () => {
        found(row).forEach((each) => { each.checked = box.checked; });
        renew();
      });
    });
    all.hidden = false;
    all.addEventListener("change", () => {
      rows.flatMap(found).forEach((each) => { each.checked = all.checked; });
      renew();
    });
    texts.forEach((each) => each.addEventListener("change", renew));
    bar.querySelector(".question a")?.addEventListener("click", (event) => {
      event.preventDefault();
      across.value = 1;
      renew();
    });
    bar.querySelector(".clear a")?.addEventListener("click", (event) => {
      event.preventDefault();
      texts.forEach((each) => { each.checked = false; });
      renew();
    });
    window.addEventListener("pageshow", renew);
  }
}
