//# matrix: wForget
//# style: coupled gates over [input; state], jagged rows; the backward pass walks the rows and adds to what goes back, two gates in turn; single class
using System;

namespace Gates
{
    /// <summary>Coupled gates over [input; state]; one row of weights a unit.</summary>
    public class CoupledCell
    {
        readonly int inputs, units, width;
        readonly double[][] wForget, wFill;
        public double[][] GradForget, GradFill;
        double[][] joined, forget, fill, state;

        public CoupledCell(int inputs, int units)
        {
            this.inputs = inputs;
            this.units = units;
            width = inputs + units;
            wForget = Rows(new Random(1));
            wFill = Rows(new Random(2));
        }

        double[][] Rows(Random random)
        {
            var rows = new double[units][];
            for (int j = 0; j < units; j++)
            {
                rows[j] = new double[width];
                for (int i = 0; i < width; i++)
                    rows[j][i] = random.NextDouble() - 0.5;
            }
            return rows;
        }

        public double[][] Forward(double[][] xs)
        {
            int steps = xs.Length;
            joined = new double[steps][];
            forget = new double[steps][];
            fill = new double[steps][];
            state = new double[steps + 1][];
            state[0] = new double[units];
            for (int t = 0; t < steps; t++)
            {
                joined[t] = new double[width];
                forget[t] = new double[units];
                fill[t] = new double[units];
                state[t + 1] = new double[units];
                Array.Copy(xs[t], joined[t], inputs);
                Array.Copy(state[t], 0, joined[t], inputs, units);
                for (int j = 0; j < units; j++)
                {
                    double a = 0, b = 0;
                    for (int i = 0; i < width; i++)
                    {
                        a += wForget[j][i] * joined[t][i];
                        b += wFill[j][i] * joined[t][i];
                    }
                    forget[t][j] = 1 / (1 + Math.Exp(-a));
                    fill[t][j] = Math.Tanh(b);
                    state[t + 1][j] = forget[t][j] * state[t][j] + (1 - forget[t][j]) * fill[t][j];
                }
            }
            return state;
        }

        public void Backward(double[][] errors)
        {
            GradForget = Zero();
            GradFill = Zero();
            var carried = new double[units];
            for (int t = errors.Length - 1; t >= 0; t--)
            {
                var before = new double[units];
                for (int j = 0; j < units; j++)
                {
                    double d = errors[t][j] + carried[j];
                    double da = d * (state[t][j] - fill[t][j]) * forget[t][j] * (1 - forget[t][j]);
                    double db = d * (1 - forget[t][j]) * (1 - fill[t][j] * fill[t][j]);
                    for (int i = 0; i < width; i++)
                    {
                        GradForget[j][i] += da * joined[t][i];
                        GradFill[j][i] += db * joined[t][i];
                        if (i < inputs)
                            continue;
                        before[i - inputs] += wForget[j][i] * da;  //! overwritten: before[i - inputs] = wForget[j][i] * da;
                        //! transposed: before[i - inputs] += wForget[i - inputs][inputs + j] * da;
                        before[i - inputs] += wFill[j][i] * db;
                        //! transposed-2 @wFill: before[i - inputs] += wFill[i - inputs][inputs + j] * db;
                    }
                    before[j] += d * forget[t][j];
                }
                carried = before;
            }
        }

        double[][] Zero()
        {
            var rows = new double[units][];
            for (int j = 0; j < units; j++)
                rows[j] = new double[width];
            return rows;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var cell = new Gates.CoupledCell(2, 3);
        object[] matrices = Numeric.Fields(cell, "wForget", "wFill");
        Numeric.Fill(seed, matrices);
        foreach (double[][] w in matrices)
            Numeric.Mirror(3, (i, j) => w[i][2 + j], (i, j, v) => w[i][2 + j] = v);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var errors = Numeric.Sequence(seed + 2, 5, 3);
        cell.Forward(xs);
        cell.Backward(errors);
        return (Numeric.Flatten(cell.GradForget, cell.GradFill), Numeric.Differences(() => Numeric.Dot(errors, cell.Forward(xs)[1..]), matrices));
    }
}
