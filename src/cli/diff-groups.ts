/** Changes as people read them: by grade, then by component; what is the same of many components is said once. */
import { visibleText } from "../diagnostics/visible-text.js";
import { grades, type Change, type Grade } from "../diff/change.js";
import { componentInWords, wordsOf, type Shown } from "./diff-words.js";
import { plural } from "./report.js";

/** What is said of one component, of several, or of the server. */
export interface Group {
  readonly subject: string;
  readonly lines: readonly string[];
}

/** The changes of a grade. */
export interface Section {
  readonly grade: Grade;
  readonly count: number;
  readonly groups: readonly Group[];
}

/** From so many components on, what is the same of them is said once. */
const many = 3;

/** So many of their names are shown. */
const mostNames = 5;

/** The grades that there are changes of, the worst first. */
export function sectionsOf(changes: readonly Change[], shown: Shown): Section[] {
  return grades.flatMap((grade) => {
    const graded = changes.filter((change) => change.grade === grade);
    return graded.length === 0 ? [] : [{ grade, count: graded.length, groups: groupsOf(graded, shown) }];
  });
}

function groupsOf(changes: readonly Change[], shown: Shown): Group[] {
  const alike = new Map<string, Change[]>();
  for (const change of changes)
    add(alike, `${change.component?.type ?? ""} ${wordsOf(change, shown)}`, change);
  const common = [...alike.values()].filter((each) => componentsOf(each).size >= many);
  const taken = new Set(common.flat());
  const bySubject = new Map<string, string[]>();
  for (const change of changes.filter((each) => !taken.has(each)))
    add(bySubject, subjectOf(change, shown), wordsOf(change, shown));
  for (const each of common)
    add(bySubject, subjectOfMany(each, shown), wordsOf(each[0] ?? { words: [] }, shown));
  return [...bySubject].map(([subject, lines]) => ({ subject, lines }));
}

function add<Item>(groups: Map<string, Item[]>, key: string, item: Item): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [item]);
  else group.push(item);
}

function subjectOf({ component }: Change, shown: Shown): string {
  if (component === undefined) return "server";
  const { operation } = component;
  return `${componentInWords(component, shown)}${operation === undefined ? "" : ` (${shown(visibleText(operation))})`}`;
}

function subjectOfMany(changes: readonly Change[], shown: Shown): string {
  const names = [...componentsOf(changes)].map((name) => shown(visibleText(name)));
  const more = names.length - mostNames;
  const some = names.slice(0, mostNames).join(", ");
  const type = changes[0]?.component?.type ?? "component";
  return `${plural(names.length, type)} (${more > 0 ? `${some} and ${more} more` : some})`;
}

/** The names of the components that changes of one type are of. */
function componentsOf(changes: readonly Change[]): ReadonlySet<string> {
  return new Set(changes.flatMap(({ component }) => (component === undefined ? [] : [component.name])));
}

/** `2 breaking, 1 risky, 4 compatible changes`. */
export function countsInWords(sections: readonly Section[]): string {
  const counts = sections.map(({ grade, count }) => `${count} ${grade}`);
  const all = sections.reduce((sum, { count }) => sum + count, 0);
  return `${counts.join(", ")} change${all === 1 ? "" : "s"}`;
}
