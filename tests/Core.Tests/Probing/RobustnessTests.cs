using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp;

namespace RnnLint.Core.Tests.Probing;

public class RobustnessTests
{
    [Fact]
    public void No_tape_makes_probing_throw()
    {
        for (var seed = 0; seed < 400; seed++)
            Should.NotThrow(() => CellProber.Probe(draw => Nonsense(seed, draw)), "seed " + seed);
    }

    [Fact]
    public void Feed_forward_code_and_empty_tapes_hold_nothing_recurrent()
    {
        Run.Probe(_ => null).ShouldBeSameAs(ProbeResult.NothingRecurrent);
        CellProber.Probe(_ => null).ShouldBeSameAs(ProbeResult.NothingRecurrent);
        Run.Probe(FeedForward).Recognised.ShouldBeFalse();
    }

    [Fact]
    public void A_forward_pass_alone_is_nothing_to_report() => Run.Probe(ForwardOnly).Recognised.ShouldBeFalse();

    [Fact]
    public void Code_without_a_candidate_is_traced_once()
    {
        var traces = 0;
        CellProber.Probe(draw =>
        {
            traces++;
            return Run.Trace(FeedForward, draw);
        });
        traces.ShouldBe(1);
    }

    [Fact]
    public void Equal_traces_give_equal_results()
    {
        static string Text(ProbeResult r) => string.Join("\n", r.Findings.Select(f => f.Verdict + f.Cause + f.Matrix?.Name + string.Join(",", f.Errors)));

        var program = GatedCells.Lstm(Bug.Transposed, fused: false);

        Text(Run.Probe(program)).ShouldBe(Text(Run.Probe(program)));
    }

    [Fact]
    public void An_unknown_call_on_the_recurrent_path_is_named()
    {
        var finding = Run.Probe(WithUnknownCall).Findings.ShouldHaveSingleItem();

        finding.Verdict.ShouldBe(Verdict.NotProbed);
        finding.Cause.ShouldContain("Mystery");
    }

    [Fact]
    public void Clipping_within_the_recurrence_is_not_taken_for_a_fault()
    {
        var finding = Run.Probe(m => Clipped(m, 1e-3)).Findings.ShouldHaveSingleItem();

        finding.Verdict.ShouldBe(Verdict.NotProbed);
    }

    [Fact]
    public void Clipping_that_does_not_bite_changes_nothing() =>
        Run.Probe(m => Clipped(m, 1e3)).Findings.ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Verified);

    private static Num? FeedForward(Machine m)
    {
        int n = m.N;
        var w = m.Matrix("W", n, n);
        var v = m.Matrix("V", n, n);
        var x = m.Sequence("x", m.T, n);
        var dw = new Num[n, n];
        for (var t = 0; t < m.T; t++)
        {
            var h = Cells.Times(m, "first", w, x[t], false).Select(Num.Tanh).ToArray();
            var y = Cells.Times(m, "second", v, h, false);
            var back = Cells.Times(m, "back", v, y, true);
            m.At("gradient");
            for (var j = 0; j < n; j++)
            {
                for (var k = 0; k < n; k++)
                    dw[j, k] += back[j] * (1 - (h[j] * h[j])) * x[t][k];
            }
        }
        m.Keep("dW", dw);
        return null;
    }

    private static Num? ForwardOnly(Machine m)
    {
        var w = m.Matrix("W", m.N, m.N);
        var h = m.Vector("h", m.N);
        for (var t = 0; t < m.T; t++)
            h = [.. Cells.Times(m, "forward", w, h, false).Select(Num.Tanh)];
        m.Keep("h", h);
        return null;
    }

    private static Num? WithUnknownCall(Machine m)
    {
        var n = m.N;
        var group = new LeafGroup("Mystery", LeafGroupKind.Opaque);
        return Plain(m, c => Num.On(m.Tape, m.Tape!.OpaqueLeaf(new LeafOrigin(group, []), Math.Tanh(c.Value), [c.Traced.Node])), d => d);
    }

    private static Num? Clipped(Machine m, double limit) => Plain(m, Num.Tanh, d => Num.Clip(d, limit));

    private static Num? Plain(Machine m, Func<Num, Num> activation, Func<Num, Num> carry)
    {
        var n = m.N;
        var w = m.Matrix("W", n, n);
        var x = m.Sequence("x", m.T, n);
        var h = new Num[m.T + 1][];
        h[0] = m.Vector("h0", n);
        for (var t = 0; t < m.T; t++)
        {
            var c = Cells.Times(m, "forward product", w, h[t], false);
            m.At("activation");
            h[t + 1] = [.. c.Select((v, j) => activation(v + x[t][j]))];
        }
        var dw = new Num[n, n];
        var next = new Num[n];
        for (var t = m.T; t > 0; t--)
        {
            m.At("cotangent");
            Num[] delta = [.. h[t].Select((v, j) => (v + next[j]) * (1 - (v * v)))];
            m.At("gradient");
            for (var j = 0; j < n; j++)
            {
                for (var k = 0; k < n; k++)
                    dw[j, k] += delta[j] * h[t - 1][k];
            }
            next = Cells.Times(m, "backward product", w, delta, true);
            m.At("carry");
            next = [.. next.Select(carry)];
        }
        m.Keep("dW", dw);
        return null;
    }

    /// <summary>Random arithmetic at few places, biased towards products with leaves and sums of them.</summary>
    private static Trace Nonsense(int seed, Draw draw)
    {
        var random = new Random(seed * 31 + draw.Seed);
        var tape = new Tape();
        var sites = new SiteTable();
        var places = Enumerable.Range(0, 4).Select(i => SyntaxFactory.ParseExpression("p" + i)).ToArray();
        var groups = Enumerable.Range(0, 3).Select(i => new LeafGroup("g" + i, LeafGroupKind.Storage)).ToArray();
        var numbers = new List<Traced>();
        foreach (var group in groups)
        {
            for (var i = 0; i < 9; i++)
                numbers.Add(tape.Leaf(new LeafOrigin(group, seed % 2 == 0 ? [i / 3, i % 3] : [i]), random.NextDouble() - 0.3));
        }
        TapeOp[] ops = [TapeOp.Add, TapeOp.Add, TapeOp.Subtract, TapeOp.Multiply, TapeOp.Multiply, TapeOp.Multiply, TapeOp.Divide, TapeOp.Negate, TapeOp.Tanh, TapeOp.Exp, TapeOp.Log, TapeOp.Sqrt];
        for (var i = 0; i < 300; i++)
        {
            tape.CurrentSite = random.Next(9) == 0 ? null : sites.GetOrAdd(places[random.Next(places.Length)], null, null);
            var op = ops[random.Next(ops.Length)];
            var x = numbers[random.Next(Math.Max(0, numbers.Count - 60), numbers.Count)];
            var y = random.Next(2) == 0 ? numbers[random.Next(27)] : numbers[random.Next(numbers.Count)];
            if (random.Next(40) == 0)
                y = Traced.Constant(random.Next(3));
            var made = op is TapeOp.Negate or TapeOp.Tanh or TapeOp.Exp or TapeOp.Log or TapeOp.Sqrt ? tape.Unary(op, x) : tape.Binary(op, x, y);
            if (random.Next(60) == 0 && !made.IsConstant)
                made = tape.OpaqueLeaf(new LeafOrigin(groups[0], []), 1, [made.Node]);
            if (random.Next(50) == 0 && !made.IsConstant)
                tape.NoteSaturation(made.Node, 1);
            numbers.Add(made);
        }
        var grids = Enumerable.Range(0, 3).Select(g => new HeapGrid(
            "a" + g, null, [.. Enumerable.Range(0, 9).Select(i => new HeapCell([i / 3, i % 3], numbers[random.Next(numbers.Count)]))])).ToList();
        grids.Add(new HeapGrid("empty", null, ImmutableArray<HeapCell>.Empty));
        return new Trace(tape, grids);
    }
}
