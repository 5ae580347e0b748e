//# matrix: Candidate
//# style: immutable records changed by `with`: parameters, state, tape and gradients; switch expressions; expression-bodied members; minimal gated unit (one gate); jagged; W[to][from]; loss at the end of the sequence
using System;
using System.Collections.Generic;
using System.Linq;

namespace Recorded;

public sealed record Weights(double[][] Gate, double[][] Candidate, double[][] GateInput, double[][] CandidateInput)
{
    public int Size => Gate.Length;

    public Weights Zero() => this with
    {
        Gate = Like(Gate),
        Candidate = Like(Candidate),
        GateInput = Like(GateInput),
        CandidateInput = Like(CandidateInput),
    };

    private static double[][] Like(double[][] m) => m.Select(r => new double[r.Length]).ToArray();
}

public sealed record Step(double[] Input, double[] Before, double[] F, double[] Gated, double[] C);

public sealed record State(double[] H, IReadOnlyList<Step> Tape);

public static class Mgu
{
    public static State Advance(Weights w, State s, double[] x)
    {
        var f = Each(w.Size, i => 1 / (1 + Math.Exp(-Row(w.Gate, i, s.H) - Row(w.GateInput, i, x))));
        var gated = Each(w.Size, i => f[i] * s.H[i]);
        var c = Each(w.Size, i => Math.Tanh(Row(w.Candidate, i, gated) + Row(w.CandidateInput, i, x)));
        var step = new Step(x, s.H, f, gated, c);
        return s with { H = Each(w.Size, i => (1 - f[i]) * s.H[i] + f[i] * c[i]), Tape = [.. s.Tape, step] };
    }

    public static double Loss(Weights w, double[][] xs, double[] y) =>
        Run(w, xs).H.Zip(y, (a, b) => 0.5 * (a - b) * (a - b)).Sum();

    public static State Run(Weights w, double[][] xs) =>
        xs.Aggregate(new State(new double[w.Size], []), (s, x) => Advance(w, s, x));

    public static Weights Gradient(Weights w, double[][] xs, double[] y)
    {
        var final = Run(w, xs);
        var gradient = w.Zero();
        var dh = Each(w.Size, i => final.H[i] - y[i]);
        foreach (var step in final.Tape.Reverse())
        {
            var d = dh;
            var dc = Each(w.Size, i => d[i] * step.F[i] * (1 - step.C[i] * step.C[i]));  //! sigma-missing: var dc = Each(w.Size, i => d[i] * step.F[i]);
            var dGated = Each(w.Size, j => Column(w.Candidate, j, dc));  //! transposed: var dGated = Each(w.Size, j => Row(w.Candidate, j, dc));
            var df = Each(w.Size, i => (d[i] * (step.C[i] - step.Before[i]) + dGated[i] * step.Before[i]) * step.F[i] * (1 - step.F[i]));
            //! unexplained RNN0004|RNN0002 @Gate: var df = Each(w.Size, i => d[i] * (step.C[i] - step.Before[i]) * step.F[i] * (1 - step.F[i]));
            gradient = gradient with
            {
                Gate = AddOuter(gradient.Gate, df, step.Before),
                Candidate = AddOuter(gradient.Candidate, dc, step.Gated),
                //! reversed: Candidate = AddOuter(gradient.Candidate, step.Gated, dc),
                //! unexplained-2: Candidate = AddOuter(gradient.Candidate, dc, step.Before),
                GateInput = AddOuter(gradient.GateInput, df, step.Input),
                CandidateInput = AddOuter(gradient.CandidateInput, dc, step.Input),
            };
            dh = Each(w.Size, j => d[j] * (1 - step.F[j]) + dGated[j] * step.F[j] + Column(w.Gate, j, df));
            //! transposed-2 @Gate: dh = Each(w.Size, j => d[j] * (1 - step.F[j]) + dGated[j] * step.F[j] + Row(w.Gate, j, df));
        }

        return gradient;
    }

    private static double[] Each(int n, Func<int, double> f) => Enumerable.Range(0, n).Select(f).ToArray();

    private static double Row(double[][] m, int i, double[] v) => m[i].Zip(v, (a, b) => a * b).Sum();

    private static double Column(double[][] m, int j, double[] v) => m.Zip(v, (row, b) => row[j] * b).Sum();

    private static double[][] AddOuter(double[][] m, double[] a, double[] b) =>
        m.Select((row, i) => row.Select((x, j) => x + a[i] * b[j]).ToArray()).ToArray();
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        double[][] g = Numeric.Sequence(seed, 4, 4), c = Numeric.Sequence(seed + 1, 4, 4), gi = Numeric.Sequence(seed + 2, 4, 2), ci = Numeric.Sequence(seed + 3, 4, 2);
        var w = new Recorded.Weights(g, c, gi, ci);
        var xs = Numeric.Sequence(seed + 4, 5, 2);
        var y = Numeric.Vector(seed + 5, 4);
        var d = Recorded.Mgu.Gradient(w, xs, y);
        return (Numeric.Flatten(d.Gate, d.Candidate, d.GateInput, d.CandidateInput), Numeric.Differences(() => Recorded.Mgu.Loss(w, xs, y), g, c, gi, ci));
    }
}
