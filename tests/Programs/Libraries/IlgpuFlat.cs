//# matrix: w
//# style: ILGPU kernels over flat buffers: one thread per unit, the products in a loop of the kernel; transposed product and outer product in kernels of their own
//# precision: float
using System;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;

public class GpuRnn
{
    private readonly int n;
    public float[] w, u, dw, du;

    public GpuRnn(int units)
    {
        n = units;
        w = new float[units * units];
        u = new float[units * units];
        dw = new float[units * units];
        du = new float[units * units];
        var random = new Random(3);
        for (int i = 0; i < w.Length; i++)
        {
            w[i] = (float)random.NextDouble() - 0.5f;
            u[i] = (float)random.NextDouble() - 0.5f;
        }
    }

    private static void Advance(Index1D i, ArrayView<float> w, ArrayView<float> u, ArrayView<float> x, ArrayView<float> h, int t, int n)
    {
        var sum = 0f;
        for (int k = 0; k < n; k++)
            sum += w[i * n + k] * h[t * n + k] + u[i * n + k] * x[t * n + k];
        h[(t + 1) * n + i] = MathF.Tanh(sum);
    }

    private static void Delta(Index1D i, ArrayView<float> h, ArrayView<float> dh, ArrayView<float> dz, int t, int n)
    {
        var y = h[(t + 1) * n + i];
        dz[i] = dh[i] * (1 - y * y);  //! sigma-missing: dz[i] = dh[i];
    }

    private static void Back(Index1D k, ArrayView<float> w, ArrayView<float> dz, ArrayView<float> dh, int n)
    {
        var sum = 0f;
        for (int i = 0; i < n; i++)
            sum += w[i * n + k] * dz[i];  //! transposed: sum += w[k * n + i] * dz[i];
        dh[k] = sum;
    }

    private static void Outer(Index1D i, ArrayView<float> dz, ArrayView<float> from, ArrayView<float> gradient, int t, int n)
    {
        for (int k = 0; k < n; k++)
            gradient[i * n + k] += dz[i] * from[t * n + k];  //! reversed: gradient[k * n + i] += dz[i] * from[t * n + k];
    }

    public float Train(float[] x, float[] target, int steps)
    {
        using var context = Context.CreateDefault();
        using var accelerator = context.CreateCPUAccelerator(0);
        var advance = accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, int, int>(Advance);
        var delta = accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<float>, ArrayView<float>, ArrayView<float>, int, int>(Delta);
        var back = accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<float>, ArrayView<float>, ArrayView<float>, int>(Back);
        var outer = accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<float>, ArrayView<float>, ArrayView<float>, int, int>(Outer);
        using var W = accelerator.Allocate1D(w);
        using var U = accelerator.Allocate1D(u);
        using var X = accelerator.Allocate1D(x);
        using var H = accelerator.Allocate1D<float>((steps + 1) * n);
        using var gW = accelerator.Allocate1D<float>(n * n);
        using var gU = accelerator.Allocate1D<float>(n * n);
        using var dz = accelerator.Allocate1D<float>(n);
        using var dh = accelerator.Allocate1D<float>(n);
        H.MemSetToZero();
        gW.MemSetToZero();
        gU.MemSetToZero();
        for (int t = 0; t < steps; t++)
            advance(n, W.View, U.View, X.View, H.View, t, n);
        accelerator.Synchronize();
        var states = H.GetAsArray1D();
        var error = new float[n];
        var loss = 0f;
        for (int i = 0; i < n; i++)
        {
            error[i] = states[steps * n + i] - target[i];
            loss += 0.5f * error[i] * error[i];
        }

        dh.CopyFromCPU(error);
        for (int t = steps - 1; t >= 0; t--)
        {
            delta(n, H.View, dh.View, dz.View, t, n);
            outer(n, dz.View, H.View, gW.View, t, n);
            outer(n, dz.View, X.View, gU.View, t, n);
            back(n, W.View, dz.View, dh.View, n);
        }

        accelerator.Synchronize();
        gW.CopyToCPU(dw);
        gU.CopyToCPU(du);
        return loss;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new GpuRnn(3);
        Numeric.Fill(seed, net.w, net.u);
        float[] x = Numeric.Single(Numeric.Vector(seed + 1, 12)), target = Numeric.Single(Numeric.Vector(seed + 2, 3));
        net.Train(x, target, 4);
        return (Numeric.Flatten(net.dw, net.du), Numeric.Differences(() => net.Train(x, target, 4), net.w, net.u));
    }
}
