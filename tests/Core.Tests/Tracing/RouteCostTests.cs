using Microsoft.CodeAnalysis;
using RnnLint.Core.Tests.Programs;
using RnnLint.Probing;
using RnnLint.Recognition;
using RnnLint.Tracing.Models;

namespace RnnLint.Core.Tests.Tracing;

/// <summary>What a type costs in which nothing is recurrent, in steps: shapes of code that once took all that a type may cost.</summary>
public class RouteCostTests
{
    private const string Nodes = """
        using System.Collections.Generic;
        public sealed class Node
        {
            public List<Node> Parents { get; } = new List<Node>();
            public List<Node> Children { get; } = new List<Node>();
            public double[] Values;
        }

        public sealed class Walker
        {
            public double Sum(Node node)
            {
                var sum = 0.0;
                foreach (var child in node.Children)
                    sum += 2 * child.Values[0];
                return sum * node.Values[0];
            }
        }
        """;

    private const string Layer = """
        public struct Shape { public double Scale; }

        public sealed class Layer
        {
            private readonly double[] _weights = new double[9];

            public double[] Forward(Shape[] shapes, double[] inputs, double[] rows)
            {
                var outputs = new double[3];
                for (var i = 0; i < 3; i++)
                {
                    for (var j = 0; j < 3; j++)
                        outputs[i] += _weights[3 * i + j] * inputs[j] * rows[8];
                }

                return outputs;
            }

            public double[] Backward(double[] deltas)
            {
                if (deltas.Length > 0)
                    throw new System.InvalidOperationException();
                return deltas;
            }

            public double[] Gradients(double[] errors)
            {
                if (errors.Length > 0)
                    throw new System.InvalidOperationException();
                return errors;
            }
        }
        """;

    /// <summary>A dozen members that never end at any size, and nothing that comes back to a product.</summary>
    private static readonly string Endless = "public sealed class Grid { private readonly double[] _cells = new double[8];"
        + string.Concat(Enumerable.Range(0, 12).Select(member => $"public double Walk{member}(double x) {{ var sum = x; for (var i = 0; ; i++) sum += 2 * _cells[i % 8]; }} ")) + "}";

    [Fact]
    public void A_type_that_shows_nothing_gets_a_part_of_what_a_cell_may_cost() => Steps(Endless, "Grid").ShouldBeInRange(1, 1_300_000);

    [Fact]
    public void Lists_of_nodes_within_nodes_end() => Steps(Nodes, "Walker").ShouldBeInRange(1, 5_000);

    [Fact]
    public void Sizes_learnt_of_the_first_member_serve_every_pair() => Steps(Layer, "Layer").ShouldBeInRange(1, 12_000);

    [Fact]
    public void A_reading_is_alike_where_it_differs_in_what_was_not_asked()
    {
        var plain = new RouteReading();
        var row = plain with { Shape = MatrixShape.Row };
        plain.IsAlike(row, ReadingParts.Sizes | ReadingParts.Flags).ShouldBeTrue();
        plain.IsAlike(row, ReadingParts.Shape).ShouldBeFalse();
        plain.IsAlike(plain with { FillsGaps = true }, ReadingParts.None).ShouldBeFalse();
    }

    [Fact]
    public void A_trace_notes_what_it_asked_of_its_reading()
    {
        var (_, tracer, type) = Setup(Layer, "Layer");
        var forward = type.GetMembers("Forward").OfType<IMethodSymbol>().Single();
        var trace = tracer.Run(new Route(type, [new RouteStep(forward)]), CellProber.FirstDraw, new RouteReading());
        trace.Stop.ShouldBeNull();
        trace.Asked.HasFlag(ReadingParts.Sizes).ShouldBeTrue();
        trace.Asked.HasFlag(ReadingParts.Shape).ShouldBeFalse();
        trace.Asked.HasFlag(ReadingParts.Flags).ShouldBeFalse();
    }

    private static long Steps(string source, string name)
    {
        var (_, tracer, type) = Setup(source, name);
        var carriers = new NumberCarriers();
        var candidate = Candidate.Of(type, carriers, CancellationToken.None)!;
        new RouteSearch(tracer, candidate, () => new CallerIndex(tracer.Code), carriers, CancellationToken.None).Results();
        return tracer.StepsSpent;
    }

    private static (Compilation Compilation, RouteTracer Tracer, INamedTypeSymbol Type) Setup(string source, string name)
    {
        var compilation = ProgramRunner.Compile([new ProgramFile("Code.cs", source)]);
        var tracer = new RouteTracer(new CodeBase(compilation, LibraryModels.Create()), new Implementations(compilation), CancellationToken.None);
        return (compilation, tracer, compilation.GetTypeByMetadataName(name)!);
    }
}
