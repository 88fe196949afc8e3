import { expect, it } from "vitest";
import { Sessions } from "../../../templates/runtime/http/sessions.js";

it("gives up the caller's own unused session when there are too many, then the one unused longest", () => {
  const sessions = new Sessions();
  const first = sessions.start("ann");
  const busy = sessions.start("bob");
  busy.inFlight.set("1", () => undefined);
  const unused = sessions.start("bob");
  const others = Array.from({ length: 997 }, () => sessions.start("ann"));
  sessions.use(first.id, "ann");
  sessions.start("bob");
  expect(() => sessions.use(unused.id, "bob")).toThrow("no such session");
  sessions.start("eve");
  expect(() => sessions.use(others[0]?.id, "ann")).toThrow("no such session");
  expect(sessions.use(first.id, "ann")).toBe(first);
  expect(sessions.use(busy.id, "bob")).toBe(busy);
  sessions.close();
});

it("refuses another when all of them are in use", () => {
  const sessions = new Sessions();
  for (let count = 0; count < 1000; count += 1) sessions.start(undefined).inFlight.set("1", () => undefined);
  expect(() => sessions.start(undefined)).toThrow("Too many sessions");
  sessions.close();
});
