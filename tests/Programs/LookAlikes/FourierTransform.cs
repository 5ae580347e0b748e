//# expect: silent
//# style: radix-2 FFT with System.Numerics.Complex, methods named Forward and Backward, circular convolution
using System;
using System.Numerics;

namespace Signals
{
    public static class Fft
    {
        public static void Forward(Complex[] x) => Transform(x, -1);

        public static void Backward(Complex[] x)
        {
            Transform(x, 1);
            for (int i = 0; i < x.Length; i++) x[i] /= x.Length;
        }

        private static void Transform(Complex[] x, int sign)
        {
            for (int i = 1, j = 0; i < x.Length; i++)
            {
                int bit = x.Length >> 1;
                for (; (j & bit) != 0; bit >>= 1) j ^= bit;
                j ^= bit;
                if (i < j) (x[i], x[j]) = (x[j], x[i]);
            }
            for (int length = 2; length <= x.Length; length <<= 1)
            {
                var root = Complex.FromPolarCoordinates(1, sign * 2 * Math.PI / length);
                for (int start = 0; start < x.Length; start += length)
                {
                    var w = Complex.One;
                    for (int k = 0; k < length / 2; k++)
                    {
                        Complex even = x[start + k], odd = x[start + k + length / 2] * w;
                        x[start + k] = even + odd;
                        x[start + k + length / 2] = even - odd;
                        w *= root;
                    }
                }
            }
        }

        public static double[] Convolve(double[] a, double[] b)
        {
            Complex[] fa = Array.ConvertAll(a, v => new Complex(v, 0)), fb = Array.ConvertAll(b, v => new Complex(v, 0));
            Forward(fa);
            Forward(fb);
            for (int i = 0; i < fa.Length; i++) fa[i] *= fb[i];
            Backward(fa);
            return Array.ConvertAll(fa, v => v.Real);
        }
    }
}
