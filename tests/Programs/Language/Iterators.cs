//# matrix: w
//# style: iterator methods (yield return) for the states and the gradients; IEnumerable; Reverse; double[,]; W[to, from]; logistic
using System;
using System.Collections.Generic;
using System.Linq;

namespace Lazy
{
    public class LazyRnn
    {
        private readonly double[,] w;
        private readonly double[] b;

        public LazyRnn(int n, int seed)
        {
            var random = new Random(seed);
            w = new double[n, n];
            b = new double[n];
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++)
                    w[i, j] = random.NextDouble() * 2 - 1;
        }

        private int N => b.Length;

        public IEnumerable<double[]> States(IEnumerable<double[]> inputs)
        {
            var h = new double[N];
            yield return h;
            foreach (var x in inputs)
            {
                var previous = h;
                h = new double[N];
                for (int i = 0; i < N; i++)
                {
                    double z = b[i] + x[i];
                    for (int j = 0; j < N; j++) z += w[i, j] * previous[j];
                    h[i] = 1 / (1 + Math.Exp(-z));
                }

                yield return h;
            }
        }

        /// <summary>∂L/∂z_T, …, ∂L/∂z_1 for a loss with derivative <paramref name="dLast"/> by the last state.</summary>
        private IEnumerable<double[]> Deltas(IReadOnlyList<double[]> states, double[] dLast)
        {
            var dh = dLast;
            foreach (var h in states.Skip(1).Reverse())
            {
                var dz = new double[N];
                for (int i = 0; i < N; i++)
                    dz[i] = dh[i] * h[i] * (1 - h[i]);  //! sigma-missing: dz[i] = dh[i];
                yield return dz;

                dh = new double[N];
                for (int i = 0; i < N; i++)
                    for (int j = 0; j < N; j++)
                        dh[j] += w[i, j] * dz[i];  //! transposed: dh[j] += w[j, i] * dz[i];
            }
        }

        public (double[,] Dw, double[] Db) Gradient(IEnumerable<double[]> inputs, double[] dLast)
        {
            var states = States(inputs).ToList();
            var dw = new double[N, N];
            var db = new double[N];
            int t = states.Count - 1;
            foreach (var dz in Deltas(states, dLast))
            {
                t--;
                for (int i = 0; i < N; i++)
                {
                    db[i] += dz[i];
                    for (int j = 0; j < N; j++) dw[i, j] += dz[i] * states[t][j];  //! reversed: for (int j = 0; j < N; j++) dw[i, j] += dz[j] * states[t][i];
                }
            }

            return (dw, db);
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Lazy.LazyRnn(4, seed);
        var p = Numeric.Fields(net, "w", "b");
        Numeric.Fill(seed, p);
        var xs = Numeric.Sequence(seed + 1, 5, 4);
        var up = Numeric.Vector(seed + 2, 4);
        var (dw, db) = net.Gradient(xs, up);
        return (Numeric.Flatten(dw, db), Numeric.Differences(() => Numeric.Dot(up, net.States(xs).Last()), p));
    }
}
