// A small petstore API on 127.0.0.1: every operation of snapshots/petstore/openapi.yaml, with its data in memory.
// `node test/demo/petstore-api.mjs [port]` starts it alone.
import { createServer } from "node:http";
import { pathToFileURL } from "node:url";

/** The key that the API accepts in `X-API-Key`, and the user name and password of basic authentication. */
export const credentials = { apiKey: "demo-key", username: "demo", password: "demo" };

/**
 * Starts the API.
 * @param {{ port?: number, onRequest?: (request: { method: string, target: string, status: number }) => void }} options
 * @returns {Promise<{ baseUrl: string, close: () => Promise<void> }>}
 */
export async function startPetstoreApi({ port = 0, onRequest = () => undefined } = {}) {
  const store = newStore();
  const server = createServer(async (request, response) => {
    const { status, json, bytes, type } = await answer(store, request).catch(toProblem);
    onRequest({ method: request.method, target: request.url, status });
    const body = json === undefined ? bytes : JSON.stringify(json);
    response.writeHead(status, body === undefined ? {} : { "content-type": type ?? "application/json" });
    response.end(body);
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    baseUrl: `http://127.0.0.1:${server.address().port}/v1`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

function newStore() {
  const pets = [
    { id: 1, name: "Ada", status: "available", tag: "cat" },
    { id: 2, name: "Bruno", status: "adopted", tag: null },
    { id: 3, name: "Cleo", status: "in care", tag: "parrot" },
  ];
  return {
    pets: new Map(pets.map((pet) => [pet.id, { ...pet, ownerId: "kim" }])),
    photos: new Map(),
    owners: [
      { id: "kim", name: "Kim", city: "Bern", since: "2021-04-01" },
      { id: "lou", name: "Lou", city: "Lyon", since: "2024-09-12" },
    ],
    nextId: 4,
  };
}

/** Method and path of each operation, with what answers it. */
const operations = [
  ["GET", /^\/pets$/, listPets],
  ["GET", /^\/pets\/(\d+)$/, getPet],
  ["PATCH", /^\/pets\/(\d+)$/, withApiKey(updatePet)],
  ["DELETE", /^\/pets\/(\d+)$/, withApiKey(deletePet)],
  ["GET", /^\/pets\/(\d+)\/photo$/, getPetPhoto],
  ["POST", /^\/pets\/(\d+)\/photo$/, withApiKey(uploadPetPhoto)],
  ["POST", /^\/owners\/([^/]+)\/pets$/, withApiKey(createPet)],
  ["GET", /^\/owners$/, searchOwners],
];

async function answer(store, request) {
  const url = new URL(request.url, "http://127.0.0.1");
  const path = url.pathname.replace(/^\/v1/, "");
  for (const [method, pattern, operation] of operations) {
    const match = pattern.exec(path);
    if (!match || request.method !== method) continue;
    const parts = match.slice(1).map(decodeURIComponent);
    return operation({ store, request, query: url.searchParams, parts });
  }
  throw problem(404, "there is no such operation");
}

function listPets({ store, query }) {
  const statuses = query.get("status")?.split(",");
  const limit = Number(query.get("limit") ?? 20);
  const start = Number(query.get("cursor") ?? 0);
  const found = [...store.pets.values()].reverse().filter(({ status }) => statuses?.includes(status) ?? true);
  const end = start + limit;
  return ok({
    pets: found.slice(start, end).map(asPet),
    ...(end < found.length && { nextCursor: String(end) }),
  });
}

function getPet({ store, parts }) {
  return ok(asPet(petOf(store, parts)));
}

async function updatePet({ store, request, parts }) {
  const pet = petOf(store, parts);
  return ok(asPet(Object.assign(pet, await readJson(request))));
}

function deletePet({ store, parts }) {
  store.pets.delete(petOf(store, parts).id);
  return { status: 204 };
}

function getPetPhoto({ store, parts }) {
  const bytes = store.photos.get(petOf(store, parts).id);
  if (!bytes) throw problem(404, "this pet has no photo");
  return { status: 200, bytes, type: "image/png" };
}

async function uploadPetPhoto({ store, request, parts }) {
  const pet = petOf(store, parts);
  const headers = { "content-type": request.headers["content-type"] ?? "" };
  const form = await new Response(await readBytes(request), { headers }).formData();
  const photo = form.get("photo");
  if (!(photo instanceof Blob)) throw problem(400, "the part photo is missing");
  store.photos.set(pet.id, Buffer.from(await photo.arrayBuffer()));
  return { status: 201 };
}

async function createPet({ store, request, query, parts: [ownerId] }) {
  const { name, status = "available", tag = null } = await readJson(request);
  const isTaken = [...store.pets.values()].some((pet) => pet.ownerId === ownerId && pet.name === name);
  if (isTaken) throw problem(409, `${ownerId} has a pet named ${name}`);
  const pet = { id: store.nextId, name, status, tag, ownerId };
  if (query.get("dry-run") !== "true") {
    store.pets.set(pet.id, pet);
    store.nextId += 1;
  }
  return { status: 201, json: asPet(pet) };
}

function searchOwners({ store, request, query }) {
  const { username, password, apiKey } = credentials;
  const basic = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  const { "x-api-key": key, authorization } = request.headers;
  if (key !== apiKey && authorization !== basic) throw problem(401, "wrong or missing credentials");
  const city = query.get("filter[city]");
  const since = query.get("filter[since]");
  const found = store.owners.filter(
    (owner) => (city === null || owner.city === city) && (since === null || owner.since >= since),
  );
  return ok(found.map(({ id, name }) => ({ id, name })));
}

function withApiKey(operation) {
  return async (call) => {
    if (call.request.headers["x-api-key"] !== credentials.apiKey) {
      throw problem(401, "wrong or missing X-API-Key");
    }
    return operation(call);
  };
}

function petOf(store, [id]) {
  const pet = store.pets.get(Number(id));
  if (!pet) throw problem(404, `there is no pet ${id}`);
  return pet;
}

function asPet({ id, name, status, tag }) {
  return { id, name, status, tag };
}

function ok(json) {
  return { status: 200, json };
}

function problem(status, message) {
  return Object.assign(new Error(message), { status });
}

function toProblem(error) {
  return { status: error.status ?? 500, json: { error: error.message } };
}

async function readBytes(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function readJson(request) {
  try {
    return JSON.parse((await readBytes(request)).toString("utf8"));
  } catch {
    throw problem(400, "the body is not JSON");
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { baseUrl } = await startPetstoreApi({
    port: Number(process.argv[2] ?? 0),
    onRequest: ({ method, target, status }) => console.log(`${method} ${target} -> ${status}`),
  });
  console.log(`The petstore API runs until you press Ctrl+C. In another terminal, type:

  export PETSTORE_BASE_URL=${baseUrl}
  export PETSTORE_API_KEY=${credentials.apiKey}
`);
}
