//# matrix: W
//# style: tangent pushed forwards in time after the pass, over stored states; it multiplies by W without transpose and is right; jagged; tanh
using System;

namespace Afterwards
{
    public class PerturbedRnn
    {
        private readonly double[][] W;
        private double[][] states = Array.Empty<double[]>();

        public PerturbedRnn(double[][] w)
        {
            W = w;
        }

        public double[] Forward(double[] start, double[][] x)
        {
            int n = W.Length;
            states = new double[x.Length + 1][];
            states[0] = start;
            for (int t = 0; t < x.Length; t++)
            {
                states[t + 1] = new double[n];
                for (int i = 0; i < n; i++)
                {
                    double z = x[t][i];
                    for (int j = 0; j < n; j++) z += W[i][j] * states[t][j];
                    states[t + 1][i] = Math.Tanh(z);
                }
            }
            return states[x.Length];
        }

        /// <summary>Change of the last state for a small change of the first.</summary>
        public double[] Perturb(double[] change)
        {
            int n = W.Length;
            for (int t = 1; t < states.Length; t++)
            {
                double[] next = new double[n];
                for (int i = 0; i < n; i++)
                {
                    double sum = 0;
                    for (int j = 0; j < n; j++) sum += W[i][j] * change[j];  //! transposed: for (int j = 0; j < n; j++) sum += W[j][i] * change[j];
                    next[i] = (1 - states[t][i] * states[t][i]) * sum;
                    //! sigma-missing RNN0002|RNN0004: next[i] = sum;
                    //! sigma-wrong-step: next[i] = (1 - states[t - 1][i] * states[t - 1][i]) * sum;
                }
                change = next;
            }
            return change;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Afterwards.PerturbedRnn(Numeric.Sequence(seed, 4, 4));
        double[] x0 = Numeric.Vector(seed + 1, 4), v0 = Numeric.Vector(seed + 2, 4);
        var xs = Numeric.Sequence(seed + 3, 5, 4);
        double[] At(double eps) => net.Forward(x0.Zip(v0, (x, v) => x + eps * v).ToArray(), xs);
        var numeric = At(1e-5).Zip(At(-1e-5), (a, b) => (a - b) / 2e-5).ToArray();
        net.Forward(x0, xs);
        return (net.Perturb(v0), numeric);
    }
}
