/** The last word about components: the config's `componentFn`. */
import { at, type Config } from "../config/config.js";
import type { ComponentChange } from "../config/functions.js";
import { hints, type Hint } from "../config/mcp.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { toAnnotations, toTags } from "./component-texts.js";
import { askForChange } from "./config-functions.js";
import { reportClashes } from "./tool-names.js";
import type { Decided, Decision, DecidedName, DecidedTexts, Source } from "./decisions.js";

/** Something exposed, with its name and texts. */
export type Presented = Decision & { readonly name: DecidedName; readonly texts: DecidedTexts };

/** What the config's function makes of each. */
export function withComponentFn(
  presented: readonly Presented[],
  config: Config,
  diagnostics: Diagnostics,
): Presented[] {
  if (config.componentFn === undefined) return [...presented];
  const source: Source = { by: "config", what: "componentFn", ...at(config) };
  const changed = presented.map((each) => {
    const { operation, type, name, texts } = each;
    if (type.value === "exclude") return each;
    const component = {
      type: type.value,
      name: name.value,
      ...(texts.title === undefined ? {} : { title: texts.title.value }),
      description: texts.description.value,
      tags: [...toTags(texts.tags).tags],
      annotations: toAnnotations(texts.annotations),
    };
    return withChange(each, askForChange(config, operation, component, diagnostics), source);
  });
  // Names that clash already have been reported.
  if (changed.some(({ name }) => name.before !== undefined))
    reportClashes(new Map(changed.map(({ operation, name }) => [operation, name])), diagnostics);
  return changed;
}

/** The name before is the one that is kept: the function is asked again in the next run. */
function withChange(each: Presented, change: ComponentChange, source: Source): Presented {
  const { name, texts } = each;
  const { title, description, tags, annotations } = change;
  const decided = <T>(value: T): Decided<T> => ({ value, source });
  return {
    ...each,
    name: change.name === undefined ? name : { ...decided(change.name), before: name.value },
    texts: {
      ...texts,
      ...(title === undefined ? {} : { title: decided(title) }),
      ...(description === undefined ? {} : { description: decided(description) }),
      ...(tags === undefined ? {} : { tags: [decided(tags)] }),
      annotations: new Map([...texts.annotations, ...hintsOf(annotations, source)]),
    },
  };
}

function hintsOf(annotations: ComponentChange["annotations"], source: Source): [Hint, Decided<boolean>][] {
  return hints.flatMap((hint) => {
    const value = annotations?.[hint];
    return value === undefined ? [] : [[hint, { value, source }]];
  });
}
