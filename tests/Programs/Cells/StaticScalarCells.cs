//# matrix: U
//# expect: RNN0090
//# style: one unit: its weights are static numbers that a method draws, a step is an object, the target an integer, and plain descent moves the weights
using System;
using System.Collections.Generic;

namespace OneNumber
{
    public class Weights
    {
        protected static double W, U, B;

        public void Draw(Random random)
        {
            W = random.NextDouble() - 0.5;
            U = random.NextDouble() - 0.5;
            B = 0;
        }

        public double[] Values => new[] { W, U, B };

        public void Set(double w, double u, double b)
        {
            W = w;
            U = u;
            B = b;
        }
    }

    public sealed class Step : Weights
    {
        public double X, Before, After, Delta;

        public void Run() => After = Math.Tanh(W * X + U * Before + B);

        public double Back(int target, double next)
        {
            Delta = (After - target + next) * (1 - After * After);
            return U * Delta;
        }
    }

    public class Unit : Weights
    {
        private readonly List<Step> steps = new List<Step>();

        public double Train(double[] inputs, int[] targets, double rate)
        {
            steps.Clear();
            double state = 0, loss = 0;
            for (int t = 0; t < inputs.Length; t++)
            {
                var step = new Step { X = inputs[t], Before = state };
                step.Run();
                state = step.After;
                loss += 0.5 * (state - targets[t]) * (state - targets[t]);
                steps.Add(step);
            }
            double next = 0, dW = 0, dU = 0, dB = 0;
            for (int t = steps.Count - 1; t >= 0; t--)
            {
                next = steps[t].Back(targets[t], next);
                dW += steps[t].Delta * steps[t].X;
                dU += steps[t].Delta * steps[t].Before;
                dB += steps[t].Delta;
            }
            W -= rate * dW;
            U -= rate * dU;
            B -= rate * dB;
            return loss;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        const double rate = 1e-3, eps = 1e-5;
        double[] x = Numeric.Vector(seed, 5);
        int[] targets = Numeric.Integers(seed + 1, 5, 2);
        var unit = new OneNumber.Unit();
        double Loss(double w, double u, double b)
        {
            unit.Set(0.5 + w, 0.7 + u, 0.1 + b);
            return unit.Train(x, targets, 0);
        }
        double[] numeric = [(Loss(eps, 0, 0) - Loss(-eps, 0, 0)) / (2 * eps), (Loss(0, eps, 0) - Loss(0, -eps, 0)) / (2 * eps), (Loss(0, 0, eps) - Loss(0, 0, -eps)) / (2 * eps)];
        unit.Set(0.5, 0.7, 0.1);
        unit.Train(x, targets, rate);
        double[] after = unit.Values;
        return ([(0.5 - after[0]) / rate, (0.7 - after[1]) / rate, (0.1 - after[2]) / rate], numeric);
    }
}
