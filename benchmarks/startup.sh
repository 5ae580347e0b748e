#!/usr/bin/env bash
# Times `rnnlint check PATH` against a bare program that parses and binds the same file, or all files of the folder, in turn, and prints medians and their ratio.
# Usage: benchmarks/startup.sh [PATH [RUNS]]; exits with 1 where the ratio is above 1.5.
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${2:-11}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
file=${1:-$scratch/Rnn.cs}
if [ $# -eq 0 ]; then
  # The right sample of the first rule's page: a cell that is recognised, traced and verified.
  awk '/<!-- right -->/ { found = 1 } found && /^```$/ { exit } found && code { print } /^```csharp/ { if (found) code = 1 }' docs/rules/RNN0001.md > "$file"
fi

dotnet build src/Cli -c Release -v quiet -nologo
dotnet build benchmarks/ParseAndBind -c Release -v quiet -nologo

milliseconds() {
  local start end
  start=$(date +%s%N)
  "$@" > /dev/null 2>&1 || true
  end=$(date +%s%N)
  echo $(((end - start) / 1000000))
}
median() { sort -n | awk '{ values[NR] = $1 } END { print values[int((NR + 1) / 2)] }'; }

for _ in $(seq "$runs"); do
  milliseconds dotnet benchmarks/ParseAndBind/bin/Release/net10.0/ParseAndBind.dll "$file" >> "$scratch/bare"
  milliseconds dotnet src/Cli/bin/Release/net10.0/rnnlint.dll check "$file" >> "$scratch/check"
done
bare=$(median < "$scratch/bare")
check=$(median < "$scratch/check")
awk -v bare="$bare" -v check="$check" -v runs="$runs" 'BEGIN {
  ratio = check / bare
  printf "parse and bind %d ms, rnnlint check %d ms, ratio %.2f (medians of %d runs)\n", bare, check, ratio, runs
  exit ratio > 1.5
}'
