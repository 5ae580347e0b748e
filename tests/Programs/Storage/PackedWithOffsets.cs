//# matrix: weights
//# style: minimal gated unit; all matrices in one flat array, a struct says where each begins; static methods; one struct of arrays a step, taken apart into locals
using System;

static class PackedUnit
{
    internal struct Places
    {
        internal int GateIn, GateBack, FillIn, FillBack;
    }

    internal struct Moment
    {
        internal double[] Gate;
        internal double[] Fill;
        internal double[] State;
    }

    internal static Moment[] Reserve(int steps, int units)
    {
        var moments = new Moment[steps];
        for (int t = 0; t < steps; t++)
        {
            moments[t].Gate = new double[units];
            moments[t].Fill = new double[units];
            moments[t].State = new double[units];
        }
        return moments;
    }

    internal static void Run(double[] weights, double[] inputs, int steps, int width, int units, Places at, Moment[] moments)
    {
        var s = new double[units];
        for (int t = 0; t < steps; t++)
        {
            var gate = moments[t].Gate;
            var fill = moments[t].Fill;
            var state = moments[t].State;
            for (int j = 0; j < units; j++)
            {
                double a = 0;
                for (int k = 0; k < width; k++)
                    a += weights[at.GateIn + j * width + k] * inputs[t * width + k];
                for (int k = 0; k < units; k++)
                    a += weights[at.GateBack + j * units + k] * s[k];
                gate[j] = 1 / (1 + Math.Exp(-a));
            }
            for (int j = 0; j < units; j++)
            {
                double a = 0;
                for (int k = 0; k < width; k++)
                    a += weights[at.FillIn + j * width + k] * inputs[t * width + k];
                for (int k = 0; k < units; k++)
                    a += weights[at.FillBack + j * units + k] * (gate[k] * s[k]);
                fill[j] = Math.Tanh(a);
            }
            for (int j = 0; j < units; j++)
                state[j] = (1 - gate[j]) * s[j] + gate[j] * fill[j];
            Array.Copy(state, s, units);
        }
    }

    internal static void Return(double[] weights, double[] inputs, int steps, int width, int units, Places at, Moment[] moments, double[] last, double[] gradient)
    {
        var d = (double[])last.Clone();
        for (int t = steps - 1; t >= 0; t--)
        {
            var gate = moments[t].Gate;
            var fill = moments[t].Fill;
            double[] s = t > 0 ? moments[t - 1].State : new double[units];
            var before = new double[units];
            var dGate = new double[units];
            var mixed = new double[units];
            for (int j = 0; j < units; j++)
            {
                before[j] = d[j] * (1 - gate[j]);
                dGate[j] = d[j] * (fill[j] - s[j]);
                double dFill = d[j] * gate[j] * (1 - fill[j] * fill[j]);
                //! sigma-missing: double dFill = d[j] * gate[j];
                for (int k = 0; k < width; k++)
                    gradient[at.FillIn + j * width + k] += dFill * inputs[t * width + k];
                for (int k = 0; k < units; k++)
                {
                    gradient[at.FillBack + j * units + k] += dFill * gate[k] * s[k];
                    //! reversed: gradient[at.FillBack + k * units + j] += dFill * gate[k] * s[k];
                    mixed[k] += weights[at.FillBack + j * units + k] * dFill;
                    //! transposed: mixed[k] += weights[at.FillBack + k * units + j] * dFill;
                }
            }
            for (int k = 0; k < units; k++)
            {
                before[k] += mixed[k] * gate[k];
                dGate[k] = (dGate[k] + mixed[k] * s[k]) * gate[k] * (1 - gate[k]);
            }
            for (int j = 0; j < units; j++)
            {
                for (int k = 0; k < width; k++)
                    gradient[at.GateIn + j * width + k] += dGate[j] * inputs[t * width + k];
                for (int k = 0; k < units; k++)
                {
                    gradient[at.GateBack + j * units + k] += dGate[j] * s[k];
                    //! reversed: gradient[at.GateBack + k * units + j] += dGate[j] * s[k];
                    before[k] += weights[at.GateBack + j * units + k] * dGate[j];
                    //! transposed-2: before[k] += weights[at.GateBack + k * units + j] * dGate[j];
                }
            }
            d = before;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var at = new PackedUnit.Places { GateIn = 0, GateBack = 6, FillIn = 15, FillBack = 21 };
        var weights = new double[30];
        Numeric.Fill(seed, weights);
        foreach (int first in new[] { at.GateBack, at.FillBack })
            Numeric.Mirror(3, (i, j) => weights[first + i * 3 + j], (i, j, v) => weights[first + i * 3 + j] = v);
        var inputs = Numeric.Vector(seed + 1, 10);
        var last = Numeric.Vector(seed + 2, 3);
        var moments = PackedUnit.Reserve(5, 3);
        var gradient = new double[30];
        PackedUnit.Run(weights, inputs, 5, 2, 3, at, moments);
        PackedUnit.Return(weights, inputs, 5, 2, 3, at, moments, last, gradient);
        return (gradient, Numeric.Differences(() =>
        {
            PackedUnit.Run(weights, inputs, 5, 2, 3, at, moments);
            return Numeric.Dot(last, moments[4].State);
        }, weights));
    }
}
