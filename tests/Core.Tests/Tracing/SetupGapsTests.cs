using Microsoft.CodeAnalysis;
using RnnLint.Core.Tests.Programs;
using RnnLint.Recognition;
using RnnLint.Tracing.Models;

namespace RnnLint.Core.Tests.Tracing;

/// <summary>Routes through code that leaves sizes, members or names to someone who is not there.</summary>
public class SetupGapsTests
{
    /// <summary>A size kept in a static field that only the program's start sets, and rows that only then exist.</summary>
    private const string StaticLength = """
        public class Rnn
        {
            public static int Steps;
            private readonly int n;
            private readonly double[,] w;
            private double[][] h = null!;
            private double[][] g = null!;

            public Rnn(int n, System.Random random)
            {
                this.n = n;
                w = new double[n, n];
                for (var i = 0; i < n; i++)
                    for (var j = 0; j < n; j++)
                        w[i, j] = random.NextDouble() - 0.5;
            }

            public void Reset()
            {
                h = new double[Steps + 1][];
                g = new double[n][];
                for (var t = 0; t <= Steps; t++)
                    h[t] = new double[n];
                for (var i = 0; i < n; i++)
                    g[i] = new double[n];
            }

            public double[][] Forward(double[][] x)
            {
                for (var t = 1; t <= Steps; t++)
                {
                    for (var i = 0; i < n; i++)
                    {
                        var sum = x[t - 1][i];
                        for (var j = 0; j < n; j++)
                            sum += w[i, j] * h[t - 1][j];
                        h[t][i] = System.Math.Tanh(sum);
                    }
                }

                return h;
            }

            public void Backward(double[][] loss)
            {
                var back = new double[n];
                for (var t = Steps; t > 0; t--)
                {
                    var d = new double[n];
                    for (var i = 0; i < n; i++)
                        d[i] = (1 - h[t][i] * h[t][i]) * (loss[t - 1][i] + back[i]);
                    back = new double[n];
                    for (var i = 0; i < n; i++)
                    {
                        for (var j = 0; j < n; j++)
                        {
                            g[i][j] += d[i] * h[t - 1][j];
                            back[j] += INDEX * d[i];
                        }
                    }
                }
            }
        }
        """;

    [Theory]
    [InlineData("w[i, j]", Verdict.Verified)]
    [InlineData("w[j, i]", Verdict.TransposedRecurrentMatrix)]
    public void A_static_length_and_a_method_that_allocates_are_found(string index, Verdict expected) =>
        Verdicts(StaticLength.Replace("INDEX", index, StringComparison.Ordinal), "Rnn").ShouldBe([expected]);

    [Fact]
    public void A_smooth_activation_is_chosen_among_several()
    {
        var compilation = Compile("""
            public interface IShape { double Of(double x); }
            public class Bent : IShape { public double Of(double x) => x > 0 ? x : 0; }
            public class Straight : IShape { public double Of(double x) => x; }
            public class Round : IShape { public double Of(double x) => System.Math.Tanh(x); }
            """);
        new Implementations(compilation).Of(compilation.GetTypeByMetadataName("IShape")!).Select(type => type.Name).ShouldBe(["Round", "Straight", "Bent"]);
    }

    [Fact]
    public void An_options_object_keeps_its_choices() => Run(
        """
        public enum Kind { Uniform, Normal }
        public class Options { public Kind Kind { get; set; } public int Size { get; set; } }
        public class Cell
        {
            private readonly double[] w;
            public Cell(Options options)
            {
                if (options.Kind != Kind.Uniform)
                    throw new System.NotImplementedException();
                w = new double[options.Size];
            }

            public double Sum(double[] x)
            {
                var sum = 0.0;
                for (var i = 0; i < w.Length; i++)
                    sum += w[i] * x[i];
                return sum;
            }
        }
        """,
        "Cell",
        "Sum").Stop.ShouldBeNull();

    [Fact]
    public void An_unresolved_name_is_an_unknown_and_no_end()
    {
        var run = Run(
            """
            public class Cell
            {
                private readonly Missing.Log log = Missing.Log.For("cell");
                public double Twice(double[] x)
                {
                    log.Write(x.Length);
                    return 2 * x[0];
                }
            }
            """,
            "Cell",
            "Twice");
        run.Stop.ShouldBeNull();
        run.Unknowns.ShouldContain(name => name.Contains("unresolved", StringComparison.Ordinal));
    }

    /// <summary>An IRNN's matrix starts as the identity, and only what the type does to it later tells it from one that stays so.</summary>
    [Theory]
    [InlineData("", 0)]
    [InlineData("eye[0, 0] = 2;", 0)]
    [InlineData("eye[0, 1] -= 0.1 * x[0];", 9)]
    [InlineData("eye[0, 1] = eye[0, 1] - 0.1 * x[0];", 9)]
    [InlineData("Descend(eye, x);", 9)]
    public void An_identity_is_a_constant_until_something_is_added_to_it(string later, int leaves)
    {
        var run = Run(
            $$"""
            public class Cell
            {
                private readonly double[,] eye = new double[3, 3];
                public Cell() { for (var i = 0; i < 3; i++) eye[i, i] = 1; }
                public double Sum(double[] x) => eye[0, 0] * x[0] + eye[0, 1] * x[1];
                public void Learn(double[] x) { {{later}} }
                private static void Descend(double[,] w, double[] g) { w[0, 0] -= g[0]; }
            }
            """,
            "Cell",
            "Sum");
        var tape = run.Trace.Tape;
        Enumerable.Range(0, tape.Count).Count(node => tape.Origin(node)?.Group.Name == "eye").ShouldBe(leaves);
    }

    /// <summary>Zip leaves out what is too much without a word: weights as long as a sequence would pass for a matrix.</summary>
    [Fact]
    public void Sizes_under_which_Zip_leaves_nothing_out_are_preferred() =>
        Programs.Verdicts.Of(ProgramRunner.Compile(ProgramLibrary.Get("Gated/GruLinq", "reversed").Files)).ShouldContain(finding => finding.Verdict == Verdict.ReversedWeightGradient);

    private static RouteTrace Run(string source, string type, string method)
    {
        var compilation = Compile(source);
        var symbol = compilation.GetTypeByMetadataName(type)!;
        var route = new Route(symbol, [new RouteStep(symbol.GetMembers(method).OfType<IMethodSymbol>().Single())]);
        return new RouteTracer(new CodeBase(compilation, LibraryModels.Create()), new Implementations(compilation), default).Run(route, new Draw(3, 4, 1), new RouteReading());
    }

    private static Verdict[] Verdicts(string source, string type)
    {
        var compilation = Compile(source);
        return [.. new CellAnalysis(compilation).Analyze(compilation.GetTypeByMetadataName(type)!, default).SelectMany(report => report.Findings).Select(finding => finding.Verdict)];
    }

    private static Compilation Compile(string source) => ProgramRunner.Compile([new ProgramFile("Cell.cs", source)]);
}
