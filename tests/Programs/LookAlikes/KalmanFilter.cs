//# expect: silent
//# style: Kalman filter over time; transition matrix and its transpose in the covariance; own matrix helpers
using System;

namespace Tracking
{
    public class KalmanFilter
    {
        private readonly double[,] F, Q, H;
        private readonly double noise;
        private double[] state;
        private double[,] P;

        public KalmanFilter(double[,] transition, double[,] processNoise, double[,] measurement, double measurementNoise)
        {
            F = transition;
            Q = processNoise;
            H = measurement;
            noise = measurementNoise;
            int n = F.GetLength(0);
            state = new double[n];
            P = new double[n, n];
            for (int i = 0; i < n; i++) P[i, i] = 1;
        }

        public double[] Filter(double[] measurements)
        {
            double[] innovations = new double[measurements.Length];
            for (int t = 0; t < measurements.Length; t++)
            {
                Predict();
                innovations[t] = Update(measurements[t]);
            }
            return innovations;
        }

        private void Predict()
        {
            int n = state.Length;
            double[] next = new double[n];
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++)
                    next[i] += F[i, j] * state[j];
            state = next;
            P = Add(Multiply(Multiply(F, P), Transpose(F)), Q);
        }

        private double Update(double z)
        {
            int n = state.Length;
            double predicted = 0, s = noise;
            double[] ph = new double[n];
            for (int i = 0; i < n; i++)
            {
                predicted += H[0, i] * state[i];
                for (int j = 0; j < n; j++) ph[i] += P[i, j] * H[0, j];
            }
            for (int i = 0; i < n; i++) s += H[0, i] * ph[i];
            double innovation = z - predicted;
            for (int i = 0; i < n; i++) state[i] += ph[i] / s * innovation;
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++)
                    P[i, j] -= ph[i] * ph[j] / s;
            return innovation;
        }

        private static double[,] Multiply(double[,] a, double[,] b)
        {
            var c = new double[a.GetLength(0), b.GetLength(1)];
            for (int i = 0; i < c.GetLength(0); i++)
                for (int j = 0; j < c.GetLength(1); j++)
                    for (int k = 0; k < a.GetLength(1); k++)
                        c[i, j] += a[i, k] * b[k, j];
            return c;
        }

        private static double[,] Transpose(double[,] a)
        {
            var t = new double[a.GetLength(1), a.GetLength(0)];
            for (int i = 0; i < a.GetLength(0); i++)
                for (int j = 0; j < a.GetLength(1); j++)
                    t[j, i] = a[i, j];
            return t;
        }

        private static double[,] Add(double[,] a, double[,] b)
        {
            var c = new double[a.GetLength(0), a.GetLength(1)];
            for (int i = 0; i < a.GetLength(0); i++)
                for (int j = 0; j < a.GetLength(1); j++)
                    c[i, j] = a[i, j] + b[i, j];
            return c;
        }
    }
}
