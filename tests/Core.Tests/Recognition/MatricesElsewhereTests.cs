using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RnnLint.Core.Tests.Programs;
using RnnLint.Probing;

namespace RnnLint.Core.Tests.Recognition;

/// <summary>Of a matrix class in another assembly the compiler knows no code: a cell made of it is told of, with what is lacking.</summary>
public class MatricesElsewhereTests
{
    private const string Library = """
        namespace Numeric.Elsewhere
        {
            public class Grid
            {
                public Grid(int rows, int columns) { }
                public Grid Turned() => this;
                public Grid Times(Grid other) => other;
                public Grid Plus(Grid other) => this;
                public Grid ByElement(Grid other) => this;
                public Grid Tanh() => this;
                public Grid OneMinusSquare() => this;
                public static Grid operator *(Grid a, Grid b) => a;
                public static Grid operator +(Grid a, Grid b) => a;
            }
        }
        """;

    [Theory]
    [InlineData("Turned() * d")]
    [InlineData("Turned().Times(d)")]
    public void A_network_is_not_probed_for_want_of_the_code(string back)
    {
        var finding = Of($$"""
            public class Net
            {
                private readonly Grid W, U;
                private Grid dW;
                private readonly double rate;

                public Net(int n, double rate) { this.rate = rate; W = new Grid(n, n); U = new Grid(n, n); dW = new Grid(n, n); }

                public void Learn(Grid[] xs, Grid[] errors)
                {
                    var h = new Grid[xs.Length + 1];
                    h[0] = new Grid(3, 1);
                    for (int t = 0; t < xs.Length; t++) h[t + 1] = (W * h[t] + U * xs[t]).Tanh();
                    var next = new Grid(3, 1);
                    for (int t = xs.Length - 1; t >= 0; t--)
                    {
                        var d = (errors[t] + next).ByElement(h[t + 1].OneMinusSquare());
                        dW = dW + d * h[t].Turned();
                        next = W.{{back}};
                    }
                }
            }
            """).ShouldHaveSingleItem();

        finding.Verdict.ShouldBe(Verdict.NotProbed);
        finding.Message.ShouldContain("Grid");
    }

    [Fact]
    public void Nor_is_one_that_adds_its_caches_to_a_list()
    {
        var finding = Of("""
            public class Cache { public Grid Before, After, Input; }

            public class Net
            {
                public double Rate = 0.1;
                public Grid W = new Grid(3, 3), U = new Grid(3, 3);

                private Grid Forward(Grid x, Grid h, out Cache cache)
                {
                    var after = W.Times(h).Plus(U.Times(x)).Tanh();
                    cache = new Cache { Before = h, After = after, Input = x };
                    return after;
                }

                public List<Cache> Run(List<Grid> xs)
                {
                    var caches = new List<Cache>();
                    var h = new Grid(3, 1);
                    for (int t = 0; t < xs.Count; t++)
                    {
                        h = Forward(xs[t], h, out var cache);
                        caches.Add(cache);
                    }
                    return caches;
                }

                public Grid Back(List<Cache> caches, Grid[] errors)
                {
                    var dW = new Grid(3, 3);
                    var next = new Grid(3, 1);
                    for (int t = caches.Count - 1; t >= 0; t--)
                    {
                        var d = errors[t].Plus(next).ByElement(caches[t].After.OneMinusSquare());
                        dW = dW.Plus(d.Times(caches[t].Before.Turned()));
                        next = W.Turned().Times(d);
                    }
                    return dW;
                }
            }
            """).ShouldHaveSingleItem();

        finding.Verdict.ShouldBe(Verdict.NotProbed);
        finding.Message.ShouldContain("Grid");
    }

    [Fact]
    public void Of_a_list_that_nothing_fills_it_is_said_that_it_was_empty()
    {
        var finding = Of("""
            public class Cell
            {
                public double[] State = new double[3], Input = new double[3];
                public double[,] W = new double[3, 3];
            }

            public class Net
            {
                private readonly List<Cell> steps = new List<Cell>();
                private readonly Cell cell = new Cell();
                public double[,] dW = new double[3, 3];

                public void Learn(string path)
                {
                    if (!System.IO.File.Exists(path)) return;
                    foreach (var line in System.IO.File.ReadLines(path))
                    {
                        cell.Input[0] = double.Parse(line);
                        steps.Add(cell);
                    }
                    Back();
                }

                private void Back()
                {
                    for (int t = steps.Count - 1; t > 0; t--)
                        Add(steps[t].State, steps[t - 1].State);
                }

                private void Add(double[] d, double[] h)
                {
                    for (int i = 0; i < 3; i++)
                        for (int j = 0; j < 3; j++) dW[i, j] += d[i] * h[j];
                }
            }
            """).ShouldHaveSingleItem();

        finding.Verdict.ShouldBe(Verdict.NotProbed);
        finding.Message.ShouldContain("empty");
    }

    [Theory]
    [InlineData("for (int i = 0; i < joints.Count; i++) { at = at * joints[i]; places.Add(at); }")]
    [InlineData("for (int i = joints.Count - 1; i >= 0; i--) { at = at * joints[i]; places.Add(at); }")]
    public void Places_along_a_chain_are_no_network(string loop) => Of($$"""
        public class Chain
        {
            public double Length = 2;
            private readonly List<Grid> joints = new List<Grid>(), places = new List<Grid>();

            public void Attach(Grid joint) => joints.Add(joint);

            public Grid End()
            {
                var at = new Grid(4, 4);
                {{loop}}
                return at;
            }
        }
        """).ShouldBeEmpty();

    private static IReadOnlyList<CellFinding> Of(string source)
    {
        var library = ProgramRunner.Compile([new ProgramFile("Grid.cs", Library)]).WithAssemblyName("Elsewhere");
        using var image = new MemoryStream();
        library.Emit(image).Success.ShouldBeTrue();
        var code = ProgramRunner.Compile([new ProgramFile("Net.cs", "using System.Collections.Generic; using Numeric.Elsewhere;\n" + source)]);
        code = code.AddReferences(MetadataReference.CreateFromImage(image.ToArray()));
        ProgramRunner.Errors(code.GetDiagnostics()).ShouldBeEmpty();
        return Verdicts.Of(code);
    }
}
