//# expect: silent
//# style: bidirectional associative memory: one matrix forth and its transpose back with sign functions until stable; Hebbian storage
using System;

namespace Memories
{
    public class AssociativeMemory
    {
        private readonly double[,] m;

        public AssociativeMemory(int left, int right) => m = new double[left, right];

        public void Store(double[] a, double[] b)
        {
            for (int i = 0; i < a.Length; i++)
                for (int j = 0; j < b.Length; j++) m[i, j] += a[i] * b[j];
        }

        public double[] Forward(double[] a)
        {
            var b = new double[m.GetLength(1)];
            for (int j = 0; j < b.Length; j++)
            {
                for (int i = 0; i < a.Length; i++) b[j] += m[i, j] * a[i];
                b[j] = Math.Tanh(4 * b[j]);
            }
            return b;
        }

        public double[] Backward(double[] b)
        {
            var a = new double[m.GetLength(0)];
            for (int i = 0; i < a.Length; i++)
            {
                for (int j = 0; j < b.Length; j++) a[i] += m[i, j] * b[j];
                a[i] = Math.Tanh(4 * a[i]);
            }
            return a;
        }

        public (double[] a, double[] b) Recall(double[] cue, int rounds)
        {
            double[] a = cue, b = Forward(a);
            for (int t = 0; t < rounds; t++)
            {
                a = Backward(b);
                b = Forward(a);
            }
            return (a, b);
        }
    }
}
