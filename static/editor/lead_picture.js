/* The fields of the lead picture: which one, chosen in the dialog of pictures.js, and the point that a crop keeps. */
"use strict";
{
  const MIDDLE = "50 50";
  const tell = (input) => {
    for (const name of ["input", "change"]) input.dispatchEvent(new Event(name, { bubbles: true }));
  };

  class Focus {
    constructor(root) {
      this.input = root.querySelector("input[type=hidden]");
      this.none = root.querySelector(".focus-none");
      this.pad = root.querySelector(".focus-pad");
      this.picture = root.querySelector(".focus-picture");
      this.sides = [root.querySelector(".focus-x"), root.querySelector(".focus-y")];
      for (const side of this.sides) side.addEventListener("input", () => this.set(this.sides.map((each) => each.value)));
      this.picture.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        this.picture.setPointerCapture(event.pointerId);
        this.at(event);
      });
      this.picture.addEventListener("pointermove", (event) => {
        if (this.picture.hasPointerCapture(event.pointerId)) this.at(event);
      });
    }

    at(event) {
      const { left, top, width, height } = this.picture.getBoundingClientRect();
      const step = (share) => Math.min(100, Math.max(0, Math.round(share * 10) * 10));
      this.set([step((event.clientX - left) / width), step((event.clientY - top) / height)]);
    }

    set(sides) {
      const point = sides.join(" ");
      this.input.value = point === MIDDLE ? "" : point;
      tell(this.input);
      this.draw();
    }

    /* `src`: of the picture that is there now; empty if there is none. */
    show(src) {
      this.none.hidden = Boolean(src);
      this.pad.hidden = !src;
      for (const image of this.pad.querySelectorAll("img")) image.src = src || "data:,";
      this.draw();
    }

    draw() {
      const [x, y] = (this.input.value || MIDDLE).split(" ");
      [this.sides[0].value, this.sides[1].value] = [x, y];
      Object.assign(this.picture.querySelector(".focus-point").style, { left: `${x}%`, top: `${y}%` });
      this.pad.querySelector(".focus-wide img").style.objectPosition = `${x}% ${y}%`;
    }
  }

  function begin(root) {
    const input = root.querySelector("input[type=hidden]"), shown = root.querySelector(".lead-picture-shown");
    const remove = root.querySelector(".lead-picture-remove"), choose = root.querySelector(".lead-picture-choose");
    const pad = input.form.querySelector(".focus"), focus = pad && new Focus(pad);
    const image = shown.querySelector("img"), said = root.querySelector(".lead-picture-said");
    focus?.show(shown.hidden ? "" : image.getAttribute("src"));

    function show(picture) {
      input.value = picture?.key ?? "";
      shown.hidden = remove.hidden = !picture;
      image.src = picture?.small ?? "data:,";
      const say = (name, words) => { shown.querySelector(`.lead-picture-${name}`).textContent = words ?? ""; };
      say("title", picture?.title);
      say("words", picture?.decorative ? root.dataset.decorative : picture?.alternative_text || root.dataset.noWords);
      say("credit", picture?.credit);
      if (focus) {
        focus.input.value = "";
        focus.show(picture?.small);
      }
      tell(input);
    }
    choose.addEventListener("click", async () => {
      const menu = input.form.querySelector("[name=language]");
      const language = menu?.value || input.form.querySelector("[lang][data-in-language]")?.lang || "";
      try {
        const chosen = await window.choosePicture({ address: root.dataset.choose, language, purpose: "lead" });
        if (chosen) show(chosen);
        said.textContent = "";
      } catch {
        said.textContent = root.dataset.failed;
      }
    });
    remove.addEventListener("click", () => { show(null); choose.focus(); });
  }

  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll(".lead-picture").forEach(begin));
}
