using RnnLint.Core.Tests.Programs;
using RnnLint.Probing;
using RnnLint.Tests;

namespace RnnLint.Core.Tests.Recognition;

/// <summary>Code that the sizes of a trace do not lead to: where more units would, it is traced all the same; other code with the matrix is told of.</summary>
public class UntakenCodeTests
{
    /// <summary>{0} chooses between a product of its own and the plain one; {1} is the weight in its own.</summary>
    private const string Members = """
            private const int Limit = 64;
            private static int Cores = 8;
            private readonly int threshold = 100;
            public bool Fast;
            public int Mode;

            double[] Product(double[] h)
            {
                var a = new double[n];
                for (int j = 0; j < n; j++)
                    for (int k = 0; k < n; k++) a[j] += W[j, k] * h[k];
                return a;
            }

            double[] Back(double[] d)
            {
                var back = new double[n];
                {0}
            }

            double[] Other(double[] d)
            {
                var back = new double[n];
                for (int k = 0; k < n; k++)
                    for (int j = 0; j < n; j++) back[k] += {1} * d[j];
                return back;
            }
        """;

    private const string Plain = "for (int k = 0; k < n; k++) for (int j = 0; j < n; j++) back[k] += W[j, k] * d[j]; return back;";

    public static TheoryData<string> ForManyUnits =>
    [
        "if (n >= 64) return Other(d); " + Plain,
        "if (64 <= n) return Other(d); " + Plain,
        "if (n * n > Limit) { back = Other(d); return back; } " + Plain,
        "if (n < Limit) { " + Plain + " } return Other(d);",
        "if (n > Cores && Environment.ProcessorCount > 0) return Other(d); " + Plain,
        "if (!(d.Length <= threshold)) return Other(d); " + Plain,
        "return n > Limit ? Other(d) : Same(); double[] Same() { " + Plain + " }",
        "if (n >= Cores * 4) { Action run = () => back = Other(d); run(); return back; } " + Plain,
    ];

    public static TheoryData<string> ForFlags =>
    [
        "if (Fast) return Other(d); " + Plain,
        "if (!Fast) { " + Plain + " } return Other(d);",
        "return Fast ? Other(d) : Same(); double[] Same() { " + Plain + " }",
    ];

    public static TheoryData<string> Otherwise =>
    [
        "switch (Mode) { case 1: return Other(d); default: " + Plain + " }",
        "if (Mode > 2 && Fast) return Other(d); " + Plain,
        "while (Mode > 2) { back = Other(d); Mode--; } " + Plain,
    ];

    [Theory]
    [MemberData(nameof(ForManyUnits))]
    [MemberData(nameof(ForFlags))]
    public void What_more_units_or_a_flag_lead_to_is_judged(string choice)
    {
        var finding = Of(choice, "W[k, j]").ShouldHaveSingleItem();

        finding.Verdict.ShouldBe(Verdict.TransposedRecurrentMatrix);
        finding.Message.ShouldContain("in code for '");
        finding.Location.SourceTree!.GetText().ToString(finding.Location.SourceSpan).ShouldBe("W[k, j]");
    }

    [Theory]
    [MemberData(nameof(ForManyUnits))]
    [MemberData(nameof(ForFlags))]
    public void Where_that_is_right_nothing_is_left_to_say(string choice)
    {
        var finding = Of(choice, "W[j, k]").ShouldHaveSingleItem();

        finding.Verdict.ShouldBe(Verdict.Verified);
        finding.Message.ShouldNotContain("Not looked at");
    }

    [Theory]
    [MemberData(nameof(Otherwise))]
    public void Other_code_with_the_matrix_is_told_of(string choice)
    {
        var finding = Of(choice, "W[k, j]").ShouldHaveSingleItem();

        finding.Verdict.ShouldBe(Verdict.Verified);
        finding.Message.ShouldContain("Not looked at, for nothing led there: code with 'W' for '");
    }

    /// <summary>What is neither computed nor the matrix's needs no word.</summary>
    [Theory]
    [InlineData("if (Fast) Console.WriteLine(W.Length); ")]
    [InlineData("if (W.GetLength(0) != n) throw new InvalidOperationException(); ")]
    [InlineData("if (Fast) Mode = 3 * Mode; ")]
    [InlineData("if (d.Length > Limit) Mode++; ")]
    public void Other_code_goes_without_saying(string before) => Of(before + Plain, "W[j, k]").ShouldHaveSingleItem().Message.ShouldNotContain("Not looked at");

    private static IReadOnlyList<CellFinding> Of(string choice, string element) =>
        Verdicts.Of(ProgramRunner.Compile([new ProgramFile("Rnn.cs", ElmanCell.Rnn("Product(h[t])", "Back(d)", Members.Replace("{0}", choice).Replace("{1}", element)))]));
}
