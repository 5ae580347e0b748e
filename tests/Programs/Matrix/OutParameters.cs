//# matrix: W
//# style: static helpers writing into out and destination arguments; reused buffers swapped by a tuple; float; jagged; W[to][from]
//# precision: float
using System;

namespace InPlace
{
    static class Ops
    {
        public static void MatVec(float[][] m, float[] v, float[] dst)
        {
            for (int i = 0; i < dst.Length; i++)
            {
                float s = 0;
                for (int j = 0; j < v.Length; j++) s += m[i][j] * v[j];
                dst[i] = s;
            }
        }

        public static void VecMat(float[] v, float[][] m, float[] dst)
        {
            Array.Clear(dst, 0, dst.Length);
            for (int i = 0; i < v.Length; i++)
                for (int j = 0; j < dst.Length; j++)
                    dst[j] += v[i] * m[i][j];
        }

        public static void Allocate(int n, out float[] a, out float[] b)
        {
            a = new float[n];
            b = new float[n];
        }

        public static void Rank1(float[][] m, float[] left, float[] right)
        {
            for (int i = 0; i < left.Length; i++)
                for (int j = 0; j < right.Length; j++)
                    m[i][j] += left[i] * right[j];
        }
    }

    public class BufferedRnn
    {
        public float[][] W, dW;
        public float[] b, db;
        float[][] hs;

        public BufferedRnn(int n)
        {
            Random r = new Random(3);
            W = new float[n][];
            dW = new float[n][];
            for (int i = 0; i < n; i++)
            {
                W[i] = new float[n];
                dW[i] = new float[n];
                for (int j = 0; j < n; j++) W[i][j] = (float)r.NextDouble() - 0.5f;
            }
            b = new float[n];
            db = new float[n];
        }

        public float[][] Forward(float[][] xs)
        {
            hs = new float[xs.Length][];
            float[] prev = new float[b.Length];
            for (int t = 0; t < xs.Length; t++)
            {
                float[] h = new float[b.Length];
                Ops.MatVec(W, prev, h);
                for (int i = 0; i < h.Length; i++) h[i] = (float)Math.Tanh(h[i] + xs[t][i] + b[i]);
                hs[t] = prev = h;
            }
            return hs;
        }

        public void Backward(float[][] dhs)
        {
            int n = b.Length;
            Ops.Allocate(n, out float[] dh, out float[] next);
            for (int t = dhs.Length - 1; t >= 0; t--)
            {
                for (int i = 0; i < n; i++)
                {
                    dh[i] += dhs[t][i];
                    dh[i] *= 1 - hs[t][i] * hs[t][i];  //! sigma-missing:
                    db[i] += dh[i];
                }
                if (t > 0) Ops.Rank1(dW, dh, hs[t - 1]);  //! reversed: if (t > 0) Ops.Rank1(dW, hs[t - 1], dh);
                Ops.VecMat(dh, W, next);
                //! transposed: Ops.MatVec(W, dh, next);
                (dh, next) = (next, dh);
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new InPlace.BufferedRnn(4);
        Numeric.Fill(seed, net.W, net.b);
        var xs = Numeric.Single(Numeric.Sequence(seed + 1, 5, 4));
        var up = Numeric.Single(Numeric.Sequence(seed + 2, 5, 4));
        net.Forward(xs);
        net.Backward(up);
        return (Numeric.Flatten(net.dW, net.db), Numeric.Differences(() => Numeric.Dot(up, net.Forward(xs)), net.W, net.b));
    }
}
