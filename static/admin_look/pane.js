/* The pane beside a form: open or closed, its tabs, and the preview, refreshed as one types. One tab
   shows the page on a telephone, one on a desktop, one on paper; the others show the other languages.
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
    constructor(pane) {
      this.pane = pane;
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
      frame.setAttribute("sandbox", "allow-same-origin");
      frame.title = this.pane.dataset.title;
      return frame;
    }

    later() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.refresh(), AFTER);
    }

    async refresh() {
      if (!this.stage.clientWidth) return;
      const data = window.typedInForm(), typed = data.toString();
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
        this.pane.dispatchEvent(new CustomEvent("shown", { detail: back }));
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
    const form = document.querySelector("#content-main > form");
    if (!pane || !form) return;
    const preview = new Preview(pane);
    const tabs = [...pane.querySelectorAll("[role=tab]")];

    const open = (yes) => {
      root.dataset.pane = yes ? "open" : "closed";
      toggle.setAttribute("aria-expanded", yes);
      if (yes) preview.refresh();
    };
    const choose = (tab) => {
      for (const one of tabs) {
        one.setAttribute("aria-selected", one === tab);
        one.tabIndex = one === tab ? 0 : -1;
      }
      const shown = document.getElementById(tab.getAttribute("aria-controls"));
      for (const panel of pane.querySelectorAll(".pane-panel")) panel.hidden = panel !== shown;
      shown.setAttribute("aria-labelledby", tab.id);
      if (tab.dataset.width) preview.as(tab.dataset.width);
      preview.refresh();
    };
    const pick = (tab) => {
      if (tab.dataset.width) kept.set("width", tab.dataset.width);
      choose(tab);
    };

    for (const panel of pane.querySelectorAll(".pane-panel")) {
      panel.setAttribute("role", "tabpanel");
      if (panel.dataset.panel !== "preview") panel.tabIndex = 0;
    }
    for (const one of [toggle, ...pane.querySelectorAll(".pane-tabs")]) one.hidden = false;

    toggle.addEventListener("click", () => {
      const yes = root.dataset.pane === "closed";
      open(yes);
      kept.set("open", yes ? "yes" : "no");
      if (yes && !wide.matches) {
        pane.scrollIntoView();
        tabs.find((tab) => tab.tabIndex === 0).focus();
      }
    });
    pane.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || root.dataset.pane === "closed") return;
      open(false);
      kept.set("open", "no");
      toggle.focus();
    });
    for (const tab of tabs) tab.addEventListener("click", () => pick(tab));
    pane.querySelector("[role=tablist]").addEventListener("keydown", (event) => {
      const at = tabs.indexOf(event.target), onwards = getComputedStyle(pane).direction === "rtl" ? -1 : 1;
      const to = { ArrowRight: at + onwards, ArrowLeft: at - onwards, Home: 0, End: -1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      const tab = tabs.at(to % tabs.length);
      pick(tab);
      tab.focus();
    });

    form.addEventListener("typed", () => preview.later());
    const width = tabs.find((tab) => tab.dataset.width === preview.width);
    choose(tabs.find((tab) => tab.dataset.tab === first) ?? width);
    open(root.dataset.pane === "open");
  }
  document.addEventListener("DOMContentLoaded", begin);
}
