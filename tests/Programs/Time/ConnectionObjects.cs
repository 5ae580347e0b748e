//# matrix: Weight
//# style: object graph: Unit and Link objects, each unit has lists of incoming and outgoing links, a link carries its weight, its gradient and a delay; no matrix anywhere; foreach; tanh; game programmer
using System;
using System.Collections.Generic;

namespace Creatures
{
    public class Link
    {
        public Unit From, To;
        public double Weight, Gradient;
        public bool Delayed;
    }

    public class Unit
    {
        public readonly List<Link> In = new List<Link>();
        public readonly List<Link> Out = new List<Link>();
        public readonly List<double> History = new List<double>();
        public double Bias, BiasGradient;
        public double Delta, NextDelta;
    }

    public class Brain
    {
        public readonly List<Unit> Sensors = new List<Unit>();
        public readonly List<Unit> Neurons = new List<Unit>();
        public readonly List<Link> Links = new List<Link>();

        public Brain(int sensors, int neurons, Random dice)
        {
            for (int i = 0; i < sensors; i++) Sensors.Add(new Unit());
            for (int i = 0; i < neurons; i++) Neurons.Add(new Unit());
            foreach (var to in Neurons)
            {
                foreach (var from in Sensors) Connect(from, to, false, dice.NextDouble() - 0.5);
                foreach (var from in Neurons) Connect(from, to, true, dice.NextDouble() - 0.5);
            }
        }

        void Connect(Unit from, Unit to, bool delayed, double weight)
        {
            var link = new Link { From = from, To = to, Delayed = delayed, Weight = weight };
            from.Out.Add(link);
            to.In.Add(link);
            Links.Add(link);
        }

        public double Live(double[][] senses, double[][] wishes)
        {
            foreach (var s in Sensors) { s.History.Clear(); s.History.Add(0); }
            foreach (var u in Neurons) { u.History.Clear(); u.History.Add(0); }
            double pain = 0;
            for (int t = 1; t <= senses.Length; t++)
            {
                for (int i = 0; i < Sensors.Count; i++) Sensors[i].History.Add(senses[t - 1][i]);
                for (int i = 0; i < Neurons.Count; i++)
                {
                    double sum = Neurons[i].Bias;
                    foreach (var link in Neurons[i].In)
                        sum += link.Weight * link.From.History[link.Delayed ? t - 1 : t];
                    Neurons[i].History.Add(Math.Tanh(sum));
                }
                for (int i = 0; i < Neurons.Count; i++)
                {
                    double miss = Neurons[i].History[t] - wishes[t - 1][i];
                    pain += miss * miss / 2;
                }
            }
            return pain;
        }

        public void Learn(double[][] wishes)
        {
            foreach (var link in Links) link.Gradient = 0;
            foreach (var u in Neurons) { u.BiasGradient = 0; u.NextDelta = 0; }
            for (int t = wishes.Length; t >= 1; t--)
            {
                for (int i = 0; i < Neurons.Count; i++)
                {
                    var u = Neurons[i];
                    double error = u.History[t] - wishes[t - 1][i];
                    foreach (var link in u.Out) error += link.Weight * link.To.NextDelta;
                    //! truncated:
                    //! unexplained: foreach (var link in u.Out) error += link.Weight * link.From.NextDelta;
                    u.Delta = error * (1 - u.History[t] * u.History[t]);
                    //! sigma-missing: u.Delta = error;
                    //! sigma-wrong-step: u.Delta = error * (1 - u.History[t - 1] * u.History[t - 1]);
                }
                foreach (var u in Neurons)
                {
                    u.NextDelta = u.Delta;
                    u.BiasGradient += u.Delta;
                    foreach (var link in u.In)
                        link.Gradient += u.Delta * link.From.History[link.Delayed ? t - 1 : t];
                        //! overwritten: link.Gradient = u.Delta * link.From.History[link.Delayed ? t - 1 : t];
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
        var brain = new Creatures.Brain(2, 4, new Random(seed));
        double[][] xs = Numeric.Sequence(seed + 1, 5, 2), ys = Numeric.Sequence(seed + 2, 5, 4);
        brain.Live(xs, ys);
        brain.Learn(ys);
        double[] g = [.. brain.Links.Select(l => l.Gradient)], n = new double[g.Length];
        for (int i = 0; i < g.Length; i++)
        {
            var l = brain.Links[i];
            double w = l.Weight;
            l.Weight = w + 1e-5; double up = brain.Live(xs, ys);
            l.Weight = w - 1e-5; n[i] = (up - brain.Live(xs, ys)) / 2e-5;
            l.Weight = w;
        }
        return (g, n);
    }
}
