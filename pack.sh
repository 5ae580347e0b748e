#!/usr/bin/env bash
# Makes all packages: ./pack.sh [VERSION [FOLDER]], by default those of the version in Directory.Build.props, in artifacts/packages. The folder is emptied first.
# The same commit gives the same bytes, wherever it was cloned to: see docs/packages.md.
set -euo pipefail
start=$PWD
cd "$(dirname "$0")"
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_UI_LANGUAGE=en DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

version=${1:-}
folder=$PWD/artifacts/packages
case "${2:-}" in
  "") ;;
  /*) folder=$2 ;;
  *) folder=$start/$2 ;;
esac

# Everything in a package is dated as the commit is; code that came without git, and names no time itself, as the oldest that an archive can hold.
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2> /dev/null || echo 315532800)}

mkdir -p "$folder"
rm -f "$folder"/*.nupkg "$folder"/*.snupkg
for project in Analyzer Cli LanguageServer Annotations; do
  # What was published before may be of another version.
  rm -rf "src/$project/bin/Release/net10.0/publish"
  dotnet pack "src/$project" -c Release -o "$folder" -nologo -v quiet -p:UseSharedCompilation=false ${version:+"-p:Version=$version"}
done
(cd "$folder" && ls -l -- *.nupkg *.snupkg | awk '{ print $NF ": " $5 " bytes" }')
