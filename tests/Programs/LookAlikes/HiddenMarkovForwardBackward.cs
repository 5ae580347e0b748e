//# expect: silent
//# style: forward-backward algorithm of a hidden Markov model; transition matrix both ways; no activation, no gradient
using System;

namespace Bioinformatics;

public class HiddenMarkovModel
{
    private readonly double[,] transition;
    private readonly double[,] emission;
    private readonly double[] initial;
    private readonly int states;

    public HiddenMarkovModel(double[,] transition, double[,] emission, double[] initial)
    {
        this.transition = transition;
        this.emission = emission;
        this.initial = initial;
        states = initial.Length;
    }

    public double[][] Forward(int[] observations)
    {
        double[][] alpha = new double[observations.Length][];
        for (int t = 0; t < observations.Length; t++)
        {
            alpha[t] = new double[states];
            double total = 0;
            for (int j = 0; j < states; j++)
            {
                double sum = 0;
                if (t == 0)
                    sum = initial[j];
                else
                    for (int i = 0; i < states; i++)
                        sum += alpha[t - 1][i] * transition[i, j];
                alpha[t][j] = sum * emission[j, observations[t]];
                total += alpha[t][j];
            }
            for (int j = 0; j < states; j++)
                alpha[t][j] /= total;
        }
        return alpha;
    }

    public double[][] Backward(int[] observations)
    {
        int last = observations.Length - 1;
        double[][] beta = new double[observations.Length][];
        beta[last] = new double[states];
        Array.Fill(beta[last], 1.0);
        for (int t = last - 1; t >= 0; t--)
        {
            beta[t] = new double[states];
            double total = 0;
            for (int i = 0; i < states; i++)
            {
                for (int j = 0; j < states; j++)
                    beta[t][i] += transition[i, j] * emission[j, observations[t + 1]] * beta[t + 1][j];
                total += beta[t][i];
            }
            for (int i = 0; i < states; i++)
                beta[t][i] /= total;
        }
        return beta;
    }

    public double[][] Posterior(int[] observations)
    {
        double[][] alpha = Forward(observations), beta = Backward(observations);
        double[][] gamma = new double[observations.Length][];
        for (int t = 0; t < gamma.Length; t++)
        {
            gamma[t] = new double[states];
            double total = 0;
            for (int i = 0; i < states; i++)
                total += gamma[t][i] = alpha[t][i] * beta[t][i];
            for (int i = 0; i < states; i++)
                gamma[t][i] /= total;
        }
        return gamma;
    }
}
