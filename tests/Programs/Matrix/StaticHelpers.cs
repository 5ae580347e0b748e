//# matrix: Whh
//# style: static helper class on double[,] and double[]; overloads that differ in orientation; row vector h W; W[from, to]; tanh; file per class
//--- Mat.cs
using System;

static class Mat
{
    // row vector times matrix
    public static double[] Multiply(double[] v, double[,] m)
    {
        double[] r = new double[m.GetLength(1)];
        for (int j = 0; j < r.Length; j++)
            for (int i = 0; i < v.Length; i++)
                r[j] += v[i] * m[i, j];
        return r;
    }

    // matrix times column vector
    public static double[] Multiply(double[,] m, double[] v)
    {
        double[] r = new double[m.GetLength(0)];
        for (int i = 0; i < r.Length; i++)
            for (int j = 0; j < v.Length; j++)
                r[i] += m[i, j] * v[j];
        return r;
    }

    public static double[] Add(double[] a, double[] b)
    {
        double[] r = new double[a.Length];
        for (int i = 0; i < r.Length; i++) r[i] = a[i] + b[i];
        return r;
    }

    public static double[] Subtract(double[] a, double[] b)
    {
        double[] r = new double[a.Length];
        for (int i = 0; i < r.Length; i++) r[i] = a[i] - b[i];
        return r;
    }

    public static double[] Hadamard(double[] a, double[] b)
    {
        double[] r = new double[a.Length];
        for (int i = 0; i < r.Length; i++) r[i] = a[i] * b[i];
        return r;
    }

    public static double[] Tanh(double[] a)
    {
        double[] r = new double[a.Length];
        for (int i = 0; i < r.Length; i++) r[i] = Math.Tanh(a[i]);
        return r;
    }

    public static double[] TanhDerivative(double[] tanh)
    {
        double[] r = new double[tanh.Length];
        for (int i = 0; i < r.Length; i++) r[i] = 1 - tanh[i] * tanh[i];
        return r;
    }

    public static void AddOuter(double[,] sum, double[] a, double[] b)
    {
        for (int i = 0; i < a.Length; i++)
            for (int j = 0; j < b.Length; j++)
                sum[i, j] += a[i] * b[j];
    }

    public static double[,] Random(int rows, int cols, Random rng)
    {
        double[,] m = new double[rows, cols];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < cols; j++)
                m[i, j] = rng.NextDouble() - 0.5;
        return m;
    }
}
//--- SimpleRnn.cs
using System;

class SimpleRnn
{
    readonly double[,] Wxh, Whh;
    double[,] gWxh, gWhh;
    double[][] h;
    readonly int size;

    public SimpleRnn(int inputs, int size)
    {
        this.size = size;
        Random rng = new Random(1);
        Wxh = Mat.Random(inputs, size, rng);
        Whh = Mat.Random(size, size, rng);
    }

    public double[] Run(double[][] xs)
    {
        h = new double[xs.Length + 1][];
        h[0] = new double[size];
        for (int t = 0; t < xs.Length; t++)
            h[t + 1] = Mat.Tanh(Mat.Add(Mat.Multiply(xs[t], Wxh), Mat.Multiply(h[t], Whh)));
        return h[xs.Length];
    }

    public double Loss(double[][] xs, double[] target)
    {
        double[] e = Mat.Subtract(Run(xs), target);
        double sum = 0;
        foreach (double v in e) sum += v * v / 2;
        return sum;
    }

    public void ComputeGradients(double[][] xs, double[] target)
    {
        gWxh = new double[Wxh.GetLength(0), size];
        gWhh = new double[size, size];
        double[] dh = Mat.Subtract(h[xs.Length], target);
        for (int t = xs.Length - 1; t >= 0; t--)
        {
            double[] dz = Mat.Hadamard(dh, Mat.TanhDerivative(h[t + 1]));
            //! sigma-missing: double[] dz = dh;
            //! sigma-wrong-step: double[] dz = Mat.Hadamard(dh, Mat.TanhDerivative(h[t]));
            Mat.AddOuter(gWxh, xs[t], dz);
            Mat.AddOuter(gWhh, h[t], dz);  //! reversed: Mat.AddOuter(gWhh, dz, h[t]);
            dh = Mat.Multiply(Whh, dz);  //! transposed: dh = Mat.Multiply(dz, Whh);
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new SimpleRnn(2, 4);
        var p = Numeric.Fields(net, "Wxh", "Whh");
        Numeric.Fill(seed, p);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var y = Numeric.Vector(seed + 2, 4);
        net.Run(xs);
        net.ComputeGradients(xs, y);
        return (Numeric.Flatten(Numeric.Fields(net, "gWxh", "gWhh")), Numeric.Differences(() => net.Loss(xs, y), p));
    }
}
