using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace RnnLint.Core.Tests.Programs;

/// <summary>One file of samples/ and what its "expect:" comment says of it; null where it has none (a runner, a shared class).</summary>
public sealed record Sample(string Name, ProgramFile File, Expectation? Expected);

/// <summary>The files of samples/, which belong to one compilation.</summary>
public static partial class SampleLibrary
{
    private static readonly Lazy<ImmutableArray<Sample>> Samples = new(ReadAll);

    public static IReadOnlyList<Sample> All => Samples.Value;

    public static TheoryData<string> Names(Func<Expectation, bool> filter) =>
        [.. All.Where(s => s.Expected is not null && filter(s.Expected)).Select(s => s.Name)];

    private static ImmutableArray<Sample> ReadAll()
    {
        var folder = Path.Combine(ProgramLibrary.Root, "samples");
        return [.. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(path => (Path: path, Name: Path.GetRelativePath(folder, path).Replace('\\', '/')))
            .Where(f => !f.Name.StartsWith("bin/") && !f.Name.StartsWith("obj/"))
            .OrderBy(f => f.Name, StringComparer.Ordinal)
            .Select(f => Read(f.Name, File.ReadAllText(f.Path)))];
    }

    private static Sample Read(string name, string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var expected = lines
            .Select((line, i) => (Match: Comment().Match(line), Number: i + 1))
            .Where(x => x.Match.Success)
            .Select(x => x.Match.Groups["rule"].Value is "verified"
                ? new Expectation([Expectation.Verified], null, name, null)
                : new Expectation([x.Match.Groups["rule"].Value], x.Match.Groups["matrix"].Value, name, x.Number))
            .SingleOrDefault();
        return new(Path.GetFileNameWithoutExtension(name), new(name, text), expected);
    }

    [GeneratedRegex(@"// expect: (?<rule>verified|RNN\d{4})( (?<matrix>\w+))?$")]
    private static partial Regex Comment();
}
