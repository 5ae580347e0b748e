//# matrix: strength
//# style: sparse connections as parallel arrays (from, to, strength), an edge list instead of a matrix; struct of arrays; sigmoid; numerics researcher; also keeps the full table through an index [to, from] -> edge
using System;

namespace EdgeLists
{
    public sealed class SparseRecurrentNet
    {
        public readonly int Nodes;
        public readonly int[] From, To;
        public readonly double[] strength;
        public readonly double[] dStrength;
        private readonly int[,] edge;

        public SparseRecurrentNet(int nodes)
        {
            Nodes = nodes;
            int count = nodes * nodes;
            From = new int[count];
            To = new int[count];
            strength = new double[count];
            dStrength = new double[count];
            edge = new int[nodes, nodes];
            int e = 0;
            for (int to = 0; to < nodes; to++)
            {
                for (int from = 0; from < nodes; from++)
                {
                    From[e] = from;
                    To[e] = to;
                    strength[e] = Math.Sin(1 + e * e);
                    edge[to, from] = e++;
                }
            }
        }

        public double[,] Run(double[,] drive)
        {
            int steps = drive.GetLength(0);
            var s = new double[steps + 1, Nodes];
            for (int t = 1; t <= steps; t++)
            {
                var field = new double[Nodes];
                for (int e = 0; e < strength.Length; e++)
                    field[To[e]] += strength[e] * s[t - 1, From[e]];
                for (int i = 0; i < Nodes; i++)
                    s[t, i] = 1 / (1 + Math.Exp(-field[i] - drive[t - 1, i]));
            }
            return s;
        }

        public double Loss(double[,] drive, double[] aim)
        {
            var s = Run(drive);
            double loss = 0;
            for (int i = 0; i < Nodes; i++) loss += 0.5 * Math.Pow(s[drive.GetLength(0), i] - aim[i], 2);
            return loss;
        }

        public void Adjoint(double[,] drive, double[] aim)
        {
            var s = Run(drive);
            int steps = drive.GetLength(0);
            Array.Clear(dStrength);
            var lambda = new double[Nodes];
            for (int i = 0; i < Nodes; i++) lambda[i] = s[steps, i] - aim[i];
            for (int t = steps; t >= 1; t--)
            {
                var mu = new double[Nodes];
                for (int i = 0; i < Nodes; i++) mu[i] = lambda[i] * s[t, i] * (1 - s[t, i]);  //! sigma-missing: for (int i = 0; i < Nodes; i++) mu[i] = lambda[i];
                lambda = new double[Nodes];
                for (int i = 0; i < Nodes; i++)
                {
                    for (int j = 0; j < Nodes; j++)
                    {
                        dStrength[edge[i, j]] += mu[i] * s[t - 1, j];  //! reversed: dStrength[edge[j, i]] += mu[i] * s[t - 1, j];
                        //! unexplained: dStrength[edge[i, j]] += mu[i] * s[t, j];
                        lambda[j] += strength[edge[i, j]] * mu[i];  //! transposed: lambda[j] += strength[edge[j, i]] * mu[i];
                        //! unexplained-2: lambda[j] -= strength[edge[i, j]] * mu[i];
                        //! overwritten: lambda[j] = strength[edge[i, j]] * mu[i];
                    }
                }
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new EdgeLists.SparseRecurrentNet(4);
        Numeric.Fill(seed, 2, net.strength);
        Numeric.Mirror(4, (i, j) => net.strength[i * 4 + j], (i, j, v) => net.strength[i * 4 + j] = v);
        var u = Numeric.Table(seed + 1, 5, 4);
        var y = Numeric.Vector(seed + 2, 4);
        net.Adjoint(u, y);
        return (Numeric.Flatten(net.dStrength), Numeric.Differences(() => net.Loss(u, y), net.strength));
    }
}
