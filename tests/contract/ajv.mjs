// Reads {document, answers} from the standard input; prints what Ajv says of each schema and answer.
// Ajv is in its default mode: strict. Only the one keyword that OpenAPI adds is made known to it.

import { readFileSync } from "node:fs";
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const { document, answers } = JSON.parse(readFileSync(0, "utf8"));
const logged = [];
const logger = { log: keep, warn: keep, error: keep };
const ajv = addFormats(new Ajv({ logger })).addKeyword("discriminator");
const faults = [];
const components = { $id: "document", $defs: document.components?.schemas ?? {} };
attempt("#/components/schemas", () => ajv.addSchema(referring(components)));
const found = [...schemasOf(document)];
for (const [place, schema] of found) attempt(place, () => ajv.compile(referring(schema)));
const made = new Map();
for (const { address, place, body } of answers) {
  attempt(address, () => {
    if (!made.has(place)) made.set(place, ajv.compile(referring(valueAt(document, place))));
    const validate = made.get(place);
    if (!validate(body)) throw new Error(ajv.errorsText(validate.errors));
  });
}
console.log(JSON.stringify({ schemas: found.length, answers: answers.length, faults, logged }));

function attempt(place, act) {
  try {
    act();
  } catch (error) {
    faults.push(`${place}: ${error.message}`);
  }
}

function keep(...words) {
  logged.push(words.join(" "));
}

/** The same with its references led to the schemas that were added. */
function referring(schema) {
  return JSON.parse(JSON.stringify(schema).replaceAll("#/components/schemas/", "document#/$defs/"));
}

/** Every schema of a document by its place: components, parameters, bodies in and out. */
function* schemasOf(node, place = "#") {
  for (const [name, value] of Object.entries(node ?? {})) {
    const here = `${place}/${name}`;
    if (place === "#/components/schemas" || name === "schema") yield [here, value];
    else if (typeof value === "object") yield* schemasOf(value, here);
  }
}

function valueAt(node, pointer) {
  const names = pointer.split("/").slice(1);
  return names.reduce((value, name) => value[name.replaceAll("~1", "/").replaceAll("~0", "~")], node);
}
