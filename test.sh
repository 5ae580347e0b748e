#!/usr/bin/env bash
# Restores, builds the solution once in Release and runs every test project, those of .NET and those of Node.js. The last line is the total of all:
# "N passed, N failed". Without Node.js its tests count as one that was skipped, and without Chromium those in a workbench do.
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

# Counts what node --test wrote as TAP, line by line: the totals at its end are lost where the run is ended by force.
count_tap() {
  read -r ran_passed ran_failed ran_skipped < <(
    awk '/^(not )?ok / { if (/ # (SKIP|TODO)/) skipped++; else if (/^ok/) passed++; else failed++ } END { print passed + 0, failed + 0, skipped + 0 }' "$1" 2> /dev/null
  ) || { ran_passed=0 ran_failed=0 ran_skipped=0; }
  count "$2"
}

# A runner that died has lost the tests that it did not come to, and one that ran none has failed.
count() {
  if [ "$ran_failed" -eq 0 ] && { [ "$1" -ne 0 ] || [ $((ran_passed + ran_skipped)) -eq 0 ]; }; then ran_failed=1; fi
  passed=$((passed + ran_passed)) failed=$((failed + ran_failed)) skipped=$((skipped + ran_skipped))
}

skip() {
  echo "$1"
  skipped=$((skipped + 1))
}

fail() {
  echo "$1"
  failed=$((failed + 1))
}

test_protocol() {
  local folder=tests/EditorProtocol tap=$results/EditorProtocol.tap
  npm ci --prefix $folder || { fail "$folder: its packages could not be installed."; return; }
  node --test --test-reporter=spec --test-reporter-destination=stdout --test-reporter=tap --test-reporter-destination="$tap" $folder/*.test.mjs
  count_tap "$tap" $?
}

test_sarif() {
  local folder=tests/SarifValidation tap=$results/SarifValidation.tap
  npm ci --ignore-scripts --no-audit --no-fund --prefix $folder || { fail "$folder: its packages could not be installed."; return; }
  node --test --test-reporter=spec --test-reporter-destination=stdout --test-reporter=tap --test-reporter-destination="$tap" $folder/*.test.mjs
  count_tap "$tap" $?
}

test_client() {
  local json=$PWD/$results/client.json
  npm ci --ignore-scripts --no-audit --no-fund --prefix editor-client || { fail "editor-client: its packages could not be installed."; return; }
  npm run --prefix editor-client check && npm run --prefix editor-client lint || fail "editor-client: it does not compile, or not as it should be written."
  (cd editor-client && npx --no-install vitest run --reporter=default --reporter=json --outputFile.json="$json")
  local status=$?
  read -r ran_passed ran_failed ran_skipped < <(
    node -p 'const run = JSON.parse(require("fs").readFileSync(process.argv[1])); `${run.numPassedTests} ${run.numFailedTests} ${run.numPendingTests + run.numTodoTests}`' "$json" 2> /dev/null
  ) || { ran_passed=0 ran_failed=0 ran_skipped=0; }
  count $status
}

# The packaged extension in a real workbench, which runs on Linux, in Chromium.
test_workbench() {
  local file tap
  if [ "$(uname -sm)" != "Linux x86_64" ] || ! command -v g++ > /dev/null || ! command -v make > /dev/null || ! command -v python3 > /dev/null ||
    ! node -e 'import("./editor-client/e2e/lib/browser.mjs").then(({ browser }) => process.exit(browser ? 0 : 1))'; then
    skip "editor-client/e2e: skipped, for it needs Linux on x64, Chromium, g++, make and python3."
    return
  fi
  npm run --prefix editor-client package || { fail "editor-client: it cannot be packaged."; return; }
  sh editor-client/e2e/setup.sh || { fail "editor-client/e2e: the workbench could not be installed."; return; }
  for file in editor-client/e2e/test/*.test.mjs; do
    tap=$results/workbench.$(basename "$file" .test.mjs).tap
    run_in_workbench "$file" "$tap" || { echo "once more, in a new workbench: $file"; run_in_workbench "$file" "$tap"; }
    count_tap "$tap" $?
  done
}

# On a busy machine a workbench may lose a key or be slower than any patience: what fails twice has failed.
run_in_workbench() {
  (cd editor-client/e2e && node --test --test-force-exit --test-reporter=spec --test-reporter-destination=stdout --test-reporter=tap --test-reporter-destination="../../$2" "test/$(basename "$1")")
}

if command -v node > /dev/null && command -v npm > /dev/null; then
  mkdir -p "$results"
  test_protocol
  test_sarif
  test_client
  test_workbench
else
  skip "tests/EditorProtocol, tests/SarifValidation and editor-client: skipped, for Node.js (20 or later, with npm) was not found."
fi

# Where much is printed, what failed is looked for at the end, and so is why.
name_failures() {
  awk '/<UnitTestResult .*outcome="Failed"/ { name = $0; sub(/.*testName="/, "", name); sub(/".*/, "", name); print "failed: " name; left = 12 }
    /<Message>/ && left { sub(/.*<Message>/, ""); says = 1 }
    says && left { print "  " $0; left-- }
    /<\/Message>/ { says = 0 }' "$results"/*.trx 2> /dev/null
  awk '/^ *not ok / && !/ # (SKIP|TODO)/ { sub(/^ *not ok [0-9]* - /, "failed: "); print; left = 20; next }
    /^ *error:/ && left { says = 1 }
    /^ *(code|name|stack|\.\.\.)/ { says = 0 }
    says && left { print; left-- }' "$results"/*.tap 2> /dev/null
  [ ! -f "$results/client.json" ] || node -e '
    for (const file of JSON.parse(require("fs").readFileSync(process.argv[1])).testResults)
      for (const test of file.assertionResults) if (test.status === "failed") console.log(`failed: ${test.fullName}\n${test.failureMessages.join("\n").split("\n").slice(0, 12).join("\n")}`);' "$results/client.json"
}
[ $failed -eq 0 ] || name_failures

if [ $skipped -gt 0 ]; then
  echo "$passed passed, $failed failed, $skipped skipped"
else
  echo "$passed passed, $failed failed"
fi
[ $failed -eq 0 ] && [ $passed -gt 0 ]
