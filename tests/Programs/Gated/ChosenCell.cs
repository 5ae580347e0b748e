//# matrix: W
//# style: one class, two cells: an enum given to the constructor chooses between a plain tanh cell and one with a learned update gate; double[,]; forward and backward in one method
using System;

public enum CellKind { Plain, Gated }

public class ChosenCell
{
    readonly CellKind kind;
    readonly int n;
    public double[,] W, V, U, gradW, gradV, gradU;

    public ChosenCell(CellKind kind, int inputs, int units)
    {
        this.kind = kind;
        n = units;
        W = new double[n, n];
        V = new double[n, n];
        U = new double[n, inputs];
        var rng = new Random(31);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++) { W[i, j] = rng.NextDouble() - 0.5; V[i, j] = rng.NextDouble() - 0.5; }
            for (int j = 0; j < inputs; j++) U[i, j] = rng.NextDouble() - 0.5;
        }
    }

    double Dot(double[,] m, int row, double[] v)
    {
        double s = 0;
        for (int j = 0; j < v.Length; j++) s += m[row, j] * v[j];
        return s;
    }

    void Forward(double[][] xs, double[][] h, double[][] c, double[][] z)
    {
        h[0] = new double[n];
        for (int t = 0; t < xs.Length; t++)
        {
            h[t + 1] = new double[n];
            c[t] = new double[n];
            z[t] = new double[n];
            for (int i = 0; i < n; i++)
            {
                c[t][i] = Math.Tanh(Dot(W, i, h[t]) + Dot(U, i, xs[t]));
                if (kind == CellKind.Plain)
                {
                    h[t + 1][i] = c[t][i];
                    continue;
                }
                z[t][i] = 1 / (1 + Math.Exp(-Dot(V, i, h[t])));
                h[t + 1][i] = (1 - z[t][i]) * h[t][i] + z[t][i] * c[t][i];
            }
        }
    }

    public double Loss(double[][] xs, double[][] ys)
    {
        double[][] h = new double[xs.Length + 1][], c = new double[xs.Length][], z = new double[xs.Length][];
        Forward(xs, h, c, z);
        double loss = 0;
        for (int t = 0; t < xs.Length; t++)
            for (int i = 0; i < n; i++) loss += (h[t + 1][i] - ys[t][i]) * (h[t + 1][i] - ys[t][i]) / 2;
        return loss;
    }

    public void Gradients(double[][] xs, double[][] ys)
    {
        double[][] h = new double[xs.Length + 1][], c = new double[xs.Length][], z = new double[xs.Length][];
        Forward(xs, h, c, z);
        gradW = new double[n, n];
        gradV = new double[n, n];
        gradU = new double[n, U.GetLength(1)];
        var back = new double[n];
        for (int t = xs.Length - 1; t >= 0; t--)
        {
            var before = new double[n];
            for (int i = 0; i < n; i++)
            {
                double d = back[i] + h[t + 1][i] - ys[t][i];
                double a;
                if (kind == CellKind.Plain)
                {
                    a = d * (1 - c[t][i] * c[t][i]);
                    for (int j = 0; j < n; j++) before[j] += W[i, j] * a;  //! transposed-2: for (int j = 0; j < n; j++) before[j] += W[j, i] * a;
                }
                else
                {
                    a = d * z[t][i] * (1 - c[t][i] * c[t][i]);
                    double g = d * (c[t][i] - h[t][i]) * z[t][i] * (1 - z[t][i]);  //! sigma-missing @V: double g = d * (c[t][i] - h[t][i]);
                    before[i] += d * (1 - z[t][i]);  //! unexplained:
                    for (int j = 0; j < n; j++)
                    {
                        before[j] += W[i, j] * a;
                        before[j] += V[i, j] * g;  //! transposed @V: before[j] += V[j, i] * g;
                        gradV[i, j] += g * h[t][j];  //! reversed @V: gradV[j, i] += g * h[t][j];
                    }
                }
                for (int j = 0; j < n; j++) gradW[i, j] += a * h[t][j];  //! reversed-2: for (int j = 0; j < n; j++) gradW[j, i] += a * h[t][j];
                for (int j = 0; j < xs[t].Length; j++) gradU[i, j] += a * xs[t][j];
            }
            back = before;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var own = new System.Collections.Generic.List<double>();
        var numeric = new System.Collections.Generic.List<double>();
        foreach (var kind in new[] { CellKind.Plain, CellKind.Gated })
        {
            var net = new ChosenCell(kind, 2, 4);
            Numeric.Fill(seed, net.W, net.V, net.U);
            var xs = Numeric.Sequence(seed + 1, 5, 2);
            var ys = Numeric.Sequence(seed + 2, 5, 4);
            net.Gradients(xs, ys);
            own.AddRange(Numeric.Flatten(net.gradW, net.gradV, net.gradU));
            numeric.AddRange(Numeric.Differences(() => net.Loss(xs, ys), net.W, net.V, net.U));
        }
        return (own.ToArray(), numeric.ToArray());
    }
}
