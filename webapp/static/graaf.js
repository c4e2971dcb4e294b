// Draws a graph of N-Triples as nodes and edges, for weergaven.js.
"use strict";

const MOST_NODES = 120;
const TRIPLE = /^(<[^>]*>|_:\S+) <([^>]*)> (<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"\S*) \.$/;

class GraphPicture {
  constructor(text) {
    this.triples = text.split("\n").map((line) => TRIPLE.exec(line)).filter(Boolean);
    this.nodes = new Map();
    this.edges = [];
    const node = (term) => this.nodes.get(term) || this.nodes.set(term, { term, name: this.named(term) }).get(term);
    for (const [, subject, predicate, object] of this.triples) {
      const fresh = [subject, object].filter((term) => !this.nodes.has(term)).length;
      if (this.nodes.size + fresh > MOST_NODES) continue;
      this.edges.push({ from: node(subject), to: node(object), name: lastPart(predicate) });
    }
  }

  drawn() {
    this.lay([...this.nodes.values()], this.edges);
    const label = `Graaf; knopen: ${this.nodes.size}, verbindingen: ${this.edges.length}`;
    const svg = draw("svg", { viewBox: "-20 -20 1040 740", class: "network", role: "img", "aria-label": label });
    for (const { from, to, name } of this.edges) {
      const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2, class: "edge", "text-anchor": "middle" };
      svg.append(
        titled("line", { x1: from.x, y1: from.y, x2: to.x, y2: to.y }, name),
        draw("text", middle, shortened(name, 24)),
      );
    }
    for (const { x, y, term, name } of this.nodes.values()) {
      svg.append(
        titled("circle", { cx: x, cy: y, r: 6, class: term.startsWith('"') ? "value" : "thing" }, term),
        draw("text", { x, y: y - 10, "text-anchor": "middle" }, shortened(name, 28)),
      );
    }
    return svg;
  }

  named(term) {
    if (!term.startsWith('"')) return lastPart(term.replace(/[<>]/g, ""));
    const quoted = /^"(?:[^"\\]|\\.)*"/.exec(term)[0];
    try {
      return JSON.parse(quoted);
    } catch (error) {
      return quoted.slice(1, -1);
    }
  }

  // Nodes push each other away and edges pull, less and less; always from the same circle, so always the same picture.
  lay(nodes, edges) {
    const wanted = Math.sqrt((1000 * 700) / nodes.length);
    nodes.forEach((one, at) => {
      one.x = 500 + 300 * Math.cos((2 * Math.PI * at) / nodes.length);
      one.y = 350 + 250 * Math.sin((2 * Math.PI * at) / nodes.length);
    });
    for (let step = 0; step < 200; step += 1) {
      for (const one of nodes) [one.dx, one.dy] = [0, 0];
      const pull = (a, b, strength) => {
        const [dx, dy] = [a.x - b.x || 0.01, a.y - b.y || 0.01];
        const force = strength(Math.hypot(dx, dy)) / Math.hypot(dx, dy);
        [a.dx, a.dy, b.dx, b.dy] = [a.dx + dx * force, a.dy + dy * force, b.dx - dx * force, b.dy - dy * force];
      };
      nodes.forEach((a, at) => nodes.slice(at + 1).forEach((b) => pull(a, b, (far) => (wanted * wanted) / far)));
      for (const { from, to } of edges) if (from !== to) pull(from, to, (far) => -(far * far) / wanted);
      const most = 60 * (1 - step / 200);
      for (const one of nodes) {
        const far = Math.hypot(one.dx, one.dy) || 1;
        one.x = Math.min(980, Math.max(20, one.x + (one.dx / far) * Math.min(far, most)));
        one.y = Math.min(690, Math.max(20, one.y + (one.dy / far) * Math.min(far, most)));
      }
    }
  }
}
