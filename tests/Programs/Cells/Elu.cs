//# matrix: feedback
//# style: exponential linear units with a steepness; the slopes are cached by the forward pass, on a stack of steps; jagged arrays; feedback[from][to]; an Adjoint that hands the error back
using System;
using System.Collections.Generic;
using System.Linq;

namespace Elus
{
    public sealed record Moment(double[] Input, double[] Before, double[] Slopes);

    public sealed class ExponentialUnits
    {
        private readonly Stack<Moment> _moments = new();
        private double[] _state;

        public double Steepness = 0.8;
        public double[][] feedback, entry, feedbackGradient, entryGradient;

        public ExponentialUnits(int inputs, int units)
        {
            _state = new double[units];
            feedback = Table(units, units);
            entry = Table(inputs, units);
            feedbackGradient = Table(units, units);
            entryGradient = Table(inputs, units);
        }

        private static double[][] Table(int rows, int columns) => Enumerable.Range(0, rows).Select(_ => new double[columns]).ToArray();

        public double[] Advance(double[] input)
        {
            var sum = new double[_state.Length];
            for (var to = 0; to < sum.Length; to++)
                sum[to] = input.Select((x, from) => x * entry[from][to]).Sum() + _state.Select((x, from) => x * feedback[from][to]).Sum();

            var slopes = sum.Select(z => z >= 0 ? 1 : Steepness * Math.Exp(z)).ToArray();
            //! sigma-wrong: var slopes = sum.Select(z => z >= 0 ? 1.0 : 0.0).ToArray();
            _moments.Push(new Moment(input, _state, slopes));
            return _state = sum.Select(z => z >= 0 ? z : Steepness * (Math.Exp(z) - 1)).ToArray();
        }

        /// errors: one a step, the last step first
        public void Adjoint(IEnumerable<double[]> errors)
        {
            var later = new double[_state.Length];
            foreach (var error in errors)
            {
                var (input, before, slopes) = _moments.Pop();
                var delta = error.Zip(later, (e, l) => e + l).Zip(slopes, (e, s) => e * s).ToArray();
                //! sigma-missing: var delta = error.Zip(later, (e, l) => e + l).ToArray();
                for (var from = 0; from < input.Length; from++)
                    for (var to = 0; to < delta.Length; to++)
                        entryGradient[from][to] += input[from] * delta[to];
                for (var from = 0; from < before.Length; from++)
                    for (var to = 0; to < delta.Length; to++)
                        feedbackGradient[from][to] += before[from] * delta[to];  //! reversed: feedbackGradient[to][from] += before[from] * delta[to];
                later = feedback.Select(row => row.Zip(delta, (w, d) => w * d).Sum()).ToArray();
                //! transposed: later = Enumerable.Range(0, delta.Length).Select(k => delta.Select((d, j) => feedback[j][k] * d).Sum()).ToArray();
            }
        }
    }

    public static class Lesson
    {
        public static void Study(ExponentialUnits units, IReadOnlyList<double[]> inputs, IReadOnlyList<double[]> errors)
        {
            foreach (var input in inputs) units.Advance(input);
            units.Adjoint(Enumerable.Reverse(errors));
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var xs = Numeric.Sequence(seed + 1, 5, 3);
        var weights = Numeric.Sequence(seed + 2, 5, 4);
        var trained = new Elus.ExponentialUnits(3, 4);
        Numeric.Fill(seed, trained.feedback, trained.entry);
        double Loss()
        {
            var fresh = new Elus.ExponentialUnits(3, 4) { feedback = trained.feedback, entry = trained.entry };
            return xs.Zip(weights, (x, w) => fresh.Advance(x).Zip(w, (h, g) => h * g).Sum()).Sum();
        }
        Elus.Lesson.Study(trained, xs, weights);
        return (Numeric.Flatten(trained.feedbackGradient, trained.entryGradient), Numeric.Differences(Loss, trained.feedback, trained.entry));
    }
}
