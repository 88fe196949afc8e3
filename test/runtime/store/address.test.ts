// The URL of a store, as operators write it.
import { expect, test } from "vitest";
import { ConfigurationError } from "../../../templates/runtime/errors.js";
import { readAddress } from "../../../templates/runtime/store/address.js";

test.each([
  ["redis://localhost", { host: "localhost", port: 6379, db: 0 }],
  ["valkey://cache:6400/3", { host: "cache", port: 6400, db: 3 }],
  ["redis://:p%40ss@h", { host: "h", port: 6379, db: 0, password: "p@ss" }],
  ["redis://me:secret@h/1", { host: "h", port: 6379, db: 1, username: "me", password: "secret" }],
  ["redis://[::1]:7000", { host: "::1", port: 7000, db: 0 }],
  ["rediss://store.example.com", { host: "store.example.com", port: 6379, db: 0, tls: { servername: "store.example.com" } }],
  ["valkeys://10.0.0.1:6380", { host: "10.0.0.1", port: 6380, db: 0, tls: {} }],
  ["unix:///run/redis/redis.sock", { path: "/run/redis/redis.sock", db: 0 }],
  ["unix:///a%20b.sock?db=2&password=x%26y", { path: "/a b.sock", db: 2, password: "x&y" }],
])("%s", (url, address) => {
  expect(readAddress({ URL: ` ${url} ` }, "URL")).toEqual(address);
}); // prettier-ignore

test.each(["localhost:6379", "http://h", "redis://", "redis:///1", "redis://h/one", "redis://:s3cret%zz@h", "unix://h/x", "s3cret"])(
  "%s is refused without being repeated",
  (url) => {
    const read = (): unknown => readAddress({ STORE_URL: url }, "STORE_URL");
    expect(read).toThrow(ConfigurationError);
    expect(read).toThrow(
      "STORE_URL is not the URL of a Redis or Valkey server: write redis://host:6379, rediss://host:6379 or unix:///path",
    );
  },
); // prettier-ignore

test("without the variable there is none", () => {
  expect(readAddress({ URL: " " }, "URL")).toBeUndefined();
});
