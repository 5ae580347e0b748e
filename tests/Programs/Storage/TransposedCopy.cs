//# matrix: w
//# style: keeps a transposed copy of the weights for the backward pass and renews it; jagged rows; static Dot; tanh; W[to][from]
using System;

namespace CachedTranspose
{
    public class Recurrent
    {
        private readonly int n;
        public readonly double[][] w, dw;
        private readonly double[][] wt;

        public Recurrent(int n)
        {
            this.n = n;
            w = Square(n);
            wt = Square(n);
            dw = Square(n);
            var random = new Random(10);
            foreach (var row in w)
                for (int j = 0; j < n; j++) row[j] = random.NextDouble() - 0.5;
            Renew();
        }

        // To be called after each change of w.
        public void Renew()
        {
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++)
                    wt[j][i] = w[i][j];
                    //! transposed: wt[i][j] = w[i][j];
        }

        public double[][] Forward(double[][] x)
        {
            Renew();
            var h = new double[x.Length + 1][];
            h[0] = new double[n];
            for (int t = 0; t < x.Length; t++)
            {
                h[t + 1] = new double[n];
                for (int i = 0; i < n; i++) h[t + 1][i] = Math.Tanh(x[t][i] + Dot(w[i], h[t]));
            }
            return h;
        }

        public void Backward(double[][] h, double[][] dh)
        {
            var back = new double[n];
            for (int t = h.Length - 1; t > 0; t--)
            {
                var dz = new double[n];
                for (int i = 0; i < n; i++) dz[i] = (dh[t - 1][i] + back[i]) * (1 - h[t][i] * h[t][i]);
                //! sigma-missing: for (int i = 0; i < n; i++) dz[i] = dh[t - 1][i] + back[i];
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < n; j++)
                        dw[i][j] += dz[i] * h[t - 1][j];  //! reversed: dw[i][j] += dz[j] * h[t - 1][i];
                for (int j = 0; j < n; j++) back[j] = Dot(wt[j], dz);  //! transposed-2: for (int j = 0; j < n; j++) back[j] = Dot(w[j], dz);
            }
        }

        private static double Dot(double[] a, double[] b)
        {
            double s = 0;
            for (int i = 0; i < a.Length; i++) s += a[i] * b[i];
            return s;
        }

        private static double[][] Square(int n)
        {
            var m = new double[n][];
            for (int i = 0; i < n; i++) m[i] = new double[n];
            return m;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new CachedTranspose.Recurrent(4);
        Numeric.Fill(seed, (object)net.w);
        var xs = Numeric.Sequence(seed + 1, 5, 4);
        var up = Numeric.Sequence(seed + 2, 5, 4);
        net.Backward(net.Forward(xs), up);
        return (Numeric.Flatten((object)net.dw), Numeric.Differences(() => Numeric.Dot(up, net.Forward(xs).Skip(1)), (object)net.w));
    }
}
