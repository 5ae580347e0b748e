//# expect: silent
//# style: power iteration of a Markov chain towards its stationary distribution; row vector times matrix
using System;

public class MarkovChain
{
    private readonly double[][] transition;

    public MarkovChain(double[][] transition)
    {
        this.transition = transition;
    }

    public double[] Stationary(int iterations)
    {
        int n = transition.Length;
        double[] p = new double[n];
        for (int i = 0; i < n; i++) p[i] = 1.0 / n;
        for (int k = 0; k < iterations; k++) p = Forward(p);
        return p;
    }

    public double[] Forward(double[] p)
    {
        double[] next = new double[p.Length];
        for (int i = 0; i < p.Length; i++)
            for (int j = 0; j < p.Length; j++)
                next[j] += p[i] * transition[i][j];
        return next;
    }

    // Expected value of f one step later, seen from each state.
    public double[] Backward(double[] f)
    {
        double[] before = new double[f.Length];
        for (int i = 0; i < f.Length; i++)
            for (int j = 0; j < f.Length; j++)
                before[i] += transition[i][j] * f[j];
        return before;
    }
}
