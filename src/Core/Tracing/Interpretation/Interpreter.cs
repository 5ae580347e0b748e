using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using RnnLint.Tracing.Models;

namespace RnnLint.Tracing;

/// <summary>
/// Interprets C# over the compiler's own control-flow graphs with traced numbers. Nothing is compiled, loaded or run: library
/// members are models, and what has neither source nor model yields an opaque result that is listed in <see cref="Unknowns"/>.
/// One interpreter is one heap; it is not safe for concurrent use.
/// </summary>
public sealed partial class Interpreter : IMachine
{
    private readonly CodeBase _code;
    private readonly Draw _draw;
    private readonly CancellationToken _cancellation;
    private readonly SortedSet<string> _unknowns = new(StringComparer.Ordinal);
    private Frame? _frame;
    private long _randomCount;

    public Interpreter(CodeBase code, Draw draw, Fuel fuel, CancellationToken cancellation)
    {
        _code = code;
        _draw = draw;
        _cancellation = cancellation;
        Fuel = fuel;
        Arithmetic = new Arithmetic(Tape);
        EqualityComparer = new ValueEquality(this);
    }

    public Compilation Compilation => _code.Compilation;

    internal CodeBase Code => _code;

    public Tape Tape { get; } = new();

    public Arithmetic Arithmetic { get; }

    public Fuel Fuel { get; }

    public SiteTable Sites { get; } = new();

    public IEqualityComparer<Value> EqualityComparer { get; }

    /// <summary>Library members met on the way that are neither source nor modelled, sorted.</summary>
    public IReadOnlyCollection<string> Unknowns => _unknowns;

    /// <summary>Makes the leaf that stands for a random number once it is put into an array: so weights drawn in local code are leaves too.</summary>
    public Func<Value, Location, Value>? Promote { get; set; }

    /// <summary>The same for the numbers of a tensor, or of a matrix of fixed size, that is kept as a whole, in the member or variable of this name.</summary>
    public Action<HeapObject, ISymbol?>? PromoteTensor { get; set; }

    /// <summary>What an integer constant of the code stands for: itself, unless sizes are made smaller.</summary>
    public Func<int, int> Size { get; set; } = static constant => constant;

    /// <summary>Called after every statement; used to keep frozen parameters as they are.</summary>
    public Action? AfterStatement { get; set; }

    /// <summary>
    /// Supplies what the code takes for granted and nobody set: the value for a field, property, element or variable that is null where
    /// a member of it is used. Null where it cannot be made.
    /// </summary>
    public MissingValue? Missing { get; set; }

    /// <summary>The integers that were made up for the code, where it is to show what they should be.</summary>
    internal Guesses? Guesses { get; set; }

    /// <summary>Which ways the conditions of the code went.</summary>
    /// <summary>Whether a number drawn by chance lies below the chance that it is compared with, or above; null where it lies where it was drawn.</summary>
    public bool? DrawsLow { get; set; }

    /// <summary>True once the code compared a number drawn by chance with a chance.</summary>
    public bool HasTossed { get; set; }

    public Branches Branches { get; init; } = new(null);

    /// <summary>True once the code has used something that nobody set: a null receiver, or a static integer left at zero.</summary>
    public bool LacksValues { get; private set; }

    /// <summary>The size, as the code writes it, of which the first array of numbers has none; null where each has some.</summary>
    public string? EmptySize { get; private set; }

    /// <summary>True where numbers were paired with fewer numbers, and the rest was left out.</summary>
    public bool LengthsDisagree { get; private set; }

    /// <summary>Calls a method with a body in source (or a model), as if from nowhere.</summary>
    /// <exception cref="TraceStoppedException">when the code cannot be interpreted further.</exception>
    /// <exception cref="InterpretedException">when the code throws.</exception>
    public Value Call(IMethodSymbol method, Value receiver, params Value[] arguments) => CallMethod(method, receiver, arguments, null);

    /// <summary>Makes an object through a constructor.</summary>
    /// <exception cref="TraceStoppedException">when the code cannot be interpreted further.</exception>
    /// <exception cref="InterpretedException">when the code throws.</exception>
    public Value Create(IMethodSymbol constructor, params Value[] arguments) => CreateObject(constructor, arguments, null);

    /// <summary>The storage of a type's static fields and automatic properties that has been touched so far.</summary>
    public IEnumerable<HeapSlot> StaticSlots() =>
        _statics.Values.SelectMany(slots => slots).Select(pair => new HeapSlot(pair.Key, pair.Key.Name, System.Collections.Immutable.ImmutableArray<int>.Empty, pair.Value));

    private ITypeSymbol Closed(ITypeSymbol type, Frame frame) => frame.Types.Substitute(type, Compilation);

    private TraceStoppedException Unsupported(IOperation operation, string? what = null) =>
        new(StopKind.Unsupported, "cannot interpret " + (what ?? Describe(operation)), operation.Syntax);

    private static TraceStoppedException DoesNotCompile(IOperation operation) =>
        new(StopKind.DoesNotCompile, "does not compile here: " + Describe(operation), operation.Syntax);

    private static string Describe(IOperation operation)
    {
        var text = operation.Syntax.ToString();
        var line = text.IndexOf('\n');
        if (line >= 0)
            text = text.Substring(0, line).TrimEnd() + " …";
        return "'" + (text.Length > 60 ? text.Substring(0, 60) + "…" : text) + "'";
    }

    private Site SiteOf(IOperation operation, Frame frame) => Sites.GetOrAdd(operation.Syntax, frame.Member, frame.CallSite);

    /// <summary>Runs a graph to its end; the result of an iterator is ignored.</summary>
    private Value Run(Frame frame)
    {
        var before = _frame;
        _frame = frame;
        Fuel.Enter();
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        try
        {
            while (Resume(frame))
            {
            }

            return frame.Result;
        }
        catch (InsufficientExecutionStackException)
        {
            throw new TraceStoppedException(StopKind.OutOfFuel, "expressions nest too deeply");
        }
        finally
        {
            Fuel.Leave();
            _frame = before;
        }
    }

    /// <summary>An iterator's items; each enumeration runs the body on a frame of its own.</summary>
    private IEnumerable<Value> Iterate(Func<Frame> start)
    {
        var frame = start();
        var isSuspended = false;
        try
        {
            while (Within(frame, () => Resume(frame)))
            {
                isSuspended = true;
                yield return frame.Yielded;
                isSuspended = false;
            }
        }
        finally
        {
            if (isSuspended)
                Within(frame, () => RunFinallyBlocks(frame));
        }
    }

    private bool Within(Frame frame, Func<bool> action)
    {
        var before = _frame;
        _frame = frame;
        Fuel.Enter();
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        try
        {
            return action();
        }
        catch (InsufficientExecutionStackException)
        {
            throw new TraceStoppedException(StopKind.OutOfFuel, "expressions nest too deeply");
        }
        finally
        {
            Fuel.Leave();
            _frame = before;
        }
    }

    /// <summary>What disposing of an iterator that stands at a <c>yield return</c> runs.</summary>
    private bool RunFinallyBlocks(Frame frame)
    {
        for (var region = frame.Block.EnclosingRegion; region is not null && region != frame.Graph.Root; region = region.EnclosingRegion)
        {
            if (region is { Kind: ControlFlowRegionKind.Try, EnclosingRegion: { Kind: ControlFlowRegionKind.TryAndFinally } whole })
                RunFinally(whole.NestedRegions[1], frame);
        }

        return false;
    }
}
