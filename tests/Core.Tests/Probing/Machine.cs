using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace RnnLint.Core.Tests.Probing;

/// <summary>Runs a program under test: gives it leaves, places and arrays, over a tape or over plain numbers.</summary>
internal sealed class Machine
{
    /// <summary>One place of a program is one piece of syntax, whatever the draw.</summary>
    private static readonly ConcurrentDictionary<string, SyntaxNode> Places = new();

    private readonly Random _random;
    private readonly SiteTable _sites = new();
    private readonly Dictionary<string, LeafGroup> _groups = new();
    private readonly List<HeapGrid> _grids = new();
    private Site? _site;

    public Machine(Draw draw, bool traced = true)
    {
        Draw = draw;
        Tape = traced ? new Tape() : null;
        _random = new Random(draw.Seed * 7919 + draw.Size);
        At("start");
    }

    public Draw Draw { get; }

    public int N => Draw.Size;

    public int T => Draw.Steps;

    public Tape? Tape { get; }

    /// <summary>Added to the leaf of this name and these indices.</summary>
    public Dictionary<string, double> Nudges { get; } = new();

    /// <summary>Values of the leaves made so far.</summary>
    public Dictionary<string, double> Leaves { get; } = new();

    public Dictionary<string, Num> Kept { get; } = new();

    public Trace Trace => new(Tape!, _grids);

    /// <summary>Sets the place of what follows, within the calls entered.</summary>
    public void At(string place) => _site = SetSite(_sites.GetOrAdd(Syntax(place), null, _site?.Caller));

    /// <summary>Runs a call: its places lie within this one's.</summary>
    public TResult Call<TResult>(string place, Func<TResult> body)
    {
        At(place);
        var caller = _site;
        SetSite(_sites.GetOrAdd(Syntax("entry of " + place), null, caller));
        _site = _sites.GetOrAdd(Syntax("entry of " + place), null, caller);
        var result = body();
        _site = SetSite(caller);
        return result;
    }

    public Num Leaf(string group, LeafGroupKind kind, params int[] indices)
    {
        var name = group + "[" + string.Join(",", indices) + "]";
        var size = 0.2 + (0.7 * _random.NextDouble());
        var value = (_random.NextDouble() < Draw.PositiveShare ? size : -size) + Nudges.GetValueOrDefault(name);
        Leaves[name] = value;
        if (Tape is null)
            return value;
        if (!_groups.TryGetValue(group, out var leafGroup))
            _groups.Add(group, leafGroup = new LeafGroup(group, kind));
        return Num.On(Tape, Tape.Leaf(new LeafOrigin(leafGroup, [.. indices]), value));
    }

    public Num[] Vector(string group, int n, params int[] before) =>
        [.. Enumerable.Range(0, n).Select(i => Leaf(group, LeafGroupKind.Storage, [.. before, i]))];

    public Num[,] Matrix(string group, int rows, int columns, params int[] before)
    {
        var matrix = new Num[rows, columns];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
                matrix[i, j] = Leaf(group, LeafGroupKind.Storage, [.. before, i, j]);
        }
        return matrix;
    }

    public Num[][] Sequence(string group, int steps, int n) =>
        [.. Enumerable.Range(0, steps).Select(t => Enumerable.Range(0, n).Select(i => Leaf(group, LeafGroupKind.Argument, t, i)).ToArray())];

    public void Keep(string name, Num[,] array)
    {
        var cells = ImmutableArray.CreateBuilder<HeapCell>();
        for (var i = 0; i < array.GetLength(0); i++)
        {
            for (var j = 0; j < array.GetLength(1); j++)
            {
                cells.Add(new HeapCell([i, j], array[i, j].Traced));
                Kept[name + "[" + i + "," + j + "]"] = array[i, j];
            }
        }
        _grids.Add(new HeapGrid(name, null, cells.ToImmutable()));
    }

    public void Keep(string name, Num[] array)
    {
        var cells = ImmutableArray.CreateBuilder<HeapCell>();
        for (var i = 0; i < array.Length; i++)
        {
            cells.Add(new HeapCell([i], array[i].Traced));
            Kept[name + "[" + i + "]"] = array[i];
        }
        _grids.Add(new HeapGrid(name, null, cells.ToImmutable()));
    }

    private Site SetSite(Site? site)
    {
        if (Tape is not null)
            Tape.CurrentSite = site;
        return site!;
    }

    private static SyntaxNode Syntax(string place) =>
        Places.GetOrAdd(place, static name => SyntaxFactory.ParseExpression("at_" + string.Concat(name.Select(c => char.IsLetterOrDigit(c) ? c : '_'))));
}

/// <summary>A recurrent program: computes on the machine, keeps its arrays, and returns the loss where it has one.</summary>
internal delegate Num? CellProgram(Machine machine);

internal static class Run
{
    public static ProbeResult Probe(CellProgram program) => CellProber.Probe(draw => Trace(program, draw));

    public static Trace Trace(CellProgram program, Draw draw)
    {
        var machine = new Machine(draw);
        program(machine);
        return machine.Trace;
    }

    /// <summary>Largest relative deviation of the kept array from central differences of the loss.</summary>
    public static double GradientError(CellProgram program, Draw draw, string group, string array)
    {
        const double Step = 1e-5;
        var plain = new Machine(draw, traced: false);
        program(plain);
        double difference = 0, norm = 0;
        foreach (var leaf in plain.Leaves.Keys.Where(k => k.StartsWith(group + "[", StringComparison.Ordinal)).ToList())
        {
            double Loss(double nudge)
            {
                var machine = new Machine(draw, traced: false);
                machine.Nudges[leaf] = nudge;
                return program(machine)!.Value.Value;
            }
            var expected = (Loss(Step) - Loss(-Step)) / (2 * Step);
            var actual = plain.Kept[array + leaf[group.Length..]].Value;
            difference += (actual - expected) * (actual - expected);
            norm += expected * expected;
        }
        return Math.Sqrt(difference / norm);
    }
}
