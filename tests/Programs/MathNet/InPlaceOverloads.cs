//# matrix: _recurrent
//# style: MathNet without allocation: Multiply(x, result), TransposeThisAndMultiply(x, result), PointwiseMultiply(y, result), Negate and Add in place, OuterProduct; arrays of preallocated vectors; sigmoid; _underscore fields; sequence to sequence
using System;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace Plant.Model
{
    public class RecurrentPredictor
    {
        private readonly Matrix<double> _recurrent, _input;
        private readonly Matrix<double> _recurrentGradient, _inputGradient;
        private readonly Vector<double>[] _state, _slope;
        private readonly Vector<double> _work, _delta, _carry;
        private readonly int _horizon;

        public RecurrentPredictor(int inputs, int units, int horizon)
        {
            _horizon = horizon;
            _recurrent = Matrix<double>.Build.Random(units, units);
            _input = Matrix<double>.Build.Random(units, inputs);
            _recurrentGradient = DenseMatrix.Create(units, units, 0);
            _inputGradient = DenseMatrix.Create(units, inputs, 0);
            _state = new Vector<double>[horizon + 1];
            _slope = new Vector<double>[horizon + 1];
            for (int t = 0; t <= horizon; t++)
            {
                _state[t] = Vector<double>.Build.Dense(units);
                _slope[t] = Vector<double>.Build.Dense(units);
            }
            _work = Vector<double>.Build.Dense(units);
            _delta = Vector<double>.Build.Dense(units);
            _carry = Vector<double>.Build.Dense(units);
        }

        public void Predict(Vector<double>[] inputs)
        {
            for (int t = 1; t <= _horizon; t++)
            {
                _recurrent.Multiply(_state[t - 1], _work);
                _input.Multiply(inputs[t - 1], _delta);
                _work.Add(_delta, _work);
                _work.Map(v => 1 / (1 + Math.Exp(-v)), _state[t], Zeros.Include);
                // slope = s - s*s
                _state[t].PointwiseMultiply(_state[t], _slope[t]);
                _slope[t].Negate(_slope[t]);
                _slope[t].Add(_state[t], _slope[t]);
            }
        }

        public double Loss(Vector<double>[] inputs, Vector<double>[] wanted)
        {
            Predict(inputs);
            double loss = 0;
            for (int t = 1; t <= _horizon; t++)
            {
                var e = _state[t] - wanted[t - 1];
                loss += 0.5 * e.DotProduct(e);
            }
            return loss;
        }

        public void Identify(Vector<double>[] inputs, Vector<double>[] wanted)
        {
            Predict(inputs);
            _recurrentGradient.Clear();
            _inputGradient.Clear();
            _carry.Clear();
            for (int t = _horizon; t > 0; t--)
            {
                _state[t].Subtract(wanted[t - 1], _delta);
                _delta.Add(_carry, _delta);
                _delta.PointwiseMultiply(_slope[t], _delta);
                //! sigma-missing:
                //! sigma-wrong-step: _delta.PointwiseMultiply(_slope[t - 1], _delta);
                //! sigma-wrong: _delta.PointwiseMultiply(_state[t], _delta);
                _recurrentGradient.Add(_delta.OuterProduct(_state[t - 1]), _recurrentGradient);  //! reversed: _recurrentGradient.Add(_state[t - 1].OuterProduct(_delta), _recurrentGradient);
                _inputGradient.Add(_delta.OuterProduct(inputs[t - 1]), _inputGradient);
                _recurrent.TransposeThisAndMultiply(_delta, _carry);
                //! transposed: _recurrent.Multiply(_delta, _carry);
                //! truncated: _carry.Clear();
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Plant.Model.RecurrentPredictor(2, 4, 5);
        var p = Numeric.Fields(net, "_recurrent", "_input");
        Numeric.Fill(seed, 2, p);
        var build = MathNet.Numerics.LinearAlgebra.Vector<double>.Build;
        var xs = Numeric.Sequence(seed + 1, 5, 2).Select(r => build.DenseOfArray(r)).ToArray();
        var ys = Numeric.Sequence(seed + 2, 5, 4).Select(r => build.DenseOfArray(r)).ToArray();
        net.Identify(xs, ys);
        var g = Numeric.Flatten(Numeric.Fields(net, "_recurrentGradient", "_inputGradient"));
        return (g, Numeric.Differences(() => net.Loss(xs, ys), p));
    }
}
