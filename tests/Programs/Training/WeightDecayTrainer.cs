//# matrix: Wh
//# style: trainer class with a data set of tuples, epochs, L2 weight decay in loss and gradient, learning-rate decay, progress callback; model apart from the trainer; double[,]; W[to, from]; tanh; classification at the end of the sequence
using System;
using System.Collections.Generic;

namespace TrainerStyle
{
    public class SequenceClassifier
    {
        public readonly int Inputs, Hidden, Classes;
        public readonly double[,] Wx, Wh, Wo;

        public SequenceClassifier(int inputs, int hidden, int classes, int seed)
        {
            Inputs = inputs;
            Hidden = hidden;
            Classes = classes;
            var rng = new Random(seed);
            Wx = Glorot(rng, hidden, inputs);
            Wh = Glorot(rng, hidden, hidden);
            Wo = Glorot(rng, classes, hidden);
        }

        public double[][] Encode(double[][] sequence)
        {
            var h = new double[sequence.Length + 1][];
            h[0] = new double[Hidden];
            for (int t = 0; t < sequence.Length; t++)
            {
                h[t + 1] = new double[Hidden];
                for (int i = 0; i < Hidden; i++)
                {
                    double z = 0;
                    for (int k = 0; k < Inputs; k++) z += Wx[i, k] * sequence[t][k];
                    for (int j = 0; j < Hidden; j++) z += Wh[i, j] * h[t][j];
                    h[t + 1][i] = Math.Tanh(z);
                }
            }
            return h;
        }

        public double[] Classify(double[] code)
        {
            var p = new double[Classes];
            double sum = 0;
            for (int c = 0; c < Classes; c++)
            {
                for (int i = 0; i < Hidden; i++) p[c] += Wo[c, i] * code[i];
                sum += p[c] = Math.Exp(p[c]);
            }
            for (int c = 0; c < Classes; c++) p[c] /= sum;
            return p;
        }

        private static double[,] Glorot(Random rng, int rows, int cols)
        {
            var limit = Math.Sqrt(6.0 / (rows + cols));
            var w = new double[rows, cols];
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < cols; j++)
                    w[i, j] = (2 * rng.NextDouble() - 1) * limit;
            return w;
        }
    }

    public class Trainer
    {
        private readonly SequenceClassifier model;
        private readonly double decay;
        private readonly Action<int, double> progress;

        public Trainer(SequenceClassifier model, double decay = 0.01, Action<int, double> progress = null)
        {
            this.model = model;
            this.decay = decay;
            this.progress = progress;
        }

        public double Loss(IReadOnlyList<(double[][] Sequence, int Label)> data)
        {
            double loss = decay / 2 * (Squares(model.Wx) + Squares(model.Wh) + Squares(model.Wo));
            foreach (var (sequence, label) in data)
                loss -= Math.Log(model.Classify(model.Encode(sequence)[sequence.Length])[label]);
            return loss;
        }

        public void Train(IReadOnlyList<(double[][] Sequence, int Label)> data, int epochs, double rate)
        {
            for (int epoch = 1; epoch <= epochs; epoch++)
            {
                double[,] gx = Scaled(model.Wx), gh = Scaled(model.Wh), go = Scaled(model.Wo);
                foreach (var (sequence, label) in data)
                    Accumulate(sequence, label, gx, gh, go);
                Step(model.Wx, gx, rate);
                Step(model.Wh, gh, rate);
                Step(model.Wo, go, rate);
                progress?.Invoke(epoch, rate);
                rate *= 0.95;
            }
        }

        private void Accumulate(double[][] sequence, int label, double[,] gx, double[,] gh, double[,] go)
        {
            int n = model.Hidden;
            var h = model.Encode(sequence);
            var dy = model.Classify(h[sequence.Length]);
            dy[label] -= 1;
            var dh = new double[n];
            for (int c = 0; c < dy.Length; c++)
            {
                for (int i = 0; i < n; i++)
                {
                    go[c, i] += dy[c] * h[sequence.Length][i];
                    dh[i] += model.Wo[c, i] * dy[c];
                }
            }
            for (int t = sequence.Length; t > 0; t--)
            {
                var before = new double[n];
                for (int i = 0; i < n; i++)
                {
                    double dz = dh[i] * (1 - h[t][i] * h[t][i]);
                    //! sigma-missing: double dz = dh[i];
                    //! sigma-wrong-step: double dz = dh[i] * (1 - h[t - 1][i] * h[t - 1][i]);
                    for (int k = 0; k < sequence[t - 1].Length; k++) gx[i, k] += dz * sequence[t - 1][k];
                    for (int j = 0; j < n; j++)
                    {
                        gh[i, j] += dz * h[t - 1][j];  //! reversed: gh[j, i] += dz * h[t - 1][j];
                        before[j] += model.Wh[i, j] * dz;
                        //! transposed: before[j] += model.Wh[j, i] * dz;
                        //! unexplained: before[j] += model.Wh[j, j] * dz;
                    }
                }
                dh = before;
            }
        }

        private double[,] Scaled(double[,] w)
        {
            var g = new double[w.GetLength(0), w.GetLength(1)];
            for (int i = 0; i < g.GetLength(0); i++)
                for (int j = 0; j < g.GetLength(1); j++)
                    g[i, j] = decay * w[i, j];
            return g;
        }

        private static double Squares(double[,] w)
        {
            double s = 0;
            foreach (double v in w) s += v * v;
            return s;
        }

        private static void Step(double[,] w, double[,] g, double rate)
        {
            for (int i = 0; i < w.GetLength(0); i++)
                for (int j = 0; j < w.GetLength(1); j++)
                    w[i, j] -= rate * g[i, j];
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new TrainerStyle.SequenceClassifier(2, 4, 3, seed);
        object[] p = [net.Wx, net.Wh, net.Wo];
        Numeric.Fill(seed, p);
        var trainer = new TrainerStyle.Trainer(net);
        var data = new List<(double[][], int)> { (Numeric.Sequence(seed + 1, 5, 2), 1), (Numeric.Sequence(seed + 2, 3, 2), 2) };
        return (Numeric.FromUpdate(0.1, () => trainer.Train(data, 1, 0.1), p), Numeric.Differences(() => trainer.Loss(data), p));
    }
}
