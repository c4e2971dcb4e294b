// Suggestions below a search box: the combobox of WAI-ARIA with list autocomplete and manual selection.
// Without this script the box searches all the same. See https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
"use strict";

const FEWEST_LETTERS = 2;
const PAUSE_MS = 120; // between two keys of a steady typist, so that not every letter is a request

class Suggestions {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector("input[name=q]");
    this.list = document.createElement("ul");
    this.list.id = `${this.input.id}-suggesties`;
    this.list.className = "suggestions";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Suggesties");
    this.told = document.createElement("span");
    this.told.className = "unseen";
    this.told.setAttribute("role", "status");
    form.append(this.list, this.told);
    this.active = -1;
    this.attach();
  }

  attach() {
    const { input, list } = this;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);
    input.addEventListener("input", (event) => event.isComposing || this.askSoon());
    input.addEventListener("compositionend", () => this.askSoon());
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("blur", () => this.close());
    this.form.addEventListener("submit", () => this.close());
    list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose(option);
    });
  }

  askSoon() {
    clearTimeout(this.timer);
    this.pending?.abort();
    if (this.input.value.trim().length < FEWEST_LETTERS) {
      this.show([]);
      return;
    }
    this.timer = setTimeout(() => this.ask(), PAUSE_MS);
  }

  async ask() {
    this.pending = new AbortController();
    const { signal } = this.pending;
    try {
      const address = new URL(this.form.dataset.suggest, document.baseURI);
      address.searchParams.set("q", this.input.value);
      const answer = await fetch(address, { signal, headers: { Accept: "application/json" } });
      const found = answer.ok ? (await answer.json()).suggestions : [];
      if (!signal.aborted) this.show(found);
    } catch (error) {
      // An answer that is no longer wanted, or none at all: the box itself still searches.
      if (!signal.aborted) this.show([]);
    }
  }

  show(suggestions) {
    this.list.replaceChildren(...suggestions.map((one, at) => this.option(one, at)));
    this.activate(-1);
    if (!suggestions.length || document.activeElement !== this.input) {
      this.close();
      return;
    }
    this.open();
    this.told.textContent = suggestions.length === 1 ? "1 suggestie" : `${suggestions.length} suggesties`;
  }

  option(one, at) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${at}`;
    option.dataset.text = one.text;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    const parts = [["suggested", one.text], ["suggested-kind", one.kind_label]];
    if (one.label !== one.text) parts.splice(1, 0, ["suggested-label", one.label]);
    for (const [name, text] of parts) {
      const part = document.createElement("span");
      part.className = name;
      part.textContent = text;
      option.append(part, " ");
    }
    return option;
  }

  press(event) {
    const count = this.list.children.length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (step && count) {
      event.preventDefault();
      this.open();
      // One more place than there are suggestions: the box itself, with what was typed.
      this.activate(((this.active + 1 + step + count + 1) % (count + 1)) - 1);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault(); // else the browser empties the box
      this.close();
    } else if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault();
      this.choose(this.list.children[this.active]);
    } else if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) {
      this.activate(-1);
    }
  }

  activate(at) {
    this.list.children[this.active]?.setAttribute("aria-selected", "false");
    this.active = at;
    const option = this.list.children[at];
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", option.id);
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  choose(option) {
    this.input.value = option.dataset.text;
    this.form.requestSubmit();
  }

  open() {
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
  }

  close() {
    clearTimeout(this.timer);
    this.pending?.abort();
    this.activate(-1);
    this.list.hidden = true;
    this.told.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
  }
}

for (const form of document.querySelectorAll("form[data-suggest]")) new Suggestions(form);
