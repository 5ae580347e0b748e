//# matrix: decoderRecurrent
//# style: encoder-decoder for sequence to sequence: two recurrent matrices, the encoder's last state is the decoder's first; teacher forcing by shifted targets; Queue of decoder steps turned into a Stack for the way back; softmax over symbols; jagged; W[to][from]; extension methods
using System;
using System.Collections.Generic;
using System.Linq;

namespace Translate
{
    internal static class VectorExtensions
    {
        public static double[] Apply(this double[][] w, double[] v)
        {
            var y = new double[w.Length];
            for (int i = 0; i < w.Length; i++)
                for (int j = 0; j < v.Length; j++) y[i] += w[i][j] * v[j];
            return y;
        }

        public static double[] ApplyBack(this double[][] w, double[] v)
        {
            var y = new double[w[0].Length];
            for (int i = 0; i < w.Length; i++)
                for (int j = 0; j < y.Length; j++) y[j] += w[i][j] * v[i];
            return y;
        }

        public static void Accumulate(this double[][] g, double[] a, double[] b)
        {
            for (int i = 0; i < a.Length; i++)
                for (int j = 0; j < b.Length; j++) g[i][j] += a[i] * b[j];
        }

        public static double[] Plus(this double[] a, double[] b) => a.Zip(b, (x, y) => x + y).ToArray();

        public static double[] TanhOf(this double[] a) => a.Select(Math.Tanh).ToArray();

        public static double[] BackThroughTanh(this double[] d, double[] h) => d.Zip(h, (x, y) => x * (1 - y * y)).ToArray();

        public static double[][] Blank(this double[][] w) => w.Select(r => new double[r.Length]).ToArray();
    }

    public sealed class Translator
    {
        private sealed record DecoderStep(int Fed, int Wanted, double[] Before, double[] After, double[] P);

        public readonly double[][] sourceEmbedding, targetEmbedding, encoderRecurrent, decoderRecurrent, output;
        public double[][][] Gradients = Array.Empty<double[][]>();

        public Translator(double[][] sourceEmbedding, double[][] targetEmbedding, double[][] encoderRecurrent, double[][] decoderRecurrent, double[][] output)
        {
            this.sourceEmbedding = sourceEmbedding;
            this.targetEmbedding = targetEmbedding;
            this.encoderRecurrent = encoderRecurrent;
            this.decoderRecurrent = decoderRecurrent;
            this.output = output;
        }

        public double Learn(int[] source, int[] target)
        {
            double[][] gs = sourceEmbedding.Blank(), gt = targetEmbedding.Blank(), ge = encoderRecurrent.Blank(), gd = decoderRecurrent.Blank(), go = output.Blank();
            var encoded = new List<double[]> { new double[encoderRecurrent.Length] };
            foreach (var symbol in source)
                encoded.Add(encoderRecurrent.Apply(encoded[^1]).Plus(sourceEmbedding[symbol]).TanhOf());

            var queue = new Queue<DecoderStep>();
            var h = encoded[^1];
            double loss = 0;
            int fed = 0;
            foreach (var wanted in target)
            {
                var after = decoderRecurrent.Apply(h).Plus(targetEmbedding[fed]).TanhOf();
                var e = output.Apply(after).Select(Math.Exp).ToArray();
                var p = e.Select(v => v / e.Sum()).ToArray();
                loss -= Math.Log(p[wanted]);
                queue.Enqueue(new DecoderStep(fed, wanted, h, after, p));
                (h, fed) = (after, wanted);
            }

            var stack = new Stack<DecoderStep>(queue);
            var dh = new double[h.Length];
            while (stack.Count > 0)
            {
                var step = stack.Pop();
                var dy = (double[])step.P.Clone();
                dy[step.Wanted] -= 1;
                go.Accumulate(dy, step.After);
                dh = dh.Plus(output.ApplyBack(dy));
                var dz = dh.BackThroughTanh(step.After);
                //! sigma-missing: var dz = dh;
                //! sigma-wrong-step: var dz = dh.BackThroughTanh(step.Before);
                for (int i = 0; i < dz.Length; i++) gt[step.Fed][i] += dz[i];
                gd.Accumulate(dz, step.Before);  //! reversed: gd.Accumulate(step.Before, dz);
                dh = decoderRecurrent.ApplyBack(dz);  //! transposed: dh = decoderRecurrent.Apply(dz);
            }
            for (int t = source.Length; t > 0; t--)
            {
                var dz = dh.BackThroughTanh(encoded[t]);  //! sigma-missing-2 @encoderRecurrent: var dz = dh;
                for (int i = 0; i < dz.Length; i++) gs[source[t - 1]][i] += dz[i];
                ge.Accumulate(dz, encoded[t - 1]);
                dh = encoderRecurrent.ApplyBack(dz);
                //! transposed-2 @encoderRecurrent: dh = encoderRecurrent.Apply(dz);
                //! unexplained @encoderRecurrent: dh = decoderRecurrent.ApplyBack(dz);
            }

            Gradients = new[] { gs, gt, ge, gd, go };
            return loss;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Translate.Translator(Numeric.Sequence(seed, 3, 4), Numeric.Sequence(seed + 1, 3, 4), Numeric.Sequence(seed + 2, 4, 4), Numeric.Sequence(seed + 3, 4, 4), Numeric.Sequence(seed + 4, 3, 4));
        int[] xs = Numeric.Integers(seed + 5, 4, 3), ys = Numeric.Integers(seed + 6, 4, 3);
        net.Learn(xs, ys);
        var g = Numeric.Flatten((object)net.Gradients);
        return (g, Numeric.Differences(() => net.Learn(xs, ys), net.sourceEmbedding, net.targetEmbedding, net.encoderRecurrent, net.decoderRecurrent, net.output));
    }
}
