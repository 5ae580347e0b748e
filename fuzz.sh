#!/usr/bin/env bash
# The long forms of what the tests try at a small scale; docs/fuzzing.md tells of each. The last line is the total; the exit code is 1 where there was anything to mend.
#   ./fuzz.sh programs [COUNT] [SEED]                  random programs, interpreted and run compiled, compared to the bit (200,000 of seed 1)
#   ./fuzz.sh show|shrink SEED PROGRAM                 one of these programs, as it was made or made small
#   ./fuzz.sh mutants|seeded|metamorphic [COUNT] [SEED]  programs changed by machine, and what is said of them compared with what running them shows
#   ./fuzz.sh hostile [SHARE] [NAME]                   programs that would hang or end a compiler, at a share of their full size (1), those whose names hold NAME
#   ./fuzz.sh concurrency [COUNT] [SEED]               one analysis asked by 16 threads, and as many cancellations at random points
set -euo pipefail
cd "$(dirname "$0")"
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_UI_LANGUAGE=en DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

run() {
  local project=$1 program
  shift
  dotnet build "$project" -c Release -v q -p:UseSharedCompilation=false >&2
  program=$(dotnet msbuild "$project" -p:Configuration=Release -getProperty:TargetPath)
  exec dotnet "$program" "$@"
}

case "${1:-}" in
  programs) run tests/Fuzzing.Tests "${@:2}" ;;
  show | shrink) run tests/Fuzzing.Tests "$@" ;;
  mutants | seeded | metamorphic) run tests/Mutations "$@" ;;
  hostile | concurrency) run fuzz/Robustness "$@" ;;
  *)
    sed -n 's/^# \{0,1\}//p' "$0" | tail -n +2 >&2
    exit 2
    ;;
esac
