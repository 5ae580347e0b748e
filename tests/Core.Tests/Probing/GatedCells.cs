namespace RnnLint.Core.Tests.Probing;

/// <summary>Cells with gates. The bug sits in one gate only.</summary>
internal static class GatedCells
{
    /// <summary>LSTM with a matrix for each gate, or all four stacked in one.</summary>
    public static CellProgram Lstm(Bug bug, bool fused, int faultyGate = 1) => m =>
    {
        int n = m.N, steps = m.T;
        string[] names = ["Ui", "Uf", "Uo", "Ug"];
        var fusedU = fused ? m.Matrix("U", 4 * n, n + 2) : null;
        var u = new Num[4][,];
        for (var g = 0; g < 4; g++)
            u[g] = fused ? Slice(fusedU!, g * n, n) : m.Matrix(names[g], n, n + 2);
        var x = m.Sequence("x", steps, 2);
        var y = m.Sequence("y", steps, n);
        var gate = new Num[steps][][];
        var s = new Num[steps][];
        var h = new Num[steps][];
        var input = new Num[steps][];
        Num loss = 0;
        for (var t = 0; t < steps; t++)
        {
            input[t] = [.. t > 0 ? h[t - 1] : new Num[n], .. x[t]];
            gate[t] = new Num[4][];
            for (var g = 0; g < 4; g++)
            {
                var c = Cells.Times(m, fused ? "forward product" : "forward product " + names[g], u[g], input[t], false);
                m.At("activations");
                gate[t][g] = [.. c.Select(v => g == 3 ? Num.Tanh(v) : Num.Sigmoid(v))];
            }
            s[t] = new Num[n];
            h[t] = new Num[n];
            for (var j = 0; j < n; j++)
            {
                s[t][j] = (gate[t][1][j] * (t > 0 ? s[t - 1][j] : 0)) + (gate[t][0][j] * gate[t][3][j]);
                h[t][j] = gate[t][2][j] * Num.Tanh(s[t][j]);
                loss += 0.5 * (h[t][j] - y[t][j]) * (h[t][j] - y[t][j]);
            }
        }

        var du = new Num[4][,];
        for (var g = 0; g < 4; g++)
            du[g] = new Num[n, n + 2];
        var dhNext = new Num[n];
        var dsNext = new Num[n];
        for (var t = steps - 1; t >= 0; t--)
        {
            m.At("cotangents");
            var delta = new Num[4][];
            for (var g = 0; g < 4; g++)
                delta[g] = new Num[n];
            for (var j = 0; j < n; j++)
            {
                var dh = h[t][j] - y[t][j] + dhNext[j];
                var tanh = Num.Tanh(s[t][j]);
                var ds = (dh * gate[t][2][j] * (1 - (tanh * tanh))) + dsNext[j];
                Num[] d = [ds * gate[t][3][j], ds * (t > 0 ? s[t - 1][j] : 0), dh * tanh, ds * gate[t][0][j]];
                dsNext[j] = ds * gate[t][1][j];
                for (var g = 0; g < 4; g++)
                {
                    var a = gate[t][g][j];
                    var missing = bug is Bug.DerivativeMissing && g == faultyGate;
                    delta[g][j] = missing ? d[g] : d[g] * (g == 3 ? 1 - (a * a) : a * (1 - a));
                }
            }
            dhNext = new Num[n];
            for (var g = 0; g < 4; g++)
            {
                m.At("weight gradient " + (fused ? "" : names[g]));
                for (var j = 0; j < n; j++)
                {
                    for (var k = 0; k < n + 2; k++)
                    {
                        var reversed = bug == Bug.ReversedOuterProduct && g == faultyGate && k < n;
                        if (reversed)
                            du[g][k, j] += delta[g][j] * input[t][k];
                        else
                            du[g][j, k] += delta[g][j] * input[t][k];
                    }
                }
                m.At(fused ? "backward product" : "backward product " + names[g]);
                for (var k = 0; k < n; k++)
                {
                    for (var j = 0; j < n; j++)
                    {
                        var transposed = bug == Bug.Transposed && (fused || g == faultyGate);
                        dhNext[k] += (transposed ? u[g][k, j] : u[g][j, k]) * delta[g][j];
                    }
                }
            }
        }
        if (fused)
            m.Keep("dU", Stack(du, n));
        else
            for (var g = 0; g < 4; g++)
                m.Keep("d" + names[g], du[g]);
        return loss;
    };

    public static CellProgram Gru(Bug bug, int faultyGate = 2) => m =>
    {
        int n = m.N, steps = m.T;
        string[] names = ["Uz", "Ur", "Uh"];
        var u = names.Select(name => m.Matrix(name, n, n)).ToArray();
        var v = names.Select(name => m.Matrix("V" + name, n, 2)).ToArray();
        var x = m.Sequence("x", steps, 2);
        var y = m.Sequence("y", steps, n);
        var h0 = m.Vector("h0", n);
        var gate = new Num[steps][][];
        var h = new Num[steps][];
        var rh = new Num[steps][];
        Num loss = 0;
        for (var t = 0; t < steps; t++)
        {
            var before = t > 0 ? h[t - 1] : h0;
            gate[t] = new Num[3][];
            for (var g = 0; g < 3; g++)
            {
                if (g == 2)
                    rh[t] = [.. before.Select((b, k) => b * gate[t][1][k])];
                var c = Cells.Times(m, "forward product " + names[g], u[g], g == 2 ? rh[t] : before, false);
                var i = Cells.Times(m, "input product " + names[g], v[g], x[t], false);
                m.At("activations");
                gate[t][g] = [.. c.Select((cj, j) => g == 2 ? Num.Tanh(cj + i[j]) : Num.Sigmoid(cj + i[j]))];
            }
            h[t] = new Num[n];
            for (var j = 0; j < n; j++)
            {
                h[t][j] = ((1 - gate[t][0][j]) * before[j]) + (gate[t][0][j] * gate[t][2][j]);
                loss += 0.5 * (h[t][j] - y[t][j]) * (h[t][j] - y[t][j]);
            }
        }

        var du = names.Select(_ => new Num[n, n]).ToArray();
        var next = new Num[n];
        for (var t = steps - 1; t >= 0; t--)
        {
            var before = t > 0 ? h[t - 1] : h0;
            m.At("cotangents");
            var dh = new Num[n];
            var delta = new Num[3][];
            for (var j = 0; j < n; j++)
                dh[j] = h[t][j] - y[t][j] + next[j];
            Num Slope(int g, int j)
            {
                var a = gate[t][g][j];
                return bug == Bug.DerivativeMissing && g == faultyGate ? 1 : g == 2 ? 1 - (a * a) : a * (1 - a);
            }
            delta[2] = [.. dh.Select((d, j) => d * gate[t][0][j] * Slope(2, j))];
            var drh = Cells.Times(m, "backward product Uh", u[2], delta[2], !(bug == Bug.Transposed && faultyGate == 2));
            m.At("cotangents");
            delta[0] = [.. dh.Select((d, j) => d * (gate[t][2][j] - before[j]) * Slope(0, j))];
            delta[1] = [.. drh.Select((d, j) => d * before[j] * Slope(1, j))];
            var fromZ = Cells.Times(m, "backward product Uz", u[0], delta[0], !(bug == Bug.Transposed && faultyGate == 0));
            var fromR = Cells.Times(m, "backward product Ur", u[1], delta[1], !(bug == Bug.Transposed && faultyGate == 1));
            m.At("weight gradients");
            for (var g = 0; g < 3; g++)
            {
                var operand = g == 2 ? rh[t] : before;
                for (var j = 0; j < n; j++)
                {
                    for (var k = 0; k < n; k++)
                    {
                        if (bug == Bug.ReversedOuterProduct && g == faultyGate)
                            du[g][k, j] += delta[g][j] * operand[k];
                        else
                            du[g][j, k] += delta[g][j] * operand[k];
                    }
                }
            }
            m.At("next");
            for (var j = 0; j < n; j++)
                next[j] = (dh[j] * (1 - gate[t][0][j])) + (drh[j] * gate[t][1][j]) + fromZ[j] + fromR[j];
        }
        for (var g = 0; g < 3; g++)
            m.Keep("d" + names[g], du[g]);
        return loss;
    };

    private static Num[,] Slice(Num[,] a, int from, int rows)
    {
        var slice = new Num[rows, a.GetLength(1)];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < a.GetLength(1); j++)
                slice[i, j] = a[from + i, j];
        }
        return slice;
    }

    private static Num[,] Stack(Num[][,] parts, int n)
    {
        var whole = new Num[parts.Length * n, parts[0].GetLength(1)];
        for (var i = 0; i < whole.GetLength(0); i++)
        {
            for (var j = 0; j < whole.GetLength(1); j++)
                whole[i, j] = parts[i / n][i % n, j];
        }
        return whole;
    }
}
