/* Choosing a picture of the library, or a new one, and writing its words: a dialog for the editor and the lead picture. */
"use strict";
{
  let content = "";
  const token = () => document.querySelector("input[name=csrfmiddlewaretoken]").value;

  const factsOf = ({ dataset }) => ({
    key: dataset.picture, src: dataset.src, small: dataset.small, title: dataset.title, credit: dataset.credit,
    alternative_text: dataset.alternativeText, decorative: dataset.decorative === "yes",
  });

  async function sent(address, fields) {
    const body = new FormData();
    for (const [name, value] of Object.entries({ ...fields, csrfmiddlewaretoken: token() })) body.append(name, value);
    return (await fetch(address, { method: "POST", body })).json();
  }

  class Dialog {
    /* `purpose` is "text" or "lead". `picture`: one whose words are asked for at once. */
    constructor({ address, language, purpose, picture }) {
      Object.assign(this, { address, language, purpose });
      this.element = Object.assign(document.createElement("dialog"), { className: "pictures", innerHTML: content });
      this.element.setAttribute("aria-labelledby", "pictures-heading");
      this.library = this.element.querySelector(".pictures-library");
      this.words = this.element.querySelector(".pictures-words");
      for (const each of this.words.querySelectorAll("[data-for]")) each.hidden = each.dataset.for !== purpose;
      this.element.addEventListener("click", (event) => this.clicked(event.target));
      this.library.querySelector("form").addEventListener("submit", (event) => { event.preventDefault(); this.list(); });
      this.library.querySelector("[type=file]")?.addEventListener("change", (event) => this.upload(event.target));
      this.words.addEventListener("submit", (event) => { event.preventDefault(); this.accept(); });
      this.field("decorative").addEventListener("change", () => this.tick());
      document.body.append(this.element);
      this.done = new Promise((resolve) => this.element.addEventListener("close", () => {
        this.element.remove();
        resolve(this.result ?? null);
      }));
      this.element.showModal();
      if (picture) this.ask(picture);
      else this.library.querySelector("[type=search]").focus();
    }

    field(name) { return this.words.querySelector(`#pictures-${name}`); }

    say(words, part = this.library) { part.querySelector(".pictures-said").textContent = words; }

    clicked(target) {
      const button = target.closest("button");
      if (!button) return;
      if ("close" in button.dataset) this.element.close();
      else if ("back" in button.dataset) this.back();
      else if ("before" in button.dataset) this.list(button.dataset.before);
      else if ("picture" in button.dataset) this.ask(factsOf(button));
    }

    async list(before = "") {
      const q = this.library.querySelector("[type=search]").value;
      const page = await fetched(this.address, { language: this.language, q, before });
      if (page === null) return this.say(this.words.dataset.failed);
      const found = new DOMParser().parseFromString(page, "text/html").querySelector(".pictures-found");
      this.library.querySelector(".pictures-found").replaceWith(found);
      this.say(found.querySelector("ul") ? "" : found.textContent.trim());
      found.querySelector("button")?.focus();
    }

    async upload(file) {
      const [chosen] = file.files, { dataset } = file;
      if (!chosen) return;
      if (chosen.size > Number(dataset.mostBytes)) return this.say(dataset.tooLarge);
      this.say(dataset.isSent);
      try {
        const picture = await sent(dataset.upload, { upload: chosen, language: this.language });
        if (picture.error) return this.say(picture.error);
        this.say("");
        this.ask(picture);
      } catch {
        this.say(dataset.notSent);
      } finally {
        file.value = "";
      }
    }

    /* Show the form for the words of `picture`. `caption` and `credit` may be there already. */
    ask(picture) {
      this.picture = picture;
      this.library.hidden = true;
      this.words.hidden = false;
      this.element.setAttribute("aria-labelledby", "pictures-words-heading");
      this.words.querySelector(".pictures-large").src = picture.small ?? picture.src;
      this.words.querySelector(".pictures-name").textContent = picture.title ?? "";
      const known = this.purpose === "lead" && (picture.decorative || picture.alternative_text !== "");
      this.field("alt").value = picture.alternative_text;
      this.field("decorative").checked = picture.decorative;
      this.field("alt").readOnly = known;
      this.field("decorative").disabled = known;
      this.words.querySelector(".pictures-in-library").hidden = !known;
      this.field("caption").value = picture.caption ?? "";
      this.field("credit").value = picture.credit ?? "";
      this.say("", this.words);
      this.tick();
      if (known) this.words.querySelector("[type=submit]:not([hidden])").focus();
      else if (picture.decorative) this.field("decorative").focus();
      else this.field("alt").focus();
    }

    tick() {
      const alt = this.field("alt"), { checked } = this.field("decorative");
      alt.required = !checked;
      alt.disabled = checked;
    }

    async back() {
      this.words.hidden = true;
      this.library.hidden = false;
      this.element.setAttribute("aria-labelledby", "pictures-heading");
      this.library.querySelector("[type=search]").focus();
    }

    async accept() {
      const value = (name) => this.field(name).value.replace(/\s+/g, " ").trim();
      const decorative = this.field("decorative").checked, alternative = decorative ? "" : value("alt");
      if (!decorative && !alternative) {
        this.field("alt").value = "";
        this.field("alt").reportValidity();
        return;
      }
      const { picture } = this;
      if (this.purpose === "lead" && !picture.decorative && picture.alternative_text === "") {
        try {
          const address = `${this.address}${picture.key}/`;
          const fields = decorative ? { decorative: "yes" } : { alternative_text: alternative };
          const kept = await sent(address, { ...fields, language: this.language });
          if (kept.error) return this.say(kept.error, this.words);
          this.result = kept;
        } catch {
          return this.say(this.words.dataset.failed, this.words);
        }
      } else {
        // The library keeps the words for the next text. This one has its own, even if that fails.
        if (picture.key && alternative && !picture.decorative && picture.alternative_text === "") {
          const address = `${this.address}${picture.key}/`;
          sent(address, { alternative_text: alternative, language: this.language }).catch(() => {});
        }
        const words = { alternative_text: alternative, decorative };
        if (this.purpose === "text") Object.assign(words, { caption: value("caption"), credit: value("credit") });
        this.result = { ...picture, ...words };
      }
      this.element.close();
    }
  }

  async function fetched(address, parameters) {
    try {
      const answer = await fetch(`${address}?${new URLSearchParams(parameters)}`, { redirect: "manual" });
      return answer.ok ? await answer.text() : null;
    } catch {
      return null;
    }
  }

  /* The picture that somebody chose with its words; null if they did not. Rejected when the library cannot be read. */
  window.choosePicture = async (asked) => {
    const before = document.activeElement;
    const page = await fetched(asked.address, { language: asked.language });
    if (page === null) throw new Error("the library");
    content = page;
    const chosen = await new Dialog(asked).done;
    before?.focus?.();
    return chosen;
  };
}
