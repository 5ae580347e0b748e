//# expect: silent
//# style: echo state network with MathNet.Numerics, read-out trained by ridge regression in closed form: a recurrent forward pass, no backward pass
using System;
using MathNet.Numerics.LinearAlgebra;

namespace Reservoirs
{
    public class EchoState
    {
        private readonly Matrix<double> _w, _in;
        private Matrix<double> _out;
        private readonly double _leak;

        public EchoState(int inputs, int size, double leak, double radius)
        {
            var random = new Random(11);
            _leak = leak;
            _w = Matrix<double>.Build.Dense(size, size, (_, _) => random.NextDouble() < 0.2 ? random.NextDouble() - 0.5 : 0);
            _w *= radius / _w.FrobeniusNorm();
            _in = Matrix<double>.Build.Dense(size, inputs, (_, _) => random.NextDouble() - 0.5);
            _out = Matrix<double>.Build.Dense(1, size);
        }

        private Matrix<double> Harvest(Vector<double>[] u)
        {
            var states = Matrix<double>.Build.Dense(u.Length, _w.RowCount);
            var x = Vector<double>.Build.Dense(_w.RowCount);
            for (int t = 0; t < u.Length; t++)
            {
                x = (1 - _leak) * x + _leak * (_w * x + _in * u[t]).Map(Math.Tanh);
                states.SetRow(t, x);
            }
            return states;
        }

        public void Train(Vector<double>[] u, Matrix<double> targets, double ridge)
        {
            var s = Harvest(u);
            var normal = s.Transpose() * s + ridge * Matrix<double>.Build.DenseIdentity(s.ColumnCount);
            _out = normal.Solve(s.Transpose() * targets).Transpose();
        }

        public Matrix<double> Predict(Vector<double>[] u) => Harvest(u) * _out.Transpose();
    }
}
