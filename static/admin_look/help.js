// Leaves of the help only the sections with all words in the field, while they are typed.
"use strict";

{
  const field = document.getElementById("id_help");
  const said = document.getElementById("help-found");
  const sections = [...document.querySelectorAll(".help-sections section:not(.level-2)")];
  const folded = (text) => text.toLocaleLowerCase(document.documentElement.lang);
  const words = new Map(sections.map((section) => [section, folded(section.textContent)]));

  field.addEventListener("input", () => {
    const wanted = folded(field.value).split(/\s+/).filter(Boolean);
    let left = 0;
    for (const section of sections) {
      const isFound = wanted.every((word) => words.get(section).includes(word));
      section.hidden = !isFound;
      document.querySelector(`.help-contents a[href="#${section.id}"]`).parentElement.hidden = !isFound;
      left += isFound;
    }
    said.textContent = left ? "" : said.dataset.nothing;
  });
}
