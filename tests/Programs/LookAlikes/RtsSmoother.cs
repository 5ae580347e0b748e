//# expect: silent
//# style: Rauch-Tung-Striebel smoother with MathNet.Numerics: a constant transition matrix in the forward filter and its transpose in a backward recursion over time
using System.Collections.Generic;
using MathNet.Numerics.LinearAlgebra;

namespace Tracking;

public sealed class RtsSmoother
{
    private readonly Matrix<double> _f, _q, _h, _r;

    public RtsSmoother(Matrix<double> f, Matrix<double> q, Matrix<double> h, Matrix<double> r)
    {
        _f = f;
        _q = q;
        _h = h;
        _r = r;
    }

    public Vector<double>[] Smooth(IReadOnlyList<Vector<double>> measurements)
    {
        int n = _f.RowCount, count = measurements.Count;
        var x = new Vector<double>[count];
        var p = new Matrix<double>[count];
        var xPrior = new Vector<double>[count];
        var pPrior = new Matrix<double>[count];
        var state = Vector<double>.Build.Dense(n);
        var covariance = Matrix<double>.Build.DenseIdentity(n);
        for (int t = 0; t < count; t++)
        {
            xPrior[t] = _f * state;
            pPrior[t] = _f * covariance * _f.Transpose() + _q;
            var gain = pPrior[t] * _h.Transpose() * (_h * pPrior[t] * _h.Transpose() + _r).Inverse();
            state = x[t] = xPrior[t] + gain * (measurements[t] - _h * xPrior[t]);
            covariance = p[t] = pPrior[t] - gain * _h * pPrior[t];
        }

        for (int t = count - 2; t >= 0; t--)
        {
            var c = p[t] * _f.Transpose() * pPrior[t + 1].Inverse();
            x[t] += c * (x[t + 1] - xPrior[t + 1]);
            p[t] += c * (p[t + 1] - pPrior[t + 1]) * c.Transpose();
        }
        return x;
    }
}
