/** The environment variables of a server: `<PREFIX>_…`, the prefix being the server's name. */
import { httpVariables } from "../../templates/runtime/http/variables.js";
import { startVariables } from "../../templates/runtime/start-variables.js";
import { upstreamVariables } from "../../templates/runtime/upstream-variables.js";
import { shortHash, upperSnakeCase } from "./words.js";

/** Gives out variable names, none of them twice. */
export class EnvironmentNames {
  readonly #prefix: string;
  readonly #used: Set<string>;

  constructor(serverName: string) {
    const prefix = upperSnakeCase(serverName);
    this.#prefix = /^[A-Z]/.test(prefix) ? prefix : `API_${prefix}`.replace(/_$/, "");
    const fixed = {
      ...httpVariables(this.#prefix),
      ...upstreamVariables(this.#prefix),
      ...startVariables(this.#prefix),
    };
    this.#used = new Set<string>([...Object.values(fixed), this.filesVariable, this.storeVariable]);
  }

  /** The folder whose files may be sent. */
  get filesVariable(): string {
    return `${this.#prefix}_FILES`;
  }

  /** The store that replicas share. */
  get storeVariable(): string {
    return `${this.#prefix}_STORE_URL`;
  }

  /** What every name begins with. */
  get prefix(): string {
    return this.#prefix;
  }

  /**
   * A variable for something with a name in the document.
   * @param name e.g. a security scheme's
   * @param suffix what it is, e.g. `TOKEN`; not said twice
   */
  variable(name: string, suffix: string): string {
    const words = upperSnakeCase(name);
    const bare = `${words}_`.startsWith(`${this.#prefix}_`) ? words.slice(this.#prefix.length + 1) : words;
    const withSuffix = bare === "" ? suffix : bare.endsWith(suffix) ? bare : `${bare}_${suffix}`;
    return this.#free(`${this.#prefix}_${withSuffix}`, name);
  }

  /** The variable that names a file with what is otherwise in a variable. */
  fileVariable(variable: string): string {
    return this.#free(`${variable}_FILE`, variable);
  }

  #free(wanted: string, name: string): string {
    const free = this.#used.has(wanted) ? `${wanted}_${shortHash(name).toUpperCase()}` : wanted;
    this.#used.add(free);
    return free;
  }
}
