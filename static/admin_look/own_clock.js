/* Turns the second clock of an instant, which is written in UTC, into that of the reader's own zone, and names it. */
"use strict";
{
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const written = document.documentElement.lang;
  const language = written === "en" ? "en-GB" : written;
  const city = zone ? zone.split("/").pop().replaceAll("_", " ") : "";
  // A browser that has no words for the months of a language (Chromium: Azerbaijani) would write “2026 M11 22”.
  const named = !/^M\d/.test(new Intl.DateTimeFormat(language, { month: "long" }).format());
  const day = named
    ? new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: zone })
    : new Intl.DateTimeFormat("de", { day: "2-digit", month: "2-digit", year: "numeric", timeZone: zone });
  const time = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone });
  for (const clock of document.querySelectorAll("time[data-yours]")) {
    // Where the reader is in the mission's own zone, UTC stays the second clock.
    if (!zone || zone === clock.dataset.mission) continue;
    const at = new Date(clock.dateTime);
    clock.parentElement.hidden = false;
    clock.textContent = `${day.format(at)}, ${time.format(at)} (${city}, ${clock.dataset.yours})`;
  }
}
