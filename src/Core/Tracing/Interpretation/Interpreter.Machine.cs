using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RnnLint.Tracing.Models;

namespace RnnLint.Tracing;

/// <content>What models may ask: sequences, equality, randomness, the unknown.</content>
public sealed partial class Interpreter
{
    private readonly Dictionary<string, LeafGroup> _opaqueGroups = new(StringComparer.Ordinal);
    private readonly LeafGroup _randomGroup = new("random", LeafGroupKind.Random);
    private readonly Dictionary<INamedTypeSymbol, bool> _equalToItselfOnly = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<Instance, int> _identities = new();
    private int _opaqueCount;
    private const int CostOfUnknown = 50;

    public IEnumerable<Value> Enumerate(Value sequence)
    {
        if (Sequences.Items(this, sequence) is { } items)
            return items;
        switch (sequence.AsObject)
        {
            case Instance instance:
                return Enumerate(instance, sequence);
            case EnumeratorObject enumerator:
                return Rest(enumerator.Items);
            case null when sequence.IsNull:
                throw Throw("System.ArgumentNullException", "a null sequence is enumerated");
            case OpaqueObject opaque:
                throw new TraceStoppedException(StopKind.Unsupported, "cannot go on without " + opaque);
            case HeapObject held:
                return held.Slots().Select(slot => slot.Location.Load());
            default:
                throw new TraceStoppedException(StopKind.Unsupported, "cannot enumerate " + sequence.Kind);
        }
    }

    private static IEnumerable<Value> Rest(IEnumerator<Value> items)
    {
        while (items.MoveNext())
            yield return items.Current;
    }

    private IEnumerable<Value> Enumerate(Instance instance, Value sequence)
    {
        var start = instance.Type.AllInterfaces.Where(type => type.Name == "IEnumerable").OrderByDescending(type => type.Arity)
            .SelectMany(type => type.GetMembers("GetEnumerator").OfType<IMethodSymbol>())
            .Concat(Bases(instance.Type).SelectMany(type => type.GetMembers("GetEnumerator").OfType<IMethodSymbol>()))
            .FirstOrDefault() ?? throw new TraceStoppedException(StopKind.Unsupported, "cannot enumerate " + instance.Type.Name);
        var method = Dispatch(start, sequence);
        if (_code.Body(method, _cancellation) is null)
            throw new TraceStoppedException(StopKind.Unsupported, "cannot enumerate " + instance.Type.Name + ", whose GetEnumerator is not here");
        var enumerator = CallMethod(method, sequence, Array.Empty<Value>(), null);
        if (enumerator.AsObject is not Instance stepper)
            return Enumerate(enumerator);
        return Step(stepper, enumerator);
    }

    private IEnumerable<Value> Step(Instance stepper, Value enumerator)
    {
        var next = Bases(stepper.Type).SelectMany(type => type.GetMembers("MoveNext").OfType<IMethodSymbol>()).First();
        var current = Bases(stepper.Type).SelectMany(type => type.GetMembers("Current").OfType<IPropertySymbol>()).First();
        try
        {
            while (CallMethod(next, enumerator, Array.Empty<Value>(), null).AsBoolean)
                yield return Dereference(CallMethod(current.GetMethod!, enumerator, Array.Empty<Value>(), null));
        }
        finally
        {
            if (stepper.Type.AllInterfaces.FirstOrDefault(type => type.SpecialType == SpecialType.System_IDisposable)?.GetMembers("Dispose").OfType<IMethodSymbol>().FirstOrDefault() is { } dispose)
                CallMethod(Dispatch(dispose, enumerator), enumerator, Array.Empty<Value>(), null);
        }
    }

    public bool AreEqual(Value x, Value y)
    {
        Fuel.Step();
        if (x.IsNull || y.IsNull)
            return x.IsNull && y.IsNull;
        if ((x.IsReal || x.IsInteger) && (y.IsReal || y.IsInteger))
            return x.Kind == y.Kind && Numbers.Compare(x, y) == 0;
        if (x.Kind == ValueKind.Boolean && y.Kind == ValueKind.Boolean)
            return x.AsBoolean == y.AsBoolean;
        switch (x.AsObject, y.AsObject)
        {
            case (string a, string b):
                return a == b;
            case (TupleObject a, TupleObject b):
                return a.Items.Length == b.Items.Length && a.Items.Zip(b.Items, AreEqual).All(same => same);
            case (ComponentsObject a, ComponentsObject b):
                return SymbolEqualityComparer.Default.Equals(a.Type, b.Type) && a.Elements.Zip(b.Elements, AreEqual).All(same => same);
            case (TypeObject a, TypeObject b):
                return SymbolEqualityComparer.Default.Equals(a.Represented, b.Represented);
            case (DelegateObject a, DelegateObject b):
                return AreSame(a, b);
            case (Instance a, Instance b):
                return ReferenceEquals(a, b) || AreEqual(a, b, x, y);
            default:
                return x.AsObject is not null && ReferenceEquals(x.AsObject, y.AsObject);
        }
    }

    private IEnumerable<IMethodSymbol> OwnEquals(INamedTypeSymbol type) => Bases(type).SelectMany(ancestor => ancestor.GetMembers("Equals").OfType<IMethodSymbol>())
        .Where(method => method.Parameters.Length == 1 && !method.IsStatic && _code.Body(method, _cancellation) is not null);

    private bool IsEqualToItselfOnly(Instance instance)
    {
        if (!_equalToItselfOnly.TryGetValue(instance.Type, out var answer))
            _equalToItselfOnly.Add(instance.Type, answer = !HasValueEquality(instance.Type) && !OwnEquals(instance.Type).Any());
        return answer;
    }

    /// <summary>A number of the object's own, in order of asking: collisions, and so steps, are the same on every run.</summary>
    private int IdentityOf(Instance instance)
    {
        if (!_identities.TryGetValue(instance, out var identity))
            _identities.Add(instance, identity = _identities.Count);
        return identity;
    }

    private static bool HasValueEquality(INamedTypeSymbol type) => type.IsValueType || type.IsRecord || type.IsAnonymousType;

    private bool AreEqual(Instance a, Instance b, Value x, Value y)
    {
        var own = OwnEquals(a.Type).FirstOrDefault(method => Inherits(b.Type, method.Parameters[0].Type));
        if (own is not null)
            return CallMethod(own, x, new[] { y }, null).AsBoolean;
        return HasValueEquality(a.Type) && SymbolEqualityComparer.Default.Equals(a.Type, b.Type)
            && a.Slots().Zip(b.Slots(), (p, q) => AreEqual(p.Location.Load(), q.Location.Load())).All(same => same);
    }

    /// <summary>What string concatenation makes of a value: an override of ToString is interpreted.</summary>
    private string TextOf(Value value)
    {
        if (value.AsObject is not Instance instance)
            return TextModels.Format(value);
        var own = Bases(instance.Type).SelectMany(type => type.GetMembers("ToString").OfType<IMethodSymbol>())
            .FirstOrDefault(method => method.IsOverride && method.Parameters.IsEmpty && _code.Body(method, _cancellation) is not null);
        return own is null ? "…" : CallMethod(own, value, Array.Empty<Value>(), null).AsString ?? "";
    }

    /// <summary>A part of an interpolated string. Text that says a real number, or an object, is never looked into: it stands for itself.</summary>
    private string TextOf(IInterpolatedStringContentOperation part, Frame frame)
    {
        if (part is not IInterpolationOperation hole)
            return (part as IInterpolatedStringTextOperation)?.Text.ConstantValue is { HasValue: true, Value: string text } ? text : "…";
        var value = Evaluate(hole.Expression, frame);
        return value.IsInteger || value.AsString is not null ? TextModels.Format(Fuel, value, hole.FormatString?.ConstantValue is { HasValue: true, Value: string format } ? format : null) : "…";
    }

    /// <summary>Text spends room like an array: doubling a string must end.</summary>
    private Value Concatenate(string left, string right)
    {
        Fuel.Allocate(TextCosts.Of((long)left.Length + right.Length));
        return Value.Of(left + right);
    }

    public int Compare(Value x, Value y)
    {
        if (x.IsNull || y.IsNull)
            return x.IsNull && y.IsNull ? 0 : x.IsNull ? -1 : 1;
        if ((x.IsReal || x.IsInteger) && (y.IsReal || y.IsInteger))
            return Numbers.Compare(x, y);
        if (x.Kind == ValueKind.Boolean)
            return x.AsBoolean.CompareTo(y.AsBoolean);
        switch (x.AsObject)
        {
            case string text:
                return string.CompareOrdinal(text, y.AsString);
            case TupleObject tuple:
                return tuple.Items.Zip(y.As<TupleObject>().Items, Compare).FirstOrDefault(order => order != 0);
            case Instance instance when Bases(instance.Type).SelectMany(type => type.GetMembers("CompareTo").OfType<IMethodSymbol>()).FirstOrDefault() is { } compare:
                return CallMethod(compare, x, new[] { y }, null).AsInt32;
            default:
                throw new TraceStoppedException(StopKind.Unsupported, "cannot compare objects of type " + (x.AsObject as HeapObject)?.Type?.Name);
        }
    }

    public Value RandomLeaf(double low, double high, ValueKind kind)
    {
        var count = checked((int)_randomCount++);
        var uniform = LeafValues.Uniform(_draw.Seed, "random", count);
        Tape.CurrentSite = null;
        return Value.Of(Tape.Leaf(new LeafOrigin(_randomGroup, ImmutableArray.Create(count)), low + (uniform * (high - low))), kind);
    }

    public long RandomInteger(long low, long high) =>
        high <= low ? low : low + (long)(LeafValues.Uniform(_draw.Seed, "integer", checked((int)_randomCount++)) * (high - low));

    public Value Opaque(ITypeSymbol? type, string what, params Value[] inputs)
    {
        // A loop that waits for an unknown result never ends: the unknown is dear.
        Fuel.Step(CostOfUnknown);
        _unknowns.Add(what);
        if (type is null || type.SpecialType == SpecialType.System_Void)
            return Value.Void;
        if (Value.KindOf(Underlying(type)) is not { } kind || !Value.IsRealKind(kind))
            return Value.Of(new OpaqueObject(type, what));
        return OpaqueNumber(what, kind, inputs.SelectMany(input => LiveNodes(input, 3)).Distinct().OrderBy(node => node).ToArray());
    }

    private Value OpaqueNumber(string what, ValueKind kind, int[] inputs, ISymbol? external = null, double? value = null)
    {
        if (!_opaqueGroups.TryGetValue(what, out var group))
            _opaqueGroups.Add(what, group = new LeafGroup(what, LeafGroupKind.Opaque, external));
        var index = ImmutableArray.Create(_opaqueCount++);
        return Value.Of(Tape.OpaqueLeaf(new LeafOrigin(group, index), value ?? LeafValues.Of(_draw, what, index), inputs), kind);
    }

    internal Value Constant(object? constant, ITypeSymbol type) => Literal(constant, type);

    internal ITypeSymbol DictionaryOf(INamedTypeSymbol type) => Compilation.TypeNamed("System.Collections.Generic.Dictionary`2")!.Construct(type.TypeArguments.ToArray());

    internal ITypeSymbol ListOf(ITypeSymbol element) => Compilation.TypeNamed("System.Collections.Generic.List`1")!.Construct(element);

    /// <summary>A vector, matrix or tensor of a modelled library, filled by <paramref name="cell"/>; null for any other type.</summary>
    /// <param name="type">The declared type.</param>
    /// <param name="sizes">Rows of a matrix (length of a vector, of each dimension of a tensor of three), its columns, and the dimensions of a tensor whose type leaves them open. Asked for only where the type has them.</param>
    /// <param name="cell">Makes each number.</param>
    internal Value? LibraryNumbers(INamedTypeSymbol type, Func<(int Rows, int Columns, int Rank)> sizes, Func<ImmutableArray<int>, ValueKind, Value> cell)
    {
        HeapObject? made = ComponentLayouts.NewFor(type);
        if (made is null && (type.SpecialType != SpecialType.None || MathNetFactory.KindOf(type) is null && !TensorFactory.Makes(type)))
            return null;
        var (rows, columns, rank) = made is null ? sizes() : default;
        made ??= MathNetFactory.NewFor(this, type, rows, columns);
        made ??= TensorFactory.NewFor(this, type, rank switch { 1 => [rows], 2 => [rows, columns], _ => Enumerable.Repeat(rows, rank).ToArray() }, rows);
        if (made is null)
            return null;
        foreach (var slot in made.Slots().Where(slot => slot.Location.Load().IsReal))
            slot.Location.Store(cell(slot.Indices, slot.Location.Load().Kind));
        return Value.Of(made);
    }

    /// <summary>The live numbers that an argument holds, a few levels deep.</summary>
    private IEnumerable<int> LiveNodes(Value value, int depth)
    {
        if (value.IsReal)
            return value.AsTraced is { IsConstant: false, Node: var node } ? new[] { node } : Array.Empty<int>();
        if (depth == 0)
            return Array.Empty<int>();
        return value.AsObject switch
        {
            Location location => LiveNodes(location.Load(), depth),
            HeapObject held and not SequenceObject => held.Slots().SelectMany(slot => LiveNodes(slot.Location.Load(), depth - 1)),
            _ => Array.Empty<int>(),
        };
    }

    public void NoteUnequalLengths() => LengthsDisagree = true;

    public InterpretedException Throw(string exceptionType, string message) => Throw(exceptionType, message, _serving?.Syntax);

    private InterpretedException Throw(string exceptionType, string message, SyntaxNode? syntax) =>
        new(Value.Of(new ExceptionObject(Compilation.TypeNamed(exceptionType), message)), exceptionType, message, syntax);

    private static string MessageOf(Value exception) => exception.AsObject switch
    {
        ExceptionObject { Message: var message } => message,
        Instance instance => instance.Slots().FirstOrDefault(slot => slot.Symbol is IPropertySymbol { Name: "Message", ContainingType.Name: "Exception" }).Location?.Load().AsString ?? instance.Type.Name,
        _ => "an exception",
    };

    private sealed class ValueEquality(Interpreter interpreter) : IEqualityComparer<Value>
    {
        public bool Equals(Value x, Value y) => interpreter.AreEqual(x, y);

        // Objects with equality of their own land in one bucket: the tables of such code are small.
        public int GetHashCode(Value value) =>
            value.IsReal || value.IsInteger ? value.AsTraced.Value.GetHashCode()
            : value.AsString is { } text ? StringComparer.Ordinal.GetHashCode(text)
            : value.AsObject is Instance instance && interpreter.IsEqualToItselfOnly(instance) ? interpreter.IdentityOf(instance)
            : (int)value.Kind;
    }
}
