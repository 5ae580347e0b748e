using RnnLint.Core.Tests.Programs;
using RnnLint.Probing;

namespace RnnLint.Core.Tests.Tracing;

/// <summary>Code that takes more than it needs, or refuses what it is given: devices of packages that are not here, choices, options, lengths.</summary>
public class SetupGuessesTests
{
    private const string Template = """
        #nullable enable
        using System;

        TYPES
        public sealed class Rnn
        {
            private readonly double[] w;
            private readonly int n;

            public Rnn(int n) { this.n = n; w = new double[n * n]; for (int i = 0; i < w.Length; i++) w[i] = Math.Sin(i + 1); }

            public double[] Gradient(double[][] u, double[][] direct, PARAMETERS)
            {
                GUARD
                var h = new double[u.Length + 1][];
                h[0] = new double[n];
                for (int t = 1; t <= u.Length; t++)
                {
                    h[t] = new double[n];
                    for (int j = 0; j < n; j++)
                    {
                        double c = u[t - 1][j];
                        for (int k = 0; k < n; k++) c += w[j * n + k] * h[t - 1][k];
                        h[t][j] = Math.Tanh(c);
                    }
                }

                var gradient = new double[n * n];
                var later = new double[n];
                for (int t = u.Length; t >= 1; t--)
                {
                    var before = new double[n];
                    for (int j = 0; j < n; j++)
                    {
                        double d = (direct[t - 1][j] + later[j]) * (1 - h[t][j] * h[t][j]);
                        for (int k = 0; k < n; k++)
                        {
                            gradient[j * n + k] += d * h[t - 1][k];
                            before[k] += INDEX * d;
                        }
                    }

                    later = before;
                }

                return gradient;
            }
        }
        """;

    private const string Steps = "public interface IStep { double Of(double x); } public sealed class OnDevice : IStep { public OnDevice(IDevice device) { } public double Of(double x) => x; } public sealed class Plain : IStep { public double Of(double x) => x; } public interface IDevice { } ";

    [Theory]
    [InlineData("", "Gpu.Device? device = null", "if (device != null) throw device.Fail(device.Upload(w));")]
    [InlineData(Steps, "IStep step", "for (int i = 0; i < n; i++) u[0][i] = step.Of(u[0][i]);")]
    [InlineData("public enum Kind { Other, Elman }", "Kind kind", "if (kind != Kind.Elman) throw new NotSupportedException();")]
    [InlineData("", "double[]? mask", "if (mask is not null) throw new NotSupportedException();")]
    [InlineData("", "double[] flat", "if (flat.Length != u.Length * n) throw new ArgumentException();")]
    [InlineData("", "int width", "if (width != 2 * n) throw new ArgumentException();")]
    [InlineData("public sealed class Options { public int Hidden { get; set; } public int Narrow { get; set; } }", "Options options", "if (options.Narrow > 0 && options.Narrow >= options.Hidden) throw new ArgumentException();")]
    public void What_a_guard_refuses_is_made_again_as_it_wants_it(string types, string parameters, string guard)
    {
        Verdicts(types, parameters, guard, "w[j * n + k]").ShouldBe([Verdict.Verified]);
        Verdicts(types, parameters, guard, "w[k * n + j]").ShouldBe([Verdict.TransposedRecurrentMatrix]);
    }

    [Fact]
    public void A_guard_that_nothing_satisfies_ends_the_trace() =>
        Verdicts("", "int width", "if (width != 2 * n || width != 3 * n) throw new ArgumentException();", "w[j * n + k]").ShouldBe([Verdict.NotProbed]);

    private const string Recursion = """
        public sealed class Layer
        {
            private readonly double[][] kept = new double[4][];
            private readonly Gpu.Buffer weights;

            public Layer(Gpu.Device device) { weights = device.Upload(3); }

            public double[] Run(double[] x) => weights.Multiply(x);

            public void Back(double[] d, int past)
            {
                var before = weights.Multiply(d, kept[past]);
                if (past < 3)
                    CALL;
            }
        }
        """;

    [Fact]
    public void A_recursion_through_time_that_cannot_be_traced_was_not_probed_and_says_what_is_missing()
    {
        var finding = Findings(Recursion.Replace("CALL", "Back(before, past + 1)", StringComparison.Ordinal)).ShouldHaveSingleItem();
        finding.Verdict.ShouldBe(Verdict.NotProbed);
        finding.Message.ShouldContain("it needs what is not here");
    }

    [Fact]
    public void A_recursion_that_hands_on_what_it_was_given_is_none_through_time() =>
        Findings(Recursion.Replace("CALL", "Back(d, past + 1)", StringComparison.Ordinal)).ShouldBeEmpty();

    private static IEnumerable<Verdict> Verdicts(string types, string parameters, string guard, string index) => Findings(Template
        .Replace("TYPES", types, StringComparison.Ordinal).Replace("PARAMETERS", parameters, StringComparison.Ordinal).Replace("GUARD", guard, StringComparison.Ordinal).Replace("INDEX", index, StringComparison.Ordinal))
        .Select(finding => finding.Verdict);

    private static IReadOnlyList<CellFinding> Findings(string source) => Programs.Verdicts.Of(ProgramRunner.Compile([new ProgramFile("Rnn.cs", source)]));
}
