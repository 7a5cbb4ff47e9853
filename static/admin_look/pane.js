/* The pane beside the form of a release: open or closed, its tabs, and the preview, refreshed as one types.
   The page comes from the server as readers would get it. It is shown in a frame in which nothing can run. */
"use strict";
{
  const { user, first } = document.currentScript.dataset;
  const root = document.documentElement;
  const wide = matchMedia("(min-width: 75rem)");
  const AFTER = 600; // milliseconds without typing
  // What a page is laid out for, in CSS pixels: a telephone, a desktop, a sheet of A4.
  const WIDTHS = { telephone: 390, desktop: 1280, print: 794 };

  const kept = {
    get(name) { try { return localStorage.getItem(`pane-${name}-${user}`); } catch { return null; } },
    set(name, value) { try { localStorage.setItem(`pane-${name}-${user}`, value); } catch { /* then it is not kept */ } },
  };
  // At once, before anything is drawn, so that the form does not move.
  const begins = kept.get("open") ?? (wide.matches ? "yes" : "no");
  root.dataset.pane = begins === "yes" || (wide.matches && first !== "preview") ? "open" : "closed";

  class Preview {
    constructor(pane, form) {
      this.pane = pane;
      this.form = form;
      this.stage = pane.querySelector(".pane-stage");
      this.remarks = pane.querySelector(".pane-remarks");
      this.frames = [this.frame(), this.frame()];
      this.width = WIDTHS[kept.get("width")] ? kept.get("width") : wide.matches ? "desktop" : "telephone";
      this.sent = this.page = this.next = null;
      this.loading = false;
      this.stage.hidden = false;
      this.stage.append(...this.frames);
      new ResizeObserver(() => this.frames.forEach((frame) => this.fit(frame))).observe(this.stage);
      addEventListener("online", () => this.later());
    }

    frame() {
      const frame = document.createElement("iframe");
      // No scripts, no forms, no way out of the frame; the same origin, so that this script may scroll it.
      frame.setAttribute("sandbox", "allow-same-origin allow-modals");
      frame.title = this.pane.dataset.title;
      return frame;
    }

    later() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.refresh(), AFTER);
    }

    typed() {
      const data = new URLSearchParams(new FormData(this.form));
      for (const editor of Object.values(window.CKEDITOR?.instances ?? {})) {
        if (editor.element?.$.form === this.form && editor.status === "ready") data.set(editor.element.$.name, editor.getData());
      }
      return data;
    }

    async refresh() {
      if (!this.stage.clientWidth) return;
      const data = this.typed(), typed = data.toString();
      if (typed === this.sent) return;
      this.sent = typed;
      this.asking?.abort();
      this.asking = new AbortController();
      try {
        const answer = await fetch(this.pane.dataset.preview, {
          method: "POST", body: data, headers: { Accept: "application/json" }, redirect: "manual", signal: this.asking.signal,
        });
        if (answer.type === "opaqueredirect") return this.fail(this.pane.dataset.signedOut);
        if (!answer.ok) return this.fail(this.pane.dataset.failed);
        const { page, remarks } = await answer.json();
        this.tell(remarks);
        this.show(page);
      } catch (error) {
        if (error.name !== "AbortError") this.fail(this.pane.dataset.failed);
      }
    }

    fail(said) {
      this.sent = null;
      this.tell([said]);
    }

    tell(remarks) {
      if (remarks.join("\n") === this.told) return;
      this.told = remarks.join("\n");
      this.remarks.replaceChildren(...remarks.map((remark) => Object.assign(document.createElement("li"), { textContent: remark })));
    }

    /* Let the frame behind load the page, then bring it to the front where the other one was scrolled to. */
    show(page) {
      this.page = page;
      if (this.loading) { this.next = page; return; }
      this.loading = true;
      const [front, back] = this.frames;
      back.addEventListener("load", () => {
        if (this.width === "print") asOnPaper(back.contentDocument);
        this.fit(back);
        const top = front.contentWindow?.scrollY ?? 0;
        back.contentWindow.scrollTo({ top, behavior: "instant" });
        back.classList.add("shown");
        front.classList.remove("shown");
        this.frames.reverse();
        this.loading = false;
        if (this.next !== null) { const next = this.next; this.next = null; this.show(next); }
      }, { once: true });
      this.fit(back);
      // A link would lead away from the page: as it may open no window, it does nothing.
      back.srcdoc = page.replace("<head>", '<head><base target="_blank">');
    }

    fit(frame) {
      const width = WIDTHS[this.width], { clientWidth, clientHeight } = this.stage;
      const scale = Math.min(1, clientWidth / width);
      Object.assign(frame.style, {
        inlineSize: `${width}px`, blockSize: `${clientHeight / scale}px`, transform: `scale(${scale}) translateX(-50%)`,
      });
    }

    as(width) {
      this.width = width;
      if (this.page !== null) this.show(this.page);
    }

    print() {
      this.frames[0].contentWindow.print();
    }
  }

  /* What a printer would be given, on a screen: the rules for paper hold, those for dark screens do not. */
  function asOnPaper(page) {
    for (const sheet of page.styleSheets) {
      let margin = "";
      for (const rule of sheet.cssRules) {
        if (rule.media?.mediaText === "print") rule.media.mediaText = "all";
        else if (rule.media?.mediaText.includes("prefers-color-scheme")) rule.media.mediaText = "not all";
        else if (rule instanceof page.defaultView.CSSPageRule) margin = rule.style.margin;
      }
      if (margin) sheet.insertRule(`@media screen { body { padding: ${margin}; } }`, sheet.cssRules.length);
    }
  }

  function begin() {
    const pane = document.getElementById("pane"), toggle = document.getElementById("pane-switch");
    const form = document.getElementById("release_form");
    if (!pane || !form) return;
    const preview = new Preview(pane, form);
    const tabs = [...pane.querySelectorAll("[role=tab]")], widths = [...pane.querySelectorAll("[data-width]")];

    const open = (yes) => {
      root.dataset.pane = yes ? "open" : "closed";
      toggle.setAttribute("aria-expanded", yes);
      if (yes) preview.refresh();
    };
    const choose = (tab) => {
      for (const one of tabs) {
        one.setAttribute("aria-selected", one === tab);
        one.tabIndex = one === tab ? 0 : -1;
        document.getElementById(one.getAttribute("aria-controls")).hidden = one !== tab;
      }
      preview.refresh();
    };
    const close = () => { open(false); kept.set("open", "no"); toggle.focus(); };

    for (const panel of pane.querySelectorAll(".pane-panel")) {
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", `pane-tab-${panel.dataset.panel}`);
      if (panel.dataset.panel !== "preview") panel.tabIndex = 0;
    }
    for (const one of document.querySelectorAll(".pane-switch, .pane-tabs, .pane-close, .pane-widths, .pane-print")) one.hidden = false;

    toggle.addEventListener("click", () => {
      const yes = root.dataset.pane === "closed";
      open(yes);
      kept.set("open", yes ? "yes" : "no");
      if (yes && !wide.matches) {
        pane.scrollIntoView();
        tabs.find((tab) => tab.tabIndex === 0).focus();
      }
    });
    pane.querySelector(".pane-close").addEventListener("click", close);
    pane.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
    for (const tab of tabs) tab.addEventListener("click", () => choose(tab));
    pane.querySelector("[role=tablist]").addEventListener("keydown", (event) => {
      const at = tabs.indexOf(event.target), onwards = getComputedStyle(pane).direction === "rtl" ? -1 : 1;
      const to = { ArrowRight: at + onwards, ArrowLeft: at - onwards, Home: 0, End: -1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      const tab = tabs.at(to % tabs.length);
      choose(tab);
      tab.focus();
    });
    const press = () => widths.forEach((one) => one.setAttribute("aria-pressed", one.dataset.width === preview.width));
    for (const one of widths) {
      one.addEventListener("click", () => { kept.set("width", one.dataset.width); preview.as(one.dataset.width); press(); });
    }
    pane.querySelector(".pane-print").addEventListener("click", () => preview.print());

    const later = () => preview.later();
    form.addEventListener("input", later);
    // Django tells of a picture that was added in a window of its own by its jQuery only.
    (window.django?.jQuery ?? (() => ({ on() {} })))(form).on("change", later);
    if (window.CKEDITOR) {
      const follow = (editor) => { editor.on("change", later); later(); };
      Object.values(CKEDITOR.instances).filter((editor) => editor.status === "ready").forEach(follow);
      CKEDITOR.on("instanceReady", ({ editor }) => follow(editor));
    }
    press();
    choose(tabs.find((tab) => tab.dataset.tab === first) ?? tabs[0]);
    open(root.dataset.pane === "open");
  }
  document.addEventListener("DOMContentLoaded", begin);
}
