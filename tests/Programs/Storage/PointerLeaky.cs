//# matrix: pw
//# style: unsafe: continuous-time network by Euler steps with a time constant per neuron; native memory from NativeMemory.AllocZeroed, freed in Dispose; pointer arithmetic (*p++); W[to * n + from]; last-state loss
using System;
using System.Runtime.InteropServices;

namespace NativeDynamics
{
    public sealed unsafe class CtrnnNative : IDisposable
    {
        readonly int n;
        readonly double dt;
        public readonly double[] pw, tau, gw;

        public CtrnnNative(int n, double dt)
        {
            this.n = n;
            this.dt = dt;
            pw = new double[n * n];
            gw = new double[n * n];
            tau = new double[n];
            Array.Fill(tau, 1.0);
        }

        public double Solve(double[] drive, int steps, double[] goal, bool wantGradient)
        {
            double* y = (double*)NativeMemory.AllocZeroed((nuint)((steps + 1) * n), sizeof(double));
            double* r = (double*)NativeMemory.AllocZeroed((nuint)((steps + 1) * n), sizeof(double));
            double* l = (double*)NativeMemory.AllocZeroed((nuint)(2 * n), sizeof(double));
            double loss = 0;
            try
            {
                fixed (double* w = pw, u = drive, g = gw)
                {
                    for (int t = 0; t < steps; t++)
                    {
                        double* now = y + t * n, rate = r + t * n, next = y + (t + 1) * n;
                        for (int i = 0; i < n; i++) rate[i] = Math.Tanh(now[i]);
                        double* wi = w;
                        for (int i = 0; i < n; i++)
                        {
                            double s = u[t * n + i];
                            for (int j = 0; j < n; j++) s += *wi++ * rate[j];
                            next[i] = now[i] + dt / tau[i] * (s - now[i]);
                        }
                    }

                    double* end = y + steps * n;
                    double* a = l, b = l + n;
                    for (int i = 0; i < n; i++)
                    {
                        a[i] = end[i] - goal[i];
                        loss += 0.5 * a[i] * a[i];
                    }
                    if (!wantGradient) return loss;

                    for (int k = 0; k < n * n; k++) g[k] = 0;
                    for (int t = steps - 1; t >= 0; t--)
                    {
                        double* rate = r + t * n;
                        for (int j = 0; j < n; j++)
                        {
                            double sum = 0;
                            for (int i = 0; i < n; i++)
                                sum += w[i * n + j] * a[i] * dt / tau[i];  //! transposed: sum += w[j * n + i] * a[i] * dt / tau[i];
                            b[j] = a[j] * (1 - dt / tau[j]) + sum * (1 - rate[j] * rate[j]);
                            //! sigma-missing: b[j] = a[j] * (1 - dt / tau[j]) + sum;
                            //! unexplained: b[j] = a[j] + sum * (1 - rate[j] * rate[j]);
                            //! truncated: b[j] = a[j] * (1 - dt / tau[j]);
                        }
                        double* gi = g;
                        for (int i = 0; i < n; i++)
                            for (int j = 0; j < n; j++)
                                *gi++ += a[i] * dt / tau[i] * rate[j];  //! reversed: *gi++ += a[j] * dt / tau[j] * rate[i];
                        double* swap = a;
                        a = b;
                        b = swap;
                    }
                }
                return loss;
            }
            finally
            {
                NativeMemory.Free(y);
                NativeMemory.Free(r);
                NativeMemory.Free(l);
            }
        }

        public void Dispose() => GC.SuppressFinalize(this);
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        using var net = new NativeDynamics.CtrnnNative(4, 0.4);
        Numeric.Fill(seed, 1.5, net.pw);
        for (int i = 0; i < 4; i++) net.tau[i] = 1;
        double[] u = Numeric.Vector(seed + 1, 20), y = Numeric.Vector(seed + 2, 4);
        net.Solve(u, 5, y, true);
        return (Numeric.Flatten(net.gw), Numeric.Differences(() => net.Solve(u, 5, y, false), net.pw));
    }
}
