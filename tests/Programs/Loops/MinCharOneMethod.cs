//# matrix: whh
//# style: one method; jagged; List<double[]>; W[to][from]; tanh; softmax; clipping after the loop; Adagrad; update in the method; no namespace
using System;
using System.Collections.Generic;

public class CharRnn
{
    const double LearningRate = 0.1;

    int hidden, vocab;
    double[][] wxh, whh, why;
    double[] bh, by;
    double[][] mxh, mhh, mhy;
    double[] mbh, mby;

    public CharRnn(int vocab, int hidden)
    {
        this.vocab = vocab;
        this.hidden = hidden;
        Random rnd = new Random();
        wxh = Init(hidden, vocab, rnd);
        whh = Init(hidden, hidden, rnd);
        why = Init(vocab, hidden, rnd);
        bh = new double[hidden];
        by = new double[vocab];
        mxh = Zeros(hidden, vocab);
        mhh = Zeros(hidden, hidden);
        mhy = Zeros(vocab, hidden);
        mbh = new double[hidden];
        mby = new double[vocab];
    }

    // Returns the loss and the last hidden state.
    public double TrainStep(int[] inputs, int[] targets, ref double[] hprev)
    {
        List<double[]> hs = new List<double[]>();
        List<double[]> ps = new List<double[]>();
        double loss = 0;
        double[] h = hprev;
        for (int t = 0; t < inputs.Length; t++)
        {
            double[] next = new double[hidden];
            for (int i = 0; i < hidden; i++)
            {
                double s = wxh[i][inputs[t]] + bh[i];
                for (int j = 0; j < hidden; j++) s += whh[i][j] * h[j];
                next[i] = Math.Tanh(s);
            }
            h = next;
            hs.Add(h);
            double[] p = new double[vocab];
            double z = 0;
            for (int k = 0; k < vocab; k++)
            {
                double y = by[k];
                for (int i = 0; i < hidden; i++) y += why[k][i] * h[i];
                p[k] = Math.Exp(y);
                z += p[k];
            }
            for (int k = 0; k < vocab; k++) p[k] /= z;
            ps.Add(p);
            loss += -Math.Log(p[targets[t]]);
        }

        double[][] dwxh = Zeros(hidden, vocab), dwhh = Zeros(hidden, hidden), dwhy = Zeros(vocab, hidden);
        double[] dbh = new double[hidden], dby = new double[vocab];
        double[] dhnext = new double[hidden];
        for (int t = inputs.Length - 1; t >= 0; t--)
        {
            double[] dy = (double[])ps[t].Clone();
            dy[targets[t]] -= 1;
            double[] dh = new double[hidden];
            for (int i = 0; i < hidden; i++)
            {
                dh[i] = dhnext[i];
                for (int k = 0; k < vocab; k++) dh[i] += why[k][i] * dy[k];
            }
            for (int k = 0; k < vocab; k++)
            {
                for (int i = 0; i < hidden; i++) dwhy[k][i] += dy[k] * hs[t][i];
                dby[k] += dy[k];
            }
            double[] before = t > 0 ? hs[t - 1] : hprev;
            double[] dhraw = new double[hidden];
            for (int i = 0; i < hidden; i++)
            {
                dhraw[i] = (1 - hs[t][i] * hs[t][i]) * dh[i];
                //! sigma-missing: dhraw[i] = dh[i];
                //! sigma-wrong-step: dhraw[i] = (1 - before[i] * before[i]) * dh[i];
                dbh[i] += dhraw[i];
                dwxh[i][inputs[t]] += dhraw[i];
            }
            for (int i = 0; i < hidden; i++)
                for (int j = 0; j < hidden; j++)
                    dwhh[i][j] += dhraw[i] * before[j];  //! reversed: dwhh[i][j] += dhraw[j] * before[i];
            for (int i = 0; i < hidden; i++)
            {
                dhnext[i] = 0;
                for (int j = 0; j < hidden; j++) dhnext[i] += whh[j][i] * dhraw[j];
                //! transposed: for (int j = 0; j < hidden; j++) dhnext[i] += whh[i][j] * dhraw[j];
                //! truncated:
            }
        }

        Clip(dwxh); Clip(dwhh); Clip(dwhy);
        Adagrad(wxh, dwxh, mxh);
        Adagrad(whh, dwhh, mhh);
        Adagrad(why, dwhy, mhy);
        for (int i = 0; i < hidden; i++) bh[i] -= LearningRate * dbh[i] / Math.Sqrt((mbh[i] += dbh[i] * dbh[i]) + 1e-8);
        for (int k = 0; k < vocab; k++) by[k] -= LearningRate * dby[k] / Math.Sqrt((mby[k] += dby[k] * dby[k]) + 1e-8);
        hprev = hs[hs.Count - 1];
        return loss;
    }

    static void Clip(double[][] m)
    {
        foreach (double[] row in m)
            for (int j = 0; j < row.Length; j++)
                row[j] = Math.Max(-5, Math.Min(5, row[j]));
    }

    static void Adagrad(double[][] w, double[][] d, double[][] mem)
    {
        for (int i = 0; i < w.Length; i++)
        {
            for (int j = 0; j < w[i].Length; j++)
            {
                mem[i][j] += d[i][j] * d[i][j];
                w[i][j] -= LearningRate * d[i][j] / Math.Sqrt(mem[i][j] + 1e-8);
            }
        }
    }

    static double[][] Init(int n, int m, Random rnd)
    {
        double[][] w = Zeros(n, m);
        for (int i = 0; i < n; i++)
            for (int j = 0; j < m; j++)
                w[i][j] = (rnd.NextDouble() - 0.5) * 0.2;
        return w;
    }

    static double[][] Zeros(int n, int m)
    {
        double[][] w = new double[n][];
        for (int i = 0; i < n; i++) w[i] = new double[m];
        return w;
    }
}

//--- harness
static class Harness
{
    // Adagrad's memory after one step is the square of the gradient; the sign is that of the update.
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new CharRnn(3, 4);
        var p = Numeric.Fields(net, "wxh", "whh", "why", "bh", "by");
        var m = Numeric.Fields(net, "mxh", "mhh", "mhy", "mbh", "mby");
        Numeric.Fill(seed, p);
        var xs = Numeric.Integers(seed + 1, 5, 3);
        var ys = Numeric.Integers(seed + 2, 5, 3);
        double Loss() { var h = Numeric.Vector(seed, 4); return net.TrainStep(xs, ys, ref h); }
        var step = Numeric.FromUpdate(1, () => Loss(), p);
        var squares = Numeric.Flatten(m);
        var gradient = step.Zip(squares, (s, q) => Math.Sign(s) * Math.Sqrt(q)).ToArray();
        return (gradient, Numeric.Differences(Loss, p));
    }
}
