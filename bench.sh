#!/usr/bin/env bash
# Measures how long RnnLint takes, and writes benchmarks/RESULTS.md; benchmarks/README.md tells of each part. All of it is meant to take less than twenty minutes on two idle cores.
#   ./bench.sh                                        all parts
#   ./bench.sh probe|alternatives|cli|quiet|server…   some of them: the others' results stay as they were
#   ./bench.sh --filter '*Growth*' --job dry          whatever BenchmarkDotNet understands, without results
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_UI_LANGUAGE=en DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

build() { MSBUILDDISABLENODEREUSE=1 dotnet build "$1" -c Release -v q -p:UseSharedCompilation=false >&2; }

build benchmarks/Suites
case "${1:-}" in
  -*) ;;
  *) build src/Cli && build src/LanguageServer ;;
esac
[ $# -gt 0 ] || set -- probe alternatives cli quiet server
exec dotnet benchmarks/Suites/bin/Release/net10.0/RnnLint.Benchmarks.Suites.dll "$@"
