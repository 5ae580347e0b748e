// What is bundled of others, with the licences that it is under: npm packages by what the bundles were made of, NuGet packages by what the server was published with.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const RULE = "-".repeat(80);

/** @param inputs The files that the bundles were made of. */
export function notices(inputs) {
  const npm = [...new Set(inputs.map(file => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]).filter(name => name))].sort();
  return ["What this extension contains of others.", ...npm.map(ofNpm), ...nuget(), mit()].join(`\n\n${RULE}\n\n`) + "\n";
}

function ofNpm(name) {
  const folder = join("node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find(file => /^licen[sc]e/i.test(file));
  return `${name} ${version} (${license})\n\n${file ? readFileSync(join(folder, file), "utf8").trim() : `Under the licence ${license}.`}`;
}

function nuget() {
  const packages = process.env.NUGET_PACKAGES ?? join(homedir(), ".nuget", "packages");
  const { libraries } = JSON.parse(readFileSync("server/rnnlint-server.deps.json", "utf8"));
  return Object.entries(libraries).filter(([, library]) => library.type === "package").map(([key]) => {
    const [name, version] = key.split("/");
    const folder = join(packages, name.toLowerCase(), version);
    const spec = readFileSync(join(folder, `${name.toLowerCase()}.nuspec`), "utf8");
    const field = tag => new RegExp(`<${tag}[^>]*>([^<]*)</${tag}>`).exec(spec)?.[1].trim();
    const file = readdirSync(folder).find(file => /^licen[sc]e.*\.(txt|md)$/i.test(file));
    return [`${name} ${version} (${field("license") ?? field("licenseUrl")})`, field("copyright") ?? `Copyright ${field("authors")}`, field("projectUrl"), file && existsSync(join(folder, file)) ? readFileSync(join(folder, file), "utf8").trim() : undefined]
      .filter(line => line).join("\n");
  });
}

/** Once for all packages that bring no copy of it; the same words as this project's own. */
function mit() {
  const own = readFileSync("../LICENSE", "utf8");
  return `The MIT licence\n\n${own.slice(own.indexOf("Permission is hereby granted")).trim()}`;
}
