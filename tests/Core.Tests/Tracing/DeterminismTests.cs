using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using RnnLint.Core.Tests.Programs;
using RnnLint.Tracing.Models;

namespace RnnLint.Core.Tests.Tracing;

/// <summary>The same route traced twice is the same tape, on any thread and in any culture.</summary>
public class DeterminismTests
{
    private const string Cell = """
        using System;
        using System.Collections.Generic;
        using System.Linq;

        public class Cell
        {
            readonly Dictionary<string, double[,]> parameters = new();
            readonly Dictionary<object, double> byObject = new();
            readonly List<double[]> states = new();
            readonly Random random = new();
            readonly string İI = "iı".ToUpper();

            public Cell(int n)
            {
                foreach (var name in new[] { "Wi", "WI", "wı", "wİ" })
                    parameters[name] = Fill(new double[n, n]);
            }

            double[,] Fill(double[,] w)
            {
                for (var i = 0; i < w.GetLength(0); i++)
                    for (var j = 0; j < w.GetLength(1); j++)
                        w[i, j] = random.NextDouble() - double.Parse("0.5");
                return w;
            }

            public double[] Run(double[][] xs, Func<double, double> act)
            {
                var h = new double[xs[0].Length];
                foreach (var x in xs)
                {
                    foreach (var (name, w) in parameters.OrderBy(p => p.Key))
                        h = h.Select((v, i) => Math.Tanh(act(x[i]) + Enumerable.Range(0, h.Length).Sum(j => w[i, j] * h[j]))).ToArray();
                    byObject[new object()] = h[0];
                    states.Add(h);
                }

                return states.Last().Select(v => v * byObject.Values.Sum() + 1.5.ToString().Length + "I".ToLower().Length).ToArray();
            }
        }
        """;

    [Fact]
    public void On_one_thread() => Dump(Culture("en-US")).ShouldBe(Dump(Culture("en-US")));

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("de-DE")]
    [InlineData("fa-IR")]
    public void In_any_culture(string culture) => Dump(Culture(culture)).ShouldBe(Dump(CultureInfo.InvariantCulture));

    [Fact]
    public void The_cultures_differ()
    {
        Culture("ar-SA").NumberFormat.NumberDecimalSeparator.ShouldNotBe(".");
        Culture("de-DE").NumberFormat.NumberDecimalSeparator.ShouldNotBe(".");
    }

    [Fact]
    public void On_parallel_threads()
    {
        var compilation = ProgramRunner.Compile([new("Cell.cs", Cell)]);
        var code = new CodeBase(compilation, LibraryModels.Create());
        var dumps = new string[8];
        var threads = dumps.Select((_, i) => new Thread(() => dumps[i] = Dump(compilation, code), 16 << 20)).ToArray();
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();

        dumps.Distinct().ShouldHaveSingleItem().ShouldBe(Dump(compilation, code));
    }

    [Theory]
    [InlineData("Loops/ElmanRectangular")]
    [InlineData("Language/LinqVectors")]
    [InlineData("Time/DictionaryMinusOne")]
    public void Whole_analyses(string name)
    {
        var program = ProgramLibrary.Get(name, "as-written");
        string[] cultures = ["en-US", "tr-TR", "ar-SA"];
        var reports = cultures.AsParallel().WithDegreeOfParallelism(3).Select(culture =>
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Culture(culture);
            return string.Join('\n', Verdicts.Of(ProgramRunner.Compile(program.Files)).Select(finding =>
                $"{finding.Verdict} {finding.Location} {finding.Matrix} {finding.Message} {string.Join(',', finding.Evidence)}"));
        }).ToArray();

        reports[0].ShouldNotBeEmpty();
        reports.Distinct().ShouldHaveSingleItem();
    }

    /// <summary>The culture, or, where the machine has no culture data, one that writes numbers and minus signs as strangely.</summary>
    private static CultureInfo Culture(string name)
    {
        try
        {
            return new CultureInfo(name);
        }
        catch (CultureNotFoundException)
        {
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            if (name != "en-US")
                (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator, culture.NumberFormat.NegativeSign) = ("\u066B", "\u066C", "\u061C-");
            return culture;
        }
    }

    private static string Dump(CultureInfo culture)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            var compilation = ProgramRunner.Compile([new("Cell.cs", Cell)]);
            return Dump(compilation, new CodeBase(compilation, LibraryModels.Create()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>The tape of one route through <see cref="Cell"/>: operations, operands, values to the bit, origins and sites.</summary>
    private static string Dump(Compilation compilation, CodeBase code)
    {
        var type = compilation.GetTypeByMetadataName("Cell")!;
        var route = new Route(type, [new RouteStep(type.GetMembers("Run").OfType<IMethodSymbol>().Single())]);
        var trace = new RouteTracer(code, new Implementations(compilation), CancellationToken.None).Run(route, new Draw(3, 4, 1), new RouteReading());
        trace.Stop.ShouldBeNull();
        var tape = trace.Trace.Tape;
        tape.Count.ShouldBeGreaterThan(100);
        var text = new StringBuilder();
        for (var node = 0; node < tape.Count; node++)
        {
            var origin = tape.Origin(node);
            var sites = tape.FirstSite(node)?.Frames().Select(site => site.Syntax.SpanStart) ?? [];
            text.AppendLine(FormattableString.Invariant($"{node} {tape.Op(node)} {tape.Left(node)} {tape.Right(node)} {BitConverter.DoubleToInt64Bits(tape.Value(node)):x}")
                + FormattableString.Invariant($" {origin?.Group.Name}[{string.Join(",", origin?.Indices ?? [])}] {string.Join(";", sites)}"));
        }

        return text.ToString();
    }
}
