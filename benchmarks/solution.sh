#!/usr/bin/env bash
# Times `rnnlint check` on a generated solution with three wrong networks against a bare program that loads and compiles it, and prints both times, the ratio and the
# memory that each took. Usage: benchmarks/solution.sh [PROJECTS]; exits with 1 where not each of the three is found once, the ratio is above 1.3, or more than 1.5 GB were taken.
set -euo pipefail
cd "$(dirname "$0")/.."
count=${1:-200}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Each project refers to the one before it and to the one of half its number, so that there are many ways from one to another.
network() { sed "s/^namespace .*/namespace $2;/" "samples/SeedRnn/$1.cs"; }
solution="<Solution>"
for ((i = 0; i < count; i++)); do
  name=$(printf 'P%03d' "$i")
  folder=$scratch/$name
  mkdir -p "$folder"
  references=""
  for other in $((i - 1)) $((i / 2)); do
    if ((other >= 0 && other < i)) && [[ $references != *"$(printf 'P%03d' "$other")"* ]]; then
      references+=$(printf '<ProjectReference Include="../P%03d/P%03d.csproj" />' "$other" "$other")
    fi
  done
  echo "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework><DisableTransitiveProjectReferences>true</DisableTransitiveProjectReferences></PropertyGroup><ItemGroup>$references</ItemGroup></Project>" > "$folder/$name.csproj"
  for file in 0 1 2 3 4 5 6 7 8 9; do
    {
      echo "using System.Collections.Generic; using System.Linq; namespace $name; public class C$file { private readonly Dictionary<string, int> counts = new();"
      for method in $(seq 30); do
        echo "  public string M$method(string name, List<string> parts) { foreach (var part in parts.Where(part => part.Length > $method)) { counts[part] = counts.GetValueOrDefault(part) + 1; } return name + string.Join(\", \", counts.OrderBy(pair => pair.Value).Select(pair => pair.Key)); }"
      done
      # Arithmetic in a tenth of the files: means, norms, dot products.
      if ((file == 9)); then echo "  public double Dot(double[] a, double[] b) { double s = 0; for (int i = 0; i < a.Length; i++) { s += a[i] * b[i]; } return s; }"; fi
      echo "}"
    } > "$folder/C$file.cs"
  done
  if ((i == count / 10 || i == count / 2 || i == count - 1)); then network SeedRnnTransposed "$name" > "$folder/Rnn.cs"; elif ((i % 50 == 3)); then network SeedRnnRight "$name" > "$folder/Rnn.cs"; fi
  solution+="<Project Path=\"$name/$name.csproj\" />"
done
echo "$solution</Solution>" > "$scratch/All.slnx"

dotnet build src/Cli -c Release -v quiet -nologo
dotnet build benchmarks/LoadAndBind -c Release -v quiet -nologo
dotnet restore "$scratch/All.slnx" -v quiet -nologo

# Prints seconds, processor seconds and kilobytes.
measured() {
  local times=$scratch/times
  /usr/bin/time -f "%e %U %M" -o "$times" "$@" > /dev/null 2>&1 || true
  tail -1 "$times"
}
read -r bare bare_busy bare_memory < <(measured dotnet benchmarks/LoadAndBind/bin/Release/net10.0/LoadAndBind.dll "$scratch/All.slnx")
read -r check check_busy check_memory < <(measured dotnet src/Cli/bin/Release/net10.0/rnnlint.dll check "$scratch/All.slnx" --format json --output "$scratch/report.json")
found=$(grep -c '"RNN0001"' "$scratch/report.json" || true)
awk -v n="$count" -v a="$bare" -v b="$check" -v p="$bare_busy" -v q="$check_busy" -v m="$bare_memory" -v k="$check_memory" -v found="$found" 'BEGIN {
  printf "%d projects: load and compile %.1f s (%.1f s busy, %.0f MB), rnnlint check %.1f s (%.1f s busy, %.0f MB), ratio %.2f, %d of 3 found\n", n, a, p, m / 1024, b, q, k / 1024, b / a, found
  exit !(found == 3 && b / a <= 1.3 && k <= 1.5 * 1024 * 1024)
}'
