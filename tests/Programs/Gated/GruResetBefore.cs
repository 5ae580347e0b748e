//# matrix: Uh
//# style: GRU, reset before the product (Cho et al.): tanh(W x + U (r * h)); double[,]; [to, from]; one class, whole sequence; last state only in the loss
using System;

namespace Grus
{
    public class Gru
    {
        readonly int hidden, inputs;
        public double[,] Wz, Wr, Wh, Uz, Ur, Uh;
        public double[,] gWz, gWr, gWh, gUz, gUr, gUh;
        double[,] s, z, r, q;   // [time, unit]
        double[,] seen;

        public Gru(int inputs, int hidden, int seed = 0)
        {
            this.inputs = inputs;
            this.hidden = hidden;
            var rnd = new Random(seed);
            double[,] New(int cols)
            {
                var m = new double[hidden, cols];
                for (int i = 0; i < hidden; i++)
                    for (int j = 0; j < cols; j++)
                        m[i, j] = (rnd.NextDouble() * 2 - 1) / Math.Sqrt(hidden);
                return m;
            }
            Wz = New(inputs); Wr = New(inputs); Wh = New(inputs);
            Uz = New(hidden); Ur = New(hidden); Uh = New(hidden);
        }

        static double Logistic(double a) => 1 / (1 + Math.Exp(-a));

        public double[] Run(double[,] x)
        {
            int T = x.GetLength(0);
            seen = x;
            s = new double[T + 1, hidden];
            z = new double[T, hidden]; r = new double[T, hidden]; q = new double[T, hidden];
            for (int t = 0; t < T; t++)
            {
                for (int i = 0; i < hidden; i++)
                {
                    double az = 0, ar = 0;
                    for (int j = 0; j < inputs; j++) { az += Wz[i, j] * x[t, j]; ar += Wr[i, j] * x[t, j]; }
                    for (int j = 0; j < hidden; j++) { az += Uz[i, j] * s[t, j]; ar += Ur[i, j] * s[t, j]; }
                    z[t, i] = Logistic(az);
                    r[t, i] = Logistic(ar);
                }
                for (int i = 0; i < hidden; i++)
                {
                    double a = 0;
                    for (int j = 0; j < inputs; j++) a += Wh[i, j] * x[t, j];
                    for (int j = 0; j < hidden; j++) a += Uh[i, j] * (r[t, j] * s[t, j]);
                    q[t, i] = Math.Tanh(a);
                    s[t + 1, i] = (1 - z[t, i]) * s[t, i] + z[t, i] * q[t, i];
                }
            }
            var last = new double[hidden];
            for (int i = 0; i < hidden; i++) last[i] = s[T, i];
            return last;
        }

        public double Loss(double[,] x, double[] target)
        {
            var last = Run(x);
            double loss = 0;
            for (int i = 0; i < hidden; i++) loss += (last[i] - target[i]) * (last[i] - target[i]);
            return loss;
        }

        public void Backprop(double[] target)
        {
            gWz = new double[hidden, inputs]; gWr = new double[hidden, inputs]; gWh = new double[hidden, inputs];
            gUz = new double[hidden, hidden]; gUr = new double[hidden, hidden]; gUh = new double[hidden, hidden];
            int T = seen.GetLength(0);
            var ds = new double[hidden];
            for (int i = 0; i < hidden; i++) ds[i] = 2 * (s[T, i] - target[i]);
            for (int t = T - 1; t >= 0; t--)
            {
                double[] daz = new double[hidden], dar = new double[hidden], daq = new double[hidden], prev = new double[hidden], drs = new double[hidden];
                for (int i = 0; i < hidden; i++)
                {
                    daz[i] = ds[i] * (q[t, i] - s[t, i]) * z[t, i] * (1 - z[t, i]);
                    //! sigma-missing @Uz: daz[i] = ds[i] * (q[t, i] - s[t, i]);
                    //! unexplained RNN0004|RNN0002 @Uz: daz[i] = ds[i] * q[t, i] * z[t, i] * (1 - z[t, i]);
                    daq[i] = ds[i] * z[t, i] * (1 - q[t, i] * q[t, i]);
                    //! sigma-missing-2: daq[i] = ds[i] * z[t, i];
                    prev[i] = ds[i] * (1 - z[t, i]);  //! unexplained-2: prev[i] = 0;
                    //! unexplained-3: prev[i] = ds[i] * z[t, i];
                }
                for (int i = 0; i < hidden; i++)
                    for (int j = 0; j < hidden; j++)
                        drs[j] += Uh[i, j] * daq[i];  //! transposed: drs[j] += Uh[j, i] * daq[i];
                for (int j = 0; j < hidden; j++)
                {
                    dar[j] = drs[j] * s[t, j] * r[t, j] * (1 - r[t, j]);
                    //! sigma-missing-3 @Ur: dar[j] = drs[j] * s[t, j];
                    //! sigma-wrong @Ur: dar[j] = drs[j] * s[t, j] * (1 - r[t, j] * r[t, j]);
                    prev[j] += drs[j] * r[t, j];
                    //! unexplained-4: prev[j] += drs[j];
                }
                for (int i = 0; i < hidden; i++)
                {
                    for (int j = 0; j < hidden; j++)
                    {
                        prev[j] += Uz[i, j] * daz[i];  //! transposed-2 @Uz: prev[j] += Uz[j, i] * daz[i];
                        prev[j] += Ur[i, j] * dar[i];  //! transposed-3 @Ur: prev[j] += Ur[j, i] * dar[i];
                        gUz[i, j] += daz[i] * s[t, j];
                        gUr[i, j] += dar[i] * s[t, j];  //! reversed @Ur: gUr[j, i] += dar[i] * s[t, j];
                        gUh[i, j] += daq[i] * r[t, j] * s[t, j];
                        //! unexplained-5: gUh[i, j] += daq[i] * s[t, j];
                        //! overwritten: gUh[i, j] = daq[i] * r[t, j] * s[t, j];
                    }
                    for (int j = 0; j < inputs; j++)
                    {
                        gWz[i, j] += daz[i] * seen[t, j];
                        gWr[i, j] += dar[i] * seen[t, j];
                        gWh[i, j] += daq[i] * seen[t, j];
                    }
                }
                ds = prev;
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Grus.Gru(2, 4);
        object[] p = [net.Wz, net.Wr, net.Wh, net.Uz, net.Ur, net.Uh];
        Numeric.Fill(seed, 1.5, p);
        var xs = Numeric.Table(seed + 1, 5, 2);
        var ys = Numeric.Vector(seed + 2, 4);
        net.Run(xs);
        net.Backprop(ys);
        return (Numeric.Flatten(net.gWz, net.gWr, net.gWh, net.gUz, net.gUr, net.gUh), Numeric.Differences(() => net.Loss(xs, ys), p));
    }
}
