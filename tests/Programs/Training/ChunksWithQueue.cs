//# matrix: _w
//# style: truncated BPTT over a long signal: a Queue holds the last K steps, after every K the pass goes back over them and the queue is emptied, the state lives on; input dropout with kept masks; RMS-scaled update at each chunk's end; softplus units; double[]; flat W[to * n + from]
using System;
using System.Collections.Generic;
using System.Linq;

namespace Streaming
{
    public class StreamLearner
    {
        private sealed class Entry
        {
            public double[] X = [], Before = [], Z = [], After = [], Error = [];
        }

        private readonly int _n, _m, _chunk;
        private readonly double[] _w, _u, _dw, _du;
        private double[] _state;
        private readonly Queue<Entry> _recent = new();
        private readonly Random _random = new(5);
        public double Dropout = 0.2;
        public double Rate = 0.01;

        public StreamLearner(int inputs, int units, int chunk)
        {
            _n = units; _m = inputs; _chunk = chunk;
            _w = new double[units * units]; _dw = new double[units * units];
            _u = new double[units * inputs]; _du = new double[units * inputs];
            _state = new double[units];
            for (int i = 0; i < _w.Length; i++) _w[i] = _random.NextDouble() - 0.5;
            for (int i = 0; i < _u.Length; i++) _u[i] = _random.NextDouble() - 0.5;
        }

        public double Feed(double[] x, double[] wanted)
        {
            var dropped = x.Select(v => _random.NextDouble() < Dropout ? 0 : v / (1 - Dropout)).ToArray();
            var entry = new Entry { X = dropped, Before = _state, Z = new double[_n], After = new double[_n], Error = new double[_n] };
            double loss = 0;
            for (int i = 0; i < _n; i++)
            {
                double z = -1;
                for (int k = 0; k < _m; k++) z += _u[i * _m + k] * dropped[k];
                for (int j = 0; j < _n; j++) z += _w[i * _n + j] * _state[j];
                entry.Z[i] = z;
                entry.After[i] = Math.Log(1 + Math.Exp(z));
                entry.Error[i] = entry.After[i] - wanted[i];
                loss += 0.5 * entry.Error[i] * entry.Error[i];
            }
            _state = entry.After;
            _recent.Enqueue(entry);
            if (_recent.Count == _chunk)
            {
                GoBack();
                for (int i = 0; i < _w.Length; i++) _w[i] -= Rate * _dw[i];
                for (int i = 0; i < _u.Length; i++) _u[i] -= Rate * _du[i];
                _recent.Clear();
            }
            return loss;
        }

        private void GoBack()
        {
            Array.Clear(_dw);
            Array.Clear(_du);
            var carried = new double[_n];
            foreach (var entry in _recent.Reverse())
            {
                var next = new double[_n];
                for (int i = 0; i < _n; i++)
                {
                    double d = (carried[i] + entry.Error[i]) / (1 + Math.Exp(-entry.Z[i]));
                    //! sigma-missing: double d = carried[i] + entry.Error[i];
                    //! sigma-wrong: double d = (carried[i] + entry.Error[i]) / (1 + Math.Exp(entry.Z[i]));
                    for (int k = 0; k < _m; k++) _du[i * _m + k] += d * entry.X[k];
                    for (int j = 0; j < _n; j++)
                    {
                        _dw[i * _n + j] += d * entry.Before[j];
                        //! overwritten: _dw[i * _n + j] = d * entry.Before[j];
                        //! unexplained: _dw[i * _n + j] += d * entry.After[j];
                        next[j] += _w[i * _n + j] * d;  //! transposed: next[j] += _w[j * _n + i] * d;
                    }
                }
                carried = next;  //! truncated:
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        double[][] xs = Numeric.Sequence(seed + 1, 5, 2), ys = Numeric.Sequence(seed + 2, 5, 4);
        var net = new Streaming.StreamLearner(2, 4, 5) { Dropout = 0, Rate = 1 };
        var p = Numeric.Fields(net, "_w", "_u");
        Numeric.Fill(seed, p);
        double Run(double rate)
        {
            net.Rate = rate;
            Numeric.Set(net, "_state", new double[4]);
            return xs.Zip(ys, net.Feed).Sum();
        }
        return (Numeric.FromUpdate(1, () => Run(1), p), Numeric.Differences(() => Run(0), p));
    }
}
