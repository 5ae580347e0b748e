//# expect: silent
//# style: filter bank whose base class is made by a primary constructor's base call; one mixing matrix over the samples, no backward pass
using System;

namespace FilterBanks;

public abstract class Bank
{
    protected readonly double[,] mix;
    protected readonly int bands;

    protected Bank(int bands, double leak)
    {
        this.bands = bands;
        mix = new double[bands, bands];
        for (int i = 0; i < bands; i++) mix[i, i] = leak;
    }
}

public class LeakyBank(int bands, double leak) : Bank(bands, leak / 2)
{
    private double[] state = new double[bands];

    public double[] Run(double[] signal)
    {
        var output = new double[signal.Length];
        for (int t = 0; t < signal.Length; t++)
        {
            var next = new double[bands];
            for (int i = 0; i < bands; i++)
            {
                next[i] = leak * signal[t];
                for (int j = 0; j < bands; j++) next[i] += mix[i, j] * state[j];
                output[t] += next[i];
            }
            state = next;
        }
        return output;
    }
}
