using System.Text.RegularExpressions;

namespace RnnLint.Benchmarks.Results;

/// <summary>benchmarks/RESULTS.md: one section a part, each of the last time that it ran.</summary>
public static class ResultsFile
{
    private const string Introduction = """
        # Results

        Written by `./bench.sh`; [README.md](README.md) says what each part does. Times are of one machine on one day. What can be compared are ratios of what was measured in one run, in turns.
        Targets are goals, and a line says plainly whether one is met.

        """;

    public static string FilePath { get; } = Path.Combine(ProgramLibrary.Root, "benchmarks", "RESULTS.md");

    /// <summary>Where logs and what is measured on are kept; not committed.</summary>
    public static string Scratch { get; } = Path.Combine(ProgramLibrary.Root, "artifacts", "benchmarks");

    /// <summary>Puts a section in place of the one that its part had.</summary>
    /// <param name="order">All parts, as they follow each other.</param>
    public static void Replace(string part, IEnumerable<string> order, Section section)
    {
        var known = File.Exists(FilePath) ? File.ReadAllText(FilePath) : "";
        var sections = Regex.Matches(known, @"<!-- (\w+) -->\n(.*?)<!-- /\1 -->", RegexOptions.Singleline).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        sections[part] = section.ToString();
        File.WriteAllText(FilePath, Introduction + string.Concat(order.Where(sections.ContainsKey).Select(name => $"\n<!-- {name} -->\n{sections[name]}<!-- /{name} -->\n")));
    }
}
