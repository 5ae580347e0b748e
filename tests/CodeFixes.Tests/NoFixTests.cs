using Microsoft.CodeAnalysis;

namespace RnnLint.CodeFixes.Tests;

/// <summary>What gets no fix: right code, findings that no rule with fixes reports, and changes that set one thing right and another wrong.</summary>
public class NoFixTests
{
    [Theory]
    [InlineData("Cells/LeakyIntegrator")]
    [InlineData("Gated/ChosenCell")]
    [InlineData("Language/LinqAggregate")]
    [InlineData("Matrix/Concatenated")]
    [InlineData("Storage/UnsafePointers")]
    public void Right_code_is_left_alone(string name)
    {
        var run = FixedProgram.Of(ProgramLibrary.Get(name, ProgramCase.AsWritten)).Run;

        run.Applied.ShouldBeEmpty();
        run.Left.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Cells/LeakyIntegrator", "unexplained")]
    [InlineData("Storage/InputFirst", "truncated")]
    public void Other_rules_have_none(string name, string variant)
    {
        var run = FixedProgram.Of(ProgramLibrary.Get(name, variant)).Run;

        run.Applied.ShouldBeEmpty();
        run.Left.ShouldBeEmpty();
    }

    private const string Net = """
        using System;

        public sealed class Net
        {
            public double[,] w;
            private readonly int n;

            public Net(int n)
            {
                this.n = n;
                w = new double[n, n];
            }

            public double[][] Forward(double[][] u)
            {
                var x = new double[u.Length + 1][];
                x[0] = new double[n];
                for (int t = 1; t <= u.Length; t++)
                {
                    x[t] = new double[n];
                    for (int j = 0; j < n; j++)
                    {
                        double sum = u[t - 1][j];
                        for (int k = 0; k < n; k++)
                            sum += Weight(j, k) * Math.Tanh(x[t - 1][k]);
                        x[t][j] = sum;
                    }
                }

                return x;
            }

            public double[,] Backward(double[][] x, double[][] direct)
            {
                var gradient = new double[n, n];
                var later = new double[n];
                for (int t = x.Length - 1; t >= 1; t--)
                {
                    var cotangent = new double[n];
                    for (int j = 0; j < n; j++)
                        cotangent[j] = direct[t][j] + later[j];
                    for (int j = 0; j < n; j++)
                        for (int k = 0; k < n; k++)
                            gradient[j, k] += cotangent[j] * Math.Tanh(x[t - 1][k]);
                    for (int k = 0; k < n; k++)
                    {
                        double sum = 0;
                        for (int j = 0; j < n; j++)
                            sum += w[k, j] * cotangent[j];
                        double a = Math.Tanh(x[t - 1][k]);
                        later[k] = (1 - a * a) * sum;
                    }
                }

                return gradient;
            }

            private double Weight(int to, int from) => w[to, from];
        }
        """;

    /// <summary>The place of the finding, moved into the forward pass: exchanging the indices there would make the two passes agree too.</summary>
    [Fact]
    public void A_change_of_the_forward_pass_is_no_fix()
    {
        // With a weight gradient the change would be told from a fix by that alone.
        var alone = Net.Replace("double[,] Backward", "double[] Backward").Replace("return gradient;", "return later;").Replace("gradient[j, k] += cotangent[j] * Math.Tanh(x[t - 1][k]);", ";");
        var compilation = ProgramRunner.Compile([new ProgramFile("Net.cs", alone)]);
        var (report, finding) = Finding(compilation);
        var text = finding.Location.SourceTree!.GetText().ToString();
        var inForward = Location.Create(finding.Location.SourceTree!, new(text.IndexOf("w[to, from]", StringComparison.Ordinal), "w[to, from]".Length));

        var search = new FixFinder(new CellAnalysis(compilation)).Search(report, finding with { Location = inForward }, CancellationToken.None);

        search.Fix.ShouldBeNull();
        search.Obstacle.ShouldContain("changes the forward pass");
    }

    [Fact]
    public void The_same_finding_has_one_where_it_stands()
    {
        var compilation = ProgramRunner.Compile([new ProgramFile("Net.cs", Net)]);
        var (report, finding) = Finding(compilation);

        var fix = new FixFinder(new CellAnalysis(compilation)).Find(report, finding, CancellationToken.None).First();

        fix.Title.ShouldBe("Swap the indices: w[j, k]");
        fix.Probes.ShouldBe(1);
        fix.Verified.Findings.ShouldAllBe(found => found.Verdict == Verdict.Verified);
        fix.Changes.ShouldHaveSingleItem().Apply().ToString().ShouldBe(Net.Replace("w[k, j] * cotangent[j]", "w[j, k] * cotangent[j]"));
    }

    /// <summary>With two mistakes in one place no single exchange is verified, and the obstacle says so.</summary>
    [Fact]
    public void A_place_where_nothing_verifies_has_none()
    {
        var compilation = ProgramRunner.Compile([new ProgramFile("Net.cs", Net)]);
        var (report, finding) = Finding(compilation);
        var text = finding.Location.SourceTree!.GetText().ToString();
        var elsewhere = Location.Create(finding.Location.SourceTree!, new(text.IndexOf("x[0] = new", StringComparison.Ordinal), 4));

        var search = new FixFinder(new CellAnalysis(compilation)).Search(report, finding with { Location = elsewhere }, CancellationToken.None);

        search.Fix.ShouldBeNull();
        search.Obstacle.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_cancelled_search_ends()
    {
        var compilation = ProgramRunner.Compile([new ProgramFile("Net.cs", Net)]);
        var (report, finding) = Finding(compilation);

        Should.Throw<OperationCanceledException>(() => new FixFinder(new CellAnalysis(compilation)).Search(report, finding, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Windows_line_ends_comments_and_spacing_stay()
    {
        var odd = Net.Replace("sum += w[k, j] * cotangent[j];", "sum  +=  w[ k /* from */,  j ]*cotangent[j] ; // back").ReplaceLineEndings("\r\n");
        var compilation = ProgramRunner.Compile([new ProgramFile("Net.cs", odd)]);
        var (report, finding) = Finding(compilation);

        var fix = new FixFinder(new CellAnalysis(compilation)).Find(report, finding, CancellationToken.None).First();

        fix.Changes.ShouldHaveSingleItem().Apply().ToString().ShouldBe(odd.Replace("w[ k /* from */,  j ]", "w[ j /* from */,  k ]"));
    }

    private static (CellReport Report, CellFinding Finding) Finding(Compilation compilation)
    {
        var analysis = new CellAnalysis(compilation);
        return Verdicts.Types(compilation.Assembly.GlobalNamespace).SelectMany(type => analysis.Analyze(type, CancellationToken.None))
            .SelectMany(report => report.Findings.Where(finding => FixFinder.CanFix(finding.Verdict)).Select(finding => (report, finding))).First();
    }
}
