//# matrix: _whh
//# style: partial class over three files; underscore fields; sigmoid in a private static method; double[,]; W[to, from]; var; foreach over a reversed range
//--- Network.cs
using System;

namespace Parts
{
    public partial class Network
    {
        private readonly double[,] _wxh;
        private readonly double[,] _whh;
        private double[,] _gradWxh = new double[0, 0];
        private double[,] _gradWhh = new double[0, 0];
        private double[][] _activations = Array.Empty<double[]>();

        public Network(int inputCount, int hiddenCount)
        {
            var random = new Random(123);
            _wxh = Initialize(random, hiddenCount, inputCount);
            _whh = Initialize(random, hiddenCount, hiddenCount);
        }

        public int HiddenCount => _whh.GetLength(0);

        private static double[,] Initialize(Random random, int rows, int columns)
        {
            var limit = Math.Sqrt(6.0 / (rows + columns));
            var result = new double[rows, columns];
            for (var r = 0; r < rows; r++)
                for (var c = 0; c < columns; c++)
                    result[r, c] = (random.NextDouble() * 2 - 1) * limit;
            return result;
        }
    }
}
//--- Network.Forward.cs
using System;

namespace Parts
{
    public partial class Network
    {
        public double[] Forward(double[][] sequence)
        {
            _activations = new double[sequence.Length + 1][];
            _activations[0] = new double[HiddenCount];
            for (var t = 1; t <= sequence.Length; t++)
            {
                _activations[t] = new double[HiddenCount];
                for (var i = 0; i < HiddenCount; i++)
                {
                    var net = 0.0;
                    for (var k = 0; k < sequence[t - 1].Length; k++) net += _wxh[i, k] * sequence[t - 1][k];
                    for (var j = 0; j < HiddenCount; j++) net += _whh[i, j] * _activations[t - 1][j];
                    _activations[t][i] = Sigmoid(net);
                }
            }

            return _activations[^1];
        }

        private static double Sigmoid(double x) => 1.0 / (1.0 + Math.Exp(-x));
    }
}
//--- Network.Backward.cs
using System;
using System.Linq;

namespace Parts
{
    public partial class Network
    {
        public void BackwardThroughTime(double[][] sequence, double[] target)
        {
            _gradWxh = new double[HiddenCount, sequence[0].Length];
            _gradWhh = new double[HiddenCount, HiddenCount];
            var error = new double[HiddenCount];
            for (var i = 0; i < HiddenCount; i++)
                error[i] = _activations[^1][i] - target[i];

            foreach (var t in Enumerable.Range(1, sequence.Length).Reverse())
            {
                var delta = new double[HiddenCount];
                for (var i = 0; i < HiddenCount; i++)
                    delta[i] = error[i] * SigmoidDerivative(_activations[t][i]);
                    //! sigma-missing: delta[i] = error[i];
                    //! sigma-wrong-step: delta[i] = error[i] * SigmoidDerivative(_activations[t - 1][i]);

                error = new double[HiddenCount];
                for (var i = 0; i < HiddenCount; i++)
                {
                    for (var k = 0; k < sequence[t - 1].Length; k++)
                        _gradWxh[i, k] += delta[i] * sequence[t - 1][k];
                    for (var j = 0; j < HiddenCount; j++)
                    {
                        _gradWhh[i, j] += delta[i] * _activations[t - 1][j];  //! reversed: _gradWhh[i, j] += delta[j] * _activations[t - 1][i];
                        error[j] += _whh[i, j] * delta[i];  //! transposed: error[i] += _whh[i, j] * delta[j];
                    }
                }
            }
        }

        private static double SigmoidDerivative(double output) => output * (1.0 - output);
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Parts.Network(2, 4);
        var p = Numeric.Fields(net, "_wxh", "_whh");
        Numeric.Fill(seed, p);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var y = Numeric.Vector(seed + 2, 4);
        double Loss() => net.Forward(xs).Zip(y, (a, b) => 0.5 * (a - b) * (a - b)).Sum();
        Loss();
        net.BackwardThroughTime(xs, y);
        return (Numeric.Flatten(Numeric.Fields(net, "_gradWxh", "_gradWhh")), Numeric.Differences(Loss, p));
    }
}
