using RnnLint.Core.Tests.Programs;
using RnnLint.Probing;
using RnnLint.Tests;

namespace RnnLint.Core.Tests.Recognition;

/// <summary>A flag that nothing in the code sets is tried both ways: what is right without it need not be with it.</summary>
public class RaisedFlagsTests
{
    private const string Product = "var a = new double[n]; for (int j = 0; j < n; j++) for (int k = 0; k < n; k++) a[j] += W[j, k] * h[k]; ";

    private const string Back = "var back = new double[n]; for (int k = 0; k < n; k++) for (int j = 0; j < n; j++) back[k] += W[j, k] * d[j]; ";

    /// <summary>Flags that somebody may set.</summary>
    public static TheoryData<string> Settable => ["public bool Doubles;", "public bool Doubles { get; set; }", "public bool Doubles = false;"];

    /// <summary>Flags that nobody can set, or that the code sets by itself.</summary>
    public static TheoryData<string> Settled =>
    [
        "private bool Doubles;",
        "public bool Doubles { get; private set; }",
        "public readonly bool Doubles;",
        "public bool Doubles; public void Start() { Doubles = true; }",
        "public bool Doubles; public void Start() => this.Doubles = true;",
    ];

    [Theory]
    [MemberData(nameof(Settable))]
    public void What_only_one_pass_does_with_a_flag_set_leaves_the_gradient_in_doubt(string flag)
    {
        var finding = Of(flag, Product + "if (Doubles) for (int j = 0; j < n; j++) a[j] *= 2; return a;", Back + "return back;").ShouldHaveSingleItem();

        finding.Verdict.ShouldBe(Verdict.NotProbed);
        finding.Message.ShouldContain("while 'Doubles' is false");
    }

    [Theory]
    [MemberData(nameof(Settable))]
    public void What_both_do_is_right(string flag)
    {
        var finding = Of(flag, Product + "if (Doubles) for (int j = 0; j < n; j++) a[j] *= 2; return a;", Back + "if (Doubles) for (int j = 0; j < n; j++) back[j] *= 2; return back;").ShouldHaveSingleItem();

        finding.Verdict.ShouldBe(Verdict.Verified);
        finding.Message.ShouldNotContain("Doubles");
    }

    [Theory]
    [MemberData(nameof(Settled))]
    public void A_flag_that_is_nobodys_to_set_is_left_alone(string flag) =>
        Of(flag, Product + "if (Doubles) for (int j = 0; j < n; j++) a[j] *= 2; return a;", Back + "return back;").ShouldAllBe(finding => finding.Verdict == Verdict.Verified);

    [Theory]
    [InlineData("")]
    [InlineData(" = false")]
    public void A_parameter_is_such_a_flag(string usual)
    {
        var finding = Of(Dropout("Math.Tanh(z) * masks[t][i]", usual).Replace("d[i] * masks[t][i] *", "d[i] *", StringComparison.Ordinal)).ShouldHaveSingleItem();

        finding.Verdict.ShouldBe(Verdict.NotProbed);
        finding.Message.ShouldContain("while 'training' is false");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" = false")]
    [InlineData(" = true")]
    public void Units_that_are_dropped_by_chance_are_compared_where_none_is(string usual)
    {
        var finding = Of(Dropout("Math.Tanh(z) * masks[t][i]", usual)).ShouldHaveSingleItem();

        finding.Verdict.ShouldBe(Verdict.Verified);
        finding.Message.ShouldNotContain("training");
    }

    /// <summary>Code that calls both passes shows what the flag is.</summary>
    [Theory]
    [InlineData("false", Verdict.Verified)]
    [InlineData("true", Verdict.WrongActivationDerivative)]
    public void A_caller_says_what_it_is(string flag, Verdict verdict)
    {
        var caller = $$"""

            public static class Trainer
            {
                public static void Fit(Regularised.DropoutRnn net, double[][] x, double[] target)
                {
                    var last = net.Forward(x, {{flag}});
                    var d = new double[last.Length];
                    for (int i = 0; i < d.Length; i++) d[i] = last[i] - target[i];
                    net.Backward(x, d);
                }
            }
            """;

        Of(Dropout("Math.Tanh(z)") + caller).Select(finding => finding.Verdict).Distinct().ShouldBe([verdict]);
    }

    [Fact]
    public void What_is_not_made_out_with_the_flag_set_is_told()
    {
        var finding = Of("public bool Doubles;", Product + "if (Doubles) throw new NotSupportedException(); return a;", Back + "return back;").ShouldHaveSingleItem();

        finding.Verdict.ShouldBe(Verdict.Verified);
        finding.Message.ShouldContain("That is so with 'Doubles' false");
    }

    private static string Dropout(string state, string usual = "") => ProgramLibrary.Get("Training/Dropout", ProgramCase.AsWritten).Source
        .Replace("Math.Tanh(z) * masks[t][i]", state, StringComparison.Ordinal).Replace("bool training)", $"bool training{usual})", StringComparison.Ordinal);

    private static IReadOnlyList<CellFinding> Of(string flag, string product, string back) =>
        Of(ElmanCell.Rnn("Product(h[t])", "Back(d)", $"{flag} double[] Product(double[] h) {{ {product} }} double[] Back(double[] d) {{ {back} }}"));

    private static IReadOnlyList<CellFinding> Of(string source) => Verdicts.Of(ProgramRunner.Compile([new ProgramFile("Rnn.cs", source)]));
}
