/* Shows, while a pattern is typed, what it makes of the coming years: the server writes it, nothing is saved. */
"use strict";
{
  const titles = document.getElementById("titles");
  const said = document.getElementById("titles-said");
  const form = titles.closest("form");
  // What makes the titles, and the rule that says in which year they begin.
  const concerns = /^(names-\d+-(language|name|title_pattern|DELETE)|event_(first|last)_on|dates-\d+-(observed_on|DELETE)|rule|nth|weekday|month|day|in_common_years|(from|until)_year)$/;
  let waiting = 0;
  let asked = 0;

  async function refresh() {
    const mine = (asked += 1);
    let answer;
    try {
      answer = await fetch(titles.dataset.url, { method: "POST", body: new FormData(form), credentials: "same-origin" });
    } catch {
      return;
    }
    // An answer that was overtaken by a later one, or that is a sign-in page, is not shown.
    if (!answer.ok || answer.redirected || mine !== asked) return;
    titles.innerHTML = await answer.text();
    const heard = titles.querySelectorAll(".titles-list li:first-child .titles-title, .titles-problem");
    said.textContent = [...heard].map((each) => each.textContent).join(". ");
  }

  function later(event) {
    if (!concerns.test(event.target.name || "")) return;
    clearTimeout(waiting);
    waiting = setTimeout(refresh, 400);
  }

  form.addEventListener("input", later);
  form.addEventListener("change", later);
}
