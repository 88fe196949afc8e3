/** From the records of a project to its surface. */
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { isObject, own, type Json, type JsonObject } from "../json/json.js";
import { lockFile } from "../lock/lock.js";
import type { ComponentRecord, GoldenRecord, SentRecord, Surface, UpstreamRecord } from "./surface.js";

/** The files that a surface is read from, relative to the project. */
export const recordFiles = [
  "test/generated/tools-list.json",
  "test/generated/surface-list.json",
  "test/generated/resources-list.json",
  "test/generated/requests.json",
  "test/generated/upstream.json",
  lockFile,
] as const;

/** A file of those. */
export type RecordFile = (typeof recordFiles)[number];

/**
 * Reads a surface.
 * @param files the texts of those that are there
 * @param name what the user calls the project
 * @throws {ProblemsError} one is not what mcpgen wrote
 */
export function readSurface(
  files: ReadonlyMap<RecordFile, string>,
  name: string,
  diagnostics: Diagnostics,
): Surface {
  const records = new Records(files, name, diagnostics);
  const upstream = records.upstream();
  const listed = records.listed();
  return {
    components: [...records.tools(), ...records.resources()],
    ...(listed === undefined ? {} : { listed }),
    ...(upstream === undefined ? {} : { upstream }),
  };
}

class Records {
  readonly #upstream: JsonObject | undefined;
  readonly #requests: JsonObject;
  readonly #operations: ReadonlyMap<string, string>;

  constructor(
    private readonly files: ReadonlyMap<RecordFile, string>,
    private readonly name: string,
    private readonly diagnostics: Diagnostics,
  ) {
    this.#upstream = this.#object("test/generated/upstream.json");
    this.#requests = this.#object("test/generated/requests.json") ?? {};
    const lock = this.#object(lockFile) ?? {};
    const operations: [string, Json][] = Object.entries(member(lock, "operations"));
    this.#operations = new Map(operations.map(([operation, component]) => [textOf(component), operation]));
  }

  upstream(): UpstreamRecord | undefined {
    const upstream = this.#upstream;
    if (upstream === undefined) return undefined;
    return {
      server: own(upstream, "server") ?? null,
      baseUrls: member(upstream, "baseUrls"),
      credentials: member(upstream, "credentials"),
      forwardHeaders: member(upstream, "forwardHeaders"),
      policy: member(upstream, "policy"),
    };
  }

  tools(): ComponentRecord[] {
    const file = "test/generated/tools-list.json";
    const list = this.#read(file) ?? this.#fail(file, "it is missing");
    return this.#entries(file, list).map((listed) => this.#component("tool", listed));
  }

  listed(): Set<string> | undefined {
    const file = "test/generated/surface-list.json";
    const list = this.#read(file);
    if (list === undefined) return undefined;
    return new Set(this.#entries(file, list).map((entry) => textOf(own(entry, "name"))));
  }

  resources(): ComponentRecord[] {
    const file = "test/generated/resources-list.json";
    const lists = this.#object(file);
    if (lists === undefined) return [];
    const entries = [own(lists, "resources"), own(lists, "resourceTemplates")].flatMap((list) =>
      this.#entries(file, list ?? []),
    );
    // A resource whose variables are all optional is in both lists.
    const byName = new Map<string, JsonObject>();
    for (const entry of entries) {
      const name = textOf(own(entry, "name"));
      byName.set(name, { ...byName.get(name), ...entry });
    }
    return [...byName.values()].map((listed) => this.#component("resource", listed));
  }

  #component(type: ComponentRecord["type"], listed: JsonObject): ComponentRecord {
    const name = textOf(own(listed, "name"));
    const sent = this.#upstream && this.#sent(type, name, this.#upstream);
    const golden = this.#golden(type, name);
    const recorded = this.#upstream && own(member(member(this.#upstream, `${type}s`), name), "operation");
    const operation = typeof recorded === "string" ? recorded : this.#operations.get(name);
    return {
      type,
      name,
      listed,
      ...(operation === undefined ? {} : { operation }),
      ...(sent === undefined ? {} : { sent }),
      ...(golden === undefined ? {} : { golden }),
    };
  }

  #sent(type: ComponentRecord["type"], name: string, upstream: JsonObject): SentRecord | undefined {
    const entry = own(member(upstream, `${type}s`), name);
    if (entry === undefined || !isObject(entry)) return undefined;
    const places = Object.keys(member(entry, "sends")).map(
      (place) => [place, Object.entries(member(member(entry, "sends"), place))] as const,
    );
    const server = own(entry, "server");
    return {
      sends: new Map(
        places.flatMap(([place, values]) => values.map(([key, value]) => [`${place} ${key}`, value])),
      ),
      server: typeof server === "string" ? server : "default",
      security: own(entry, "security") ?? own(upstream, "security") ?? [],
      wire: own(entry, "wire") ?? {},
      policy: own(entry, "policy") ?? {},
    };
  }

  #golden(type: ComponentRecord["type"], name: string): GoldenRecord | undefined {
    const entry = member(member(this.#requests, `${type}s`), name);
    const given = own(entry, "arguments") ?? own(entry, "uri");
    return given === undefined ? undefined : { given, request: member(entry, "request") };
  }

  #entries(file: RecordFile, list: Json): JsonObject[] {
    const isEntry = (each: Json): each is JsonObject =>
      isObject(each) && typeof own(each, "name") === "string";
    if (!Array.isArray(list)) return this.#fail(file, "it is no list");
    // The cast: `isArray` makes `any[]` of a list that is readonly.
    return (list as readonly Json[]).map((each) =>
      isEntry(each) ? each : this.#fail(file, "an entry of the list has no name"),
    );
  }

  #object(file: RecordFile): JsonObject | undefined {
    const value = this.#read(file);
    return value === undefined || isObject(value) ? value : this.#fail(file, "it is not an object");
  }

  #read(file: RecordFile): Json | undefined {
    const text = this.files.get(file);
    if (text === undefined) return undefined;
    try {
      return JSON.parse(text) as Json;
    } catch (error) {
      return this.#fail(file, (error as Error).message);
    }
  }

  #fail(path: RecordFile, reason: string): never {
    return this.diagnostics.fail("diff-record-broken", { path, side: this.name, reason });
  }
}

/** An object below an object; empty where there is none. */
function member(object: JsonObject, key: string): JsonObject {
  const value = own(object, key);
  return value !== undefined && isObject(value) ? value : {};
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
