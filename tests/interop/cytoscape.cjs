// cytoscape.cjs IN OUT: loads the network IN, prints what is in it, and writes it to OUT as Cytoscape.js does.
const fs = require("fs");
const cytoscape = require("cytoscape");

const [input, output] = process.argv.slice(2);
const network = JSON.parse(fs.readFileSync(input, "utf8"));
const cy = cytoscape({ headless: true, data: network.data, elements: network.elements });

const names = {};
cy.nodes().forEach((n) => {
  if (typeof n.data("name") === "string") names[n.id()] = n.data("name");
});
const ends = cy.edges().map((e) => [e.source().id(), e.target().id(), e.data("type")]);
const inOrder = (a, b) => {
  for (let i = 0; i < a.length; ++i) {
    const order = Buffer.compare(Buffer.from(a[i]), Buffer.from(b[i]));
    if (order !== 0) return order;
  }
  return 0;
};
fs.writeFileSync(output, JSON.stringify(cy.json()));
console.log(
  JSON.stringify({
    nodes: cy.nodes().length,
    edges: cy.edges().length,
    periods: cy.elements().filter((e) => e.data("earliest_start") !== undefined).length,
    names,
    ends: ends.sort(inOrder),
  }),
);
