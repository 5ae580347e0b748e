namespace RnnLint.Core.Tests.Probing;

internal enum Bug
{
    None,
    Transposed,
    DerivativeMissing,
    DerivativeAtWrongStep,
    ReversedOuterProduct,
    TransposedAndDerivativeMissing,
    TransposedAndReversed,
    DerivativeMissingAndReversed,
    Scaled,
    WrongSign,
    StopsEarly,
    OneStep,
}

internal enum Activation
{
    Tanh,
    Sigmoid,
    Relu,
    LeakyRelu,
}

internal enum Storage
{
    TwoDimensional,
    FlatByRow,
    FlatByColumn,
}

/// <summary>Variants of the plain recurrent network: how it stores its matrix, what it does with it, and what is wrong.</summary>
internal sealed record Elman
{
    public Storage Storage { get; init; }

    /// <summary>True for h·W with W[from, to].</summary>
    public bool FromFirst { get; init; }

    public Activation Activation { get; init; }

    public bool LeafState { get; init; }

    public int Batch { get; init; } = 1;

    public bool SharedHelper { get; init; }

    /// <summary>Takes the activation of the stored pre-activation anew wherever it needs it.</summary>
    public bool PreactivationForm { get; init; }

    public Bug Bug { get; init; }

    public Num? Run(Machine m)
    {
        int n = m.N, steps = m.T;
        var w = FlatOrNot(m, n);
        var u = m.Matrix("U", n, 2);
        var b = m.Vector("b", n);
        var v = m.Matrix("V", 2, n);
        var dw = new Num[n, n];
        Num loss = 0;
        for (var item = 0; item < Batch; item++)
        {
            var x = m.Sequence("x" + item, steps, 2);
            var y = m.Sequence("y" + item, steps, 2);
            var h0 = LeafState ? m.Vector("h0" + item, n) : new Num[n];
            var c = new Num[steps][];
            var h = new Num[steps][];
            var o = new Num[steps][];
            for (var t = 0; t < steps; t++)
            {
                var before = t > 0 ? h[t - 1] : h0;
                var wh = Times(m, "forward product", w, before, FromFirst);
                m.At("input product");
                c[t] = new Num[n];
                for (var j = 0; j < n; j++)
                    c[t][j] = wh[j] + b[j] + (u[j, 0] * x[t][0]) + (u[j, 1] * x[t][1]);
                m.At("activation");
                h[t] = [.. c[t].Select(Apply)];
                o[t] = Times(m, "output product", v, h[t], false);
                m.At("loss");
                for (var k = 0; k < 2; k++)
                    loss += 0.5 * (o[t][k] - y[t][k]) * (o[t][k] - y[t][k]);
            }

            var next = new Num[n];
            var stop = Bug == Bug.StopsEarly ? (LeafState ? 1 : 2) : 0;
            for (var t = steps - 1; t >= stop; t--)
            {
                m.At("output error");
                Num[] dy = [o[t][0] - y[t][0], o[t][1] - y[t][1]];
                var fromOutput = Times(m, "output back", v, dy, true);
                m.At("cotangent");
                var delta = new Num[n];
                for (var j = 0; j < n; j++)
                {
                    var at = Bug == Bug.DerivativeAtWrongStep ? Math.Max(t - 1, 0) : t;
                    var missing = Bug is Bug.DerivativeMissing or Bug.TransposedAndDerivativeMissing or Bug.DerivativeMissingAndReversed;
                    var carried = fromOutput[j] + next[j];
                    if (Bug == Bug.OneStep)
                        carried = fromOutput[j];
                    delta[j] = missing ? carried : carried * Derivative(PreactivationForm ? Apply(c[at][j]) : h[at][j], c[at][j]);
                }
                var before = t > 0 ? h[t - 1] : h0;
                m.At("weight gradient");
                for (var j = 0; j < n; j++)
                {
                    for (var k = 0; k < n; k++)
                    {
                        var reversed = Bug is Bug.ReversedOuterProduct or Bug.TransposedAndReversed or Bug.DerivativeMissingAndReversed;
                        if (reversed != FromFirst)
                            dw[k, j] += delta[j] * before[k];
                        else
                            dw[j, k] += delta[j] * before[k];
                    }
                }
                if (Bug == Bug.OneStep)
                    continue;
                var transposed = Bug is Bug.Transposed or Bug.TransposedAndDerivativeMissing or Bug.TransposedAndReversed;
                next = Times(m, "backward product", w, delta, FromFirst == transposed);
                m.At("scale");
                if (Bug == Bug.Scaled)
                    next = [.. next.Select(d => 0.5 * d)];
                if (Bug == Bug.WrongSign)
                    next = [.. next.Select(d => -d)];
            }
        }
        Keep(m, dw, n);
        return loss;
    }

    private Num[,] FlatOrNot(Machine m, int n)
    {
        if (Storage == Storage.TwoDimensional)
            return m.Matrix("W", n, n);
        var flat = m.Vector("W", n * n);
        var w = new Num[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                w[i, j] = flat[Storage == Storage.FlatByRow ? (i * n) + j : (j * n) + i];
        }
        return w;
    }

    private void Keep(Machine m, Num[,] dw, int n)
    {
        if (Storage == Storage.TwoDimensional)
        {
            m.Keep("dW", dw);
            return;
        }
        var flat = new Num[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                flat[Storage == Storage.FlatByRow ? (i * n) + j : (j * n) + i] = dw[i, j];
        }
        m.Keep("dW", flat);
    }

    private Num[] Times(Machine m, string place, Num[,] a, Num[] v, bool transposed)
    {
        if (SharedHelper)
            return m.Call(place, () => Cells.Times(m, transposed ? "helper product transposed" : "helper product", a, v, transposed));
        return Cells.Times(m, place, a, v, transposed);
    }

    private Num Apply(Num c) => Activation switch
    {
        Activation.Tanh => Num.Tanh(c),
        Activation.Sigmoid => Num.Sigmoid(c),
        Activation.Relu => c > 0 ? c : 0,
        _ => c > 0 ? c : 0.1 * c,
    };

    private Num Derivative(Num h, Num c) => Activation switch
    {
        Activation.Tanh => 1 - (h * h),
        Activation.Sigmoid => h * (1 - h),
        Activation.Relu => c > 0 ? 1 : 0,
        _ => c > 0 ? 1 : 0.1,
    };
}

/// <summary>What the programs under test share.</summary>
internal static class Cells
{
    /// <summary>a·v, or aᵀ·v.</summary>
    public static Num[] Times(Machine m, string place, Num[,] a, Num[] v, bool transposed)
    {
        m.At(place);
        var result = new Num[a.GetLength(transposed ? 1 : 0)];
        for (var j = 0; j < result.Length; j++)
        {
            for (var k = 0; k < v.Length; k++)
                result[j] += (transposed ? a[k, j] : a[j, k]) * v[k];
        }
        return result;
    }
}
