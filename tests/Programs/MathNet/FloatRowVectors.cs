//# matrix: hiddenToHidden
//# style: MathNet in single precision, row-vector style: h * W with Vector<float> times Matrix<float>, W[from, to]; backward by W * delta; ToRowMatrix and ToColumnMatrix for the outer products; softsign-free tanh by PointwiseTanh; clipping by norm after the pass
//# precision: float
using System.Collections.Generic;
using System.Linq;
using MathNet.Numerics.LinearAlgebra;

namespace Signals
{
    public class RowVectorRnn
    {
        public Matrix<float> inputToHidden, hiddenToHidden;
        public Matrix<float> dInputToHidden, dHiddenToHidden;
        public float MaxNorm = 1e6f;

        public RowVectorRnn(int inputs, int hidden)
        {
            inputToHidden = Matrix<float>.Build.Random(inputs, hidden, 1);
            hiddenToHidden = Matrix<float>.Build.Random(hidden, hidden, 2);
            dInputToHidden = Matrix<float>.Build.Dense(inputs, hidden);
            dHiddenToHidden = Matrix<float>.Build.Dense(hidden, hidden);
        }

        public List<Vector<float>> Run(IList<Vector<float>> x)
        {
            var h = new List<Vector<float>> { Vector<float>.Build.Dense(hiddenToHidden.RowCount) };
            foreach (var row in x)
                h.Add((row * inputToHidden + h.Last() * hiddenToHidden).PointwiseTanh());
            return h;
        }

        public float Loss(IList<Vector<float>> x, Vector<float> y)
        {
            var e = Run(x).Last() - y;
            return 0.5f * (e * e);
        }

        public void Gradients(IList<Vector<float>> x, Vector<float> y)
        {
            var h = Run(x);
            dInputToHidden.Clear();
            dHiddenToHidden.Clear();
            var dh = h.Last() - y;
            for (int t = x.Count; t > 0; t--)
            {
                var dz = dh.PointwiseMultiply(1f - h[t].PointwisePower(2f));
                //! sigma-missing: var dz = dh;
                //! sigma-wrong-step: var dz = dh.PointwiseMultiply(1f - h[t - 1].PointwisePower(2f));
                dInputToHidden += x[t - 1].ToColumnMatrix() * dz.ToRowMatrix();
                dHiddenToHidden += h[t - 1].ToColumnMatrix() * dz.ToRowMatrix();  //! reversed: dHiddenToHidden += dz.ToColumnMatrix() * h[t - 1].ToRowMatrix();
                dh = hiddenToHidden * dz;
                //! transposed: dh = dz * hiddenToHidden;
                //! sigma-missing-2: dh = hiddenToHidden * dh;
            }

            foreach (var g in new[] { dInputToHidden, dHiddenToHidden })
            {
                var norm = (float)g.FrobeniusNorm();
                if (norm > MaxNorm)
                    g.Multiply(MaxNorm / norm, g);
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Signals.RowVectorRnn(2, 4);
        Numeric.Fill(seed, net.inputToHidden, net.hiddenToHidden);
        var build = MathNet.Numerics.LinearAlgebra.Vector<float>.Build;
        var xs = Numeric.Sequence(seed + 1, 5, 2).Select(r => build.DenseOfArray(Numeric.Single(r))).ToList();
        var y = build.DenseOfArray(Numeric.Single(Numeric.Vector(seed + 2, 4)));
        net.Gradients(xs, y);
        var g = Numeric.Flatten(net.dInputToHidden, net.dHiddenToHidden);
        return (g, Numeric.Differences(() => net.Loss(xs, y), net.inputToHidden, net.hiddenToHidden));
    }
}
