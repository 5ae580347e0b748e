//# matrix: Wrec
//# style: using and IDisposable around rented buffers; argument checks that throw; try/finally; lock; nullable caches; flat W[to * n + from]; tanh
using System;
using System.Collections.Generic;

namespace Rented
{
    public sealed class BufferPool
    {
        private readonly Stack<double[]> free = new Stack<double[]>();
        private readonly object gate = new object();

        public Lease Rent(int length)
        {
            lock (gate)
            {
                double[] array = free.Count > 0 && free.Peek().Length == length ? free.Pop() : new double[length];
                Array.Clear(array, 0, length);
                return new Lease(this, array);
            }
        }

        public readonly struct Lease : IDisposable
        {
            private readonly BufferPool pool;

            internal Lease(BufferPool pool, double[] array)
            {
                this.pool = pool;
                Array = array;
            }

            public double[] Array { get; }

            public void Dispose()
            {
                lock (pool.gate)
                {
                    pool.free.Push(Array);
                }
            }
        }
    }

    public sealed class PooledRnn
    {
        private readonly BufferPool pool = new BufferPool();
        private readonly int n;
        private readonly double[] Wrec, gradWrec;
        private double[][] states;
        private bool busy;

        public PooledRnn(int n)
        {
            if (n <= 0) throw new ArgumentOutOfRangeException(nameof(n));
            this.n = n;
            Wrec = new double[n * n];
            gradWrec = new double[n * n];
            Random random = new Random(2);
            for (int i = 0; i < Wrec.Length; i++) Wrec[i] = random.NextDouble() - 0.5;
        }

        public double[] Forward(double[][] inputs)
        {
            if (inputs == null) throw new ArgumentNullException(nameof(inputs));
            states = new double[inputs.Length + 1][];
            states[0] = new double[n];
            for (int t = 0; t < inputs.Length; t++)
            {
                if (inputs[t].Length != n) throw new ArgumentException("wrong input size");
                states[t + 1] = new double[n];
                for (int i = 0; i < n; i++)
                {
                    double z = inputs[t][i];
                    for (int j = 0; j < n; j++) z += Wrec[i * n + j] * states[t][j];
                    states[t + 1][i] = Math.Tanh(z);
                }
            }
            return states[inputs.Length];
        }

        public void Backward(double[] dLast)
        {
            if (states == null) throw new InvalidOperationException("Forward first");
            if (busy) throw new InvalidOperationException("not reentrant");
            busy = true;
            try
            {
                using (var dh = pool.Rent(n))
                using (var dz = pool.Rent(n))
                {
                    dLast.CopyTo(dh.Array, 0);
                    for (int t = states.Length - 1; t > 0; t--)
                    {
                        for (int i = 0; i < n; i++)
                            dz.Array[i] = dh.Array[i] * (1 - states[t][i] * states[t][i]);  //! sigma-missing: dz.Array[i] = dh.Array[i];
                        for (int j = 0; j < n; j++)
                        {
                            double sum = 0;
                            for (int i = 0; i < n; i++)
                            {
                                sum += Wrec[i * n + j] * dz.Array[i];  //! transposed: sum += Wrec[j * n + i] * dz.Array[i];
                                gradWrec[i * n + j] += dz.Array[i] * states[t - 1][j];  //! reversed: gradWrec[j * n + i] += dz.Array[i] * states[t - 1][j];
                            }
                            dh.Array[j] = sum;
                        }
                    }
                }
            }
            finally
            {
                busy = false;
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Rented.PooledRnn(4);
        var w = Numeric.Fields(net, "Wrec");
        Numeric.Fill(seed, w);
        var xs = Numeric.Sequence(seed + 1, 5, 4);
        var up = Numeric.Vector(seed + 2, 4);
        net.Forward(xs);
        net.Backward(up);
        return (Numeric.Flatten(Numeric.Fields(net, "gradWrec")), Numeric.Differences(() => Numeric.Dot(up, net.Forward(xs)), w));
    }
}
