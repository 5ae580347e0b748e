namespace RnnLint.Core.Tests.Probing;

/// <summary>Right (or rightly undecided) programs with habits that could be taken for faults.</summary>
internal static class DeliberateCells
{
    internal enum Habit
    {
        LossAtTheEndOnly,
        OneHotSeed,
        GivenIncomingGradient,
        WrittenBackToWeights,
        MeanOverSteps,
        LeakyWithTimeStep,
        SlidingWindows,
        WeightDecay,
        SeparateCotangentForTheWeights,
        NormalisedState,

        /// <summary>h + W·h + x: what goes round the matrix is the very number that is multiplied by it.</summary>
        LinearResidual,
    }

    public static CellProgram With(Habit habit, bool transposed) => m =>
    {
        int n = m.N, steps = m.T;
        var w = m.Matrix("W", n, n);
        var x = m.Sequence("x", steps, n);
        var y = m.Sequence("y", steps, n);
        var h0 = m.Vector("h0", n);
        var rate = m.Leaf("rate", LeafGroupKind.Storage);
        var h = new Num[steps + 1][];
        var a = new Num[steps + 1][];
        h[0] = h0;
        var dw = new Num[n, n];
        var leaky = habit == Habit.LeakyWithTimeStep;

        Num[] Step(int t)
        {
            var wh = Cells.Times(m, "forward product", w, h[t], false);
            m.At("activation");
            if (habit == Habit.LinearResidual)
                return [.. wh.Select((c, j) => h[t][j] + c + x[t][j])];
            a[t + 1] = [.. wh.Select((c, j) => Num.Tanh(c + x[t][j]))];
            if (leaky)
                return [.. a[t + 1].Select((v, j) => h[t][j] + (rate * (v - h[t][j])))];
            if (habit != Habit.NormalisedState)
                return a[t + 1];
            Num sum = 0;
            foreach (var v in a[t + 1])
                sum += v * v;
            return [.. a[t + 1].Select(v => v / Num.Sqrt(sum))];
        }

        Num[] Seed(int t)
        {
            m.At("seed");
            if (habit is Habit.LossAtTheEndOnly or Habit.OneHotSeed && t < steps)
                return new Num[n];
            if (habit == Habit.OneHotSeed)
                return [.. h[t].Select((v, j) => j == 0 ? v - y[t - 1][j] : 0)];
            return [.. h[t].Select((v, j) => habit == Habit.GivenIncomingGradient ? y[t - 1][j] : v - y[t - 1][j])];
        }

        void Back(int from, int to, bool seedInside)
        {
            var next = new Num[n];
            for (var t = from; t > to; t--)
            {
                var seed = t == from || seedInside ? Seed(t) : new Num[n];
                m.At("cotangent");
                Num[] dh = [.. seed.Select((s, j) => s + next[j])];
                Num[] Scaled() => [.. dh.Select((d, j) => (leaky ? rate * d : d) * (1 - (a[t][j] * a[t][j])))];
                var delta = habit == Habit.LinearResidual ? dh : Scaled();
                m.At("other cotangent");
                var forWeights = habit == Habit.SeparateCotangentForTheWeights ? [.. dh.Select((d, j) => (1 - (a[t][j] * a[t][j])) * d)] : delta;
                m.At("weight gradient");
                for (var j = 0; j < n; j++)
                {
                    for (var k = 0; k < n; k++)
                        dw[j, k] += forWeights[j] * h[t - 1][k];
                }
                next = Cells.Times(m, "backward product", w, delta, !transposed);
                m.At("bypass");
                if (habit == Habit.LinearResidual)
                    next = [.. next.Select((d, j) => d + dh[j])];
                if (leaky)
                    next = [.. next.Select((d, j) => d + ((1 - rate) * dh[j]))];
            }
        }

        for (var t = 0; t < steps; t++)
        {
            h[t + 1] = Step(t);
            if (habit == Habit.SlidingWindows)
                Back(t + 1, Math.Max(0, t - 2), seedInside: false);
        }
        if (habit != Habit.SlidingWindows)
            Back(steps, 0, seedInside: true);

        m.At("afterwards");
        var written = new Num[n, n];
        for (var j = 0; j < n; j++)
        {
            for (var k = 0; k < n; k++)
            {
                if (habit == Habit.MeanOverSteps)
                    dw[j, k] = dw[j, k] / steps;
                if (habit == Habit.WeightDecay)
                    dw[j, k] += rate * w[j, k];
                written[j, k] = w[j, k] - (0.1 * dw[j, k]);
            }
        }
        if (habit == Habit.WrittenBackToWeights)
            m.Keep("W", written);
        else
            m.Keep("dW", dw);
        return null;
    };
}
