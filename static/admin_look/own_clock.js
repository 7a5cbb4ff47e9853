/* Turns the second clock of an instant, which is written in UTC, into that of the reader's own zone, and names it. */
"use strict";
{
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const written = document.documentElement.lang;
  const language = written === "en" ? "en-GB" : written;
  const city = zone ? zone.split("/").pop().replaceAll("_", " ") : "";
  const day = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: zone });
  const time = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone });
  for (const clock of document.querySelectorAll("time[data-yours]")) {
    // Where the reader is in the mission's own zone, UTC stays the second clock.
    if (!zone || zone === clock.dataset.mission) continue;
    const at = new Date(clock.dateTime);
    clock.parentElement.hidden = false;
    clock.textContent = `${day.format(at)}, ${time.format(at)} (${city}, ${clock.dataset.yours})`;
  }
}
