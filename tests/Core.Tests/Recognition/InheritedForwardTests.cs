using Microsoft.CodeAnalysis;
using RnnLint.Core.Tests.Programs;
using RnnLint.Probing;

namespace RnnLint.Core.Tests.Recognition;

/// <summary>A class that inherits the forward pass and has a backward pass of its own: each backward pass is told of, at its own place.</summary>
public class InheritedForwardTests
{
    private const string Base = """
        using System;

        public class Rnn
        {
            protected readonly int n;
            protected readonly double[,] W;
            public Rnn(int n)
            {
                this.n = n;
                W = new double[n, n];
                var random = new Random(1);
                for (int j = 0; j < n; j++)
                    for (int k = 0; k < n; k++) W[j, k] = random.NextDouble() - 0.5;
            }
            public double[][] Forward(double[][] x)
            {
                var h = new double[x.Length + 1][];
                h[0] = new double[n];
                for (int t = 0; t < x.Length; t++)
                {
                    h[t + 1] = new double[n];
                    for (int j = 0; j < n; j++)
                    {
                        double a = x[t][j];
                        for (int k = 0; k < n; k++) a += W[j, k] * h[t][k];
                        h[t + 1][j] = Math.Tanh(a);
                    }
                }
                return h;
            }
            public virtual double[] Backward(double[][] h, double[][] dh) { BODY }
        }

        """;

    [Theory]
    [InlineData("W[j, k]", "W[j, k]", Verdict.Verified, Verdict.Verified)]
    [InlineData("W[j, k]", "W[k, j]", Verdict.Verified, Verdict.TransposedRecurrentMatrix)]
    [InlineData("W[k, j]", "W[j, k]", Verdict.TransposedRecurrentMatrix, Verdict.Verified)]
    public void Each_class_is_told_of_its_own_backward_pass(string own, string derived, Verdict first, Verdict second)
    {
        var source = Base.Replace("BODY", Body(own, "dh.Length - 1; t >= 0; t--"), StringComparison.Ordinal) + "public class Other : Rnn { public Other(int n) : base(n) { } public override double[] Backward(double[][] h, double[][] dh) { " + Body(derived, "dh.Length - 1; t > -1; t -= 1") + " } }";
        var compilation = ProgramRunner.Compile([new ProgramFile("Rnn.cs", source)]);
        var analysis = new CellAnalysis(compilation);

        Found("Rnn").Select(finding => finding.Verdict).ShouldBe([first]);
        var finding = Found("Other").ShouldHaveSingleItem();
        finding.Verdict.ShouldBe(second);
        source[..finding.Location.SourceSpan.Start].ShouldContain("class Other");

        IEnumerable<CellFinding> Found(string type) => analysis.Analyze(compilation.GetTypeByMetadataName(type)!, CancellationToken.None).SelectMany(report => report.Findings).ToList();
    }

    private static string Body(string weight, string loop) => $$"""
        var next = new double[n];
        for (int t = {{loop}})
        {
            var d = new double[n];
            for (int j = 0; j < n; j++) d[j] = (dh[t][j] + next[j]) * (1 - h[t + 1][j] * h[t + 1][j]);
            next = new double[n];
            for (int k = 0; k < n; k++)
                for (int j = 0; j < n; j++) next[k] += {{weight}} * d[j];
        }
        return next;
        """;
}
