//# matrix: W
//# style: leaky units with a learned rate of each unit, a = logistic(p); flat W[to * n + from]; structs of arrays; static functions on a context object
using System;

namespace LearnedLeak
{
    public class Context
    {
        public int N, M;
        public double[] W, U, P, GW, GU, GP;
        public double[][] H, C;

        public Context(int n, int m)
        {
            N = n; M = m;
            W = new double[n * n]; U = new double[n * m]; P = new double[n];
            GW = new double[n * n]; GU = new double[n * m]; GP = new double[n];
            var rng = new Random(13);
            for (int i = 0; i < W.Length; i++) W[i] = rng.NextDouble() - 0.5;
            for (int i = 0; i < U.Length; i++) U[i] = rng.NextDouble() - 0.5;
        }
    }

    public static class Leaky
    {
        static double Rate(Context k, int i) => 1 / (1 + Math.Exp(-k.P[i]));

        public static double Forward(Context k, double[][] x, double[][] y)
        {
            k.H = new double[x.Length + 1][];
            k.C = new double[x.Length][];
            k.H[0] = new double[k.N];
            double loss = 0;
            for (int t = 0; t < x.Length; t++)
            {
                k.H[t + 1] = new double[k.N];
                k.C[t] = new double[k.N];
                for (int i = 0; i < k.N; i++)
                {
                    double s = 0, a = Rate(k, i);
                    for (int j = 0; j < k.N; j++) s += k.W[i * k.N + j] * k.H[t][j];
                    for (int j = 0; j < k.M; j++) s += k.U[i * k.M + j] * x[t][j];
                    k.C[t][i] = Math.Tanh(s);
                    k.H[t + 1][i] = k.H[t][i] + a * (k.C[t][i] - k.H[t][i]);
                    loss += 0.5 * (k.H[t + 1][i] - y[t][i]) * (k.H[t + 1][i] - y[t][i]);
                }
            }
            return loss;
        }

        public static void Backward(Context k, double[][] x, double[][] y)
        {
            double[] e = new double[k.N];
            for (int t = x.Length - 1; t >= 0; t--)
            {
                double[] before = new double[k.N];
                for (int i = 0; i < k.N; i++)
                {
                    double a = Rate(k, i), d = e[i] + k.H[t + 1][i] - y[t][i];
                    double z = d * a * (1 - k.C[t][i] * k.C[t][i]);
                    //! sigma-missing: double z = d * a;
                    //! unexplained RNN0004|RNN0002: double z = d * (1 - a) * (1 - k.C[t][i] * k.C[t][i]);
                    k.GP[i] += d * (k.C[t][i] - k.H[t][i]) * a * (1 - a);
                    before[i] += d * (1 - a);
                    //! unexplained-2:
                    //! unexplained-3: before[i] += d * a;
                    for (int j = 0; j < k.N; j++)
                    {
                        before[j] += k.W[i * k.N + j] * z;  //! transposed: before[j] += k.W[j * k.N + i] * z;
                        k.GW[i * k.N + j] += z * k.H[t][j];  //! reversed: k.GW[j * k.N + i] += z * k.H[t][j];
                        //! overwritten: k.GW[i * k.N + j] = z * k.H[t][j];
                    }
                    for (int j = 0; j < k.M; j++) k.GU[i * k.M + j] += z * x[t][j];
                }
                e = before;
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var k = new LearnedLeak.Context(4, 2);
        Numeric.Fill(seed, k.W, k.U, k.P);
        Numeric.Mirror(4, (i, j) => k.W[i * 4 + j], (i, j, v) => k.W[i * 4 + j] = v);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var ys = Numeric.Sequence(seed + 2, 5, 4);
        LearnedLeak.Leaky.Forward(k, xs, ys);
        LearnedLeak.Leaky.Backward(k, xs, ys);
        return (Numeric.Flatten(k.GW, k.GU, k.GP), Numeric.Differences(() => LearnedLeak.Leaky.Forward(k, xs, ys), k.W, k.U, k.P));
    }
}
