using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RnnLint.Tracing;

/// <summary>One activation of a member, lambda, local function or initializer.</summary>
internal sealed class Frame(ISymbol? member, ControlFlowGraph? graph, Value self, TypeMap types, Frame? caller, Site? callSite, Frame? outer)
{
    private readonly Dictionary<ISymbol, Location> _variables = new(SymbolEqualityComparer.Default);

    private BasicBlock? _block = graph?.Blocks[0];

    // Most frames need neither.
    private Dictionary<CaptureId, object>? _captures;
    private List<InterpretedException>? _caught;

    public ISymbol? Member { get; } = member;

    /// <summary>The code that is run.</summary>
    /// <exception cref="TraceStoppedException">A frame for the arguments of a base class alone, which stand outside of every body, has none.</exception>
    public ControlFlowGraph Graph => graph ?? throw new TraceStoppedException(StopKind.Unsupported, "a function among the arguments of a base class");

    /// <summary>The object that <c>this</c> is; null in static members.</summary>
    public Value Self { get; set; } = self;

    public TypeMap Types { get; } = types;

    /// <summary>Who called; null for the first.</summary>
    public Frame? Caller { get; } = caller;

    /// <summary>The call expression, as the caller of every site made here.</summary>
    public Site? CallSite { get; } = callSite;

    /// <summary>The call in <see cref="Caller"/>'s code that passed the arguments; null where no code did.</summary>
    public IInvocationOperation? Call { get; init; }

    /// <summary>The frame whose variables a lambda or local function can see.</summary>
    public Frame? Outer { get; } = outer;

    public BasicBlock Block
    {
        get => _block ?? Graph.Blocks[0];
        set => _block = value;
    }

    /// <summary>Index of the next operation in <see cref="Block"/>.</summary>
    public int Next { get; set; }

    public Value Result { get; set; }

    /// <summary>Set by <c>yield return</c>.</summary>
    public Value Yielded { get; set; }

    /// <summary>Values and places that the lowering keeps between blocks.</summary>
    public Dictionary<CaptureId, object> Captures => _captures ??= new();

    /// <summary>Exceptions being handled, innermost last.</summary>
    public List<InterpretedException> Caught => _caught ??= new();

    public Location? Find(ISymbol variable)
    {
        for (var frame = this; frame is not null; frame = frame.Outer)
        {
            if (frame._variables.TryGetValue(variable, out var location))
                return location;
        }

        return null;
    }

    /// <summary>The frame that holds a variable: this one, or one around it.</summary>
    public Frame? HolderOf(ISymbol variable)
    {
        var frame = this;
        while (frame is not null && !frame._variables.ContainsKey(variable))
            frame = frame.Outer;
        return frame;
    }

    public void Bind(ISymbol variable, Location location) => _variables[variable] = location;

    /// <summary>A frozen view for a closure: it keeps the variables of this iteration while the loop goes on to fresh ones.</summary>
    public Frame Capture()
    {
        var copy = new Frame(Member, graph, Self, Types, Caller, CallSite, Outer) { _captures = Captures, Call = Call };
        foreach (var pair in _variables)
            copy._variables.Add(pair.Key, pair.Value);
        return copy;
    }
}
