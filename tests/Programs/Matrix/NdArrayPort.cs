//# matrix: Why2
//# style: port from NumPy by way of an own NDArray with params int[] shape, operators that broadcast, static np class (dot, tanh, zeros_like, sum over an axis); row batches h @ Whh + x @ Wxh + b; two stacked recurrent layers; snake_case
using System;
using System.Linq;

public class NDArray
{
    public readonly double[] data;
    public readonly int[] shape;

    public NDArray(params int[] shape)
    {
        this.shape = shape;
        data = new double[shape.Aggregate(1, (a, b) => a * b)];
    }

    public static NDArray operator +(NDArray a, NDArray b) => np.broadcast(a, b, (x, y) => x + y);
    public static NDArray operator -(NDArray a, NDArray b) => np.broadcast(a, b, (x, y) => x - y);
    public static NDArray operator *(NDArray a, NDArray b) => np.broadcast(a, b, (x, y) => x * y);
    public static NDArray operator -(double s, NDArray b) => np.map(b, y => s - y);
    public static NDArray operator *(double s, NDArray b) => np.map(b, y => s * y);

    public NDArray T
    {
        get
        {
            var r = new NDArray(shape[1], shape[0]);
            for (int i = 0; i < shape[0]; i++) for (int j = 0; j < shape[1]; j++) r.data[j * shape[0] + i] = data[i * shape[1] + j];
            return r;
        }
    }
}

public static class np
{
    public static NDArray map(NDArray a, Func<double, double> f)
    {
        var r = new NDArray(a.shape);
        for (int i = 0; i < r.data.Length; i++) r.data[i] = f(a.data[i]);
        return r;
    }

    public static NDArray broadcast(NDArray a, NDArray b, Func<double, double, double> f)
    {
        int rows = Math.Max(a.shape[0], b.shape[0]), cols = Math.Max(a.shape[1], b.shape[1]);
        var r = new NDArray(rows, cols);
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < cols; j++)
                r.data[i * cols + j] = f(a.data[i % a.shape[0] * a.shape[1] + j % a.shape[1]], b.data[i % b.shape[0] * b.shape[1] + j % b.shape[1]]);
        return r;
    }

    public static NDArray dot(NDArray a, NDArray b)
    {
        var r = new NDArray(a.shape[0], b.shape[1]);
        for (int i = 0; i < a.shape[0]; i++)
            for (int j = 0; j < b.shape[1]; j++)
                for (int k = 0; k < a.shape[1]; k++)
                    r.data[i * b.shape[1] + j] += a.data[i * a.shape[1] + k] * b.data[k * b.shape[1] + j];
        return r;
    }

    public static NDArray tanh(NDArray a) => map(a, Math.Tanh);

    public static NDArray zeros_like(NDArray a) => new NDArray(a.shape);

    public static NDArray sum_axis0(NDArray a)
    {
        var r = new NDArray(1, a.shape[1]);
        for (int i = 0; i < a.data.Length; i++) r.data[i % a.shape[1]] += a.data[i];
        return r;
    }
}

public class two_layer_rnn
{
    public NDArray Wxh1, Whh1, b1, W12, Why2, b2;
    public NDArray dWxh1, dWhh1, db1, dW12, dWhy2, db2;

    public two_layer_rnn(int nx, int nh)
    {
        Wxh1 = new NDArray(nx, nh); Whh1 = new NDArray(nh, nh); b1 = new NDArray(1, nh);
        W12 = new NDArray(nh, nh); Why2 = new NDArray(nh, nh); b2 = new NDArray(1, nh);
    }

    public double step(NDArray[] x, NDArray[] y)
    {
        int T = x.Length, B = x[0].shape[0], H = b1.shape[1];
        NDArray[] h1 = new NDArray[T + 1], h2 = new NDArray[T + 1];
        h1[0] = new NDArray(B, H); h2[0] = new NDArray(B, H);
        double loss = 0;
        for (int t = 1; t <= T; t++)
        {
            h1[t] = np.tanh(np.dot(x[t - 1], Wxh1) + np.dot(h1[t - 1], Whh1) + b1);
            h2[t] = np.tanh(np.dot(h1[t], W12) + np.dot(h2[t - 1], Why2) + b2);
            loss += 0.5 * ((h2[t] - y[t - 1]) * (h2[t] - y[t - 1])).data.Sum();
        }

        dWxh1 = np.zeros_like(Wxh1); dWhh1 = np.zeros_like(Whh1); db1 = np.zeros_like(b1);
        dW12 = np.zeros_like(W12); dWhy2 = np.zeros_like(Why2); db2 = np.zeros_like(b2);
        NDArray dh1 = new NDArray(B, H), dh2 = new NDArray(B, H);
        for (int t = T; t >= 1; t--)
        {
            var dz2 = (dh2 + (h2[t] - y[t - 1])) * (1 - h2[t] * h2[t]);
            //! sigma-missing: var dz2 = dh2 + (h2[t] - y[t - 1]);
            //! sigma-wrong: var dz2 = (dh2 + (h2[t] - y[t - 1])) * (1 - h2[t]);
            dWhy2 += np.dot(h2[t - 1].T, dz2);  //! reversed: dWhy2 += np.dot(dz2.T, h2[t - 1]);
            dW12 += np.dot(h1[t].T, dz2);
            db2 += np.sum_axis0(dz2);
            var dz1 = (dh1 + np.dot(dz2, W12.T)) * (1 - h1[t] * h1[t]);
            //! sigma-wrong-step @Whh1: var dz1 = (dh1 + np.dot(dz2, W12.T)) * (1 - h1[t - 1] * h1[t - 1]);
            dWhh1 += np.dot(h1[t - 1].T, dz1);
            dWxh1 += np.dot(x[t - 1].T, dz1);
            db1 += np.sum_axis0(dz1);
            dh2 = np.dot(dz2, Why2.T);  //! transposed: dh2 = np.dot(dz2, Why2);
            dh1 = np.dot(dz1, Whh1.T);  //! transposed-2 @Whh1: dh1 = np.dot(dz1, Whh1);
        }
        return loss;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new two_layer_rnn(2, 4);
        object[] p = [net.Wxh1.data, net.Whh1.data, net.b1.data, net.W12.data, net.Why2.data, net.b2.data];
        Numeric.Fill(seed, p);
        NDArray Draw(int s, int c) { var a = new NDArray(3, c); Numeric.Fill(s, a.data); return a; }
        var xs = Enumerable.Range(1, 4).Select(t => Draw(seed + t, 2)).ToArray();
        var ys = Enumerable.Range(1, 4).Select(t => Draw(seed + 9 + t, 4)).ToArray();
        net.step(xs, ys);
        var g = Numeric.Flatten(net.dWxh1.data, net.dWhh1.data, net.db1.data, net.dW12.data, net.dWhy2.data, net.db2.data);
        return (g, Numeric.Differences(() => net.step(xs, ys), p));
    }
}
