using Microsoft.CodeAnalysis;
using RnnLint.Core.Tests.Programs;
using RnnLint.Probing;
using RnnLint.Tests;

namespace RnnLint.Core.Tests.Recognition;

/// <summary>A class that inherits the forward pass and has a backward pass of its own: each backward pass is told of, at its own place.</summary>
public class InheritedForwardTests
{
    private const string Right = "Matrix.TransposedTimes(W, d)", Wrong = "Matrix.Times(W, d)", Backward = "public double[,] Backward";

    [Theory]
    [InlineData(Right, Right, Verdict.Verified, Verdict.Verified)]
    [InlineData(Right, Wrong, Verdict.Verified, Verdict.TransposedRecurrentMatrix)]
    [InlineData(Wrong, Right, Verdict.TransposedRecurrentMatrix, Verdict.Verified)]
    public void Each_class_is_told_of_its_own_backward_pass(string own, string derived, Verdict first, Verdict second)
    {
        var source = ElmanCell.Products + Cell(own)
            .Replace("using System;", "", StringComparison.Ordinal).Replace("Random(1)", "System.Random(1)", StringComparison.Ordinal).Replace("Math.", "System.Math.", StringComparison.Ordinal)
            .Replace("readonly", "protected readonly", StringComparison.Ordinal).Replace(Backward, "public virtual double[,] Backward", StringComparison.Ordinal)
            + "public class Other : Rnn { public Other(int n) : base(n) { } " + Cell(derived)[Cell(derived).IndexOf(Backward, StringComparison.Ordinal)..].Replace(Backward, "public override double[,] Backward", StringComparison.Ordinal);
        var compilation = ProgramRunner.Compile([new ProgramFile("Rnn.cs", source)]);
        var analysis = new CellAnalysis(compilation);

        Found("Rnn").Select(finding => finding.Verdict).ShouldBe([first]);
        var finding = Found("Other").ShouldHaveSingleItem();
        finding.Verdict.ShouldBe(second);
        source[..finding.Location.SourceSpan.Start].ShouldContain("class Other");

        IEnumerable<CellFinding> Found(string type) => analysis.Analyze(compilation.GetTypeByMetadataName(type)!, CancellationToken.None).SelectMany(report => report.Findings).ToList();
    }

    private static string Cell(string back) => ElmanCell.Rnn("Matrix.Times(W, h[t])", back);
}
