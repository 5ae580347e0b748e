using Microsoft.CodeAnalysis;
using RnnLint.Core.Tests.Programs;
using RnnLint.Probing;

namespace RnnLint.Core.Tests.Recognition;

/// <summary>
/// Attributes that say what is to be traced. That marked programs are judged rightly is among the test programs (tests/Programs/Hints), which are run; here it is told apart what the
/// marks do, and that none is passed over in silence.
/// </summary>
public class HintsTests
{
    private const string Attributes = """
        class RnnForwardAttribute : System.Attribute { } class RnnBackwardAttribute : System.Attribute { } class RecurrentWeightAttribute : System.Attribute { }

        """;

    /// <summary>A forward pass and its gradient, which share W and what the one left behind.</summary>
    private const string Pair = """
        class Rnn
        {
            double[,] W = new double[3, 3]; double[,] U = new double[3, 3]; int n = 3; double[][] x = new double[0][];
            double[] Forward(double[] start, double[][] drive)
            {
                x = new double[drive.Length + 1][];
                x[0] = start;
                for (int t = 0; t < drive.Length; t++)
                {
                    x[t + 1] = new double[n];
                    for (int i = 0; i < n; i++)
                    {
                        double sum = drive[t][i];
                        for (int j = 0; j < n; j++) sum += W[i, j] * x[t][j];
                        x[t + 1][i] = System.Math.Tanh(sum);
                    }
                }
                return x[drive.Length];
            }
            double[] Backward(double[] g)
            {
                for (int t = x.Length - 1; t >= 1; t--)
                {
                    var d = new double[n];
                    for (int i = 0; i < n; i++) d[i] = g[i] * (1 - x[t][i] * x[t][i]);
                    g = new double[n];
                    for (int i = 0; i < n; i++)
                        for (int j = 0; j < n; j++) g[j] += W[i, j] * d[i];
                }
                return g;
            }
            double[] Other(double[] v) { var y = new double[n]; for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) y[i] += U[i, j] * v[j]; return y; }
        }
        """;

    [Theory]
    [InlineData("as-written", Verdict.Verified)]
    [InlineData("transposed", Verdict.TransposedRecurrentMatrix)]
    public void What_is_marked_is_judged_in_place_of_other_pairs(string variant, Verdict expected)
    {
        var source = ProgramLibrary.Get("Hints/TwoBackwards", variant).Source;

        Of(source).ShouldHaveSingleItem().Verdict.ShouldBe(expected);
        Of(Without(source)).Count(finding => finding.Verdict == Verdict.TransposedRecurrentMatrix).ShouldBe(expected == Verdict.Verified ? 1 : 2);
    }

    [Fact]
    public void A_mark_is_no_witness_of_the_way_through_time() =>
        Of(ProgramLibrary.Get("Hints/MarkedTangent", ProgramCase.AsWritten).Source).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            finding => finding.Verdict.ShouldBe(Verdict.NotProbed), finding => finding.Message.ShouldContain("which way the chain runs"));

    [Theory]
    [InlineData("as-written", Verdict.Verified)]
    [InlineData("transposed", Verdict.TransposedRecurrentMatrix)]
    [InlineData("reversed", Verdict.ReversedWeightGradient)]
    [InlineData("sigma-missing", Verdict.WrongActivationDerivative)]
    public void A_marked_pair_is_found_among_many_members(string variant, Verdict expected)
    {
        var source = ProgramLibrary.Get("Hints/AmongMany", variant).Source;

        Of(source).ShouldHaveSingleItem().Verdict.ShouldBe(expected);
        Of(Without(source)).ShouldAllBe(finding => finding.Verdict == Verdict.NotProbed || finding.Verdict == Verdict.TruncatedToOneStep, "without marks it is not found");
    }

    [Theory]
    [InlineData("RnnForward", "RnnBackward")]
    [InlineData("RnnForwardAttribute", "global::RnnBackwardAttribute")]
    [InlineData("RnnForward, System.Obsolete", "method: RnnBackward")]
    [InlineData("RnnForward()", "RnnBackwardAttribute()")]
    public void Marks_are_known_by_name(string forward, string backward) => Of(Attributes + Marked(forward, backward)).ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Verified);

    /// <summary>Nobody needs a declaration of them: files that are read as they are may lack it.</summary>
    [Fact]
    public void Marks_need_no_declaration() => Of(Marked("RnnForward", "RnnBackward")).ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Verified);

    [Fact]
    public void Marks_of_a_class_count_in_those_that_derive_from_it() =>
        Of(Attributes + Marked("RnnForward", "RnnBackward").Replace("double[] Forward", "public double[] Forward", StringComparison.Ordinal).Replace("double[] Backward", "public double[] Backward", StringComparison.Ordinal) + "class Derived : Rnn { double[] Scaled(double[] v) { v[0] *= 2; return v; } }")
            .ShouldAllBe(finding => finding.Verdict == Verdict.Verified);

    [Theory]
    [InlineData("RnnForward", "", "[RnnForward] on 'Forward' led to nothing that was probed: no method of Rnn is marked [RnnBackward].")]
    [InlineData("", "RnnBackward", "no method of Rnn is marked [RnnForward]")]
    [InlineData("RnnForward", "RnnForward", "no method of Rnn is marked [RnnBackward]")]
    [InlineData("return: RnnForward", "", "it stands on no method")]
    public void A_pair_of_which_one_is_missing_is_told_of(string forward, string backward, string message)
    {
        // Without the pair, so that nothing else is found that would make the marks superfluous.
        var source = Attributes + Marked(forward, backward).Replace("g[j] += W[i, j] * d[i]", "g[j] += d[i]", StringComparison.Ordinal);

        var vain = Of(source).Where(finding => finding.Message.StartsWith("[Rnn", StringComparison.Ordinal)).ToList();

        vain.ShouldNotBeEmpty();
        vain.ShouldAllBe(finding => finding.Verdict == Verdict.NotProbed);
        vain[0].Message.ShouldContain(message);
        vain[0].Location.SourceTree!.GetText().ToString(vain[0].Location.SourceSpan).ShouldStartWith("Rnn");
    }

    [Fact]
    public void What_is_found_without_a_mark_makes_it_superfluous() =>
        Of(Attributes + Marked("RnnForward", "")).ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Verified);

    [Theory]
    [InlineData("[RnnForward] double[] Other", "[RnnBackward] double[] Backward", "no recurrent matrix was found")]
    [InlineData("[RnnForward] double[] Other", "[RnnBackward] double[] Forward", "no recurrent matrix was found")]
    public void Members_that_are_no_pair_are_told_of_and_the_pair_is_found_all_the_same(string first, string second, string cause)
    {
        var source = Attributes + Pair.Replace(first[(first.IndexOf(']', StringComparison.Ordinal) + 2)..] + "(", first + "(", StringComparison.Ordinal).Replace(second[(second.IndexOf(']', StringComparison.Ordinal) + 2)..] + "(", second + "(", StringComparison.Ordinal);

        var found = Of(source);

        found.Count(finding => finding.Verdict == Verdict.Verified).ShouldBe(1);
        found.Single(finding => finding.Verdict != Verdict.Verified).Message.ShouldSatisfyAllConditions(message => message.ShouldStartWith("[RnnForward] on 'Other'"), message => message.ShouldContain(cause));
    }

    [Theory]
    [InlineData("class A { [RnnForward] A() { } }", "it stands on no method")]
    [InlineData("class A { [RnnForward] double P => 1; }", "it stands on no method")]
    [InlineData("class A { double P { [RnnBackward] get => 1; } }", "it stands on no method")]
    [InlineData("[RnnForward] class A { }", "it stands on no method")]
    [InlineData("interface IA { [RnnForward] double[] F(double[] x); }", "F has no body here")]
    [InlineData("abstract class A { [RnnBackward] public abstract double[] F(double[] x); }", "F has no body here")]
    [InlineData("class A { [RnnForward] static extern double[] F(double[] x); }", "F has no body here")]
    [InlineData("class A { [RnnForward] int F(int x) => x; }", "nothing in A multiplies floating-point numbers")]
    [InlineData("class A { [RecurrentWeight] int n; }", "'n' is no matrix of floating-point numbers")]
    [InlineData("class A { [RecurrentWeight] double w; }", "'w' is no matrix")]
    [InlineData("class A { [RecurrentWeight] int[,] w; }", "'w' is no matrix")]
    [InlineData("class A { [RecurrentWeight] double[,] w; }", "no code reads 'w'")]
    [InlineData("class A { [RecurrentWeight] void F() { } }", "it stands on no field, property or parameter")]
    [InlineData("enum A { [RecurrentWeight] One }", "")]
    [InlineData("class A { double F(double[] x) { double y = 0; [RnnForward] double G(double a) => a * 2; for (int i = 0; i < x.Length; i++) y += G(x[i]) * x[i]; return y; } }", "a function within a method is not called by itself")]
    [InlineData("class A { [RecurrentWeight] double[,] w = new double[3, 3]; double F(double[] x) { double y = 0; for (int i = 0; i < x.Length; i++) y += x[i] * x[i]; return y; } }", "nothing that was traced multiplies by 'w'")]
    [InlineData("class A { [RecurrentWeight] double[,] w = new double[3, 3]; double F(double[] x) { double y = 0; for (int i = 0; i < 3; i++) y += w[i, 0] * x[i]; return y; } }", "nothing that comes of it is multiplied by it again")]
    public void Marks_in_odd_places_are_told_of(string source, string cause)
    {
        var found = Of(Attributes + source);

        if (cause.Length == 0)
            found.ShouldBeEmpty();
        else
            found.ShouldHaveSingleItem().ShouldSatisfyAllConditions(finding => finding.Verdict.ShouldBe(Verdict.NotProbed), finding => finding.Message.ShouldContain(cause), finding => finding.Message.ShouldStartWith("[R"));
    }

    [Fact]
    public void A_marked_matrix_that_is_judged_needs_no_more_words()
    {
        Of(Attributes + Pair.Replace("double[,] W", "[RecurrentWeight] double[,] W", StringComparison.Ordinal)).ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Verified);
        Of(Attributes + Pair.Replace("double[,] U", "[RecurrentWeight] double[,] U", StringComparison.Ordinal)).Select(finding => finding.Verdict).ShouldBe([Verdict.Verified, Verdict.NotProbed]);
    }

    /// <summary>A class that only holds the matrix is used by others.</summary>
    [Fact]
    public void A_marked_matrix_of_a_class_without_code_is_read_elsewhere() =>
        Of(Attributes + "class Weights { [RecurrentWeight] public double[,] W = new double[3, 3]; }" + Pair.Replace("double[,] W = new double[3, 3];", "Weights weights = new();", StringComparison.Ordinal).Replace("W[", "weights.W[", StringComparison.Ordinal))
            .ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Verified);

    /// <summary>What does not end has steps of its own: the rest of the class is traced as it is without marks.</summary>
    [Theory]
    [InlineData("double[] F0(double[] v) { LOOP return v; }", "double[] B0(double[] g) { return g; }")]
    [InlineData("double[] F0(double[] v) { return v; }", "double[] B0(double[] g) { LOOP return g; }")]
    [InlineData("double[] F0(double[] v, int k) { LOOP return v; }", "double[] B0(double[] g, double[] h) { LOOP return g; }")]
    [InlineData("[RnnBackward] double[] F0(double[] v) { LOOP return v; }", "double[] B0(double[] g) { LOOP return g; }")]
    [InlineData("double[] F0(double[] v) { for (int i = 0; i < v.Length; i++) v[i] *= 2; return v; } [RnnForward] double[] F1(double[] v) { LOOP return v; }", "double[] B0(double[] g) { LOOP return g; } [RnnBackward] double[] B1(double[] g, int k) { LOOP return g; }")]
    public void Marks_on_other_methods_take_nothing_away(string forward, string backward)
    {
        var sample = SampleLibrary.All.Single(sample => sample.Name == "SeedRnnTransposed").File.Text;
        var end = sample.LastIndexOf('}');
        var source = sample[..end] + $" [RnnForward] {forward} [RnnBackward] {backward} }}".Replace("LOOP", "double a = 1; while (a > 0) a = a * 1.5 - a * 0.5;", StringComparison.Ordinal);

        var found = Of(source);

        found.ShouldContain(finding => finding.Verdict == Verdict.TransposedRecurrentMatrix);
        Of(Without(source)).ShouldAllBe(finding => found.Any(other => other.Verdict == finding.Verdict && other.Message == finding.Message));
    }

    private static string Marked(string forward, string backward) => Pair
        .Replace("double[] Forward", (forward.Length > 0 ? $"[{forward}] " : "") + "double[] Forward", StringComparison.Ordinal)
        .Replace("double[] Backward", (backward.Length > 0 ? $"[{backward}] " : "") + "double[] Backward", StringComparison.Ordinal);

    private static string Without(string source) => source.Replace("[RnnForward]", "", StringComparison.Ordinal).Replace("[RnnBackward]", "", StringComparison.Ordinal).Replace("[RecurrentWeight]", "", StringComparison.Ordinal);

    private static IReadOnlyList<CellFinding> Of(string source) => Verdicts.Of(ProgramRunner.Compile([new ProgramFile("Rnn.cs", source)]));
}
