namespace RnnLint.Core.Tests.Probing;

/// <summary>
/// Where a fault is told of that no exchange of indices and no σ′ explains: a leaky cell, h' = (1 − r)·h + r·tanh(W·h + x), whose backward pass carries the
/// gradient round the matrix as well as through it.
/// </summary>
public class FirstFaultTests
{
    private enum Slip
    {
        None,

        /// <summary>What goes round the matrix has another factor.</summary>
        WrongFactor,

        /// <summary>It has none: no statement of its own is left, only the sum that takes it up.</summary>
        NoFactor,

        /// <summary>It is subtracted.</summary>
        WrongSign,

        /// <summary>It is left out.</summary>
        LeftOut,

        /// <summary>The error of a step is multiplied by itself, which is no fault of what comes back.</summary>
        WrongError,

        /// <summary>σ′ is computed, and the weight gradient takes it; the product with the matrix does not.</summary>
        NotUsed,
    }

    [Theory]
    [InlineData("WrongFactor", "at_bypass")]
    [InlineData("NoFactor", "at_sum")]
    [InlineData("WrongSign", "at_bypass")]
    public void The_first_statement_that_is_wrong_is_told(string slip, string place)
    {
        var finding = Probe(slip);

        finding.Verdict.ShouldBe(Verdict.UnexplainedGradient);
        finding.Fault.ShouldNotBeNull().Syntax.ToString().ShouldBe(place);
        finding.IsMissing.ShouldBeFalse();
    }

    [Fact]
    public void What_is_left_out_is_missing_where_the_rest_is_taken_up()
    {
        var finding = Probe("LeftOut");

        finding.Verdict.ShouldBe(Verdict.UnexplainedGradient);
        finding.IsMissing.ShouldBeTrue();
        finding.Fault.ShouldNotBeNull();
    }

    [Fact]
    public void What_is_computed_and_not_used_is_wrong_at_the_product()
    {
        var finding = Probe("NotUsed");

        finding.Verdict.ShouldBe(Verdict.WrongActivationDerivative);
        finding.Fault.ShouldNotBeNull().Syntax.ToString().ShouldBe("at_backward_product");
    }

    [Theory]
    [InlineData("None")]
    [InlineData("WrongError")]
    public void Nothing_is_told_where_what_comes_back_is_right(string slip)
    {
        var finding = Probe(slip);

        finding.Verdict.ShouldBe(Verdict.Verified);
        finding.Fault.ShouldBeNull();
    }

    private static ProbeFinding Probe(string slip) => Run.Probe(m => Leaky(m, Enum.Parse<Slip>(slip))).Findings.ShouldHaveSingleItem();

    private static Num? Leaky(Machine m, Slip slip)
    {
        int n = m.N, steps = m.T;
        var w = m.Matrix("W", n, n);
        var x = m.Sequence("x", steps, n);
        var y = m.Sequence("y", steps, n);
        var rate = m.Leaf("rate", LeafGroupKind.Storage);
        Num[][] h = new Num[steps + 1][], a = new Num[steps + 1][];
        h[0] = m.Vector("h0", n);
        for (var t = 0; t < steps; t++)
        {
            var wh = Cells.Times(m, "forward product", w, h[t], false);
            m.At("activation");
            a[t + 1] = [.. wh.Select((c, j) => Num.Tanh(c + x[t][j]))];
            h[t + 1] = [.. a[t + 1].Select((v, j) => ((1 - rate) * h[t][j]) + (rate * v))];
        }

        var dw = new Num[n, n];
        var next = new Num[n];
        for (var t = steps; t > 0; t--)
        {
            m.At("error");
            Num[] error = [.. h[t].Select((v, j) => v - y[t - 1][j])];
            if (slip == Slip.WrongError)
                error = [.. error.Select(e => e * e)];
            Num[] dh = [.. error.Select((e, j) => e + next[j])];
            m.At("cotangent");
            Num[] delta = [.. dh.Select((d, j) => rate * d * (1 - (a[t][j] * a[t][j])))];
            m.At("weight gradient");
            for (var j = 0; j < n; j++)
            {
                for (var k = 0; k < n; k++)
                    dw[j, k] += delta[j] * h[t - 1][k];
            }
            m.At("other cotangent");
            var back = Cells.Times(m, "backward product", w, slip == Slip.NotUsed ? [.. dh.Select(d => rate * d)] : delta, true);
            m.At("bypass");
            Num[] kept = slip switch
            {
                Slip.WrongFactor => [.. dh.Select(d => rate * d)],
                Slip.NoFactor => dh,
                Slip.WrongSign => [.. dh.Select(d => (rate - 1) * d)],
                Slip.LeftOut => new Num[n],
                _ => [.. dh.Select(d => (1 - rate) * d)],
            };
            m.At("sum");
            next = [.. back.Select((b, j) => b + kept[j])];
        }
        m.Keep("dW", dw);
        return null;
    }
}
