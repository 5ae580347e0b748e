#!/usr/bin/env bash
# Restores, builds the solution once in Release and runs every test project, those of .NET and those of Node.js. The last line is the total of all:
# "N passed, N failed". Without Node.js its tests count as one that was skipped.
set -uo pipefail
cd "$(dirname "$0")"

# A build server that outlives the run would hold files of the next one.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_UI_LANGUAGE=en DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

give_up() {
  echo "$1" >&2
  echo "0 passed, 1 failed"
  exit 1
}

command -v dotnet > /dev/null || give_up "dotnet was not found: install the .NET SDK that global.json names, or a later one of its major version."
dotnet restore RnnLint.sln || give_up "The packages could not be restored."
dotnet build RnnLint.sln -c Release --no-restore -p:UseSharedCompilation=false || give_up "The solution does not build."

results=artifacts/test-results
rm -rf "$results"
passed=0 failed=0 skipped=0
for project in tests/*/*.csproj; do
  name=$(basename "$project" .csproj)
  dotnet test "$project" -c Release --no-build --results-directory "$results" --logger "trx;LogFileName=$name.trx"
  status=$?
  read -r ran_passed ran_failed ran_skipped < <(
    sed -n 's/.*<Counters total="\([0-9]*\)" executed="\([0-9]*\)" passed="\([0-9]*\)".*/\1 \2 \3/p' "$results/$name.trx" 2> /dev/null |
      awk '{ print $3, $2 - $3, $1 - $2 }'
  ) || { ran_passed=0 ran_failed=0 ran_skipped=0; }
  # A runner that died has lost the tests that it did not come to.
  if [ $status -ne 0 ] && [ "$ran_failed" -eq 0 ]; then ran_failed=1; fi
  passed=$((passed + ran_passed)) failed=$((failed + ran_failed)) skipped=$((skipped + ran_skipped))
done

for package in tests/*/package.json; do
  folder=$(dirname "$package")
  if ! command -v node > /dev/null || ! command -v npm > /dev/null; then
    echo "$folder: skipped, for Node.js (18 or later, with npm) was not found."
    skipped=$((skipped + 1))
    continue
  fi
  if ! npm ci --prefix "$folder"; then
    echo "$folder: its packages could not be installed."
    failed=$((failed + 1))
    continue
  fi
  mkdir -p "$results"
  tap=$results/$(basename "$folder").tap
  node --test --test-reporter=spec --test-reporter-destination=stdout --test-reporter=tap --test-reporter-destination="$tap" "$folder"/*.test.mjs
  status=$?
  read -r ran_passed ran_failed ran_skipped < <(
    awk '$1 == "#" && NF == 3 && $3 ~ /^[0-9]+$/ { count[$2] = $3 } END { if (NR) print count["pass"] + 0, count["fail"] + count["cancelled"], count["skipped"] + count["todo"] }' "$tap" 2> /dev/null
  ) || { ran_passed=0 ran_failed=0 ran_skipped=0; }
  if [ $status -ne 0 ] && [ "$ran_failed" -eq 0 ]; then ran_failed=1; fi
  passed=$((passed + ran_passed)) failed=$((failed + ran_failed)) skipped=$((skipped + ran_skipped))
done

if [ $skipped -gt 0 ]; then
  echo "$passed passed, $failed failed, $skipped skipped"
else
  echo "$passed passed, $failed failed"
fi
[ $failed -eq 0 ] && [ $passed -gt 0 ]
