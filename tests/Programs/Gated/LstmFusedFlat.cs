//# matrix: w
//# style: fused LSTM: one flat 4n x (n + m + 1) array, gates in the order i f o g; step methods that push and pop caches; read-out elsewhere
//--- LstmCell.cs
using System;
using System.Collections.Generic;

public sealed class LstmCell
{
    public readonly int Hidden, Inputs, Width;
    public readonly double[] w, grad;
    private readonly Stack<(double[] z, double[] gates, double[] cPrev, double[] c)> tape = new();
    private double[] h, c;
    private double[] dh, dc;

    public LstmCell(int inputs, int hidden)
    {
        Hidden = hidden;
        Inputs = inputs;
        Width = hidden + inputs + 1;
        w = new double[4 * hidden * Width];
        grad = new double[w.Length];
        var rng = new Random(5);
        for (int i = 0; i < w.Length; i++) w[i] = rng.NextDouble() * 0.4 - 0.2;
        Reset();
    }

    public void Reset()
    {
        tape.Clear();
        h = new double[Hidden];
        c = new double[Hidden];
        dh = new double[Hidden];
        dc = new double[Hidden];
    }

    public double[] Step(double[] x)
    {
        var z = new double[Width];
        Array.Copy(h, z, Hidden);
        Array.Copy(x, 0, z, Hidden, Inputs);
        z[Width - 1] = 1.0;

        var gates = new double[4 * Hidden];
        for (int r = 0; r < gates.Length; r++)
        {
            double a = 0;
            for (int k = 0; k < Width; k++) a += w[r * Width + k] * z[k];
            gates[r] = r < 3 * Hidden ? 1 / (1 + Math.Exp(-a)) : Math.Tanh(a);
        }

        var next = new double[Hidden];
        var output = new double[Hidden];
        for (int i = 0; i < Hidden; i++)
        {
            next[i] = gates[Hidden + i] * c[i] + gates[i] * gates[3 * Hidden + i];
            output[i] = gates[2 * Hidden + i] * Math.Tanh(next[i]);
        }
        tape.Push((z, gates, c, next));
        c = next;
        h = output;
        return output;
    }

    /// <summary>Steps must be taken back in the opposite order.</summary>
    public void StepBack(double[] dOut)
    {
        var (z, gates, cPrev, cNow) = tape.Pop();
        var da = new double[4 * Hidden];
        for (int i = 0; i < Hidden; i++)
        {
            double ig = gates[i], fg = gates[Hidden + i], og = gates[2 * Hidden + i], g = gates[3 * Hidden + i];
            double t = Math.Tanh(cNow[i]);
            double d = dOut[i] + dh[i];
            double s = dc[i] + d * og * (1 - t * t);
            //! unexplained: double s = d * og * (1 - t * t);
            da[i] = s * g * ig * (1 - ig);
            da[Hidden + i] = s * cPrev[i] * fg * (1 - fg);  //! sigma-missing: da[Hidden + i] = s * cPrev[i];
            da[2 * Hidden + i] = d * t * og * (1 - og);
            da[3 * Hidden + i] = s * ig * (1 - g * g);  //! sigma-wrong: da[3 * Hidden + i] = s * ig * g * (1 - g);
            dc[i] = s * fg;
        }
        for (int r = 0; r < da.Length; r++)
            for (int k = 0; k < Width; k++)
                grad[r * Width + k] += da[r] * z[k];  //! overwritten: grad[r * Width + k] = da[r] * z[k];
        for (int k = 0; k < Hidden; k++)
        {
            double sum = 0;
            for (int gate = 0; gate < 4; gate++)
                for (int i = 0; i < Hidden; i++)
                    sum += w[(gate * Hidden + i) * Width + k] * da[gate * Hidden + i];
                    //! transposed: sum += w[(gate * Hidden + k) * Width + i] * da[gate * Hidden + i];
            dh[k] = sum;
        }
    }
}
//--- SequenceModel.cs
using System;

public sealed class SequenceModel
{
    public readonly LstmCell Cell;
    public readonly double[] readout;

    public SequenceModel(int inputs, int hidden)
    {
        Cell = new LstmCell(inputs, hidden);
        readout = new double[hidden];
        for (int i = 0; i < hidden; i++) readout[i] = 0.1 * (i + 1);
    }

    public double Loss(double[][] xs, double[] ys, bool train)
    {
        Cell.Reset();
        double loss = 0;
        var errors = new double[xs.Length];
        for (int t = 0; t < xs.Length; t++)
        {
            double[] h = Cell.Step(xs[t]);
            double y = 0;
            for (int i = 0; i < h.Length; i++) y += readout[i] * h[i];
            errors[t] = y - ys[t];
            loss += 0.5 * errors[t] * errors[t];
        }
        if (train)
        {
            for (int t = xs.Length - 1; t >= 0; t--)
            {
                var d = new double[readout.Length];
                for (int i = 0; i < d.Length; i++) d[i] = errors[t] * readout[i];
                Cell.StepBack(d);
            }
        }
        return loss;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var model = new SequenceModel(2, 3);
        var net = model.Cell;
        Numeric.Fill(seed, net.w, model.readout);
        for (int g = 0; g < 4; g++)
        {
            int first = 3 * g;
            Numeric.Mirror(3, (i, j) => net.w[(first + i) * 6 + j], (i, j, v) => net.w[(first + i) * 6 + j] = v);
        }
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var ys = Numeric.Vector(seed + 2, 5);
        model.Loss(xs, ys, true);
        return (Numeric.Flatten(net.grad), Numeric.Differences(() => model.Loss(xs, ys, false), net.w));
    }
}
