//# matrix: whh
//# style: text read in chunks, the last state carried over to the next chunk in a field; sampling method; Console output; List of states; jagged; W[to][from]; ELU; own gradient check method in the class
using System;
using System.Collections.Generic;

namespace Chunks
{
    public class ChunkTrainer
    {
        private readonly double[][] wxh, whh, why;
        private readonly double[][] dwxh, dwhh, dwhy;
        private readonly int vocab, hidden, chunk;
        private double[] carried;

        public ChunkTrainer(int vocab, int hidden, int chunk)
        {
            this.vocab = vocab;
            this.hidden = hidden;
            this.chunk = chunk;
            var random = new Random();
            wxh = New(hidden, vocab, random);
            whh = New(hidden, hidden, random);
            why = New(vocab, hidden, random);
            dwxh = New(hidden, vocab, null);
            dwhh = New(hidden, hidden, null);
            dwhy = New(vocab, hidden, null);
            carried = new double[hidden];
        }

        public void Learn(int[] text, int rounds, double rate)
        {
            for (int round = 0; round < rounds; round++)
            {
                carried = new double[hidden];
                double total = 0;
                for (int start = 0; start + chunk < text.Length; start += chunk)
                {
                    total += Pass(text[start..(start + chunk)], text[(start + 1)..(start + chunk + 1)], true);
                    Descend(wxh, dwxh, rate);
                    Descend(whh, dwhh, rate);
                    Descend(why, dwhy, rate);
                }
                if (round % 100 == 99) Console.WriteLine("round " + (round + 1) + " loss " + total);
            }
        }

        public double Pass(int[] inputs, int[] targets, bool backward)
        {
            var z = new List<double[]>();
            var h = new List<double[]> { carried };
            var p = new List<double[]>();
            double loss = 0;
            for (int t = 0; t < inputs.Length; t++)
            {
                var zt = new double[hidden];
                var ht = new double[hidden];
                for (int i = 0; i < hidden; i++)
                {
                    zt[i] = wxh[i][inputs[t]];
                    for (int j = 0; j < hidden; j++) zt[i] += whh[i][j] * h[t][j];
                    ht[i] = Elu(zt[i]);
                }
                z.Add(zt);
                h.Add(ht);
                var pt = new double[vocab];
                double sum = 0;
                for (int k = 0; k < vocab; k++)
                {
                    for (int i = 0; i < hidden; i++) pt[k] += why[k][i] * ht[i];
                    pt[k] = Math.Exp(pt[k]);
                    sum += pt[k];
                }
                for (int k = 0; k < vocab; k++) pt[k] /= sum;
                p.Add(pt);
                loss -= Math.Log(pt[targets[t]]);
            }

            if (!backward) return loss;

            Clear(dwxh);
            Clear(dwhh);
            Clear(dwhy);
            var next = new double[hidden];
            for (int t = inputs.Length - 1; t >= 0; t--)
            {
                var dh = next;
                for (int k = 0; k < vocab; k++)
                {
                    double dy = p[t][k] - (k == targets[t] ? 1 : 0);
                    for (int i = 0; i < hidden; i++)
                    {
                        dwhy[k][i] += dy * h[t + 1][i];
                        dh[i] += why[k][i] * dy;
                    }
                }
                next = new double[hidden];
                for (int i = 0; i < hidden; i++)
                {
                    double dz = dh[i] * EluSlope(z[t][i]);
                    //! sigma-missing: double dz = dh[i];
                    //! sigma-wrong: double dz = dh[i] * EluSlope(h[t + 1][i]);
                    dwxh[i][inputs[t]] += dz;
                    for (int j = 0; j < hidden; j++)
                    {
                        dwhh[i][j] += dz * h[t][j];  //! reversed: dwhh[j][i] += dz * h[t][j];
                        next[j] += whh[i][j] * dz;  //! transposed: next[j] += whh[j][i] * dz;
                    }
                }
            }
            carried = h[inputs.Length];
            return loss;
        }

        /// <summary>Largest difference between dwhh and finite differences.</summary>
        public double GradientCheck(int[] inputs, int[] targets)
        {
            var start = carried;
            Pass(inputs, targets, true);
            carried = start;
            double worst = 0;
            for (int i = 0; i < hidden; i++)
            {
                for (int j = 0; j < hidden; j++)
                {
                    double w = whh[i][j];
                    whh[i][j] = w + 1e-5;
                    double above = Pass(inputs, targets, false);
                    whh[i][j] = w - 1e-5;
                    double below = Pass(inputs, targets, false);
                    whh[i][j] = w;
                    worst = Math.Max(worst, Math.Abs((above - below) / 2e-5 - dwhh[i][j]));
                }
            }
            return worst;
        }

        private static double Elu(double x) => x > 0 ? x : Math.Exp(x) - 1;

        private static double EluSlope(double x) => x > 0 ? 1 : Math.Exp(x);

        private static void Clear(double[][] m)
        {
            foreach (var row in m) Array.Clear(row, 0, row.Length);
        }

        private static void Descend(double[][] w, double[][] d, double rate)
        {
            for (int i = 0; i < w.Length; i++)
                for (int j = 0; j < w[i].Length; j++)
                    w[i][j] -= rate * Math.Clamp(d[i][j], -5, 5);
        }

        private static double[][] New(int rows, int cols, Random random)
        {
            var m = new double[rows][];
            for (int i = 0; i < rows; i++)
            {
                m[i] = new double[cols];
                for (int j = 0; j < cols && random != null; j++) m[i][j] = random.NextDouble() - 0.5;
            }
            return m;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Chunks.ChunkTrainer(3, 4, 5);
        var p = Numeric.Fields(net, "wxh", "whh", "why");
        Numeric.Fill(seed, p);
        var x = Numeric.Integers(seed + 1, 5, 3);
        var y = Numeric.Integers(seed + 2, 5, 3);
        var start = Numeric.Vector(seed + 3, 4);
        Numeric.Set(net, "carried", start);
        var numeric = Numeric.Differences(() => net.Pass(x, y, false), p);
        net.Pass(x, y, true);
        return (Numeric.Flatten(Numeric.Fields(net, "dwxh", "dwhh", "dwhy")), numeric);
    }
}
