/* Names the offset of the mission's clock from UTC on the day that is chosen: clocks change twice a year in many zones. */
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

  day.addEventListener("input", name);
  time.addEventListener("input", name);
  name();
}
