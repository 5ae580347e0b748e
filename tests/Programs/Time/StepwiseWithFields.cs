//# matrix: wHidden
//# style: single-step Forward and Backward; state kept in fields and a stack; time loop in another class; double[,]; W[to, from]; tanh
//--- RnnCell.cs
using System;
using System.Collections.Generic;

namespace Cells
{
    /// <summary>One step at a time: Forward pushes what Backward pops.</summary>
    public class RnnCell
    {
        private readonly double[,] wInput, wHidden;
        private readonly double[] bias;
        public readonly double[,] gInput, gHidden;
        public readonly double[] gBias;

        private double[] h;
        private double[] dh;
        private readonly Stack<(double[] x, double[] before, double[] after)> tape = new Stack<(double[] x, double[] before, double[] after)>();

        public RnnCell(int inputs, int units, Random random)
        {
            wInput = new double[units, inputs];
            wHidden = new double[units, units];
            bias = new double[units];
            gInput = new double[units, inputs];
            gHidden = new double[units, units];
            gBias = new double[units];
            for (int i = 0; i < units; i++)
            {
                for (int j = 0; j < inputs; j++) wInput[i, j] = random.NextDouble() - 0.5;
                for (int j = 0; j < units; j++) wHidden[i, j] = random.NextDouble() - 0.5;
            }
            Reset();
        }

        public void Reset()
        {
            h = new double[bias.Length];
            dh = new double[bias.Length];
            tape.Clear();
        }

        public double[] Forward(double[] x)
        {
            double[] after = new double[h.Length];
            for (int i = 0; i < h.Length; i++)
            {
                double z = bias[i];
                for (int j = 0; j < x.Length; j++) z += wInput[i, j] * x[j];
                for (int j = 0; j < h.Length; j++) z += wHidden[i, j] * h[j];
                after[i] = Math.Tanh(z);
            }
            tape.Push((x, h, after));
            h = after;
            return after;
        }

        /// <param name="upstream">Derivative of the loss by the output of the step that is undone.</param>
        public void Backward(double[] upstream)
        {
            var (x, before, after) = tape.Pop();
            double[] carried = new double[h.Length];
            for (int i = 0; i < h.Length; i++)
            {
                double dz = (upstream[i] + dh[i]) * (1 - after[i] * after[i]);
                //! sigma-missing: double dz = upstream[i] + dh[i];
                //! sigma-wrong-step: double dz = (upstream[i] + dh[i]) * (1 - before[i] * before[i]);
                gBias[i] += dz;
                for (int j = 0; j < x.Length; j++) gInput[i, j] += dz * x[j];
                for (int j = 0; j < h.Length; j++)
                {
                    gHidden[i, j] += dz * before[j];  //! reversed: gHidden[j, i] += dz * before[j];
                    carried[j] += wHidden[i, j] * dz;
                    //! transposed: carried[j] += wHidden[j, i] * dz;
                    //! truncated:
                }
            }
            dh = carried;
        }
    }
}
//--- Trainer.cs
using System;

namespace Cells
{
    public class Trainer
    {
        private readonly RnnCell cell;

        public Trainer(RnnCell cell)
        {
            this.cell = cell;
        }

        public double Train(double[][] inputs, double[][] targets)
        {
            cell.Reset();
            int steps = inputs.Length;
            double[][] outputs = new double[steps][];
            double loss = 0;
            for (int t = 0; t < steps; t++)
            {
                outputs[t] = cell.Forward(inputs[t]);
                for (int i = 0; i < outputs[t].Length; i++)
                    loss += Math.Pow(outputs[t][i] - targets[t][i], 2);
            }
            for (int t = steps - 1; t >= 0; t--)
            {
                double[] d = new double[outputs[t].Length];
                for (int i = 0; i < d.Length; i++)
                    d[i] = 2 * (outputs[t][i] - targets[t][i]);
                cell.Backward(d);
            }
            return loss;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var cell = new Cells.RnnCell(2, 4, new Random(seed));
        var p = Numeric.Fields(cell, "wInput", "wHidden", "bias");
        Numeric.Fill(seed, p);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var ys = Numeric.Sequence(seed + 2, 5, 4);
        var trainer = new Cells.Trainer(cell);
        trainer.Train(xs, ys);
        return (Numeric.Flatten(cell.gInput, cell.gHidden, cell.gBias), Numeric.Differences(() => trainer.Train(xs, ys), p));
    }
}
