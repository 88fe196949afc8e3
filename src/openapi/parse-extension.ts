/**
 * The vendor extensions by which a document says what becomes of its operations: `x-mcp`, and Speakeasy's
 * `x-speakeasy-mcp` (https://www.speakeasy.com/docs/agent-tools/customize-tools), which says the same in its own words.
 */
import { hints, legalName, mcpTypes, type McpType } from "../config/mcp.js";
import { didYouMean } from "../diagnostics/did-you-mean.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { isObject } from "../json/json.js";
import type { McpExtension, Operation, Stated } from "./api.js";
import type { SpecNode } from "./node.js";

/** Both say the same; the second wins where they disagree. */
const keys = ["x-speakeasy-mcp", "x-mcp"] as const;

/** What each says, by its keys. */
const knownKeys: Readonly<Record<(typeof keys)[number], readonly string[]>> = {
  "x-mcp": ["enabled", "type", "annotations", "name", "title", "description", "tags"],
  "x-speakeasy-mcp": ["disabled", "name", "title", "description", "scopes", ...hints],
};

const types: ReadonlyMap<string, McpType> = new Map(mcpTypes.map((type) => [type, type]));

/** Reads what a document says of its operations. What stands nearer to an operation wins, key by key. */
export class McpExtensions {
  readonly #known = new Map<string, Partial<McpExtension>>();

  /** @param diagnostics gets values that cannot be used */
  constructor(
    private readonly root: SpecNode,
    private readonly diagnostics: Diagnostics,
  ) {}

  /**
   * What the document says of an operation, and the operation's own extensions.
   * @param pathItems those it stands in
   */
  of(pathItems: readonly SpecNode[], operation: SpecNode): Pick<Operation, "mcp" | "extensions"> {
    const outer = [this.root, ...pathItems].flatMap((owner) => this.#readers(owner));
    const own = this.#readers(operation);
    const stated = [
      ...outer.map((each) => this.#inherited(each)),
      ...own.map((each) => ({ ...each.inherited(), ...each.own() })),
    ];
    const annotations = new Map(stated.flatMap((each) => [...(each.annotations ?? [])]));
    const mcp = { ...stated.reduce<Partial<McpExtension>>(nearer, {}), annotations };
    const extensions = operation.entries().filter(([key]) => key.startsWith("x-"));
    return {
      ...(stated.length === 0 ? {} : { mcp }),
      ...(extensions.length === 0
        ? {}
        : { extensions: new Map(extensions.map(([key, { value }]) => [key, value])) }),
    };
  }

  #readers(owner: SpecNode): ExtensionReader[] {
    return keys.flatMap((key) => {
      const node = owner.get(key);
      return node === undefined ? [] : [new ExtensionReader(key, node, this.diagnostics)];
    });
  }

  /** Read once, however many operations are below, so that what is wrong is said once. */
  #inherited(reader: ExtensionReader): Partial<McpExtension> {
    const { id } = reader.node;
    const inherited = this.#known.get(id) ?? reader.inherited();
    this.#known.set(id, inherited);
    return inherited;
  }
}

/** What stands nearer, over what stands further out: that an operation is enabled takes back that it is excluded. */
function nearer(
  { type, ...outer }: Partial<McpExtension>,
  inner: Partial<McpExtension>,
): Partial<McpExtension> {
  const isTakenBack = inner.enabled?.value === true && type?.value === "exclude";
  return { ...outer, ...(type === undefined || isTakenBack ? {} : { type }), ...inner };
}

/** One extension of one owner. */
class ExtensionReader {
  constructor(
    private readonly key: (typeof keys)[number],
    readonly node: SpecNode,
    private readonly diagnostics: Diagnostics,
  ) {}

  /** What holds for everything below the owner. */
  inherited(): Partial<McpExtension> {
    const { value, place } = this.node;
    if (typeof value === "boolean") return { enabled: { value, place, what: this.key } };
    if (!isObject(value)) {
      this.#refuse(this.node, this.key, "true, false or an object");
      return {};
    }
    this.#reportMisspelled();
    const enabled = this.#boolean("enabled") ?? this.#not(this.#boolean("disabled"));
    const type = this.#type();
    return {
      ...(enabled === undefined ? {} : { enabled }),
      ...(type === undefined ? {} : { type }),
      annotations: this.#annotations(),
    };
  }

  /** Others mean other things by other keys; one that is nearly ours, such as `enable`, would do nothing unseen. */
  #reportMisspelled(): void {
    const known = knownKeys[this.key];
    for (const [key, node] of this.node.entries()) {
      const suggestion = known.includes(key) ? undefined : didYouMean(key, known);
      if (suggestion === undefined) continue;
      const values = { what: `${this.key}.${key}`, suggestion };
      this.diagnostics.report("extension-key-misspelled", values, { place: node.place });
    }
  }

  /** What holds for one operation: names and texts belong to one. */
  own(): Partial<McpExtension> {
    const name = this.#text("name", legalName, "a letter, then letters, digits, _ and -");
    const title = this.#text("title", /\S/, "a text");
    const description = this.#text("description", /\S/, "a text");
    const tags = this.#tags();
    return {
      ...(name === undefined ? {} : { name }),
      ...(title === undefined ? {} : { title }),
      ...(description === undefined ? {} : { description }),
      ...(tags === undefined ? {} : { tags }),
    };
  }

  #boolean(key: string, node = this.node, what = `${this.key}.${key}`): Stated<boolean> | undefined {
    const found = node.get(key);
    if (found === undefined) return undefined;
    const { value, place } = found;
    if (typeof value === "boolean") return { value, place, what };
    return this.#refuse(found, what, "true or false");
  }

  #not(stated: Stated<boolean> | undefined): Stated<boolean> | undefined {
    return stated && { ...stated, value: !stated.value };
  }

  #text(key: string, pattern: RegExp, wanted: string): Stated<string> | undefined {
    const found = this.node.get(key);
    if (found === undefined) return undefined;
    const { value, place } = found;
    const what = `${this.key}.${key}`;
    if (typeof value === "string" && pattern.test(value.trim())) return { value: value.trim(), place, what };
    return this.#refuse(found, what, wanted);
  }

  #type(): Stated<McpType> | undefined {
    const found = this.node.get("type");
    if (found === undefined) return undefined;
    const what = `${this.key}.type`;
    const value = typeof found.value === "string" ? types.get(found.value.toLowerCase()) : undefined;
    if (value !== undefined) return { value, place: found.place, what };
    return this.#refuse(found, what, mcpTypes.join(", "));
  }

  /** In `annotations`; Speakeasy has them beside the rest. */
  #annotations(): NonNullable<McpExtension["annotations"]> {
    const inside = this.node.get("annotations");
    if (inside !== undefined && !isObject(inside.value))
      this.#refuse(inside, `${this.key}.annotations`, "an object");
    const stated = hints.flatMap((hint) => {
      const value =
        (inside && this.#boolean(hint, inside, `${this.key}.annotations.${hint}`)) ?? this.#boolean(hint);
      return value === undefined ? [] : [[hint, value] as const];
    });
    return new Map(stated);
  }

  /** Speakeasy's scopes are what clients choose tools by, as tags are. */
  #tags(): Stated<readonly string[]> | undefined {
    const key = this.key === "x-mcp" ? "tags" : "scopes";
    const found = this.node.get(key);
    if (found === undefined) return undefined;
    const what = `${this.key}.${key}`;
    const value = found
      .items()
      .flatMap(({ value: tag }) => (typeof tag === "string" && tag !== "" ? [tag] : []));
    if (Array.isArray(found.value) && value.length === found.items().length)
      return { value, place: found.place, what };
    return this.#refuse(found, what, "a list of texts");
  }

  #refuse({ place }: SpecNode, what: string, wanted: string): undefined {
    this.diagnostics.report("extension-unfit", { what, wanted }, { place });
    return undefined;
  }
}
