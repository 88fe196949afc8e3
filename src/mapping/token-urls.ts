/** Where client secrets are sent: absolute URLs, over https, and not to another host than the API's without a word. */
import { maySendSecrets } from "../../templates/runtime/oauth/token-url.js";
import { at, type Config } from "../config/config.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { WrittenUrl } from "../openapi/api.js";
import type { BaseUrl } from "../project/project.js";

/** The URLs of a security scheme. */
export class TokenUrls {
  readonly #scheme: string;
  readonly #config: Config;
  readonly #diagnostics: Diagnostics;
  /** The base URLs that get the API's credentials, the default first. */
  readonly #api: readonly URL[];
  readonly #elsewhere = new Set<string>();
  /** Those that were reported already: two flows often have the same. */
  readonly #unsafe = new Set<string>();

  constructor(
    scheme: string,
    context: { config: Config; diagnostics: Diagnostics; baseUrls: readonly BaseUrl[] },
  ) {
    this.#scheme = scheme;
    this.#config = context.config;
    this.#diagnostics = context.diagnostics;
    const trusted = context.baseUrls.filter(({ credentials }) => credentials !== false);
    this.#api = trusted.flatMap(({ url }) => (url === undefined ? [] : [new URL(`${url}/`)]));
  }

  /** The hosts that are not the API's. */
  get hosts(): readonly string[] {
    return [...this.#elsewhere];
  }

  /** A URL of the document, made absolute; nothing where it cannot be used. Another host than the API's is warned of. */
  ofDocument(written: WrittenUrl | undefined, options = { isTokenUrl: true }): string | undefined {
    if (written === undefined) return undefined;
    const { text, place } = written;
    const scheme = this.#scheme;
    const base = this.#api[0]?.href;
    const url = URL.canParse(text, base) ? new URL(text, base) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") {
      this.#diagnostics.report("token-url-unusable", { scheme }, { place });
      return undefined;
    }
    url.hash = "";
    const { host, href } = url;
    if (!this.#isSafe(url)) {
      if (!this.#unsafe.has(href))
        this.#diagnostics.report("token-url-not-https", { scheme, host }, { place });
      this.#unsafe.add(href);
      return undefined;
    }
    const tokenUrl = options.isTokenUrl ? href : "…";
    const isNews = !this.#elsewhere.has(host);
    if (this.#isElsewhere(url) && isNews)
      this.#diagnostics.report("token-url-elsewhere", { scheme, host, tokenUrl }, { place });
    return href;
  }

  /** A URL that the config gives instead; whoever wrote it knows where it leads. */
  ofConfig(text: string): string {
    const url = new URL(text);
    if (!this.#isSafe(url)) {
      const place = at(this.#config, "upstream", "credentials", this.#scheme, "tokenUrl");
      this.#diagnostics.report("credential-over-http", { scheme: this.#scheme, host: url.host }, place);
    }
    this.#isElsewhere(url);
    return url.href;
  }

  /** Whether secrets may be sent there. */
  #isSafe(url: URL): boolean {
    return maySendSecrets(url, undefined) || this.#api.some((api) => maySendSecrets(url, api));
  }

  /** Notes another host than the API's, where that is known. */
  #isElsewhere({ host, hostname }: URL): boolean {
    if (this.#api.length === 0 || this.#api.some((api) => api.hostname === hostname)) return false;
    this.#elsewhere.add(host);
    return true;
  }
}
