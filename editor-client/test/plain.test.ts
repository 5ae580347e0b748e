import { expect, test } from "vitest";
import { plain } from "../src/plain";

test("nothing in a notification looks like a link", () => {
  expect(plain("[Fix](command:workbench.action.quit).csproj: [a](https://b) (c)")).toBe("[Fix] (command:workbench.action.quit).csproj: [a] (https://b) (c)");
});
