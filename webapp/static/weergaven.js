// Other views of an answer, on /sparql and /vragen: bars, points on the map, and a graph, drawn here and nowhere else.
// The table and the text that the page came with stay the first view, and what cannot be drawn says why.
"use strict";

const SVG = "http://www.w3.org/2000/svg";
const MOST_BARS = 60;
const MOST_POINTS = 2000;
const LATITUDE = /^(lat|breedte)/i;
const LONGITUDE = /^(lon|lng|lengte)/i;
const POINT = /^\s*(?:<[^>]*>\s*)?POINT\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)\s*\)/i;

function draw(name, attributes, ...inside) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...inside);
  return element;
}

function titled(name, attributes, title) {
  return draw(name, attributes, draw("title", {}, title));
}

function shortened(text, most) {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

function lastPart(iri) {
  const part = iri.replace(/[/#]$/, "").split(/[/#=]/).pop() || iri;
  try {
    return decodeURIComponent(part);
  } catch (error) {
    return part; // bytes that are no UTF-8
  }
}

class AnswerViews {
  constructor(section) {
    const { query, endpoint, words } = section.dataset;
    Object.assign(this, { query, endpoint, words });
    const heading = section.querySelector("h2");
    this.first = [...section.children].filter((one) => one !== heading);
    this.place = document.createElement("div");
    this.place.className = "view";
    this.place.setAttribute("role", "status");
    this.place.tabIndex = 0; // a wide picture scrolls, with the keyboard too
    this.place.hidden = true;
    section.append(this.place);
    heading.after(this.buttons(section.querySelector("table")));
  }

  buttons(table) {
    const views = table
      ? [["Tabel", null], ["Grafiek", (answer) => this.bars(answer)], ["Kaart", (answer) => this.map(answer)]]
      : [["Tekst", null], ["Graaf", (triples) => this.graph(triples)]];
    const group = document.createElement("p");
    group.className = "view-buttons";
    for (const [name, show] of views) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = name;
      button.setAttribute("aria-pressed", String(!show));
      button.addEventListener("click", () => {
        for (const one of group.children) one.setAttribute("aria-pressed", String(one === button));
        this.show(show, table ? "application/sparql-results+json" : "application/n-triples");
      });
      group.append(button, " ");
    }
    return group;
  }

  async show(view, mediaType) {
    for (const one of this.first) one.hidden = Boolean(view);
    this.place.hidden = !view;
    this.place.replaceChildren();
    if (!view) return;
    try {
      const answer = await this.fetched(mediaType);
      const drawn = await view(mediaType.endsWith("json") ? JSON.parse(answer) : answer);
      this.place.replaceChildren(...[drawn].flat());
    } catch (error) {
      this.place.replaceChildren(this.sentence("Het antwoord kon niet worden opgehaald. Probeer het zo nog eens."));
    }
  }

  // Once for each question, by POST: the address of a long one does not fit.
  async fetched(mediaType) {
    if (this.answer === undefined) {
      const body = new URLSearchParams({ query: this.query });
      const answer = await fetch(this.endpoint, { method: "POST", body, headers: { Accept: mediaType } });
      if (!answer.ok) throw new Error(String(answer.status));
      this.answer = await answer.text();
    }
    return this.answer;
  }

  sentence(text) {
    const sentence = document.createElement("p");
    sentence.textContent = text;
    return sentence;
  }

  cut(shown, total, what) {
    return total > shown ? [this.sentence(`De eerste ${shown} van ${total} ${what}.`)] : [];
  }

  bars({ head, results }) {
    const value = this.measured(head.vars, results.bindings);
    if (!value) return this.sentence("Voor een grafiek is een kolom met getallen nodig.");
    const label = this.labelled(head.vars, results.bindings, value);
    const all = results.bindings.filter((row) => row[value]);
    const rows = all.slice(0, MOST_BARS);
    const numbers = rows.map((row) => Number(row[value].value));
    const [low, high] = [Math.min(0, ...numbers), Math.max(0, ...numbers)];
    const scale = 420 / (high - low || 1);
    const zero = 220 - low * scale;
    const size = { viewBox: `0 0 720 ${rows.length * 24 + 8}`, class: "chart" };
    const svg = draw("svg", { ...size, role: "img", "aria-label": `Grafiek: ${value} per ${label}` });
    rows.forEach((row, at) => {
      const [number, y] = [numbers[at], at * 24];
      const name = row[label]?.type === "uri" ? lastPart(row[label].value) : row[label]?.value || "";
      const x = Math.min(zero, zero + number * scale);
      const width = Math.max(1, Math.abs(number) * scale);
      svg.append(
        draw("text", { x: 210, y: y + 20, "text-anchor": "end" }, shortened(name, 26)),
        titled("rect", { x, y: y + 6, width, height: 18 }, `${name}: ${row[value].value}`),
        draw("text", { x: x + width + 6, y: y + 20 }, number.toLocaleString("nl")),
      );
    });
    return [svg, ...this.cut(rows.length, all.length, "rijen met een getal")];
  }

  // The column of numbers that most rows have; of equals the last, because what is measured follows what it is of.
  measured(columns, rows) {
    const isNumber = ({ type, datatype, value }) =>
      type === "literal" && /#(integer|decimal|double|float|int|long)$/.test(datatype) && Number.isFinite(Number(value));
    const full = (name) => rows.filter((row) => row[name]).length;
    const found = columns.filter((name) => full(name) && rows.every((row) => !row[name] || isNumber(row[name])));
    return found.reduce((best, name) => (best && full(best) > full(name) ? best : name), "");
  }

  labelled(columns, rows, value) {
    const others = columns.filter((name) => name !== value);
    return others.find((name) => rows.some((row) => row[name]?.type === "literal")) || others[0] || value;
  }

  async map({ head, results }) {
    const [lat, lon] = [LATITUDE, LONGITUDE].map((pattern) => head.vars.find((name) => pattern.test(name)));
    const placed = results.bindings.map((row) => ({ row, at: this.position(row, lat, lon) }));
    const points = placed.filter((one) => one.at);
    if (!points.length) {
      return this.sentence("Voor een kaart zijn breedtegraad en lengtegraad nodig, of een punt als geo:wktLiteral.");
    }
    const { map } = await (await fetch(this.words, { headers: { Accept: "application/json" } })).json();
    const size = { viewBox: `0 0 ${map.width} ${map.height}`, class: "points" };
    const label = `Kaart van Nederland; aantal punten: ${points.length}`;
    const svg = draw("svg", { ...size, role: "img", "aria-label": label }, draw("path", { class: "land", d: map.land }));
    for (const { row, at: [east, north] } of points.slice(0, MOST_POINTS)) {
      const name = head.vars.map((one) => row[one]?.type === "literal" && row[one].value).find(Boolean) || "";
      const [cx, cy] = [(east - map.west) * map.x_per_degree, (map.north - north) * map.y_per_degree];
      svg.append(titled("circle", { cx, cy, r: 1.6 }, name));
    }
    return [svg, ...this.cut(Math.min(points.length, MOST_POINTS), points.length, "punten")];
  }

  position(row, lat, lon) {
    if (row[lat] && row[lon]) {
      const found = [Number(row[lon].value), Number(row[lat].value)];
      return found.every(Number.isFinite) ? found : null;
    }
    for (const term of Object.values(row)) {
      const point = POINT.exec(term.value);
      if (point) return [Number(point[1]), Number(point[2])];
    }
    return null;
  }

  graph(text) {
    const picture = new GraphPicture(text);
    if (!picture.edges.length) return this.sentence("Er is niets te tekenen: de graaf is leeg.");
    return [picture.drawn(), ...this.cut(picture.edges.length, picture.triples.length, "verbindingen")];
  }
}

for (const section of document.querySelectorAll("section[data-query]")) {
  if (section.querySelector("table, pre")) new AnswerViews(section);
}
