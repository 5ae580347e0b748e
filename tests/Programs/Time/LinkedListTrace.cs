//# matrix: S
//# style: trace of the run in a LinkedList, walked forwards by First and Next and back by Last and Previous; SELU-like ELU with a slope constant; textbook letters; double[,]; S[to, from]; loss summed over all nodes
using System;
using System.Collections.Generic;

namespace Tracing
{
    public sealed class Moment
    {
        public double[] Input = [], Potential = [], Activity = [], Wanted = [];
    }

    public sealed class EluNetwork
    {
        const double Alpha = 1.3;
        public double[,] S, Q;
        public double[,] GradS, GradQ;

        public EluNetwork(int units, int inputs)
        {
            S = new double[units, units];
            Q = new double[units, inputs];
            GradS = new double[units, units];
            GradQ = new double[units, inputs];
        }

        int Units => S.GetLength(0);

        static double Elu(double v) => v >= 0 ? v : Alpha * (Math.Exp(v) - 1);

        static double EluSlope(double v) => v >= 0 ? 1 : Alpha * Math.Exp(v);

        public double Run(LinkedList<Moment> trace)
        {
            double loss = 0;
            for (var node = trace.First; node != null; node = node.Next)
            {
                var now = node.Value;
                now.Potential = new double[Units];
                now.Activity = new double[Units];
                for (int i = 0; i < Units; i++)
                {
                    double v = 0;
                    for (int k = 0; k < now.Input.Length; k++) v += Q[i, k] * now.Input[k];
                    if (node.Previous is { } before)
                        for (int j = 0; j < Units; j++) v += S[i, j] * before.Value.Activity[j];
                    now.Potential[i] = v;
                    now.Activity[i] = Elu(v);
                    loss += 0.5 * (now.Activity[i] - now.Wanted[i]) * (now.Activity[i] - now.Wanted[i]);
                }
            }
            return loss;
        }

        public void Trace(LinkedList<Moment> trace)
        {
            Array.Clear(GradS);
            Array.Clear(GradQ);
            var feedback = new double[Units];
            var node = trace.Last;
            while (node != null)
            {
                var now = node.Value;
                var before = node.Previous?.Value;
                var next = new double[Units];
                for (int i = 0; i < Units; i++)
                {
                    double d = (feedback[i] + now.Activity[i] - now.Wanted[i]) * EluSlope(now.Potential[i]);
                    //! sigma-missing: double d = feedback[i] + now.Activity[i] - now.Wanted[i];
                    //! sigma-wrong: double d = (feedback[i] + now.Activity[i] - now.Wanted[i]) * EluSlope(now.Activity[i]);
                    for (int k = 0; k < now.Input.Length; k++) GradQ[i, k] += d * now.Input[k];
                    for (int j = 0; before != null && j < Units; j++)
                    {
                        GradS[i, j] += d * before.Activity[j];
                        //! reversed: GradS[j, i] += d * before.Activity[j];
                        //! unexplained: GradS[i, j] += d * now.Activity[j];
                        next[j] += S[i, j] * d;  //! transposed: next[j] += S[j, i] * d;
                    }
                }
                feedback = next;  //! truncated:
                node = node.Previous;
            }
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Tracing.EluNetwork(4, 2);
        Numeric.Fill(seed, net.S, net.Q);
        double[][] xs = Numeric.Sequence(seed + 1, 5, 2), ys = Numeric.Sequence(seed + 2, 5, 4);
        var trace = new LinkedList<Tracing.Moment>(xs.Zip(ys, (x, y) => new Tracing.Moment { Input = x, Wanted = y }));
        net.Run(trace);
        net.Trace(trace);
        return (Numeric.Flatten(net.GradS, net.GradQ), Numeric.Differences(() => net.Run(trace), net.S, net.Q));
    }
}
