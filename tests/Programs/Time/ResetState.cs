//# matrix: freshState
//# style: a gated cell that is fed one value after the other and keeps its state between the calls, zeros from the constructor or Reset; the backward pass takes zeros for what was before the first value; lists of caches; nothing in the program calls both passes
using System;
using System.Collections.Generic;

namespace Feeds
{
    public sealed class Follower
    {
        private readonly int units;
        private readonly List<double[]> inputs = new(), states = new(), keeps = new(), freshes = new();
        private double[] current;

        public double[,] keepInput, keepState, freshInput, freshState;
        public double[,] keepStateSlope, freshStateSlope;

        public Follower(int inputSize, int units)
        {
            this.units = units;
            var dice = new Random();
            keepInput = Filled(dice, units, inputSize);
            keepState = Filled(dice, units, units);
            freshInput = Filled(dice, units, inputSize);
            freshState = Filled(dice, units, units);
            current = new double[units];
        }

        private static double[,] Filled(Random dice, int rows, int columns)
        {
            var table = new double[rows, columns];
            for (var r = 0; r < rows; r++)
                for (var c = 0; c < columns; c++)
                    table[r, c] = dice.NextDouble() - 0.5;
            return table;
        }

        public void Reset()
        {
            inputs.Clear();
            states.Clear();
            keeps.Clear();
            freshes.Clear();
            current = new double[units];
        }

        public double[] Feed(double[] value)
        {
            double[] keep = new double[units], fresh = new double[units], state = new double[units];
            for (var u = 0; u < units; u++)
            {
                for (var v = 0; v < value.Length; v++)
                {
                    keep[u] += keepInput[u, v] * value[v];
                    fresh[u] += freshInput[u, v] * value[v];
                }
                for (var v = 0; v < units; v++)
                {
                    keep[u] += keepState[u, v] * current[v];
                    fresh[u] += freshState[u, v] * current[v];
                }
                keep[u] = 1 / (1 + Math.Exp(-keep[u]));
                fresh[u] = Math.Tanh(fresh[u]);
                state[u] = keep[u] * current[u] + (1 - keep[u]) * fresh[u];
            }
            inputs.Add(value);
            keeps.Add(keep);
            freshes.Add(fresh);
            states.Add(state);
            return current = state;
        }

        public void Trace(List<double[]> errors)
        {
            keepStateSlope = new double[units, units];
            freshStateSlope = new double[units, units];
            var later = new double[units];
            for (var t = states.Count - 1; t >= 0; t--)
            {
                var before = t == 0 ? new double[units] : states[t - 1];
                double[] byKeep = new double[units], byFresh = new double[units];
                for (var u = 0; u < units; u++)
                {
                    var error = errors[t][u] + later[u];
                    byKeep[u] = error * (before[u] - freshes[t][u]) * keeps[t][u] * (1 - keeps[t][u]);
                    byFresh[u] = error * (1 - keeps[t][u]) * (1 - freshes[t][u] * freshes[t][u]);  //! sigma-missing: byFresh[u] = error * (1 - keeps[t][u]);
                    later[u] = error * keeps[t][u];
                }
                for (var u = 0; u < units; u++)
                {
                    for (var v = 0; v < units; v++)
                    {
                        keepStateSlope[u, v] += byKeep[u] * before[v];
                        freshStateSlope[u, v] += byFresh[u] * before[v];
                        later[v] += keepState[u, v] * byKeep[u] + freshState[u, v] * byFresh[u];
                        //! transposed: later[v] += keepState[u, v] * byKeep[u] + freshState[v, u] * byFresh[u];
                    }
                }
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var cell = new Feeds.Follower(2, 4);
        Numeric.Fill(seed, cell.keepInput, cell.keepState, cell.freshInput, cell.freshState);
        var values = Numeric.Sequence(seed + 1, 5, 2);
        var errors = Numeric.Sequence(seed + 2, 5, 4);
        double Loss()
        {
            cell.Reset();
            double sum = 0;
            for (var t = 0; t < 5; t++) sum += Numeric.Dot(errors[t], cell.Feed(values[t]));
            return sum;
        }
        var numeric = Numeric.Differences(Loss, cell.keepState, cell.freshState);
        Loss();
        cell.Trace(new System.Collections.Generic.List<double[]>(errors));
        return (Numeric.Flatten(cell.keepStateSlope, cell.freshStateSlope), numeric);
    }
}
