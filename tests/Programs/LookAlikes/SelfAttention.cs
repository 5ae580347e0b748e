//# expect: silent
//# style: single-head self-attention with backward pass over positions, own Matrix class with operators; positions attend, nothing is carried from one to the next
using System;

namespace Transformers
{
    public sealed class Mat
    {
        public readonly double[] Data;
        public readonly int Rows, Cols;

        public Mat(int rows, int cols)
        {
            Rows = rows;
            Cols = cols;
            Data = new double[rows * cols];
        }

        public double this[int i, int j]
        {
            get => Data[i * Cols + j];
            set => Data[i * Cols + j] = value;
        }

        public Mat T => Make(Cols, Rows, (i, j) => this[j, i]);

        public static Mat Make(int rows, int cols, Func<int, int, double> value)
        {
            var m = new Mat(rows, cols);
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < cols; j++) m[i, j] = value(i, j);
            return m;
        }

        public static Mat operator +(Mat a, Mat b) => Make(a.Rows, a.Cols, (i, j) => a[i, j] + b[i, j]);

        public static Mat operator *(Mat a, Mat b) => Make(a.Rows, b.Cols, (i, j) =>
        {
            double s = 0;
            for (int k = 0; k < a.Cols; k++) s += a[i, k] * b[k, j];
            return s;
        });
    }

    public sealed class SelfAttention
    {
        public Mat Wq, Wk, Wv, dWq, dWk, dWv;
        private Mat x, q, k, v, p;

        public SelfAttention(int d, Random r)
        {
            Wq = Mat.Make(d, d, (_, _) => r.NextDouble() - 0.5);
            Wk = Mat.Make(d, d, (_, _) => r.NextDouble() - 0.5);
            Wv = Mat.Make(d, d, (_, _) => r.NextDouble() - 0.5);
            dWq = dWk = dWv = x = q = k = v = p = new Mat(d, d);
        }

        public Mat Forward(Mat input)
        {
            x = input;
            q = x * Wq;
            k = x * Wk;
            v = x * Wv;
            var scores = q * k.T;
            double scale = Math.Sqrt(Wq.Cols);
            p = Mat.Make(x.Rows, x.Rows, (i, j) => Math.Exp(scores[i, j] / scale));
            for (int i = 0; i < x.Rows; i++)
            {
                double total = 0;
                for (int j = 0; j < x.Rows; j++) total += p[i, j];
                for (int j = 0; j < x.Rows; j++) p[i, j] /= total;
            }
            return p * v;
        }

        public Mat Backward(Mat dy)
        {
            var dp = dy * v.T;
            var ds = new Mat(x.Rows, x.Rows);
            for (int i = x.Rows - 1; i >= 0; i--)
            {
                double dot = 0;
                for (int j = 0; j < x.Rows; j++) dot += dp[i, j] * p[i, j];
                for (int j = 0; j < x.Rows; j++) ds[i, j] = p[i, j] * (dp[i, j] - dot) / Math.Sqrt(Wq.Cols);
            }
            Mat dq = ds * k, dk = ds.T * q, dv = p.T * dy;
            dWq = x.T * dq;
            dWk = x.T * dk;
            dWv = x.T * dv;
            return dq * Wq.T + dk * Wk.T + dv * Wv.T;
        }
    }
}
