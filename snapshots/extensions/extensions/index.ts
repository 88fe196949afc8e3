import type { operations } from "../generated/api.js";
import {
  ArgumentError,
  definePrompt,
  defineResource,
  defineTool,
  jsonOf,
  replaceTool,
  wrapTool,
  type Extensions,
} from "../generated/runtime/extensions.js";
import { adoptAnimal } from "../generated/tools/general/adoptAnimal.js";
import { deleteAnimal } from "../generated/tools/general/deleteAnimal.js";
import { getAnimal } from "../generated/tools/general/getAnimal.js";
import { listAnimals } from "../generated/tools/general/listAnimals.js";
import { names } from "./names.js";

/** Two requests, and only what the model needs of their answers. */
const compareAnimals = defineTool<{ first: number; second: number }>({
  name: "compareAnimals",
  description: "Says what two animals have in common.",
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  inputSchema: {
    type: "object",
    properties: { first: { type: "integer" }, second: { type: "integer" } },
    required: ["first", "second"],
    additionalProperties: false,
  },
  async call(api, args, context) {
    const get = async (animalId: number) =>
      jsonOf<operations["getAnimal"]>(await getAnimal.call(api, { animalId }, context));
    const [first, second] = await Promise.all([get(args.first), get(args.second)]);
    const same = first.species === second.species ? "are both" : "are not both";
    return { content: [{ type: "text", text: `${names([first, second])} ${same} a ${first.species}` }] };
  },
});

/** The number of the chip is nothing for a model. */
const withoutChip = wrapTool(getAnimal, {
  description: `${getAnimal.description}, without its chip`,
  async call(api, args, context) {
    const { chip: _, ...animal } = jsonOf<operations["getAnimal"]>(await getAnimal.call(api, args, context));
    return { content: [{ type: "text", text: JSON.stringify(animal) }], structuredContent: animal };
  },
});

/** The API deletes whatever it is told to. */
const carefulDelete = wrapTool(deleteAnimal, {
  call(api, args, context) {
    if (args.animalId < 100) throw new ArgumentError("Animals below 100 have been here for ever and stay.");
    return deleteAnimal.call(api, args, context);
  },
});

/** One text instead of the fields of a form. */
const adopt = replaceTool<{ animalId: number; adopter: string }>(adoptAnimal, {
  title: "Adopt",
  description: "Gives an animal a home.",
  annotations: adoptAnimal.annotations,
  inputSchema: {
    type: "object",
    properties: { animalId: { type: "integer" }, adopter: { type: "string", description: "Name, address" } },
    required: ["animalId", "adopter"],
    additionalProperties: false,
  },
  call(api, { animalId, adopter: text }, context) {
    const [adopter = "", address] = text.split(", ");
    return adoptAnimal.call(api, { animalId, adopter, ...(address && { address }) }, context);
  },
});

const rules = defineResource({
  name: "rules",
  description: "The rules of the house.",
  uri: "shelter://rules",
  mimeType: "text/plain",
  async read() {
    return { contents: [{ mimeType: "text/plain", text: "No dogs upstairs." }] };
  },
});

const animal = defineResource<{ animalId: number }>({
  name: "animal",
  description: "One animal.",
  uriTemplate: "shelter://animals/{animalId}",
  inputSchema: { type: "object", properties: { animalId: { type: "integer" } }, required: ["animalId"] },
  read: (api, args, context) =>
    api.request<operations["getAnimal"]>("GET", "/animals/{animalId}", { path: args }, context),
});

const letter = definePrompt({
  name: "letter",
  description: "A letter to somebody who wants an animal.",
  arguments: {
    animalId: { description: "The animal's number.", required: true },
    tone: { suggestions: ["friendly", "formal", "firm"] },
  },
  async get(api, { animalId, tone = "friendly" }, context) {
    const answer = await getAnimal.call(api, { animalId: Number(animalId) }, context);
    return `Write a ${tone} letter about ${jsonOf<operations["getAnimal"]>(answer).name}.`;
  },
});

const first = definePrompt({
  name: "first",
  description: "The first steps.",
  get: () => ({
    description: "How to begin",
    messages: [
      { role: "user", content: { type: "text", text: "Which animals are there?" } },
      { role: "assistant", content: { type: "text", text: `I ask ${listAnimals.name}.` } },
    ],
  }),
});

export const extensions: Extensions = {
  tools: [compareAnimals],
  overrides: [withoutChip, carefulDelete, adopt],
  resources: [rules, animal],
  prompts: [letter, first],
  beforeRequest(request) {
    if (request.path.endsWith("/13")) throw new Error("nobody asks for 13");
    const path = request.path.replace("/v1/", "/v2/");
    return { ...request, path, headers: [...request.headers, ["X-Tool", request.tool ?? "none"]] };
  },
  afterResponse(response, request) {
    if (response.status !== 200 || request.operation !== "GET /animals") return;
    return { ...response, body: Buffer.from(Buffer.from(response.body).toString().toUpperCase()) };
  },
};
