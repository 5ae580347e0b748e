//# matrix: Rn
//# style: GRU as in cuDNN: reset after the product, n = tanh(W x + b + r * (R h + c)); float; flat arrays; step methods with ring of frames held elsewhere; two files
//# precision: float
//--- GruFrame.cs
public class GruFrame
{
    public float[] x, prev, r, z, n, rec, h;
}
//--- GruUnit.cs
using System;

public class GruUnit
{
    public readonly int D, N;
    public float[] Wr, Wz, Wn, Rr, Rz, Rn, cn;
    public float[] dWr, dWz, dWn, dRr, dRz, dRn, dcn;

    public GruUnit(int d, int n)
    {
        D = d;
        N = n;
        Wr = Noise(1, n * d); Wz = Noise(2, n * d); Wn = Noise(3, n * d);
        Rr = Noise(4, n * n); Rz = Noise(5, n * n); Rn = Noise(6, n * n);
        cn = new float[n];
        ClearGradients();
    }

    public void ClearGradients()
    {
        dWr = new float[N * D]; dWz = new float[N * D]; dWn = new float[N * D];
        dRr = new float[N * N]; dRz = new float[N * N]; dRn = new float[N * N];
        dcn = new float[N];
    }

    static float[] Noise(int seed, int count)
    {
        var rnd = new Random(seed);
        var a = new float[count];
        for (int i = 0; i < count; i++) a[i] = (float)(rnd.NextDouble() - 0.5);
        return a;
    }

    static float Sig(float v) => 1f / (1f + (float)Math.Exp(-v));

    public GruFrame Forward(float[] x, float[] prev)
    {
        var f = new GruFrame { x = x, prev = prev, r = new float[N], z = new float[N], n = new float[N], rec = new float[N], h = new float[N] };
        for (int i = 0; i < N; i++)
        {
            float ar = 0, az = 0, an = 0, rec = cn[i];
            for (int j = 0; j < D; j++)
            {
                ar += Wr[i * D + j] * x[j];
                az += Wz[i * D + j] * x[j];
                an += Wn[i * D + j] * x[j];
            }
            for (int j = 0; j < N; j++)
            {
                ar += Rr[i * N + j] * prev[j];
                az += Rz[i * N + j] * prev[j];
                rec += Rn[i * N + j] * prev[j];
            }
            f.r[i] = Sig(ar);
            f.z[i] = Sig(az);
            f.rec[i] = rec;
            f.n[i] = (float)Math.Tanh(an + f.r[i] * rec);
            f.h[i] = (1 - f.z[i]) * f.n[i] + f.z[i] * prev[i];
        }
        return f;
    }

    public float[] Backward(GruFrame f, float[] dh)
    {
        float[] ar = new float[N], az = new float[N], an = new float[N], ac = new float[N], dprev = new float[N];
        for (int i = 0; i < N; i++)
        {
            az[i] = dh[i] * (f.prev[i] - f.n[i]) * f.z[i] * (1 - f.z[i]);  //! sigma-missing @Rz: az[i] = dh[i] * (f.prev[i] - f.n[i]);
            an[i] = dh[i] * (1 - f.z[i]) * (1 - f.n[i] * f.n[i]);  //! sigma-missing-2: an[i] = dh[i] * (1 - f.z[i]);
            ar[i] = an[i] * f.rec[i] * f.r[i] * (1 - f.r[i]);
            ac[i] = an[i] * f.r[i];  //! unexplained: ac[i] = an[i];
            dprev[i] = dh[i] * f.z[i];  //! unexplained-2: dprev[i] = dh[i] * (1 - f.z[i]);
            dcn[i] += ac[i];
        }
        for (int i = 0; i < N; i++)
        {
            for (int j = 0; j < D; j++)
            {
                dWr[i * D + j] += ar[i] * f.x[j];
                dWz[i * D + j] += az[i] * f.x[j];
                dWn[i * D + j] += an[i] * f.x[j];
            }
            for (int j = 0; j < N; j++)
            {
                dRr[i * N + j] += ar[i] * f.prev[j];
                dRz[i * N + j] += az[i] * f.prev[j];  //! reversed @Rz: dRz[j * N + i] += az[i] * f.prev[j];
                dRn[i * N + j] += ac[i] * f.prev[j];
                dprev[j] += Rr[i * N + j] * ar[i];  //! transposed @Rr: dprev[j] += Rr[j * N + i] * ar[i];
                dprev[j] += Rz[i * N + j] * az[i];  //! transposed-2 @Rz: dprev[j] += Rz[j * N + i] * az[i];
                dprev[j] += Rn[i * N + j] * ac[i];  //! transposed-3: dprev[j] += Rn[j * N + i] * ac[i];
            }
        }
        return dprev;
    }
}
//--- Sequencer.cs
public static class Sequencer
{
    public static float Fit(GruUnit unit, float[][] x, float[][] y)
    {
        var frames = new GruFrame[x.Length];
        float[] h = new float[unit.N];
        float loss = 0;
        for (int t = 0; t < x.Length; t++)
        {
            frames[t] = unit.Forward(x[t], h);
            h = frames[t].h;
            for (int i = 0; i < h.Length; i++) loss += 0.5f * (h[i] - y[t][i]) * (h[i] - y[t][i]);
        }
        unit.ClearGradients();
        float[] dh = new float[unit.N];
        for (int t = x.Length - 1; t >= 0; t--)
        {
            for (int i = 0; i < dh.Length; i++) dh[i] += frames[t].h[i] - y[t][i];
            dh = unit.Backward(frames[t], dh);
        }
        return loss;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new GruUnit(2, 4);
        object[] p = [net.Wr, net.Wz, net.Wn, net.Rr, net.Rz, net.Rn, net.cn];
        Numeric.Fill(seed, 2, p);
        foreach (var w in new[] { net.Rr, net.Rz, net.Rn })
            Numeric.Mirror(4, (i, j) => w[i * 4 + j], (i, j, v) => w[i * 4 + j] = (float)v);
        var xs = Numeric.Single(Numeric.Sequence(seed + 1, 5, 2));
        var ys = Numeric.Single(Numeric.Sequence(seed + 2, 5, 4));
        Sequencer.Fit(net, xs, ys);
        return (Numeric.Flatten(net.dWr, net.dWz, net.dWn, net.dRr, net.dRz, net.dRn, net.dcn), Numeric.Differences(() => Sequencer.Fit(net, xs, ys), p));
    }
}
