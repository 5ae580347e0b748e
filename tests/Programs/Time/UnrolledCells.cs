//# matrix: recurrent
//# style: one cell object per time step in an array; weights object shared; Queue of inputs; Unroll builds the cells; jagged; W[to][from]; tanh
using System;
using System.Collections.Generic;
using System.Linq;

namespace Unrolled
{
    public sealed class Parameters
    {
        public Parameters(int inputs, int units)
        {
            var rng = new Random(8);
            double[] Row(int n) => Enumerable.Range(0, n).Select(_ => rng.NextDouble() - 0.5).ToArray();
            input = Enumerable.Range(0, units).Select(_ => Row(inputs)).ToArray();
            recurrent = Enumerable.Range(0, units).Select(_ => Row(units)).ToArray();
            Reset();
        }

        public double[][] input, recurrent, dInput, dRecurrent;

        public void Reset()
        {
            dInput = input.Select(r => new double[r.Length]).ToArray();
            dRecurrent = recurrent.Select(r => new double[r.Length]).ToArray();
        }
    }

    public sealed class Cell
    {
        private readonly Parameters p;
        private double[] x, before;

        public Cell(Parameters p) => this.p = p;

        public double[] Output { get; private set; }

        public double[] Forward(double[] x, double[] before)
        {
            this.x = x;
            this.before = before;
            Output = new double[p.recurrent.Length];
            for (int i = 0; i < Output.Length; i++)
            {
                double z = 0;
                for (int j = 0; j < x.Length; j++) z += p.input[i][j] * x[j];
                for (int j = 0; j < before.Length; j++) z += p.recurrent[i][j] * before[j];
                Output[i] = Math.Tanh(z);
            }

            return Output;
        }

        /// <returns>The gradient by the state before.</returns>
        public double[] Backward(double[] dOutput)
        {
            var dBefore = new double[before.Length];
            for (int i = 0; i < Output.Length; i++)
            {
                double dz = dOutput[i] * (1 - Output[i] * Output[i]);
                //! sigma-missing: double dz = dOutput[i];
                //! sigma-wrong-step: double dz = dOutput[i] * (1 - before[i] * before[i]);
                for (int j = 0; j < x.Length; j++) p.dInput[i][j] += dz * x[j];
                for (int j = 0; j < before.Length; j++)
                {
                    p.dRecurrent[i][j] += dz * before[j];  //! reversed: p.dRecurrent[j][i] += dz * before[j];
                    dBefore[j] += p.recurrent[i][j] * dz;  //! transposed: dBefore[j] += p.recurrent[j][i] * dz;
                }
            }

            return dBefore;
        }
    }

    public sealed class UnrolledRnn
    {
        public Parameters Parameters { get; }

        private Cell[] cells = Array.Empty<Cell>();

        public UnrolledRnn(int inputs, int units) => Parameters = new Parameters(inputs, units);

        public double[] Forward(Queue<double[]> inputs)
        {
            cells = new Cell[inputs.Count];
            var h = new double[Parameters.recurrent.Length];
            for (int t = 0; inputs.Count > 0; t++)
            {
                cells[t] = new Cell(Parameters);
                h = cells[t].Forward(inputs.Dequeue(), h);
            }

            return h;
        }

        public void Backward(double[] dLast)
        {
            Parameters.Reset();
            var d = dLast;
            for (int t = cells.Length - 1; t >= 0; t--)
                d = cells[t].Backward(d);
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Unrolled.UnrolledRnn(2, 4);
        var p = net.Parameters;
        Numeric.Fill(seed, p.input, p.recurrent);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var up = Numeric.Vector(seed + 2, 4);
        net.Forward(new(xs));
        net.Backward(up);
        return (Numeric.Flatten(p.dInput, p.dRecurrent), Numeric.Differences(() => Numeric.Dot(up, net.Forward(new(xs))), p.input, p.recurrent));
    }
}
