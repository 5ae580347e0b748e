using System.Text.RegularExpressions;
using Snapshooter;
using Snapshooter.Xunit;

namespace RnnLint.Cli.Tests;

/// <summary>
/// What is explained of the samples: as text all of it, a file for each folder of samples, and two of them in every format. After a change that is meant:
/// <c>rm -r tests/Cli.Tests/__snapshots__; dotnet test tests/Cli.Tests -c Release --filter ExplanationSnapshot</c>, and read the difference.
/// </summary>
public sealed partial class ExplanationSnapshotTests(ExplanationSnapshotTests.ExplainedSamples samples) : IClassFixture<ExplanationSnapshotTests.ExplainedSamples>
{
    public static TheoryData<string> Folders => [.. Directory.GetDirectories(Repository.PathTo("samples")).Select(folder => Path.GetFileName(folder)!).Where(name => name is not ("bin" or "obj")).Order(StringComparer.Ordinal)];

    public static TheoryData<string, string> Documents
    {
        get
        {
            var documents = new TheoryData<string, string>();
            foreach (var sample in new[] { "SeedJacobian/SeedJacobianAsPrinted", "Storage/FlatTransposed" })
            {
                foreach (var format in new[] { "markdown", "latex", "html", "json" })
                    documents.Add(sample, format);
            }

            return documents;
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task The_samples_are_explained_as_before(string folder)
    {
        var text = string.Concat((await samples.Text).Where(cell => cell.StartsWith($"Samples.{folder}.", StringComparison.Ordinal)));

        text.ShouldNotBeEmpty();
        Match(text, folder + ".text");
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task A_sample_is_written_in_every_format_as_before(string sample, string format)
    {
        var run = await Tool.RunAsync(Repository.Root, "explain", $"samples/{sample}.cs", "--format", format);

        run.ExitCode.ShouldBe(0, run.Errors);
        Match(Version().Replace(run.Output, "rnnlint"), $"{Path.GetFileName(sample)}.{format}");
    }

    private static void Match(string text, string name) => Snapshot.Match(text, new SnapshotFullName(name + ".snap", Repository.PathTo("tests", "Cli.Tests")));

    [GeneratedRegex(@"rnnlint [0-9][^""]*")]
    private static partial Regex Version();

    /// <summary>One run over all samples.</summary>
    public sealed partial class ExplainedSamples
    {
        private readonly Lazy<Task<IReadOnlyList<string>>> _text = new(async () =>
        {
            var run = await Tool.RunAsync(Repository.Root, "explain", "samples");
            run.ExitCode.ShouldBe(0, run.Errors);
            return Cells().Split(run.Output);
        });

        public Task<IReadOnlyList<string>> Text => _text.Value;

        [GeneratedRegex(@"(?m)^(?=Samples\.\w+\.\w+: )")]
        private static partial Regex Cells();
    }
}
