//# expect: silent
//# style: TD(lambda) with eligibility traces and successor features: a matrix learned online, applied at each step; no backward pass
using System;

namespace ReinforcementLearning
{
    public class SuccessorFeatures
    {
        private readonly double[,] m;
        private readonly double[] reward, trace;
        private readonly int n;

        public SuccessorFeatures(int n)
        {
            this.n = n;
            m = new double[n, n];
            reward = new double[n];
            trace = new double[n];
            for (int i = 0; i < n; i++) m[i, i] = 1;
        }

        private double[] Expect(double[] phi)
        {
            var psi = new double[n];
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++) psi[i] += m[i, j] * phi[j];
            return psi;
        }

        public void Learn(double[][] phi, double[] rewards, double discount, double lambda, double rate)
        {
            Array.Clear(trace, 0, n);
            for (int t = 0; t + 1 < phi.Length; t++)
            {
                double[] now = Expect(phi[t]), next = Expect(phi[t + 1]);
                double error = rewards[t];
                for (int j = 0; j < n; j++)
                {
                    trace[j] = discount * lambda * trace[j] + phi[t][j];
                    error -= reward[j] * phi[t][j];
                }
                for (int i = 0; i < n; i++)
                {
                    double delta = phi[t][i] + discount * next[i] - now[i];
                    for (int j = 0; j < n; j++) m[i, j] += rate * delta * trace[j];
                    reward[i] += rate * error * phi[t][i];
                }
            }
        }

        public double Value(double[] phi)
        {
            double v = 0;
            var psi = Expect(phi);
            for (int i = 0; i < n; i++) v += reward[i] * psi[i];
            return v;
        }
    }
}
