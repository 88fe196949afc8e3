import { describe, expect, expectTypeOf, it } from "vitest";
import { FailedResponse } from "../../templates/runtime/errors.js";
import { jsonOf, type JsonOf } from "../../templates/runtime/json-body.js";
import { apiResponse } from "./support.js";

interface GetPet {
  responses: {
    200: { headers: object; content: { "application/json": { id: number } } };
    202: { headers: object; content: { "application/json": "later" } };
    204: { headers: object; content?: never };
  };
}

describe("the JSON of an answer", () => {
  it("has the document's type", () => {
    expectTypeOf<JsonOf<GetPet>>().toEqualTypeOf<{ id: number } | "later">();
    expect(jsonOf<GetPet>(apiResponse({ body: '{"id":7}' }))).toEqual({ id: 7 });
  });

  it("is not had of a failure, which is thrown as it is", () => {
    const response = apiResponse({ status: 404, statusText: "Not Found", body: "{}" });
    expect(() => jsonOf<GetPet>(response)).toThrow(new FailedResponse(response));
  });

  it.each([
    [
      apiResponse({ body: "<html>", mediaType: "text/html" }),
      "GET /pets: the answer of text/html is not JSON",
    ],
    [apiResponse({ status: 204, mediaType: "" }), "GET /pets: the answer is not JSON"],
    [{ content: [] }, "jsonOf needs an answer of the API, not a finished result"],
  ])("is not had of what has none", (answer, message) => {
    expect(() => jsonOf<GetPet>(answer)).toThrow(message);
  });
});
