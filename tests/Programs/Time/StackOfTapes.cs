//# matrix: Wn_h
//# style: one-step Forward pushes its cache on a Stack, one-step BackwardStep pops it and carries dh in its argument; GRU in the cuDNN form (reset after the product, two biases); caller owns the time loop; readonly record struct cache; jagged; W[to][from]
using System;
using System.Collections.Generic;

namespace Stepwise
{
    public readonly record struct GruCache(double[] X, double[] HPrev, double[] R, double[] Z, double[] N, double[] HidN);

    public class GruCell
    {
        public readonly int Size;
        public double[][] Wr_x, Wz_x, Wn_x, Wr_h, Wz_h, Wn_h;
        public double[] br, bz, bnx, bnh;
        public double[][] dWr_x, dWz_x, dWn_x, dWr_h, dWz_h, dWn_h;
        public double[] dbr, dbz, dbnx, dbnh;
        private readonly Stack<GruCache> tape = new Stack<GruCache>();

        public GruCell(int inputs, int size)
        {
            Size = size;
            Wr_x = New(size, inputs); Wz_x = New(size, inputs); Wn_x = New(size, inputs);
            Wr_h = New(size, size); Wz_h = New(size, size); Wn_h = New(size, size);
            br = new double[size]; bz = new double[size]; bnx = new double[size]; bnh = new double[size];
            ZeroGrad();
        }

        public void ZeroGrad()
        {
            int m = Wr_x[0].Length;
            dWr_x = New(Size, m); dWz_x = New(Size, m); dWn_x = New(Size, m);
            dWr_h = New(Size, Size); dWz_h = New(Size, Size); dWn_h = New(Size, Size);
            dbr = new double[Size]; dbz = new double[Size]; dbnx = new double[Size]; dbnh = new double[Size];
            tape.Clear();
        }

        static double[][] New(int n, int m)
        {
            var a = new double[n][];
            for (int i = 0; i < n; i++)
            {
                a[i] = new double[m];
                for (int j = 0; j < m; j++) a[i][j] = 0;
            }
            return a;
        }

        static double Row(double[][] w, int i, double[] v)
        {
            double s = 0;
            for (int j = 0; j < v.Length; j++) s += w[i][j] * v[j];
            return s;
        }

        static double Sig(double a) => 0.5 * (Math.Tanh(0.5 * a) + 1);

        public double[] Forward(double[] x, double[] hPrev)
        {
            double[] r = new double[Size], z = new double[Size], n = new double[Size], hn = new double[Size], h = new double[Size];
            for (int i = 0; i < Size; i++)
            {
                r[i] = Sig(Row(Wr_x, i, x) + Row(Wr_h, i, hPrev) + br[i]);
                z[i] = Sig(Row(Wz_x, i, x) + Row(Wz_h, i, hPrev) + bz[i]);
                hn[i] = Row(Wn_h, i, hPrev) + bnh[i];
                n[i] = Math.Tanh(Row(Wn_x, i, x) + bnx[i] + r[i] * hn[i]);
                h[i] = (1 - z[i]) * n[i] + z[i] * hPrev[i];
            }
            tape.Push(new GruCache(x, hPrev, r, z, n, hn));
            return h;
        }

        /// <summary>Takes ∂L/∂h of the latest step that was not yet taken back, returns that of the step before.</summary>
        public double[] BackwardStep(double[] dh)
        {
            var (x, hPrev, r, z, n, hn) = tape.Pop();
            double[] back = new double[Size];
            for (int i = 0; i < Size; i++)
            {
                double an = dh[i] * (1 - z[i]) * (1 - n[i] * n[i]);  //! sigma-missing: double an = dh[i] * (1 - z[i]);
                double az = dh[i] * (hPrev[i] - n[i]) * z[i] * (1 - z[i]);
                double ar = an * hn[i] * r[i] * (1 - r[i]);  //! unexplained RNN0004|RNN0002 @Wr_h: double ar = an * hPrev[i] * r[i] * (1 - r[i]);
                double ah = an * r[i];  //! unexplained-2: double ah = an;
                back[i] += dh[i] * z[i];
                dbr[i] += ar; dbz[i] += az; dbnx[i] += an; dbnh[i] += ah;
                for (int k = 0; k < x.Length; k++)
                {
                    dWr_x[i][k] += ar * x[k]; dWz_x[i][k] += az * x[k]; dWn_x[i][k] += an * x[k];
                }
                for (int j = 0; j < Size; j++)
                {
                    dWr_h[i][j] += ar * hPrev[j]; dWz_h[i][j] += az * hPrev[j];
                    dWn_h[i][j] += ah * hPrev[j];  //! reversed: dWn_h[j][i] += ah * hPrev[j];
                    back[j] += Wr_h[i][j] * ar + Wz_h[i][j] * az;  //! transposed-2 @Wz_h: back[j] += Wr_h[i][j] * ar + Wz_h[j][i] * az;
                    back[j] += Wn_h[i][j] * ah;  //! transposed: back[j] += Wn_h[j][i] * ah;
                }
            }
            return back;
        }
    }

    public static class Fit
    {
        public static double Sequence(GruCell cell, double[][] xs, double[] target)
        {
            cell.ZeroGrad();
            double[] h = new double[cell.Size];
            foreach (var x in xs) h = cell.Forward(x, h);
            double loss = 0;
            double[] dh = new double[cell.Size];
            for (int i = 0; i < h.Length; i++)
            {
                dh[i] = h[i] - target[i];
                loss += 0.5 * dh[i] * dh[i];
            }
            for (int t = 0; t < xs.Length; t++) dh = cell.BackwardStep(dh);
            return loss;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var cell = new Stepwise.GruCell(2, 4);
        object[] p = [cell.Wr_x, cell.Wz_x, cell.Wn_x, cell.Wr_h, cell.Wz_h, cell.Wn_h, cell.br, cell.bz, cell.bnx, cell.bnh];
        Numeric.Fill(seed, 1.5, p);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var y = Numeric.Vector(seed + 2, 4);
        Stepwise.Fit.Sequence(cell, xs, y);
        var g = Numeric.Flatten(cell.dWr_x, cell.dWz_x, cell.dWn_x, cell.dWr_h, cell.dWz_h, cell.dWn_h, cell.dbr, cell.dbz, cell.dbnx, cell.dbnh);
        return (g, Numeric.Differences(() => Stepwise.Fit.Sequence(cell, xs, y), p));
    }
}
