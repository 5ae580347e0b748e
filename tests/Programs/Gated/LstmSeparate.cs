//# matrix: Uc
//# style: LSTM as a student writes it: a matrix per gate and operand; jagged; W[to][from]; whole sequence in Forward, gradients in Backward; caches in fields
using System;

public class Lstm
{
    int n, m;
    public double[][] Wi, Wf, Wo, Wc;     // input weights
    public double[][] Ui, Uf, Uo, Uc;     // recurrent weights
    public double[] bi, bf, bo, bc;
    public double[][] dWi, dWf, dWo, dWc, dUi, dUf, dUo, dUc;
    public double[] dbi, dbf, dbo, dbc;

    double[][] x, h, c, ig, fg, og, cand;

    public Lstm(int inputSize, int hiddenSize)
    {
        m = inputSize;
        n = hiddenSize;
        Random r = new Random(0);
        Wi = Rand(r, n, m); Wf = Rand(r, n, m); Wo = Rand(r, n, m); Wc = Rand(r, n, m);
        Ui = Rand(r, n, n); Uf = Rand(r, n, n); Uo = Rand(r, n, n); Uc = Rand(r, n, n);
        bi = new double[n]; bf = new double[n]; bo = new double[n]; bc = new double[n];
        for (int i = 0; i < n; i++) bf[i] = 1;
    }

    static double[][] Rand(Random r, int rows, int cols)
    {
        double[][] a = Zero(rows, cols);
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < cols; j++)
                a[i][j] = r.NextDouble() - 0.5;
        return a;
    }

    static double[][] Zero(int rows, int cols)
    {
        double[][] a = new double[rows][];
        for (int i = 0; i < rows; i++) a[i] = new double[cols];
        return a;
    }

    static double Sigmoid(double z) { return 1.0 / (1.0 + Math.Exp(-z)); }

    public double[][] Forward(double[][] input)
    {
        int T = input.Length;
        x = input;
        h = Zero(T + 1, n); c = Zero(T + 1, n);
        ig = Zero(T + 1, n); fg = Zero(T + 1, n); og = Zero(T + 1, n); cand = Zero(T + 1, n);
        for (int t = 1; t <= T; t++)
        {
            for (int i = 0; i < n; i++)
            {
                double zi = bi[i], zf = bf[i], zo = bo[i], zc = bc[i];
                for (int j = 0; j < m; j++)
                {
                    zi += Wi[i][j] * x[t - 1][j];
                    zf += Wf[i][j] * x[t - 1][j];
                    zo += Wo[i][j] * x[t - 1][j];
                    zc += Wc[i][j] * x[t - 1][j];
                }
                for (int j = 0; j < n; j++)
                {
                    zi += Ui[i][j] * h[t - 1][j];
                    zf += Uf[i][j] * h[t - 1][j];
                    zo += Uo[i][j] * h[t - 1][j];
                    zc += Uc[i][j] * h[t - 1][j];
                }
                ig[t][i] = Sigmoid(zi);
                fg[t][i] = Sigmoid(zf);
                og[t][i] = Sigmoid(zo);
                cand[t][i] = Math.Tanh(zc);
                c[t][i] = fg[t][i] * c[t - 1][i] + ig[t][i] * cand[t][i];
                h[t][i] = og[t][i] * Math.Tanh(c[t][i]);
            }
        }
        return h;
    }

    public double Loss(double[][] input, double[][] target)
    {
        Forward(input);
        double sum = 0;
        for (int t = 0; t < target.Length; t++)
            for (int i = 0; i < n; i++)
                sum += 0.5 * (h[t + 1][i] - target[t][i]) * (h[t + 1][i] - target[t][i]);
        return sum;
    }

    public void Backward(double[][] target)
    {
        dWi = Zero(n, m); dWf = Zero(n, m); dWo = Zero(n, m); dWc = Zero(n, m);
        dUi = Zero(n, n); dUf = Zero(n, n); dUo = Zero(n, n); dUc = Zero(n, n);
        dbi = new double[n]; dbf = new double[n]; dbo = new double[n]; dbc = new double[n];
        double[] dhNext = new double[n], dcNext = new double[n];
        for (int t = x.Length; t >= 1; t--)
        {
            double[] dzi = new double[n], dzf = new double[n], dzo = new double[n], dzc = new double[n];
            double[] dcPrev = new double[n];
            for (int i = 0; i < n; i++)
            {
                double dh = h[t][i] - target[t - 1][i] + dhNext[i];
                double tc = Math.Tanh(c[t][i]);
                double dc = dh * og[t][i] * (1 - tc * tc) + dcNext[i];
                //! unexplained: double dc = dh * og[t][i] * (1 - tc * tc);
                //! sigma-missing-4 RNN0002|RNN0004: double dc = dh * og[t][i] + dcNext[i];
                dzi[i] = dc * cand[t][i] * ig[t][i] * (1 - ig[t][i]);  //! sigma-missing @Ui: dzi[i] = dc * cand[t][i];
                dzf[i] = dc * c[t - 1][i] * fg[t][i] * (1 - fg[t][i]);  //! sigma-missing-2 @Uf: dzf[i] = dc * c[t - 1][i];
                //! sigma-wrong @Uf: dzf[i] = dc * c[t - 1][i] * (1 - fg[t][i] * fg[t][i]);
                //! unexplained-2 RNN0004|RNN0002 @Uf: dzf[i] = dc * c[t][i] * fg[t][i] * (1 - fg[t][i]);
                dzo[i] = dh * tc * og[t][i] * (1 - og[t][i]);  //! sigma-missing-3 @Uo: dzo[i] = dh * tc;
                dzc[i] = dc * ig[t][i] * (1 - cand[t][i] * cand[t][i]);
                //! sigma-wrong-2: dzc[i] = dc * ig[t][i] * cand[t][i] * (1 - cand[t][i]);
                dcPrev[i] = dc * fg[t][i];  //! sigma-wrong-step RNN0004: dcPrev[i] = dc * fg[t - 1][i];
            }
            double[] dhPrev = new double[n];
            for (int i = 0; i < n; i++)
            {
                dbi[i] += dzi[i]; dbf[i] += dzf[i]; dbo[i] += dzo[i]; dbc[i] += dzc[i];
                for (int j = 0; j < m; j++)
                {
                    dWi[i][j] += dzi[i] * x[t - 1][j];
                    dWf[i][j] += dzf[i] * x[t - 1][j];
                    dWo[i][j] += dzo[i] * x[t - 1][j];
                    dWc[i][j] += dzc[i] * x[t - 1][j];
                }
                for (int j = 0; j < n; j++)
                {
                    dUi[i][j] += dzi[i] * h[t - 1][j];
                    dUf[i][j] += dzf[i] * h[t - 1][j];  //! reversed @Uf: dUf[j][i] += dzf[i] * h[t - 1][j];
                    dUo[i][j] += dzo[i] * h[t - 1][j];
                    dUc[i][j] += dzc[i] * h[t - 1][j];  //! overwritten: dUc[i][j] = dzc[i] * h[t - 1][j];
                    //! unexplained-3: dUc[i][j] += dzc[i] * h[t][j];
                    dhPrev[j] += Ui[i][j] * dzi[i];  //! transposed @Ui: dhPrev[j] += Ui[j][i] * dzi[i];
                    dhPrev[j] += Uf[i][j] * dzf[i];  //! transposed-2 @Uf: dhPrev[j] += Uf[j][i] * dzf[i];
                    dhPrev[j] += Uo[i][j] * dzo[i];  //! transposed-3 @Uo: dhPrev[j] += Uo[j][i] * dzo[i];
                    dhPrev[j] += Uc[i][j] * dzc[i];  //! transposed-4: dhPrev[j] += Uc[j][i] * dzc[i];
                    //! truncated:
                }
            }
            dhNext = dhPrev;
            dcNext = dcPrev;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Lstm(2, 4);
        object[] p = [net.Wi, net.Wf, net.Wo, net.Wc, net.Ui, net.Uf, net.Uo, net.Uc, net.bi, net.bf, net.bo, net.bc];
        Numeric.Fill(seed, p);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var ys = Numeric.Sequence(seed + 2, 5, 4);
        net.Forward(xs);
        net.Backward(ys);
        return (Numeric.Flatten(net.dWi, net.dWf, net.dWo, net.dWc, net.dUi, net.dUf, net.dUo, net.dUc, net.dbi, net.dbf, net.dbo, net.dbc), Numeric.Differences(() => net.Loss(xs, ys), p));
    }
}
