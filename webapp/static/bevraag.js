// Turns the box of /sparql into the editor of YASGUI. Without it, or without scripts, the box stays as it is:
// the form is sent in the same way, so that the address of an answer is always the address of its question.
"use strict";

const LONGEST_ADDRESS = 7000; // past it the form is posted: HTTP servers commonly stop at 8 KiB
const FEWEST_TYPED = 2;

class QueryEditor {
  constructor(box, Yasqe) {
    this.box = box;
    this.form = box.form;
    this.words = this.ask(this.form.dataset.words);
    this.declared = new Set();
    this.labels = new Map();
    const place = document.createElement("div");
    place.className = "editor";
    box.after(place);
    this.yasqe = new Yasqe(place, {
      value: box.value,
      persistenceId: null, // what is asked stands in the address, not in the memory of this browser
      createShareableLink: null,
      consumeShareLink: null,
      showQueryButton: false,
      resizeable: false,
      editorHeight: "auto",
      viewportMargin: Infinity,
      autocompleters: this.completers(Yasqe),
      hintConfig: { container: place },
    });
    this.yasqe.showNotification = () => {}; // in English; how to complete stands below the editor
    this.explainErrors();
    this.takeOver();
  }

  // The package hangs a tip in English, with style of its own, on the mark beside a line; a copy has none of that.
  explainErrors() {
    const mark = this.yasqe.setGutterMarker.bind(this.yasqe);
    this.yasqe.setGutterMarker = (line, gutter, icon) => {
      const plain = icon && !this.isDeclaredHere(line) && icon.cloneNode(true);
      if (plain) plain.title = `Hier, of hierboven, klopt de vraag niet (regel ${line + 1}).`;
      return mark(line, gutter, plain || null);
    };
    this.yasqe.checkSyntax();
    this.words.then(({ prefixes }) => {
      this.declared = new Set(Object.keys(prefixes || {}));
      this.yasqe.checkSyntax();
    });
  }

  // The prefixes of this site need no declaration, which the package does not know.
  isDeclaredHere(line) {
    const { state } = this.yasqe.getTokenAt({ line, ch: this.yasqe.getLine(line).length }, true);
    const missing = /^Prefix '(.*)' is not defined$/.exec(state.errorMsg || "");
    return missing !== null && this.declared.has(missing[1]);
  }

  takeOver() {
    const input = this.yasqe.getInputField();
    const label = this.form.querySelector(`label[for="${this.box.id}"]`);
    input.id = "query-editor";
    input.setAttribute("aria-describedby", "query-uitleg");
    label.htmlFor = input.id;
    this.box.hidden = true;
    this.box.required = false; // a box that nobody sees cannot say that it is empty
    const keys = this.yasqe.getOption("extraKeys");
    // Tab leaves the editor, as it leaves every other field; Ctrl-] and Ctrl-[ indent.
    for (const key of ["Tab", "Shift-Tab", "Ctrl-S", "Shift-Ctrl-F", "Shift-Ctrl-D"]) keys[key] = false;
    keys["Ctrl-Enter"] = keys["Cmd-Enter"] = () => this.form.requestSubmit();
    this.yasqe.setOption("extraKeys", keys);
    this.form.addEventListener("submit", () => this.send());
    document.getElementById("query-uitleg").hidden = false;
  }

  send() {
    this.box.value = this.yasqe.getValue();
    this.form.method = encodeURIComponent(this.box.value).length > LONGEST_ADDRESS ? "post" : "get";
  }

  completers(Yasqe) {
    const unnamed = { bulk: true, persistenceId: null };
    const ours = { ...unnamed, postprocessHints: (_, hints) => this.named(hints) };
    const kept = (name) => async () => {
      const found = (await this.words)[name] || [];
      for (const one of found) this.labels.set(one.iri, one.label).set(one.curie, one.label);
      return found.map((one) => one.iri);
    };
    const prefixes = async () =>
      Object.entries((await this.words).prefixes || {}).map(([name, iri]) => `${name}: <${iri}>`).sort();
    Yasqe.forkAutocompleter("prefixes", { ...unnamed, name: "voorvoegsels", get: prefixes }, false);
    Yasqe.forkAutocompleter("class", { ...ours, name: "klassen", get: kept("classes") }, false);
    Yasqe.forkAutocompleter("property", { ...ours, name: "eigenschappen", get: kept("properties") }, false);
    Yasqe.registerAutocompleter({
      ...ours,
      name: "dingen",
      bulk: false,
      autoShow: false,
      isValidCompletionPosition: (yasqe) => yasqe.getCompleteToken().string.startsWith("<"),
      preProcessToken: (_, token) => ({ ...token, autocompletionString: token.string.replace(/[<>]/g, "") }),
      get: (_, token) => this.things(token.autocompletionString),
      postProcessSuggestion: (_yasqe, _token, iri) => `<${iri}>`,
    }, false);
    return ["voorvoegsels", "klassen", "eigenschappen", "dingen", "variables"];
  }

  async things(typed) {
    if (typed.length < FEWEST_TYPED) return [];
    const address = new URL(this.form.dataset.things, document.baseURI);
    address.searchParams.set("q", typed);
    const found = (await this.ask(address)).suggestions || [];
    const named = found.filter((one) => one.iri);
    for (const one of named) this.labels.set(one.iri, `${one.label} (${one.kind_label})`);
    return [...new Set(named.map((one) => one.iri))];
  }

  // The Dutch name of each IRI, before it where a name is sought and behind it where a term is.
  named(hints) {
    for (const hint of hints) {
      const iri = hint.displayText.replace(/[<>]/g, "");
      const name = this.labels.get(iri);
      if (name) hint.displayText = hint.displayText === iri ? `${iri}  ${name}` : `${name}  ${hint.displayText}`;
    }
    return hints;
  }

  // What cannot be fetched is not completed; the editor itself goes on.
  async ask(address) {
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      return answer.ok ? await answer.json() : {};
    } catch (error) {
      return {};
    }
  }
}

const queryBox = document.getElementById("query");
if (queryBox && window.Yasgui) window.queryEditor = new QueryEditor(queryBox, window.Yasgui.Yasqe);
