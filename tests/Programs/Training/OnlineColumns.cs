//# matrix: Echo
//# style: a forecaster trained as it goes: at every week it looks back a few weeks and changes the weights at once, by putting new arrays into its properties; vectors are n×1 arrays made by records; caches in dictionaries that begin at −1; the targets lie some weeks ahead
//--- Columns.cs
using System;

namespace Forecasts
{
    public static class Columns
    {
        public static double[,] Times(double[,] left, double[,] right)
        {
            var product = new double[left.GetLength(0), right.GetLength(1)];
            for (int row = 0; row < left.GetLength(0); row++)
                for (int column = 0; column < right.GetLength(1); column++)
                    for (int inner = 0; inner < left.GetLength(1); inner++)
                        product[row, column] += left[row, inner] * right[inner, column];
            return product;
        }

        public static double[,] Flip(double[,] table)
        {
            var flipped = new double[table.GetLength(1), table.GetLength(0)];
            for (int row = 0; row < table.GetLength(0); row++)
                for (int column = 0; column < table.GetLength(1); column++)
                    flipped[column, row] = table[row, column];
            return flipped;
        }

        public static double[,] Each(double[,] left, double[,] right, Func<double, double, double> rule)
        {
            var result = new double[left.GetLength(0), left.GetLength(1)];
            for (int row = 0; row < left.GetLength(0); row++)
                for (int column = 0; column < left.GetLength(1); column++)
                    result[row, column] = rule(left[row, column], right[row, column]);
            return result;
        }

        public static double[,] Random(Random source, int rows, int columns)
        {
            var table = new double[rows, columns];
            for (int row = 0; row < rows; row++)
                for (int column = 0; column < columns; column++)
                    table[row, column] = source.NextDouble() - 0.5;
            return table;
        }
    }
}
//--- Week.cs
namespace Forecasts
{
    public class Week
    {
        public double Sold { get; set; }
        public double Price { get; set; }

        public double[,] Column() => new double[,] { { Sold }, { Price } };
    }

    public class Outcome
    {
        public double Sales { get; set; }

        public double[,] Column()
        {
            var column = new double[1, 1];
            column[0, 0] = Sales;
            return column;
        }
    }
}
//--- Forecaster.cs
using System;
using System.Collections.Generic;

namespace Forecasts
{
    public class Forecaster
    {
        private const int Ahead = 2;
        private Dictionary<int, double[,]> seen, memory, guesses;

        public double[,] Sense { get; set; }
        public double[,] Echo { get; set; }
        public double[,] Say { get; set; }
        public double[,] Bias { get; set; }
        public int Units { get; }

        public Forecaster(int inputs, int units, int outputs)
        {
            var source = new Random();
            Units = units;
            Sense = Columns.Random(source, units, inputs);
            Echo = Columns.Random(source, units, units);
            Say = Columns.Random(source, outputs, units);
            Bias = Columns.Random(source, units, 1);
        }

        public Dictionary<int, double[,]> Run(List<Week> weeks)
        {
            seen = new Dictionary<int, double[,]>();
            memory = new Dictionary<int, double[,]>();
            guesses = new Dictionary<int, double[,]>();
            memory[-1] = new double[Units, 1];
            for (int week = 0; week < weeks.Count; week++)
            {
                seen[week] = weeks[week].Column();
                var sum = Columns.Each(Columns.Times(Sense, seen[week]), Columns.Times(Echo, memory[week - 1]), (a, b) => a + b);
                memory[week] = Columns.Each(sum, Bias, (a, b) => Math.Tanh(a + b));
                guesses[week] = Columns.Times(Say, memory[week]);
            }
            return guesses;
        }

        public void Learn(List<Week> weeks, List<Outcome> outcomes, double rate, int depth)
        {
            Run(weeks);
            for (int week = 0; week < weeks.Count; week++)
            {
                var miss = Columns.Each(guesses[week], outcomes[week + Ahead].Column(), (guess, truth) => guess - truth);
                var error = Slope(Columns.Times(Columns.Flip(Say), miss), memory[week]);
                Say = Changed(Say, Columns.Times(miss, Columns.Flip(memory[week])), rate);
                for (int back = 0; back < depth && week - back >= 0; back++)
                {
                    Echo = Changed(Echo, Columns.Times(error, Columns.Flip(memory[week - back - 1])), rate);
                    //! reversed: Echo = Changed(Echo, Columns.Times(memory[week - back - 1], Columns.Flip(error)), rate);
                    Sense = Changed(Sense, Columns.Times(error, Columns.Flip(seen[week - back])), rate);
                    Bias = Changed(Bias, error, rate);
                    error = Slope(Columns.Times(Columns.Flip(Echo), error), memory[week - back - 1]);
                    //! transposed: error = Slope(Columns.Times(Echo, error), memory[week - back - 1]);
                    //! sigma-missing: error = Columns.Times(Columns.Flip(Echo), error);
                    //! sigma-wrong-step: error = Slope(Columns.Times(Columns.Flip(Echo), error), memory[week - back]);
                }
            }
        }

        private static double[,] Slope(double[,] error, double[,] state) => Columns.Each(error, state, (e, s) => e * (1 - s * s));

        private static double[,] Changed(double[,] weights, double[,] gradient, double rate) => Columns.Each(weights, gradient, (w, g) => w - rate * g);
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        const double rate = 1e-8;
        var numbers = Numeric.Vector(seed + 1, 24);
        var weeks = System.Linq.Enumerable.ToList(System.Linq.Enumerable.Select(System.Linq.Enumerable.Range(0, 5), t => new Forecasts.Week { Sold = numbers[2 * t], Price = numbers[2 * t + 1] }));
        var outcomes = System.Linq.Enumerable.ToList(System.Linq.Enumerable.Select(System.Linq.Enumerable.Range(0, 7), t => new Forecasts.Outcome { Sales = numbers[10 + t] }));
        var net = new Forecasts.Forecaster(2, 4, 1);
        Numeric.Fill(seed, net.Sense, net.Echo, net.Say, net.Bias);
        double Loss()
        {
            var guesses = net.Run(weeks);
            double sum = 0;
            for (int t = 0; t < 5; t++)
                sum += (guesses[t][0, 0] - outcomes[t + 2].Sales) * (guesses[t][0, 0] - outcomes[t + 2].Sales) / 2;
            return sum;
        }
        var numeric = Numeric.Differences(Loss, net.Sense, net.Echo, net.Say, net.Bias);
        double[] before = Weights(), after;
        net.Learn(weeks, outcomes, rate, 5);
        after = Weights();
        return (System.Linq.Enumerable.ToArray(System.Linq.Enumerable.Zip(before, after, (w, v) => (w - v) / rate)), numeric);

        double[] Weights() => Numeric.Flatten(net.Sense, net.Echo, net.Say, net.Bias);
    }
}
