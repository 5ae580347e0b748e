using System.Text.Json.Nodes;
using NJsonSchema;

namespace RnnLint.Cli.Tests;

public sealed class SarifReportTests : IDisposable
{
    private static readonly Task<JsonSchema> Schema =
        JsonSchema.FromJsonAsync(typeof(SarifReportTests).Assembly.GetManifestResourceStream("sarif-schema-2.1.0.json")!);

    private static readonly CheckOptions Sarif = new([]) { Format = ReportFormat.Sarif };

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("class Unrelated;")]
    [InlineData("class Rnn { object[] X() => [RNN0001, RNN0005, RNN0090, RNN0099]; }")]
    [InlineData("class Rnn {\n#pragma warning disable RNN0001\nobject X() => RNN0001;\n}")]
    public async Task It_is_valid_whatever_was_found(string source)
    {
        _scratch.Write("Rnn.cs", source);

        var text = _scratch.Report(Sarif with { IncludeHidden = true }).Text();

        (await Schema).Validate(text).ShouldBeEmpty();
    }

    [Fact]
    public async Task It_is_valid_and_says_so_where_something_could_not_be_read()
    {
        var report = _scratch.Report(Sarif);
        var text = (report with { Result = report.Result with { Problems = ["gone.cs: no such file or folder"] } }).Text();

        (await Schema).Validate(text).ShouldBeEmpty();
        Invocation(text)["executionSuccessful"]!.GetValue<bool>().ShouldBeFalse();
        Invocation(text)["toolExecutionNotifications"]![0]!["message"]!["text"]!.GetValue<string>().ShouldContain("gone.cs");
    }

    [Fact]
    public void A_result_lies_at_the_expression_relative_to_the_working_directory()
    {
        _scratch.Write("my models/Rnn #1.cs", "class Rnn\n{\n    object X() => RNN0001;\n}\n");

        var location = Results().ShouldHaveSingleItem()!["locations"]![0]!["physicalLocation"]!;

        location["artifactLocation"]!["uri"]!.GetValue<string>().ShouldBe("my%20models/Rnn%20%231.cs");
        location["artifactLocation"]!["uriBaseId"]!.GetValue<string>().ShouldBe("SRCROOT");
        location["region"]!.ToJsonString().ShouldBe("""{"startLine":3,"startColumn":19,"endLine":3,"endColumn":26}""");
    }

    [Fact]
    public void A_result_carries_its_evidence_and_notes()
    {
        _scratch.Write("Rnn.cs", "class Rnn { object X() => RNN0001; }");

        var result = Results().ShouldHaveSingleItem()!;

        result["level"]!.GetValue<string>().ShouldBe("warning");
        result["properties"]!["evidence"]!["error as written"]!.GetValue<string>().ShouldBe("1.0");
        result["relatedLocations"]![0]!["message"]!["text"]!.GetValue<string>().ShouldBe("first mark");
    }

    [Fact]
    public void A_fingerprint_survives_moved_lines_and_new_layout()
    {
        _scratch.Write("Rnn.cs", "class Rnn { object X(double[] h) => h[ RNN0001 ]; }");
        var before = Fingerprints();

        _scratch.Write("Rnn.cs", "// moved\n\nclass Rnn\n{\n    object X(double[] h) =>\n        h[/* here */ RNN0001];\n}");

        Fingerprints().ShouldBe(before);
    }

    [Fact]
    public void Fingerprints_tell_equal_findings_apart()
    {
        _scratch.Write("Rnn.cs", "class Rnn { object[] X() => [RNN0001, RNN0001, RNN0002]; object Y() => RNN0001; }");

        Fingerprints().Distinct().Count().ShouldBe(4);
    }

    private IEnumerable<JsonNode?> Results() => Run(_scratch.Report(Sarif).Text())["results"]!.AsArray();

    private List<string> Fingerprints() => [.. Results().Select(result => result!["partialFingerprints"]!["rnnlint/v1"]!.GetValue<string>())];

    private static JsonNode Run(string text) => JsonNode.Parse(text)!["runs"]![0]!;

    private static JsonNode Invocation(string text) => Run(text)["invocations"]![0]!;
}
