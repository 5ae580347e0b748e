//# matrix: recurrentWeights
//# style: RTRL with an influence matrix M = dh/dvec(W), n by n*n, MathNet: M' = D (W M + H), online update after each step; Kronecker-like immediate part filled by hand; sigmoid; sequence to sequence; W[to, from]
using System;
using MathNet.Numerics.LinearAlgebra;

namespace OnlineLearning
{
    public class RtrlMathNet
    {
        private readonly int n;
        public Matrix<double> recurrentWeights;
        public Matrix<double> gradient;
        private Matrix<double> influence;
        private Vector<double> h;

        public RtrlMathNet(int n)
        {
            this.n = n;
            recurrentWeights = Matrix<double>.Build.Random(n, n, 3);
            gradient = Matrix<double>.Build.Dense(n, n);
            influence = Matrix<double>.Build.Dense(n, n * n);
            h = Vector<double>.Build.Dense(n);
        }

        public void Reset()
        {
            influence.Clear();
            gradient.Clear();
            h.Clear();
        }

        public double Observe(Vector<double> drive, Vector<double> wanted)
        {
            var immediate = Matrix<double>.Build.Dense(n, n * n);
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++)
                    immediate[i, i * n + j] = h[j];
                    //! reversed: immediate[i, j * n + i] = h[j];

            var next = (recurrentWeights * h + drive).Map(a => 1 / (1 + Math.Exp(-a)));
            var slopes = Matrix<double>.Build.DenseOfDiagonalVector(next.PointwiseMultiply(1 - next));
            influence = slopes * (recurrentWeights * influence + immediate);
            //! transposed: influence = slopes * (recurrentWeights.Transpose() * influence + immediate);
            //! sigma-missing: influence = recurrentWeights * influence + immediate;
            //! unexplained: influence = slopes * (recurrentWeights * influence);
            //! truncated: influence = slopes * immediate;
            //! sigma-wrong-step: influence = Matrix<double>.Build.DenseOfDiagonalVector(h.PointwiseMultiply(1 - h)) * (recurrentWeights * influence + immediate);
            h = next;

            var error = h - wanted;
            var row = influence.TransposeThisAndMultiply(error);
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++)
                    gradient[i, j] += row[i * n + j];
                    //! reversed-2: gradient[j, i] += row[i * n + j];
            return 0.5 * error.DotProduct(error);
        }

        public double Episode(Vector<double>[] drives, Vector<double>[] wanted, double rate)
        {
            Reset();
            double loss = 0;
            for (int t = 0; t < drives.Length; t++)
                loss += Observe(drives[t], wanted[t]);
            recurrentWeights -= rate * gradient;
            return loss;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new OnlineLearning.RtrlMathNet(4);
        Numeric.Fill(seed, 3, net.recurrentWeights);
        var build = MathNet.Numerics.LinearAlgebra.Vector<double>.Build;
        var xs = Numeric.Sequence(seed + 1, 5, 4).Select(r => build.DenseOfArray(r)).ToArray();
        var ys = Numeric.Sequence(seed + 2, 5, 4).Select(r => build.DenseOfArray(r)).ToArray();
        net.Episode(xs, ys, 0);
        var g = Numeric.Flatten(net.gradient);
        double Loss() { net.Reset(); return xs.Zip(ys, net.Observe).Sum(); }
        return (g, Numeric.Differences(Loss, net.recurrentWeights));
    }
}
