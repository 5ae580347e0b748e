//# matrix: W
//# style: autoregressive: the prediction of a step is part of the next step's input, gradient through it; jagged; scalar output; forecasts of a series; two methods and a record of the trajectory
using System;
using System.Collections.Generic;

public sealed class Forecaster
{
    private sealed class Point
    {
        public double[] Before, State;
        public double Fed, Predicted;
    }

    public readonly double[][] W;      // state to state
    public readonly double[] feed, read;
    public double[][] gradW;
    public double[] gradFeed, gradRead;
    private readonly List<Point> path = new();

    public Forecaster(int units)
    {
        var rng = new Random(12);
        W = new double[units][];
        feed = new double[units];
        read = new double[units];
        for (int i = 0; i < units; i++)
        {
            W[i] = new double[units];
            for (int j = 0; j < units; j++) W[i][j] = rng.NextDouble() - 0.5;
            feed[i] = rng.NextDouble() - 0.5;
            read[i] = rng.NextDouble() - 0.5;
        }
    }

    public double[] Forecast(double start, int steps)
    {
        path.Clear();
        var state = new double[W.Length];
        double fed = start;
        var result = new double[steps];
        for (int t = 0; t < steps; t++)
        {
            var p = new Point { Before = state, Fed = fed, State = new double[W.Length] };
            for (int i = 0; i < W.Length; i++)
            {
                double s = feed[i] * fed;
                for (int j = 0; j < W.Length; j++) s += W[i][j] * state[j];
                p.State[i] = Math.Tanh(s);
                p.Predicted += read[i] * p.State[i];
            }
            path.Add(p);
            state = p.State;
            fed = p.Predicted;
            result[t] = fed;
        }
        return result;
    }

    public double Loss(double start, double[] actual)
    {
        double[] f = Forecast(start, actual.Length);
        double loss = 0;
        for (int t = 0; t < f.Length; t++) loss += (f[t] - actual[t]) * (f[t] - actual[t]);
        return loss;
    }

    public void Learn(double start, double[] actual, double rate)
    {
        Forecast(start, actual.Length);
        gradW = Array.ConvertAll(W, row => new double[row.Length]);
        gradFeed = new double[W.Length];
        gradRead = new double[W.Length];
        var dState = new double[W.Length];
        double dFed = 0;
        for (int t = path.Count - 1; t >= 0; t--)
        {
            var p = path[t];
            double dPredicted = 2 * (p.Predicted - actual[t]) + dFed;
            //! unexplained: double dPredicted = 2 * (p.Predicted - actual[t]);
            var next = new double[W.Length];
            dFed = 0;
            for (int i = 0; i < W.Length; i++)
            {
                gradRead[i] += dPredicted * p.State[i];
                double d = (dState[i] + dPredicted * read[i]) * (1 - p.State[i] * p.State[i]);
                //! sigma-missing: double d = dState[i] + dPredicted * read[i];
                gradFeed[i] += d * p.Fed;
                dFed += d * feed[i];
                for (int j = 0; j < W.Length; j++)
                {
                    gradW[i][j] += d * p.Before[j];  //! reversed: gradW[j][i] += d * p.Before[j];
                    next[j] += W[i][j] * d;  //! transposed: next[j] += W[j][i] * d;
                    //! truncated:
                }
            }
            dState = next;
        }
        for (int i = 0; i < W.Length; i++)
        {
            feed[i] -= rate * gradFeed[i];
            read[i] -= rate * gradRead[i];
            for (int j = 0; j < W.Length; j++) W[i][j] -= rate * gradW[i][j];
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Forecaster(4);
        Numeric.Fill(seed, net.W, net.feed, net.read);
        var y = Numeric.Vector(seed + 1, 5);
        net.Learn(0.7, y, 0);
        return (Numeric.Flatten(net.gradW, net.gradFeed, net.gradRead), Numeric.Differences(() => net.Loss(0.7, y), net.W, net.feed, net.read));
    }
}
