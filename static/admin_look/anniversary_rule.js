/* The form of an anniversary: shows only what its rule needs, and the next ten days while it is written. */
"use strict";
{
  const rule = document.getElementById("id_rule");
  const coming = document.getElementById("coming-days");
  const field = (name) => document.getElementById(`id_${name}`);
  const box = (name) => field(name)?.closest(".fieldBox, .form-row");

  const show = () => {
    const parts = JSON.parse(rule.dataset.parts);
    for (const name of new Set(Object.values(parts).flat())) {
      if (box(name)) box(name).hidden = !parts[rule.value].includes(name);
    }
    const leap = rule.value === "fixed-day" && field("month").value === "2" && field("day").value === "29";
    if (box("in_common_years")) box("in_common_years").hidden = !leap;
    const dates = document.getElementById("dates-group");
    if (dates) dates.hidden = rule.value !== "table";
  };

  let waiting;
  let asked = 0;
  const look = async () => {
    const number = ++asked;
    const data = new URLSearchParams();
    for (const [name, value] of new FormData(rule.form)) {
      if (typeof value === "string" && !name.startsWith("names-") && name !== "csrfmiddlewaretoken") data.append(name, value);
    }
    const answer = await fetch(`${coming.dataset.url}?${data}`, { headers: { Accept: "text/html" } });
    if (answer.ok && number === asked) coming.innerHTML = await answer.text();
  };

  if (rule && rule.dataset.parts) {
    show();
    rule.form.addEventListener("input", () => {
      show();
      if (!coming) return;
      clearTimeout(waiting);
      waiting = setTimeout(() => look().catch(() => {}), 300);
    });
  }
}
