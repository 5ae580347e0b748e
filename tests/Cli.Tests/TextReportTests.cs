using Microsoft.CodeAnalysis;
using RnnLint.Cli.Reports;
using RnnLint.Cli.Terminal;
using RnnLint.Derivation;

namespace RnnLint.Cli.Tests;

public sealed class TextReportTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_finding_shows_its_line_marks_figures_and_notes()
    {
        _scratch.Write("src/Rnn.cs", """
            class Rnn
            {
                object Forward() => RNN0099;
                object Backward(double[,] w) => w[0, 1] + RNN0001;
            }
            """);

        _scratch.Report().Text().ShouldBe("""
            src/Rnn.cs:4:47: warning RNN0001: W is marked.
             4 |     object Backward(double[,] w) => w[0, 1] + RNN0001;
               |                                               ^^^^^^^
            src/Rnn.cs:3:25: note: first mark
             3 |     object Forward() => RNN0099;
               |                         ^^^^^^^
               = error as written: 1.0

            1 file: 1 recurrent cell recognised, 0 verified, 1 wrong, 0 with a remark, 0 not probed
            What the gradient there has to be, step by step: rnnlint explain src/Rnn.cs:4

            """);
    }

    [Fact]
    public void Marks_line_up_below_tabs()
    {
        _scratch.Write("Rnn.cs", "class Rnn\n{\n\tobject\tBackward() => RNN0001;\n}\n");

        _scratch.Report().Text().ShouldContain(" 3 | \tobject\tBackward() => RNN0001;\n   | \t      \t              ^^^^^^^\n");
    }

    [Fact]
    public void Causes_of_what_was_not_probed_are_counted()
    {
        _scratch.Write("Rnns.cs", "class A { object X() => RNN0090; } class B { object X() => RNN0090; } class C { object X() => RNN0099; } class D { object X() => RNN0006; }");

        _scratch.Report().Text().ShouldEndWith(
            "1 file: 4 recurrent cells recognised, 1 verified, 0 wrong, 1 with a remark, 2 not probed (2 × no model of Blas.Gemv)\n");
    }

    [Fact]
    public void Suppressed_findings_are_counted_and_not_shown()
    {
        _scratch.Write("Rnn.cs", "class Rnn {\n#pragma warning disable RNN0001\nobject X() => RNN0001;\n}");

        var report = _scratch.Report();

        report.Text().ShouldBe("1 file: 1 recurrent cell recognised, 0 verified, 1 wrong, 0 with a remark, 0 not probed; 1 suppressed in the source\n");
        report.ExitCode.ShouldBe(ExitCode.NothingFound);
    }

    [Fact]
    public void Colours_are_for_terminals()
    {
        _scratch.Write("Rnn.cs", "class Rnn { object X() => RNN0001; }");

        _scratch.Report().Text(ink: Ink.Ansi).ShouldContain("\u001b[33;1mwarning\u001b[0m RNN0001");
        _scratch.Report().Text(ink: Ink.None).ShouldNotContain("\u001b");
    }

    [Fact]
    public void No_name_begins_a_line_or_hides()
    {
        foreach (var name in HostileNames.All.Append("a\r\n::stop-commands::x\n\u001b[2Jb"))
        {
            var text = HostileReport.Of(name).Text();

            text.ShouldContain($"warning RNN0001: {VisibleText.Of(name)}\n");
            text.Where(letter => char.IsControl(letter) && letter is not ('\n' or '\t')).ShouldBeEmpty(name);
            text.Split('\n').ShouldAllBe(line => !line.TrimStart().StartsWith("::"));
        }
    }

    [Fact]
    public async Task No_name_begins_a_line_of_standard_error()
    {
        var run = await Tool.RunAsync(_scratch, "check", "gone\n::stop-commands::x\r\n.cs");

        run.Errors.ShouldBe("rnnlint: gone\\u000A::stop-commands::x\\u000D\\u000A.cs: no such file or folder\n");
        run.ExitCode.ShouldBe(2);
    }

    [Fact]
    public void Findings_come_in_the_order_of_path_and_position()
    {
        _scratch.Write("b/Rnn.cs", "class B { object X() => RNN0002;\nobject Y() => RNN0001; }");
        _scratch.Write("a/Rnn.cs", "class A { object X() => RNN0004; }");
        _scratch.Write("B.cs", "class C { object X() => RNN0003; }");

        _scratch.Report().Shown.Select(finding => finding.Rule.Id).ShouldBe(["RNN0003", "RNN0004", "RNN0002", "RNN0001"]);
    }
}
