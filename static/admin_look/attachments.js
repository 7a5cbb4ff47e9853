/* Files that are chosen in the form of a release are sent at once, each by itself: then they can be named, are part of
   the preview, and are not lost if the form is refused. What it says stands on the page (.attachments). */
"use strict";
for (const group of document.querySelectorAll(".attachments")) {
  const set = group.dataset;
  const form = group.closest("form");
  const rows = group.querySelector(".attachment-rows");
  const input = group.querySelector("input[type=file]");
  const said = group.querySelector(".attachment-said");

  function say(words) {
    const line = document.createElement("p");
    line.textContent = words;
    said.append(line);
    return line;
  }

  const hashes = () => [...rows.querySelectorAll("input[type=hidden]")].map((field) => field.value);

  function add(html, name) {
    const made = document.createElement("template");
    made.innerHTML = html;
    for (const row of made.content.querySelectorAll(".attachment-row")) {
      if (hashes().includes(row.querySelector("input[type=hidden]").value)) continue;
      // Until the form is saved, the name on their own computer tells people which file it is.
      row.querySelector(".attachment-file").append(` ${name}`);
      rows.append(row);
      const place = row.querySelector(".attachment-facts label:last-child select");
      place.value = String(Math.min(rows.children.length, place.options.length - 1));
      row.querySelector(".attachment-title input").dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  async function send(file) {
    if (file.size > Number(set.mostBytes)) {
      say(`${file.name}: ${set.tooLarge}`);
      return;
    }
    const line = say(`${file.name}: ${set.sending}`);
    const body = new FormData();
    body.append(input.name, file);
    body.append("language", form.elements.language?.value ?? group.getAttribute("lang") ?? "");
    try {
      const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value, Accept: "application/json" };
      const answer = await fetch(set.uploadTo, { method: "POST", body, headers, redirect: "error" });
      if (!answer.ok) throw new Error(`${answer.status}`);
      const told = await answer.json();
      line.remove();
      add(told.rows, file.name);
      told.said.forEach(say);
    } catch {
      line.textContent = `${file.name}: ${set.failed}`;
    }
  }

  input.addEventListener("change", async () => {
    const files = [...input.files];
    // What is sent now is not to be sent once more with the form.
    input.value = "";
    said.replaceChildren();
    const before = rows.children.length;
    for (const file of files) await send(file);
    rows.children[before]?.querySelector(".attachment-title input").focus();
  });
}
