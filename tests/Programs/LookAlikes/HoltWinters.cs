//# expect: silent
//# style: Holt-Winters exponential smoothing fitted by analytic gradient accumulated forwards; decimal report
using System;
using System.Linq;

namespace Forecasting
{
    public sealed class HoltWinters
    {
        private double alpha = 0.3, beta = 0.1, gamma = 0.2;
        private readonly int season;

        public HoltWinters(int season) => this.season = season;

        public double[] Fit(double[] y, int iterations)
        {
            double best = Error(y, out var forecast);
            for (int k = 0; k < iterations; k++)
                foreach (double step in new[] { 0.05, -0.05 })
                {
                    double old = alpha;
                    alpha = Math.Clamp(alpha + step / (k + 1), 0.01, 0.99);
                    double error = Error(y, out var candidate);
                    if (error < best) (best, forecast) = (error, candidate); else alpha = old;
                }
            return forecast;
        }

        private double Error(double[] y, out double[] forecast)
        {
            double level = y.Take(season).Average(), trend = (y[season] - y[0]) / season, sum = 0;
            var seasonal = y.Take(season).Select(v => v - level).ToArray();
            forecast = new double[y.Length];
            for (int t = 0; t < y.Length; t++)
            {
                int s = t % season;
                forecast[t] = level + trend + seasonal[s];
                sum += (y[t] - forecast[t]) * (y[t] - forecast[t]);
                double before = level;
                level = alpha * (y[t] - seasonal[s]) + (1 - alpha) * (level + trend);
                trend = beta * (level - before) + (1 - beta) * trend;
                seasonal[s] = gamma * (y[t] - level) + (1 - gamma) * seasonal[s];
            }
            return sum;
        }
    }
}
