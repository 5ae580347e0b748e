using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace RnnLint.Core.Tests.Programs;

/// <summary>Reads the marker format that tests/Programs/README.md describes.</summary>
public static partial class ProgramParser
{
    private static readonly Dictionary<string, string[]> RulesOfKind = new(StringComparer.Ordinal)
    {
        ["transposed"] = ["RNN0001"],
        ["sigma-missing"] = ["RNN0002"],
        ["sigma-wrong-step"] = ["RNN0002"],
        ["sigma-wrong"] = ["RNN0002"],
        ["reversed"] = ["RNN0003"],
        ["two-bugs"] = ["RNN0004"],
        ["overwritten"] = ["RNN0004"],
        ["unexplained"] = ["RNN0004"],
        ["harmless"] = ["RNN0005"],
        ["truncated"] = ["RNN0006", "RNN0004"],
    };

    public static IEnumerable<ProgramCase> Parse(string name, string text)
    {
        var header = new Dictionary<string, string>(StringComparer.Ordinal);
        var sections = new List<Section> { new(name[(name.LastIndexOf('/') + 1)..] + ".cs") };
        foreach (var line in text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            var section = sections[^1];
            if (HeaderLine().Match(line) is { Success: true } entry)
            {
                header[entry.Groups["key"].Value] = entry.Groups["value"].Value.Trim();
            }
            else if (SectionLine().Match(line) is { Success: true } start)
            {
                var file = start.Groups["file"].Value;
                if (section.Lines.Count == 0)
                {
                    sections.RemoveAt(sections.Count - 1);
                }

                sections.Add(new Section(file));
            }
            else if (ExpectedMarker().Match(line) is { Success: true } expected)
            {
                section.Lines.Add(expected.Groups["code"].Value.TrimEnd());
                section.ExpectedLine = section.Lines.Count;
            }
            else if (Marker().Match(line) is { Success: true } marker)
            {
                var code = marker.Groups["code"].Value.TrimEnd();
                if (code.Length > 0)
                {
                    section.Lines.Add(code);
                }

                section.Edits.Add(Edit.From(marker, section.Lines.Count - 1));
            }
            else if (line.Contains("//!", StringComparison.Ordinal))
            {
                throw new FormatException($"{name}: no mistake can be read from \"{line.Trim()}\"");
            }
            else
            {
                section.Lines.Add(line);
            }
        }

        var harness = sections.SingleOrDefault(s => s.File == "harness");
        var files = sections.Where(s => s != harness).ToImmutableArray();
        var matrix = header.GetValueOrDefault("matrix");
        var styles = header.GetValueOrDefault("style", "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var single = header.GetValueOrDefault("precision") == "float";

        var expectedIn = files.SingleOrDefault(f => f.ExpectedLine is not null);
        yield return Build(
            ProgramCase.AsWritten,
            ExpectationAsWritten(header.GetValueOrDefault("expect", "verified"), matrix) with { File = expectedIn?.File, Line = expectedIn?.ExpectedLine });
        foreach (var variant in files.SelectMany(s => s.Edits, (file, edit) => (file, edit)).GroupBy(x => x.edit.Variant))
        {
            yield return Build(variant.Key, WrongExpectation(name, variant.Key, [.. variant], matrix));
        }

        ProgramCase Build(string variant, Expectation expected) => new(
            name,
            variant,
            [.. files.Select(f => new ProgramFile(f.File, f.TextOf(variant)))],
            harness is null ? null : string.Join('\n', harness.Lines) + "\n",
            expected,
            single,
            styles,
            header.GetValueOrDefault("needs"));
    }

    private static Expectation ExpectationAsWritten(string expect, string? matrix) => expect switch
    {
        "silent" => Expectation.Silent,
        "verified" => new([Expectation.Verified], matrix, null, null),
        var rules => new(rules.Split('|'), matrix, null, null),
    };

    private static Expectation WrongExpectation(string program, string variant, ImmutableArray<(Section File, Edit Edit)> edits, string? matrix)
    {
        var kind = VariantNumber().Replace(variant, "");
        var rules = edits.Select(e => e.Edit.Rules).FirstOrDefault(r => !r.IsDefault);
        if (rules.IsDefault && !RulesOfKind.ContainsKey(kind))
        {
            throw new FormatException($"{program}: variant '{variant}' is of no known kind and names no rule.");
        }

        var blamed = edits.Where(e => e.Edit.Blamed).ToArray() is { Length: > 0 } marked ? marked : [.. edits];
        var line = blamed is [var only] && only.Edit.Code.Length > 0 ? only : default;
        return new(
            rules.IsDefault ? RulesOfKind[kind] : rules,
            edits.Select(e => e.Edit.Matrix).FirstOrDefault(m => m is not null) ?? matrix,
            line.File?.File,
            line.Edit?.Line + 1);
    }

    private sealed record Section(string File)
    {
        public List<string> Lines { get; } = [];

        public List<Edit> Edits { get; } = [];

        /// <summary>The line to be reported in the program as written.</summary>
        public int? ExpectedLine { get; set; }

        public string TextOf(string variant)
        {
            var lines = Lines.ToArray();
            foreach (var edit in Edits.Where(e => e.Variant == variant))
            {
                var indent = lines[edit.Line][..^lines[edit.Line].TrimStart().Length];
                lines[edit.Line] = edit.Code.Length > 0 ? indent + edit.Code : "";
            }

            return string.Join('\n', lines).TrimEnd('\n') + "\n";
        }
    }

    /// <summary>In <paramref name="Variant"/>, line <paramref name="Line"/> (0-based) reads <paramref name="Code"/>.</summary>
    private sealed record Edit(string Variant, int Line, string Code, ImmutableArray<string> Rules, string? Matrix, bool Blamed)
    {
        public static Edit From(Match marker, int line) => new(
            marker.Groups["variant"].Value,
            line,
            marker.Groups["replacement"].Value.Trim(),
            marker.Groups["rules"].Success ? [.. marker.Groups["rules"].Value.Split('|')] : default(ImmutableArray<string>),
            marker.Groups["matrix"].Success ? marker.Groups["matrix"].Value : null,
            marker.Groups["blamed"].Success);
    }

    [GeneratedRegex(@"^//#\s*(?<key>[a-z]+):(?<value>.*)$")]
    private static partial Regex HeaderLine();

    [GeneratedRegex(@"^//---\s*(?<file>[\w.]+)\s*$")]
    private static partial Regex SectionLine();

    [GeneratedRegex(@"^(?<code>.*?)//! expected$")]
    private static partial Regex ExpectedMarker();

    [GeneratedRegex(@"^(?<code>.*?)//!(?<blamed>!)?\s*(?<variant>[a-z][a-z0-9-]*)(\s+(?<rules>RNN\d{4}(\|RNN\d{4})*))?(\s+@(?<matrix>\w+))?:(?<replacement>.*)$")]
    private static partial Regex Marker();

    [GeneratedRegex(@"-\d+$")]
    private static partial Regex VariantNumber();
}
