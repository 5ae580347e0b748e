import { describe, expect, test } from "vitest";
import { findDotnet, neededVersion, runtimes, type Machine } from "../../src/server/dotnet";

/** A machine with these files, each with the runtimes that it lists; null for one that cannot be run. */
function machine(files: Record<string, string[] | null>, env: Record<string, string> = {}, platform: NodeJS.Platform = "linux"): Machine {
  return {
    platform, env, home: platform === "win32" ? "C:\\Users\\me" : "/home/me",
    exists: path => path in files,
    listRuntimes: path => {
      const versions = files[path];
      return versions == null ? Promise.reject(new Error("cannot be run")) : Promise.resolve(versions.map(version => `Microsoft.NETCore.App ${version} [/somewhere]\nMicrosoft.AspNetCore.App ${version} [/somewhere]\n`).join(""));
    },
  };
}

describe("a .NET to run the server on", () => {
  test("is the one of the setting, and no other", async () => {
    const two = machine({ "/mine/dotnet": ["10.0.1"], "/usr/bin/dotnet": ["11.0.0"] }, { PATH: "/usr/bin" });
    expect(await findDotnet(two, "/mine/dotnet", 10)).toEqual({ path: "/mine/dotnet", version: "10.0.1" });
    expect(await findDotnet(two, "/gone/dotnet", 10)).toEqual({ tried: ["/gone/dotnet: there is no such file"] });
  });

  test("or that of the environment, the PATH and the usual places, in this order", async () => {
    const files: Record<string, string[]> = { "/set/dotnet": ["10.0.0"], "/path/dotnet": ["10.0.0"], "/usr/share/dotnet/dotnet": ["10.0.0"], "/home/me/.dotnet/dotnet": ["10.0.0"] };
    const env = { DOTNET_ROOT: "/set", PATH: "bin:.:/bin::/path" };
    for (const path of Object.keys(files)) {
      files["bin/dotnet"] = files.dotnet = ["10.0.0"]; // Those of whatever folder happens to be the current one.
      expect(await findDotnet(machine(files, env), "", 10)).toEqual({ path, version: "10.0.0" });
      Reflect.deleteProperty(files, path);
    }
    expect(await findDotnet(machine(files, env), "", 10)).toEqual({ tried: [] });
  });

  test("is new enough; older ones and those that do not run are told of", async () => {
    const found = await findDotnet(machine({ "/old/dotnet": ["6.0.36", "8.0.2"], "/broken/dotnet": null, "/none/dotnet": [], "/new/dotnet": ["8.0.2", "10.0.10", "10.0.9"] }, { PATH: "/old:/broken:/none:/new" }), "", 10);
    expect(found).toEqual({ path: "/new/dotnet", version: "10.0.10" });
    expect(await findDotnet(machine({ "/old/dotnet": ["6.0.36", "8.0.2"], "/broken/dotnet": null, "/none/dotnet": [] }, { PATH: "/old:/broken:/none" }), "", 10))
      .toEqual({ tried: ["/old/dotnet: has .NET 6.0.36, 8.0.2, and 10 is needed", "/broken/dotnet: cannot be run", "/none/dotnet: has .NET of no version, and 10 is needed"] });
  });

  test("on Windows too", async () => {
    const windows = machine({ "D:\\net\\dotnet.exe": ["10.0.0"] }, { Path: "C:\\Windows;D:\\net" }, "win32");
    expect(await findDotnet(windows, "", 10)).toEqual({ path: "D:\\net\\dotnet.exe", version: "10.0.0" });
  });
});

test("versions are sorted as numbers, and only those of the runtime count", () => {
  expect(runtimes("Microsoft.NETCore.App 10.0.9 [x]\r\nMicrosoft.WindowsDesktop.App 12.0.0 [x]\nMicrosoft.NETCore.App 9.0.100 [x]\nMicrosoft.NETCore.App 10.0.10 [x]\n")).toEqual(["9.0.100", "10.0.9", "10.0.10"]);
});

test("what the server needs stands in its runtimeconfig.json", () => {
  expect(neededVersion(`{ "runtimeOptions": { "framework": { "name": "Microsoft.NETCore.App", "version": "10.0.0" } } }`)).toBe(10);
  expect(neededVersion(`{ "runtimeOptions": { "frameworks": [{ "name": "Microsoft.AspNetCore.App", "version": "9.0.0" }, { "name": "Microsoft.NETCore.App", "version": "8.0.0" }] } }`)).toBe(8);
  expect(() => neededVersion("{}")).toThrow("names no framework");
});
