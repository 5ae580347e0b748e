//# matrix: Whh
//# expect: RNN0090
//# style: weights and their sizes come from a file that is not here, so that no trace gets through; dictionary of states with the key -1
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Letters
{
    public class LetterModel
    {
        private int letters;
        private int units = 3;
        private double[,] Wxh, Whh, Why;

        public double[,] GradientXh, GradientHh, GradientHy;

        public LetterModel(string corpus)
        {
            if (File.Exists(corpus))
            {
                letters = File.ReadAllText(corpus).Distinct().Count();
                Wxh = Draw(units, letters);
                Whh = Draw(units, units);
                Why = Draw(letters, units);
            }
        }

        public double Loss(int[] text)
        {
            var states = new Dictionary<int, double[,]>();
            var outputs = new Dictionary<int, double[,]>();
            states[-1] = new double[units, 1];
            double loss = 0;
            for (int t = 0; t < text.Length - 1; t++)
            {
                var x = new double[letters, 1];
                x[text[t], 0] = 1;
                states[t] = Tanh(Add(Product(Wxh, x), Product(Whh, states[t - 1])));
                outputs[t] = Softmax(Product(Why, states[t]));
                loss -= Math.Log(outputs[t][text[t + 1], 0]);
            }

            GradientXh = new double[units, letters];
            GradientHh = new double[units, units];
            GradientHy = new double[letters, units];
            var next = new double[units, 1];
            for (int t = text.Length - 2; t >= 0; t--)
            {
                var dy = (double[,])outputs[t].Clone();
                dy[text[t + 1], 0] -= 1;
                GradientHy = Add(GradientHy, Product(dy, Transposed(states[t])));
                var dh = Add(Product(Transposed(Why), dy), next);
                for (int i = 0; i < units; i++)
                    dh[i, 0] *= 1 - states[t][i, 0] * states[t][i, 0];
                for (int i = 0; i < units; i++)
                    GradientXh[i, text[t]] += dh[i, 0];
                GradientHh = Add(GradientHh, Product(dh, Transposed(states[t - 1])));
                next = Product(Transposed(Whh), dh);
            }

            return loss;
        }

        private static double[,] Draw(int rows, int columns)
        {
            var random = new Random(5);
            var drawn = new double[rows, columns];
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < columns; j++)
                    drawn[i, j] = random.NextDouble() - 0.5;
            return drawn;
        }

        private static double[,] Product(double[,] a, double[,] b)
        {
            var product = new double[a.GetLength(0), b.GetLength(1)];
            for (int i = 0; i < a.GetLength(0); i++)
                for (int j = 0; j < b.GetLength(1); j++)
                    for (int k = 0; k < a.GetLength(1); k++)
                        product[i, j] += a[i, k] * b[k, j];
            return product;
        }

        private static double[,] Add(double[,] a, double[,] b)
        {
            var sum = new double[a.GetLength(0), a.GetLength(1)];
            for (int i = 0; i < a.GetLength(0); i++)
                for (int j = 0; j < a.GetLength(1); j++)
                    sum[i, j] = a[i, j] + b[i, j];
            return sum;
        }

        private static double[,] Transposed(double[,] a)
        {
            var turned = new double[a.GetLength(1), a.GetLength(0)];
            for (int i = 0; i < a.GetLength(0); i++)
                for (int j = 0; j < a.GetLength(1); j++)
                    turned[j, i] = a[i, j];
            return turned;
        }

        private static double[,] Tanh(double[,] a)
        {
            var image = new double[a.GetLength(0), a.GetLength(1)];
            for (int i = 0; i < a.GetLength(0); i++)
                for (int j = 0; j < a.GetLength(1); j++)
                    image[i, j] = Math.Tanh(a[i, j]);
            return image;
        }

        private static double[,] Softmax(double[,] a)
        {
            double sum = 0;
            foreach (double value in a)
                sum += Math.Exp(value);
            var shares = new double[a.GetLength(0), 1];
            for (int i = 0; i < a.GetLength(0); i++)
                shares[i, 0] = Math.Exp(a[i, 0]) / sum;
            return shares;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var model = new Letters.LetterModel("no such file");
        Numeric.Set(model, "letters", 4);
        Numeric.Set(model, "Wxh", Numeric.Table(seed, 3, 4));
        Numeric.Set(model, "Whh", Numeric.Table(seed + 1, 3, 3));
        Numeric.Set(model, "Why", Numeric.Table(seed + 2, 4, 3));
        var text = Numeric.Integers(seed + 3, 6, 4);
        model.Loss(text);
        var parameters = Numeric.Fields(model, "Wxh", "Whh", "Why");
        return (Numeric.Flatten(model.GradientXh, model.GradientHh, model.GradientHy), Numeric.Differences(() => model.Loss(text), parameters));
    }
}
