//# matrix: A
//# expect: RNN0090
//# style: tangent of a linear recurrence, marked as a backward pass by mistake: marks choose what is traced, and are no witness of the way it runs through time; must never be called transposed
using System;

namespace Marks
{
    public sealed class RnnForwardAttribute : Attribute { }
    public sealed class RnnBackward : Attribute { }
}

namespace LinearSystem
{
    using Marks;

    public class LinearMap
    {
        private readonly double[,] A;
        private readonly int n;
        public double[][] Orbit = Array.Empty<double[]>();

        public LinearMap(double[,] a)
        {
            A = a;
            n = a.GetLength(0);
        }

        [RnnForward]
        public double[] Forward(double[] start, int steps)
        {
            Orbit = new double[steps + 1][];
            Orbit[0] = start;
            for (int t = 0; t < steps; t++)
            {
                Orbit[t + 1] = new double[n];
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < n; j++)
                        Orbit[t + 1][i] += A[i, j] * Orbit[t][j];
            }
            return Orbit[steps];
        }

        [Marks.RnnBackward]
        public double[] PushForward(double[] tangent)
        {
            for (int t = 1; t < Orbit.Length; t++)
            {
                double[] next = new double[n];
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < n; j++)
                        next[i] += A[i, j] * tangent[j];
                tangent = next;
            }
            return tangent;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var map = new LinearSystem.LinearMap(Numeric.Table(seed, 4, 4));
        double[] x0 = Numeric.Vector(seed + 1, 4), v0 = Numeric.Vector(seed + 2, 4);
        double[] At(double eps) => map.Forward(x0.Zip(v0, (x, v) => x + eps * v).ToArray(), 5);
        var numeric = At(1e-3).Zip(At(-1e-3), (a, b) => (a - b) / 2e-3).ToArray();
        map.Forward(x0, 5);
        return (map.PushForward(v0), numeric);
    }
}
