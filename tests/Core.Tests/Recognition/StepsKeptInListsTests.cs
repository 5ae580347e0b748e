using RnnLint.Core.Tests.Programs;
using RnnLint.Probing;

namespace RnnLint.Core.Tests.Recognition;

/// <summary>A loop that goes back through a list of what was kept of each step is not passed over in silence where its object cannot be made.</summary>
public class StepsKeptInListsTests
{
    [Theory]
    [InlineData("foreach (var item in sequence)", "(double[])state.Clone()")]
    [InlineData("foreach (var item in sequence)", "state")]
    [InlineData("for (var at = 0; at < sequence.Count; at++)", "(double[])state.Clone()")]
    public void What_could_not_be_made_is_told(string loop, string kept)
    {
        var finding = Verdicts.Of(ProgramRunner.Compile([new ProgramFile("Unit.cs", Source.Replace("LOOP", loop).Replace("KEPT", kept))])).ShouldHaveSingleItem();

        finding.Verdict.ShouldBe(Verdict.NotProbed);
        finding.Cause.ShouldContain("making a Unit failed");
    }

    private const string Source = """
        using System;
        using System.Collections.Generic;

        public sealed class Step(double[] input, double[] state, double[] sum)
        {
            public double[] Input => input;
            public double[] State => state;
            public double[] Sum => sum;
        }

        public sealed class Unit
        {
            private readonly double[,] ahead, around;
            private readonly int units;
            private List<Step> steps;

            public Unit(List<string> words)
            {
                units = int.Parse(words[0].Substring(3));
                ahead = new double[units, units];
                around = new double[units, units];
            }

            public List<double[]> Forward(List<double[]> sequence)
            {
                var made = new List<Step>();
                var outputs = new List<double[]>();
                var state = new double[units];
                LOOP
                {
                    var x = sequence[outputs.Count];
                    var sum = new double[units];
                    for (var i = 0; i < units; i++)
                        for (var j = 0; j < units; j++) sum[i] += ahead[i, j] * x[j] + around[i, j] * state[j];
                    var next = Array.ConvertAll(sum, Math.Tanh);
                    made.Add(new Step(x, KEPT, sum));
                    state = next;
                    outputs.Add(next);
                }
                steps = made;
                return outputs;
            }

            public double[] Backward(List<double[]> slopes)
            {
                var back = new double[units];
                for (var t = steps.Count - 1; t >= 0; t--)
                {
                    var carried = new double[units];
                    for (var i = 0; i < units; i++)
                    {
                        var d = (slopes[t][i] + back[i]) * (1 - Math.Pow(Math.Tanh(steps[t].Sum[i]), 2));
                        for (var j = 0; j < units; j++) carried[j] += around[i, j] * d;
                    }
                    back = carried;
                }
                return back;
            }
        }
        """;
}
