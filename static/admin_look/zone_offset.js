/* What follows the day and time that are chosen: the offset of the mission's clock from UTC, since clocks change twice a
   year in many zones, and the checks, since a text may bear another date. Then nobody ticks the checks twice. */
"use strict";
for (const time of document.querySelectorAll("input[data-zone]")) {
  const day = time.form.elements.day;
  const label = document.querySelector(`label[for="${time.id}"]`);
  const clock = new Intl.DateTimeFormat("en", { timeZone: time.dataset.zone, timeZoneName: "longOffset" });

  // Minutes from UTC: of “GMT-05:00”; “GMT” is none.
  function minutesAt(instant) {
    const name = clock.formatToParts(instant).find((part) => part.type === "timeZoneName").value;
    const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [null, "+", "0", "0"];
    return (sign === "-" ? -1 : 1) * (60 * Number(hours) + Number(minutes));
  }

  function written(minutes) {
    if (!minutes) return "UTC";
    const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
    return `UTC${minutes < 0 ? "−" : "+"}${hours}${rest ? `:${String(rest).padStart(2, "0")}` : ""}`;
  }

  function name() {
    const wall = Date.parse(`${day.value}T${time.value || "12:00"}Z`);
    // The offset is that of the instant, which is found by a first guess at the offset.
    const instant = wall - 60_000 * minutesAt(wall || 0);
    const offset = Number.isNaN(wall) ? "" : `, ${written(minutesAt(instant))}`;
    label.textContent = time.dataset.label.replace("{offset}", offset);
  }

  // The page as it would begin with that time: its checks, and what asks about them

  const form = time.form, checks = document.getElementById("checks");
  // What was asked for another time, with the words that were typed there.
  const taken = new Map();
  const ASKING = ["warned", "differ"], ASKED = ["looked", "despite"];
  const valueOf = (page, field) => page.querySelector(`#verb-form [name=${field}]`)?.value ?? "";
  const rowOf = (page, field) => page.querySelector(`#verb-form [name=${field}]`)?.closest(".form-row");

  function take(page) {
    if (!checks || !page.getElementById("checks")) return;
    if (ASKING.every((field) => valueOf(page, field) === valueOf(document, field))) return;
    checks.replaceChildren(...page.getElementById("checks").childNodes);
    for (const field of ASKING) {
      form.querySelector(`[name=${field}]`)?.remove();
      const fresh = page.querySelector(`#verb-form [name=${field}]`);
      if (fresh) form.prepend(fresh);
    }
    for (const field of ASKED) {
      const here = rowOf(document, field), fresh = rowOf(page, field);
      // A reason that is typed stays, a tick for other checks does not.
      if (!here && fresh) form.querySelector(".submit-row").before(taken.get(field) ?? fresh);
      else if (here && !fresh) {
        taken.set(field, here);
        here.remove();
      }
      else if (here && field === "looked") here.querySelector("input").checked = false;
    }
  }

  let asked = 0;
  async function check() {
    const turn = asked += 1;
    const url = new URL(location.pathname, location);
    url.search = new URLSearchParams({ day: day.value, time: time.value });
    try {
      const answer = await fetch(url, { redirect: "error", cache: "no-store" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (turn === asked && answer.ok) take(page);
    } catch { /* The next page asks. */ }
  }

  day.addEventListener("change", check);
  time.addEventListener("change", check);
  day.addEventListener("input", name);
  time.addEventListener("input", name);
  name();
}
